"""Commits with their changes, read from one `git log` for all of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from scanpress.repository.location import Location
from scanpress.repository.process import GitError, run, stream
from scanpress.repository.records import Change, Commit, Person, Signature
from scanpress.repository.text import decode, decode_path

_FIELDS = ("%H", "%T", "%P", "%aN", "%aE", "%aI", "%cN", "%cE", "%cI", "%B")
_FORMAT = "%x00".join(_FIELDS) + "%x00"
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


def commit_ids(location: Location, tips: Iterable[str]) -> list[str]:
    """Return all commits that the tips lead to, newest first and none before its children.

    What a merge brings in stands together, right below the merge, so that what stood there before keeps its place.
    """
    given = "".join(f"{tip}\n" for tip in tips)
    return (
        run(location, "rev-list", "--topo-order", "--stdin", given=given.encode()).decode("ascii").split()
        if given
        else []
    )


def read_records(location: Location, ids: Sequence[str]) -> dict[str, bytes]:
    """Return the records of some commits."""
    if not ids:
        return {}
    given = "".join(f"{name}\n" for name in ids).encode("ascii")
    for compared in _LESS_AND_LESS if location.is_partial else (_COMPARED,):
        try:
            with stream(location, *_ARGUMENTS, *compared, given=given) as process:
                return dict(_records(_tokens(process.stdout.read)))  # type: ignore[union-attr]
        except GitError as error:
            failure = error
    raise failure


def parse_record(record: bytes) -> Commit:
    """Return the commit that a record holds."""
    tokens = record.split(b"\0")
    header, changes = tokens[: len(_FIELDS)], tokens[len(_FIELDS) :]
    name, tree, parents = (field.decode("ascii") for field in header[:3])
    texts = [decode(field) for field in header[3:]]
    return Commit(
        id=name,
        tree=tree,
        parents=tuple(parents.split()),
        author=Signature(Person(texts[0], texts[1]), texts[2]),
        committer=Signature(Person(texts[3], texts[4]), texts[5]),
        message=texts[6].rstrip("\n"),
        changes=_changes(changes),
    )


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
        record = [first, *islice(tokens, len(_FIELDS) - 1)]
        next(tokens, None)
        first = next(tokens, None)
        while first is not None and _is_change(first):
            wanted = _paths_after(first)
            record += [first.lstrip(b"\n"), *islice(tokens, wanted)]
            first = next(tokens, None)
        yield record[0].decode("ascii"), b"\0".join(record)


def _is_change(token: bytes) -> bool:
    """Return whether a token is a change or a count; only commit ids, the third kind, hold no tab and no colon."""
    return token.lstrip(b"\n")[:1] == b":" or b"\t" in token


def _paths_after(token: bytes) -> int:
    """Return how many paths follow: none after a count with its path, two after a rename."""
    if token.lstrip(b"\n")[:1] == b":":
        return 2 if token.rsplit(b" ", 1)[1][:1] in b"RC" else 1
    return 2 if token.endswith(b"\t") else 0


def _changes(tokens: Sequence[bytes]) -> tuple[Change, ...]:
    """Return the changes: first git lists what changed, then how many lines, in the same order."""
    raw: list[tuple[bytes, list[bytes]]] = []
    counts: dict[bytes, tuple[bytes, bytes]] = {}
    rest = iter(tokens)
    for token in rest:
        paths = list(islice(rest, _paths_after(token)))
        if token[:1] == b":":
            raw.append((token, paths))
        else:
            added, removed, path = token.split(b"\t", 2)
            counts[paths[-1] if paths else path] = added, removed
    return tuple(_change(token, paths, counts.get(paths[-1])) for token, paths in raw)


def _change(token: bytes, paths: Sequence[bytes], counts: tuple[bytes, bytes] | None) -> Change:
    old_mode, new_mode, old_id, new_id, status = token[1:].decode("ascii").split(" ")
    added, removed = map(int, counts) if counts and counts[0] != b"-" else (None, None)
    path = decode_path(paths[-1])
    # By place and not by name: thousands of them are made at each build.
    return Change(
        status[:1],
        old_mode,
        new_mode,
        old_id,
        new_id,
        decode_path(paths[0]) if len(paths) > 1 else path,
        path,
        added,
        removed,
    )
