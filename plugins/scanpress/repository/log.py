"""Commits with their changes, read from `git log`: a few of them at once where there are many commits."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from scanpress.repository.location import Location
from scanpress.repository.log_record import FIELDS, paths_after
from scanpress.repository.process import GitError, run, stream

_FORMAT = "%x00".join(FIELDS) + "%x00"
_ARGUMENTS = (
    # Counting lines reads every version of every file: worth the 96 MB git would take, as nothing else runs meanwhile.
    "-c", "core.deltaBaseCacheLimit=96m",
    "log", "-z", "--no-walk=unsorted", "--stdin", "--use-mailmap", "--encoding=UTF-8", "--no-show-signature", "--root",
    "--diff-merges=first-parent", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", f"--format={_FORMAT}",
)  # fmt: skip
_COMPARED = ("--raw", "--numstat", "-M", "-l1000")
# Where objects are missing, less is asked for: paths without counts, and if trees are missing too, only commits.
_LESS_AND_LESS = (_COMPARED, ("--raw", "--no-renames"), ("--no-patch",))
_READ_AT_ONCE = 1 << 20
_FEW = 256  # commits that one process reads about as fast as several
_SHARES = 8
_MOST_PROCESSES = 4  # each of them may take what its options say


def commit_graph(location: Location, tips: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return all commits that the tips lead to with their parents, newest first and none before its children.

    What a merge brings in stands together, right below the merge, so that what stood there before keeps its place.
    """
    given = "".join(f"{tip}\n" for tip in tips)
    if not given:
        return {}
    listed = run(location, "rev-list", "--topo-order", "--parents", "--stdin", given=given.encode()).decode("ascii")
    lines = (line.split(" ") for line in listed.splitlines())
    return {name: tuple(parents) for name, *parents in lines}


def read_records(location: Location, ids: Sequence[str]) -> dict[str, bytes]:
    """Return the records of some commits."""
    if not ids:
        return {}
    failure: GitError | None = None
    for compared in _LESS_AND_LESS if location.is_partial else (_COMPARED,):
        try:
            return _read(location, ids, compared)
        except GitError as error:
            failure = error
    raise failure or GitError("git was not asked")


def _read(location: Location, ids: Sequence[str], compared: Sequence[str]) -> dict[str, bytes]:
    """Return records by several processes: one alone would keep all but one core of the machine waiting."""
    length = -(-len(ids) // _SHARES)
    shares = [ids[start : start + length] for start in range(0, len(ids), length)] if len(ids) > _FEW else [ids]
    with ThreadPoolExecutor(min(_MOST_PROCESSES, os.cpu_count() or 1)) as pool:
        # The oldest commit often brings most of what there is, so that it is begun first.
        read = list(pool.map(lambda share: _share(location, share, compared), reversed(shares)))
    return {name: record for found in reversed(read) for name, record in found.items()}


def _share(location: Location, ids: Sequence[str], compared: Sequence[str]) -> dict[str, bytes]:
    given = "".join(f"{name}\n" for name in ids).encode("ascii")
    with stream(location, *_ARGUMENTS, *compared, given=given) as process:
        return dict(_records(_tokens(process.stdout.read)))  # type: ignore[union-attr]


def _tokens(read: Callable[[int], bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := read(_READ_AT_ONCE):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _records(tokens: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield each commit's tokens, joined: ten fields, an empty one, then changes, told by how they begin."""
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
    """Return whether a token is a change or a count; only commit ids, the third kind, hold no tab and no colon."""
    return token.lstrip(b"\n")[:1] == b":" or b"\t" in token
