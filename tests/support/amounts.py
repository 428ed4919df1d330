"""How many random inputs tests try: few in each run, more if an environment variable asks for them."""

import os

HISTORIES = int(os.environ.get("SCANPRESS_HISTORIES", "8"))
"""Histories of scans and of a repository; ten times as many of plain outputs, which are built in milliseconds."""
