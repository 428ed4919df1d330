"""One module per kind of page, and what they share."""
