"""The names of the data files."""

RAW, ANSWERS, SCANS = "scans.jsonl.gz", "answers.csv.gz", "scans.csv"
DATABASE, PARQUET, CHANGES = "scans.sqlite", "answers.parquet", "changes.jsonl.gz"
FILES = (RAW, ANSWERS, SCANS, DATABASE, PARQUET, CHANGES)
PARTED = (RAW, ANSWERS, SCANS)
"""The files that are made from parts, one after the other."""
USUAL = (RAW, ANSWERS, SCANS, DATABASE, CHANGES)
"""The files that a site of up to `MANY` scans offers if its settings do not say which."""
MANY = 5_000
"""Scans from which on the database takes longer than the rest of a build after one correction: it is written whole."""


def usual(scans: int) -> tuple[str, ...]:
    """Return the files that a site with a number of scans offers if its settings do not say which.

    >>> usual(56_800)
    ('scans.jsonl.gz', 'answers.csv.gz', 'scans.csv', 'changes.jsonl.gz')
    """
    return tuple(name for name in USUAL if name != DATABASE or scans <= MANY)
