"""What describes the files to programs: manifest, Frictionless data package, Croissant, and Citation File Format."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import yaml

from scanpress.export.database import SCHEMA_VERSION
from scanpress.export.fields import ANSWER_FIELDS, RAW_FIELDS, SCAN_FIELDS, Field
from scanpress.export.files import Facts
from scanpress.export.names import ANSWERS, CHANGES, DATABASE, PARQUET, RAW, SCANS
from scanpress.facts import Operator
from scanpress.facts.layout import Layout
from scanpress.facts.licences import is_listed, licence_text

MANIFEST, PACKAGE, CROISSANT, CITATION = "manifest.json", "datapackage.json", "croissant.json", "CITATION.cff"
KINDS: Mapping[str, tuple[str, str]] = {
    RAW: ("application/gzip", "all scans as they are in the repository, one JSON object per line"),
    ANSWERS: ("application/gzip", "all answers, one row per answer"),
    SCANS: ("text/csv", "all scans, one row per scan"),
    DATABASE: ("application/vnd.sqlite3", "all scans and answers as an SQLite database, with an index of all words"),
    PARQUET: ("application/vnd.apache.parquet", "all answers as Parquet"),
    CHANGES: ("application/gzip", "all changes of scans since the repository began, one JSON object per line"),
}
"""The media type of each file, and what it holds."""
_FIELDS: Mapping[str, Sequence[Field]] = {SCANS: SCAN_FIELDS, ANSWERS: ANSWER_FIELDS, RAW: RAW_FIELDS}


@dataclass(frozen=True)
class About:
    """What descriptions say of the collection.

    `url` is the address of the site, empty if it is not known. `commit` and `when` (in UTC, as 2026-01-31T12:00:00Z)
    are those of the commit from which the files were made, empty without git. `license` is the default of the
    collection, `publisher` who offers it, and `folder` the one of the site for data files. `uncommitted` says how many
    scans are not as they are in the commit.
    """

    name: str
    description: str = ""
    url: str = ""
    commit: str = ""
    when: str = ""
    license: str = ""
    publisher: str = ""
    folder: str = "data"
    uncommitted: int = 0

    @classmethod
    def of(
        cls,
        operator: Operator,
        layout: Layout,
        site: tuple[str, str, str],
        head: tuple[str, str],
        uncommitted: int = 0,
    ) -> Self:
        """Return what is said of a collection.

        `site` has the name, the description and the address of the site, `head` the oid and the date of the commit that
        is checked out, and `uncommitted` how many scans are not as they are in it.
        """
        name, description, url = site
        licence, publisher = operator.license or "", operator.provider.full_name
        return cls(name, description, url.rstrip("/"), *head, licence, publisher, layout.data_folder, uncommitted)

    @property
    def data(self) -> str:
        """The address of the folder of the files, empty if it is not known."""
        return f"{self.url}/{self.folder}/" if self.url else ""


def manifest(about: About, files: Sequence[Facts]) -> bytes:
    """Return the names, sizes, checksums and numbers of rows of all files."""
    found = [
        {**facts._asdict(), "media_type": KINDS[facts.name][0], "description": KINDS[facts.name][1]} for facts in files
    ]
    return _json(
        {
            "name": about.name,
            "url": about.data,
            "commit": about.commit,
            "date": about.when,
            "uncommitted": about.uncommitted,
            "license": about.license,
            "schema_version": SCHEMA_VERSION,
            "files": found,
        }
    )


def data_package(about: About, files: Sequence[Facts]) -> bytes:
    """Return a data package as Frictionless describes it, version 2: only tables are resources with fields."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "scans",
        "title": about.name,
        "description": about.description,
        "homepage": about.url,
        "version": about.commit,
        "created": about.when,
        "licenses": _licences(about),
        "contributors": [{"title": about.publisher, "roles": ["publisher"]}] if about.publisher else [],
        "resources": [_resource(facts) for facts in files],
    }
    return _json({key: value for key, value in package.items() if value})


def _licences(about: About) -> list[dict[str, str]]:
    if not about.license:
        return []
    text = licence_text(about.license)
    # Frictionless accepts names of Open Definition: an expression is a title.
    return [{"name": about.license, "path": text} if text else {"name": about.license, "title": about.license}]


