"""Decide which scans are of the same paper."""
