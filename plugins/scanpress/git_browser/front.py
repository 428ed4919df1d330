"""The repository's own files in the header: found once, and remembered as long as the refs are as they were."""

import json

from scanpress.git_browser.addresses import file_address
from scanpress.git_browser.snapshot import Snapshot
from scanpress.writer import Link, Memory

_RANKS = {"README": 50, "LICENSE": 60}
_KEY = "links"


def front_links(snapshot: Snapshot, memory: Memory) -> list[Link]:
    """Return the links to README and LICENSE; to find their addresses anew takes the whole history."""
    made_from = snapshot.made_from
    known = memory.load().get(_KEY)
    if made_from and known and known[0] == made_from.encode():
        return [Link(*link) for link in json.loads(known[1])]
    links = [
        Link(_RANKS[label], label, file_address(snapshot, snapshot.entries("")[path]))
        for path, label in snapshot.front_matter.items()
    ]
    if made_from:
        payload = json.dumps([(link.rank, link.label, link.address) for link in links]).encode()
        memory.store({_KEY: (made_from.encode(), payload)})
    return links
