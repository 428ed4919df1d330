"""What git has of scans: when each was added and last changed, and what changed since."""

from scanpress.revisions.revisions import Revision, Revisions

__all__ = ["Revision", "Revisions"]
