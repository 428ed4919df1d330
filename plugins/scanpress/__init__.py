"""Publish a git repository of paper scans as a website."""

__version__ = "0.1.0"
