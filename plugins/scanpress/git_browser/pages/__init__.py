"""One module per kind of page, and the modules that they share."""
