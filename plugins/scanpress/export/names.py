"""The names of the data files."""

RAW, ANSWERS, SCANS = "scans.jsonl.gz", "answers.csv.gz", "scans.csv"
DATABASE, PARQUET = "scans.sqlite", "answers.parquet"
FILES = (RAW, ANSWERS, SCANS, DATABASE, PARQUET)
PARTED = (RAW, ANSWERS, SCANS)
"""The files that are made from parts, one after the other."""
USUAL = (RAW, ANSWERS, SCANS, DATABASE)
"""The files that a site offers if its settings do not say which."""
