"""Commits with their changes, read from `git log`, by several processes if there are many commits."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice

from scanpress.repository.location import Location
from scanpress.repository.log_record import FIELDS, blobs_in, paths_after
from scanpress.repository.process import GitError, run, stream

_FORMAT = "%x00".join(FIELDS) + "%x00"
_ARGUMENTS = (
    # Counting lines reads every version of every file: worth the 96 MB git would take, as nothing else runs meanwhile.
    "-c", "core.deltaBaseCacheLimit=96m",
    "log", "-z", "--no-walk=unsorted", "--stdin", "--use-mailmap", "--encoding=UTF-8", "--no-show-signature", "--root",
    "--diff-merges=first-parent", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", "--date=raw",
    f"--format={_FORMAT}",
)  # fmt: skip
_COMPARISON = ("--raw", "--numstat", "-M", "-l1000")
_COMPARISON_OF_NAMES = ("--raw", "--no-renames")
_NO_COMPARISON = ("--no-patch",)
_CHUNK = 1 << 20
_FEW = 256  # commits that one process reads about as fast as several
_BATCHES = 8
_MOST_PROCESSES = 4  # each of them may take as much memory as its options allow


def commit_graph(location: Location, tips: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return all commits that can be reached from the tips with their parents, children before parents, newest first.

    The commits that a merge brings in follow the merge together, so that the order of older commits does not change.
    """
    given = "".join(f"{tip}\n" for tip in tips)
    if not given:
        return {}
    listed = run(location, "rev-list", "--topo-order", "--parents", "--stdin", given=given.encode()).decode("ascii")
    lines = (line.split(" ") for line in listed.splitlines())
    return {oid: tuple(parents) for oid, *parents in lines}


def read_records(location: Location, oids: Sequence[str], below: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the records of some commits; `log_record` parses them.

    With `below`, some folders, records hold only changes there, without renames and counts: no file is read for them.
    """
    if not oids:
        return {}
    if below:
        return _read(location, oids, (*_COMPARISON_OF_NAMES, "--", *(f":(top,literal){folder}" for folder in below)))
    if location.lost:
        return dict(_read_around_damage(location, oids))
    return _read_of_partial_clone(location, oids) if location.is_partial else _read(location, oids, _COMPARISON)


def _read_of_partial_clone(location: Location, oids: Sequence[str]) -> dict[str, bytes]:
    """Return records; commits that changed missing files lack renames and counts, and all changes if trees are missing.

    Most commits lack nothing if only large files are missing, and nearly all do if all old files are.
    """
    with suppress(GitError):
        return _read(location, oids, _COMPARISON)
    try:
        named = _read(location, oids, _COMPARISON_OF_NAMES)
    except GitError:
        return _read(location, oids, _NO_COMPARISON)
    needed = {oid: {blob for blob, _ in blobs_in(record)} for oid, record in named.items()}
    missing = _missing(location, frozenset().union(*needed.values()))
    whole = [oid for oid, blobs in needed.items() if missing.isdisjoint(blobs)]
    with suppress(GitError):
        named |= _read(location, whole, _COMPARISON) if whole else {}
    return named


def _missing(location: Location, oids: Iterable[str]) -> frozenset[str]:
    """Return the objects that are missing."""
    given = "".join(f"{oid}\n" for oid in oids).encode("ascii")
    answers = run(location, "cat-file", "--batch-check", given=given).decode("ascii").splitlines()
    return frozenset(line.removesuffix(" missing") for line in answers if line.endswith(" missing"))


def _read_around_damage(location: Location, oids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield records of commits. A few need lost objects: these are found by halves, and less is asked of them."""
    try:
        yield from _read(location, oids, _COMPARISON).items()
    except GitError:
        if len(oids) > 1:
            middle = len(oids) // 2
            yield from _read_around_damage(location, oids[:middle])
            yield from _read_around_damage(location, oids[middle:])
            return
        try:
            yield from _read(location, oids, _COMPARISON_OF_NAMES).items()
        except GitError:
            yield from _read(location, oids, _NO_COMPARISON).items()


def _read(location: Location, oids: Sequence[str], comparison: Sequence[str]) -> dict[str, bytes]:
    """Return records, read by several processes: a single one would use only one core of the machine."""
    length = -(-len(oids) // _BATCHES)
    batches = [oids[start : start + length] for start in range(0, len(oids), length)] if len(oids) > _FEW else [oids]
    with ThreadPoolExecutor(min(_MOST_PROCESSES, os.cpu_count() or 1)) as pool:
        # The oldest commit often adds most of the files, so that it is begun first.
        read = list(pool.map(lambda batch: _read_batch(location, batch, comparison), reversed(batches)))
    return {oid: record for found in reversed(read) for oid, record in found.items()}


def _read_batch(location: Location, oids: Sequence[str], comparison: Sequence[str]) -> dict[str, bytes]:
    given = "".join(f"{oid}\n" for oid in oids).encode("ascii")
    with stream(location, *_ARGUMENTS, *comparison, given=given) as process:
        return dict(_records(_tokens(process.stdout.read)))  # type: ignore[union-attr]


def _tokens(read: Callable[[int], bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _records(tokens: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield each commit's oid with its tokens, joined: ten fields, an empty one, then the changes."""
    first = next(tokens, None)
    while first is not None:
        record = [first, *islice(tokens, len(FIELDS) - 1)]
        next(tokens, None)
        first = next(tokens, None)
        while first is not None and _is_change(first):
            wanted = paths_after(first)
            record += [first.lstrip(b"\n"), *islice(tokens, wanted)]
            first = next(tokens, None)
        yield record[0].decode("ascii"), b"\0".join(record)


def _is_change(token: bytes) -> bool:
    """Return whether a token is a change or a count; the oid of the next commit has no tab and no colon."""
    return token.lstrip(b"\n")[:1] == b":" or b"\t" in token
