"""Record what builds published, and what plugins remember, in one file that may be deleted at any time."""
