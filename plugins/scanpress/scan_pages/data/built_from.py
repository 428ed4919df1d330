"""What pages say of the site as a whole: who publishes it, and the commit from which it is built."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

from scanpress.export.citations import Publication
from scanpress.facts import Operator
from scanpress.repository import head_of, uncommitted_in
from scanpress.scan_pages import addresses
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.words import in_number
from scanpress.writer import href

_SHORT = 12  # digits of a commit's oid


class BuiltFrom(NamedTuple):
    """The oid and the date of HEAD, both empty without git, and how many scans are not as they are in it."""

    commit: str = ""
    when: str = ""
    uncommitted: int = 0

    @classmethod
    def of(cls, known: Known, uncommitted: Sequence[str] | None) -> Self:
        """Ask git; also for the files that are not as in HEAD, unless they are known."""
        commit, when = head_of(known.root)
        if commit and uncommitted is None:
            uncommitted = uncommitted_in(known.root, known.layout.bases)
        return cls(commit, when, sum(map(known.layout.may_be_scan, uncommitted or ())) if commit else 0)

    @property
    def variables(self) -> Mapping[str, Any]:
        """Return the variables of `built-from.html`."""
        return {
            "commit": self.commit[:_SHORT],
            "commit_href": href(addresses.commit_page(self.commit)) if self.commit else "",
            "when": self.when[:10],
            "uncommitted": in_number(self.uncommitted, "scan") if self.uncommitted else "",
        }


class Built(NamedTuple):
    """Who publishes the site, the commit from which it is built, and which extras each scan has."""

    publication: Publication
    source: BuiltFrom
    extras: tuple[str, ...]

    @classmethod
    def of(cls, site: Known, operator: Operator, source: BuiltFrom, extras: tuple[str, ...]) -> Self:
        """Collect it."""
        return cls(Publication(site.site_name, site.site_url, operator.license or ""), source, extras)