def _resource(facts: Facts) -> dict[str, Any]:
    media_type, description = KINDS[facts.name]
    stem, _, suffix = facts.name.partition(".")
    resource: dict[str, Any] = {
        "name": f"{stem}-{suffix.removesuffix('.gz').replace('.', '-')}",
        "path": facts.name,
        "description": description,
        "mediatype": media_type,
        "bytes": facts.bytes,
        "hash": f"sha256:{facts.sha256}",
    }
    if facts.name not in {SCANS, ANSWERS}:
        return {**resource, "type": "file"}
    fields = [{**field._asdict()} for field in _FIELDS[facts.name]]
    keys: dict[str, Any] = {"primaryKey": ["path"]} if facts.name == SCANS else {}
    if facts.name == ANSWERS:
        resource["compression"] = "gz"
        keys = {
            "foreignKeys": [{"fields": ["path"], "reference": {"resource": "scans-csv", "fields": ["path"]}}],
        }
    return {
        **resource,
        "type": "table",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], **keys},
    }


_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES: Mapping[str, str] = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}
_KEYS: Mapping[str, Sequence[str]] = {SCANS: ["path"], ANSWERS: ["path", "category", "question"]}


def croissant(about: About, files: Sequence[Facts]) -> bytes:
    """Return the description in the format Croissant, version 1.1, with a record set for each table that is CSV."""
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": about.name,
        "description": about.description or about.name,
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "url": about.url,
        "license": licence_text(about.license) or about.license,
        "version": f"0.0.0+{about.commit[:12]}" if about.commit else "",
        "datePublished": about.when[:10],
        "creator": {"@type": "sc:Organization", "name": about.publisher} if about.publisher else "",
        "citeAs": _cited(about),
        "isLiveDataset": True,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": facts.name,
                "name": facts.name,
                "description": KINDS[facts.name][1],
                "contentUrl": about.data + facts.name,
                "contentSize": f"{facts.bytes} B",
                "encodingFormat": ["text/csv", KINDS[facts.name][0]] if facts.name == ANSWERS else KINDS[facts.name][0],
                "sha256": facts.sha256,
            }
            for facts in files
        ],
        "recordSet": [_record_set(facts.name) for facts in files if facts.name in _KEYS],
    }
    return _json({key: value for key, value in described.items() if value != ""})


def _record_set(name: str) -> dict[str, Any]:
    stem = name.partition(".")[0]
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{stem}/{field.name}",
            "name": field.name,
            "description": field.description,
            "dataType": _TYPES[field.type],
            "source": {"fileObject": {"@id": name}, "extract": {"column": field.name}},
        }
        for field in _FIELDS[name]
    ]
    keys = [{"@id": f"{stem}/{column}"} for column in _KEYS[name]]
    return {
        "@type": "cr:RecordSet",
        "@id": stem,
        "name": stem,
        "description": KINDS[name][1],
        "key": keys[0] if len(keys) == 1 else keys,
        "field": fields,
    }


def _cited(about: About) -> str:
    parts = [about.publisher, f"{about.name} (data set)", about.when[:10], about.commit[:12], about.url]
    return ". ".join(filter(None, parts))


def citation(about: About, _files: Sequence[Facts] = ()) -> bytes:
    """Return how the collection is cited, in the Citation File Format."""
    cited: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, with the commit that you used.",
        "type": "dataset",
        "title": about.name,
        "abstract": about.description,
        "authors": [{"name": about.publisher or about.name}],
        "url": about.url,
        "commit": about.commit,
        "date-released": about.when[:10],
        "license": about.license if is_listed(about.license) else "",
    }
    shown = {key: value for key, value in cited.items() if value}
    return yaml.safe_dump(shown, sort_keys=False, allow_unicode=True, width=10**6).encode()


DESCRIPTIONS: Mapping[str, Callable[[About, Sequence[Facts]], bytes]] = {
    MANIFEST: manifest,
    PACKAGE: data_package,
    CROISSANT: croissant,
    CITATION: citation,
}
"""What makes each description."""


SUMS = "SHA256SUMS"


def checksums(descriptions: Mapping[str, bytes], files: Sequence[Facts]) -> bytes:
    """Return the SHA-256 of all files, in the form that `sha256sum --check` reads."""
    sums = {facts.name: facts.sha256 for facts in files}
    sums |= {name: hashlib.sha256(content).hexdigest() for name, content in descriptions.items()}
    return "".join(f"{checksum}  {name}\n" for name, checksum in sorted(sums.items())).encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
