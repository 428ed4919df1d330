"""Put a built site in the place of the published one: verified, complete, and at once."""

from scanpress.deployment.local import LocalTarget
from scanpress.deployment.remote import RemoteTarget, is_remote
from scanpress.deployment.target import Changed, DeploymentError
from scanpress.deployment.tree import Listing, list_files
from scanpress.deployment.verification import broken_links

__all__ = [
    "Changed",
    "DeploymentError",
    "Listing",
    "LocalTarget",
    "RemoteTarget",
    "broken_links",
    "is_remote",
    "list_files",
]
