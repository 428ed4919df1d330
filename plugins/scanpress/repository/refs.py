"""Branches and tags, of which some may name objects that are missing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from scanpress.repository.dates import parse_instant, parse_zone
from scanpress.repository.location import Location
from scanpress.repository.objects import objects
from scanpress.repository.process import run
from scanpress.repository.text import decode, decode_path
from scanpress.repository.values import Person, Ref, Signature

_KINDS: dict[str, Literal["branch", "tag"]] = {"refs/heads/": "branch", "refs/tags/": "tag"}
_DEEPEST = 10  # tags of tags of tags
_FIELDS = (b"object", b"type", b"tag")  # how a tag begins
_SIGNATURE = re.compile(r"(?P<name>[^<]*?) ?<(?P<email>[^>]*)>(?P<date>.*)", re.DOTALL)
# How signatures begin. A message may hold other blocks, such as the public key with which to check a release.
_SIGNED = re.compile(rb"^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE|SSH SIGNATURE)-----", re.MULTILINE)
_DATE = re.compile(r"\s*\d+\s+[+-]\d")  # git takes no date from a line without a time zone


def read_refs(location: Location) -> tuple[tuple[Ref, ...], tuple[str, ...]]:
    """Return branches, then tags, by name; and the full names of those that name a missing object, which they lack."""
    listed = run(location, "for-each-ref", "--format=%(objectname) %(refname)", *_KINDS)
    found: list[Ref] = []
    lost: list[str] = []
    for line in listed.split(b"\n"):
        oid, _, full_name = line.partition(b" ")
        if full_name:
            name = decode_path(full_name)
            refs = list(_refs(location, oid.decode("ascii"), name))
            found.extend(refs)
            lost.extend([] if refs else [name])
    return _mailmapped(location, tuple(sorted(found, key=lambda ref: (ref.kind, ref.name)))), tuple(lost)


def read_head(location: Location) -> str | None:
    """Return the ref that HEAD's file names; None if it names none, or only says that HEAD is kept elsewhere."""
    kind, _, name = location.head.strip().partition(b" ")
    return decode_path(name) if kind == b"ref:" and name != b"refs/heads/.invalid" else None


def parse_signature(line: bytes) -> Signature | None:
    """Return the signature that a line of git holds, None if it holds none.

    >>> parse_signature(b"A U Thor <a@example.org> 1700000000 +0130")
    Signature(person=Person(name='A U Thor', email='a@example.org'), instant=1700000000, zone=90)
    """
    match = _SIGNATURE.fullmatch(decode(line))
    if match is None:
        return None
    seconds, zone = match["date"].split()[:2] if _DATE.match(match["date"]) else ("", "")
    return Signature(Person(match["name"], match["email"]), parse_instant(seconds), parse_zone(zone))


def _refs(location: Location, oid: str, full_name: str) -> Iterator[Ref]:
    """Yield the ref, or nothing if its object is missing, or is a tag that git cannot read."""
    header = objects(location.store).header(oid)
    if header is None:
        return
    prefix = next(prefix for prefix in _KINDS if full_name.startswith(prefix))
    kind, short = _KINDS[prefix], full_name.removeprefix(prefix)
    if header[0] != "tag":
        yield Ref(kind, short, oid, oid if header[0] == "commit" else None)
        return
    fields, message = _read_tag(location, oid)
    tagged = _tagged(location, fields)
    if tagged is None:
        return
    tagger = parse_signature(fields.get(b"tagger", b""))
    yield Ref(kind, short, oid, tagged[1] if tagged[0] == "commit" else None, tagger, message)


def _read_tag(location: Location, oid: str) -> tuple[dict[bytes, bytes], str]:
    """Return an annotated tag's fields, and its message without the signature below it."""
    found = objects(location.store).read(oid)
    header, _, message = (found[1] if found else b"").partition(b"\n\n")
    fields = dict(line.partition(b" ")[::2] for line in header.split(b"\n"))
    return fields, decode(message[: _end_of(message)]).strip("\n")


def _end_of(message: bytes) -> int:
    """Return where a message ends: at the last signature, as git has it."""
    return max((match.start() for match in _SIGNED.finditer(message)), default=len(message))


def _tagged(location: Location, fields: Mapping[bytes, bytes]) -> tuple[str, str] | None:
    """Return the kind and the oid of what a tag names, directly or through other tags.

    None if git would stop at the tag: it has not the lines that git expects, or names an object that is missing or of
    another kind than it says.
    """
    oid = ""
    for _ in range(_DEEPEST):
        oid = fields.get(b"object", b"").decode("ascii", "replace")
        header = objects(location.store).header(oid) if oid.isalnum() else None
        kind = fields.get(b"type", b"").decode("ascii", "replace")
        if header is None or header[0] != kind or tuple(fields)[: len(_FIELDS)] != _FIELDS:
            return None
        if kind != "tag":
            return kind, oid
        fields, _message = _read_tag(location, oid)
    return "tag", oid


def _mailmapped(location: Location, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the refs with the names that `.mailmap` gives to their taggers."""
    people = sorted({ref.tagger.person for ref in refs if ref.tagger}, key=lambda person: (person.name, person.email))
    # Git cannot be asked for a name with an angle bracket, and a mailmap cannot hold one either.
    people = [person for person in people if not {"<", ">"} & set(person.name + person.email)]
    if not people:
        return refs
    asked = "".join(f"{person.name} <{person.email}>\n" for person in people)
    answers = decode(run(location, "check-mailmap", "--stdin", given=asked.encode())).splitlines()
    mapped = {person: _parse_person(answer) for person, answer in zip(people, answers, strict=True)}
    return tuple(
        replace(ref, tagger=replace(ref.tagger, person=mapped.get(ref.tagger.person, ref.tagger.person)))
        if ref.tagger
        else ref
        for ref in refs
    )


def _parse_person(answer: str) -> Person:
    name, _, email = answer.rpartition("<")
    return Person(name.strip(), email.rstrip(">"))
