"""The fast path: files without any problem, which nearly all are."""
