"""The canonical form of a scan: one way to write each document, so that a diff shows what changed and nothing else."""

from scanpress.checking.formatting.formatter import Formatted, format_bytes

__all__ = ["Formatted", "format_bytes"]
