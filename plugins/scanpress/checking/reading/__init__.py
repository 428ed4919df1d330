"""A file's bytes to a document with positions, or to the place where its JSON breaks."""
