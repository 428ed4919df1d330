"""The scans of a repository, read anew only where their files changed."""
