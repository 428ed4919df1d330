"""The fast path, for files without any problem, which nearly all files are."""
