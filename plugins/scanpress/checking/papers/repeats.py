"""What several scans of a repository may have in common and should not, and scans that they name in vain."""

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from scanpress.checking.papers.copies import find_copies
from scanpress.checking.papers.duplicates import find_duplicates
from scanpress.checking.papers.identity import Identity
from scanpress.checking.papers.mentioned import find_mentioned
from scanpress.checking.papers.similar import find_similar
from scanpress.checking.problem import Problem


def find_repeats(
    identities: Iterable[Identity],
    *,
    root: Path,
    changed: Container[str] | None = None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
    beside: Iterable[Identity] = (),
) -> tuple[Problem, ...]:
    """Return a problem for each scan that duplicates another one, has a similar paper, or is a copy.

    A scan that names a file that is not there has one, too.

    With `changed`, only the files named there are reported, and the others count as the earlier ones. Files with a
    problem are read again, from `contents` by their name or else below `root`. `beside` are further scans, perhaps with
    errors, of which a scan may be a copy.
    """
    scans = tuple(identities)
    found = [
        *find_duplicates(scans, root=root, changed=changed, contents=contents),
        *find_similar(scans, root=root, changed=changed, contents=contents),
        *find_mentioned(scans, root=root, changed=changed, contents=contents),
    ]
    # A copy is a scan of another paper: whether it is another one is to be settled first.
    unsettled = {problem.file for problem in found if problem.name == "similar-paper"}
    copies = find_copies((*scans, *beside), root=root, changed=changed, contents=contents)
    found += [problem for problem in copies if problem.file not in unsettled]
    return tuple(sorted(found, key=lambda problem: problem.order))
