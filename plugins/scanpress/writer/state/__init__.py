"""Record what builds published, and what plugins cache, in one file that may be deleted at any time."""
