"""The index of all texts: which words each scan has, in files so small that a browser loads only what it looks for."""
