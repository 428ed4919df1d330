"""What git has of scans: when each was added and last changed, and what changed since."""

from scanpress.scan_pages.revisions.revisions import Event, Revision, Revisions

__all__ = ["Event", "Revision", "Revisions"]
