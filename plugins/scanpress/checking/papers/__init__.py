"""Which scans are of the same paper."""
