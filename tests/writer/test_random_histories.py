"""Random histories of a site: each build upon earlier ones equals a clean build."""

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.amounts import HISTORIES
from tests.support.files import stamps
from tests.support.outputs import file, page, publisher, tree, write_templates

from scanpress.writer import Group, Output

# Names that are a file in one build and a folder in the next, that differ by case from one build to another, and that
# are not ASCII; what cannot be together in one build is left out by `_possible`.
ADDRESSES = ["a", "a/b", "a/b/c", "A/b", "d/e", "D/E", "index.html", "d/index.html", "ü/ö.html", "f/g/h/i", "f/g", "j"]
KINDS = ["page.html", "other.html", ""]
UNKNOWN = "not/ours.txt"

addresses = st.sampled_from(ADDRESSES)
sources = st.tuples(st.sampled_from(KINDS), st.sampled_from(["one", "two", "<three> & more"]))
steps = st.fixed_dictionaries(
    {
        "site": st.dictionaries(addresses, sources, max_size=8),
        "part": st.sampled_from(["<i>", "<b>"]),
        "deleted": st.sets(addresses, max_size=2),
        "altered": st.sets(addresses, max_size=1),
        "reverse": st.booleans(),
        "groups": st.integers(0, 3),
    }
)


def _possible(site: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a site in which no two addresses collide, and no file is a folder of another."""
    possible: dict[str, Any] = {}
    for address, source in site.items():
        lower = address.lower()
        others = [other.lower() for other in possible]
        if not any(f"{lower}/".startswith(f"{other}/") or f"{other}/".startswith(f"{lower}/") for other in others):
            possible[address] = source
    return possible


def _outputs(site: Mapping[str, tuple[str, str]], *, reverse: bool) -> list[Output]:
    items = sorted(site.items(), reverse=reverse)
    return [page(address, text, kind) if kind else file(address, text) for address, (kind, text) in items]


def _groups(site: Mapping[str, tuple[str, str]], step: Mapping[str, Any]) -> list[Group]:
    """Return a site's outputs in groups by the length of their addresses, so that their number moves them about.

    Without groups (0), nothing shows that their sources are the same, and they are declared each time.
    """
    count = step["groups"] or 1
    parts = [{address: site[address] for address in site if len(address) % count == part} for part in range(count)]
    return [
        Group(
            str(number),
            sorted(part.items()) if step["groups"] else None,
            partial(_outputs, part, reverse=step["reverse"]),
        )
        for number, part in enumerate(parts)
    ]


def _damage(output: Path, step: Mapping[str, Any]) -> set[str]:
    """Delete and alter files as somebody might between two builds; return which are no longer as they were."""
    damaged = {address for address in step["deleted"] | step["altered"] if (output / address).is_file()}
    for address in sorted(damaged):
        if address in step["altered"]:
            with (output / address).open("ab") as altered:
                altered.write(b"altered")
        else:
            (output / address).unlink()
    return damaged


@settings(max_examples=10 * HISTORIES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=2, max_size=5))
def test_a_build_upon_others_equals_a_clean_build_and_touches_nothing_else(history: list[Mapping[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        output = root / "output"
        output.joinpath("not").mkdir(parents=True)
        output.joinpath(UNKNOWN).write_bytes(b"ours")
        for number, step in enumerate(history):
            site = _possible(step["site"])
            write_templates(root / "templates", {"part.html": step["part"]})
            # An altered file that is no longer declared stays, as somebody else's: another test shows it.
            damaged = _damage(output, {**step, "altered": step["altered"] & site.keys()})
            contents, times = tree(output), stamps(output)
            publisher(root).publish_groups("tests", _groups(site, step))
            assert tree(output) == {**_clean(root / f"clean-{number}", step, site), UNKNOWN: b"ours"}
            same = {path for path, content in tree(output).items() if contents.get(path) == content} - damaged
            assert {path: stamps(output)[path] for path in same} == {path: times[path] for path in same}


def _clean(root: Path, step: Mapping[str, Any], site: Mapping[str, tuple[str, str]]) -> dict[str, bytes]:
    """Return what a build without a past makes."""
    write_templates(root / "templates", {"part.html": step["part"]})
    publisher(root, state=None).publish("tests", _outputs(site, reverse=False))
    return tree(root / "output") if site else {}
