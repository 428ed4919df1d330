"""Branches and tags, read without trusting that what they name is there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

from scanpress.repository.location import Location
from scanpress.repository.objects import objects
from scanpress.repository.process import run
from scanpress.repository.text import decode, decode_path
from scanpress.repository.values import Person, Ref, Signature

_LINE = re.compile(
    r"(?P<name>.*?) ?<(?P<email>[^>]*)>(?: (?P<seconds>-?\d+) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d))?"
)
_EPOCH = datetime.fromtimestamp(0, UTC)


def parse_signature(line: bytes) -> Signature | None:
    """Return the signature, or None where the line is none.

    >>> parse_signature(b"A U Thor <a@example.org> 1700000000 +0130")
    Signature(person=Person(name='A U Thor', email='a@example.org'), when='2023-11-14T23:43:20+01:30')
    """
    match = _LINE.fullmatch(decode(line))
    if match is None:
        return None
    return Signature(Person(match["name"], match["email"]), _when(match).isoformat())


def _when(match: re.Match[str]) -> datetime:
    """Return the moment in its own zone, the epoch where it is no moment a calendar has."""
    if match["seconds"] is None:
        return _EPOCH
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    try:
        zone = timezone(-offset if match["sign"] == "-" else offset)
        return datetime.fromtimestamp(int(match["seconds"]), zone)
    except (ValueError, OverflowError, OSError):
        return _EPOCH


_KINDS: dict[str, Literal["branch", "tag"]] = {"refs/heads/": "branch", "refs/tags/": "tag"}
_DEEPEST = 10  # tags of tags of tags


def read_refs(location: Location) -> tuple[Ref, ...]:
    """Return branches, then tags, by name; what names a missing object is left out."""
    listed = run(location, "for-each-ref", "--format=%(objectname) %(refname)", *_KINDS)
    found: list[Ref] = []
    for line in listed.split(b"\n"):
        name, _, full_name = line.partition(b" ")
        if full_name:
            found.extend(_ref(location, name.decode("ascii"), decode_path(full_name)))
    return _mailmapped(location, tuple(sorted(found, key=lambda ref: (ref.kind, ref.name))))


def read_head(location: Location) -> str | None:
    """Return the ref that HEAD's file names; None where it names none, or only says that it is kept elsewhere."""
    try:
        kind, _, name = (location.git_dir / "HEAD").read_bytes().strip().partition(b" ")
    except OSError:
        return None
    return decode_path(name) if kind == b"ref:" and name != b"refs/heads/.invalid" else None


def _ref(location: Location, name: str, full_name: str) -> Iterator[Ref]:
    reader = objects(location.store)
    header = reader.kind(name)
    prefix = next(prefix for prefix in _KINDS if full_name.startswith(prefix))
    if header is None:
        return
    kind, short = _KINDS[prefix], full_name.removeprefix(prefix)
    if header[0] != "tag":
        yield Ref(kind, short, name, name if header[0] == "commit" else None)
        return
    fields, message = _tag(location, name)
    yield Ref(kind, short, name, _commit(location, fields), parse_signature(fields.get(b"tagger", b"")), message)


def _tag(location: Location, name: str) -> tuple[dict[bytes, bytes], str]:
    """Return an annotated tag's fields and its message without the signature below it."""
    found = objects(location.store).read(name)
    header, _, message = (found[1] if found else b"").partition(b"\n\n")
    fields = dict(line.partition(b" ")[::2] for line in header.split(b"\n"))
    return fields, decode(message).partition("-----BEGIN ")[0].strip("\n")


def _commit(location: Location, fields: dict[bytes, bytes]) -> str | None:
    """Return the commit that a tag leads to."""
    for _ in range(_DEEPEST):
        name = fields.get(b"object", b"").decode("ascii", "replace")
        header = objects(location.store).kind(name) if name.isalnum() else None
        if header is None or header[0] != "tag":
            return name if header and header[0] == "commit" else None
        fields, _message = _tag(location, name)
    return None


def _mailmapped(location: Location, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the refs with their taggers as `.mailmap` has them."""
    people = sorted({ref.tagger.person for ref in refs if ref.tagger}, key=lambda person: (person.name, person.email))
    # A name with an angle bracket cannot be asked for, and has no line in a mailmap either.
    people = [person for person in people if not {"<", ">"} & set(person.name + person.email)]
    if not people:
        return refs
    asked = "".join(f"{person.name} <{person.email}>\n" for person in people)
    answers = decode(run(location, "check-mailmap", "--stdin", given=asked.encode())).splitlines()
    known = {person: _person(answer) for person, answer in zip(people, answers, strict=True)}
    return tuple(replace(ref, tagger=_known(ref.tagger, known)) for ref in refs)


def _known(tagger: Signature | None, known: Mapping[Person, Person]) -> Signature | None:
    return replace(tagger, person=known.get(tagger.person, tagger.person)) if tagger else None


def _person(answer: str) -> Person:
    name, _, email = answer.rpartition("<")
    return Person(name.strip(), email.rstrip(">"))
