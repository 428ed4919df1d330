"""The names of the data files."""

RAW, ANSWERS, SCANS = "scans.jsonl.gz", "answers.csv.gz", "scans.csv"
DATABASE, PARQUET, CHANGES = "scans.sqlite", "answers.parquet", "changes.jsonl.gz"
FILES = (RAW, ANSWERS, SCANS, DATABASE, PARQUET, CHANGES)
PARTED = (RAW, ANSWERS, SCANS)
"""The files that are made from parts, one after the other."""
USUAL = (RAW, ANSWERS, SCANS, DATABASE, CHANGES)
"""The files that a site with up to `MUCH` bytes of scans offers if its settings do not say which."""
MUCH = 75_000_000
"""Bytes of scans above which the database may have over 100 MB, which GitHub and others refuse.

It has 1.3 bytes for each byte of small scans, and 0.8 for each of large ones.
"""


def usual(size: int) -> tuple[str, ...]:
    """Return the files that a site offers if its settings do not say which; `size` is that of all scans, in bytes.

    >>> usual(187_000_000)
    ('scans.jsonl.gz', 'answers.csv.gz', 'scans.csv', 'changes.jsonl.gz')
    """
    return tuple(name for name in USUAL if name != DATABASE or size <= MUCH)


BADGE, LOOKUP = "svg", "lookup"
OF_SCANS = {
    "bib": ("BibTeX", "application/x-bibtex"),
    "ris": ("RIS", "application/x-research-info-systems"),
    "csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
    BADGE: ("Badge", "image/svg+xml"),
}
"""Files of a scan by the ends of their names: what each is called, and its media type."""
EXTRAS = (*OF_SCANS, LOOKUP)
"""What a site may have for each scan: four files, by the ends of their names, and pages to look identifiers up."""
FEW = 1_000
"""Scans up to which a site has all of them: up to eight files for each, of the 20,000 that the strictest host takes."""


def usual_extras(scans: int) -> tuple[str, ...]:
    """Return the extras that a site with a number of scans has if its settings do not say which.

    >>> usual_extras(5), usual_extras(56_800)
    (('bib', 'ris', 'csl.json', 'svg', 'lookup'), ())
    """
    return EXTRAS if scans <= FEW else ()


IDENTIFIERS = "identifiers"
"""The folder of the lookup files, in that of the data; the site always has them."""
ARCHIVE, BUNDLE = "scans.tar.gz", "bundle"
"""The archive, and what the command calls the bundle, which has the name of the repository."""
OTHERS = (IDENTIFIERS, *EXTRAS, ARCHIVE, BUNDLE)
"""What the command makes besides the data files."""
