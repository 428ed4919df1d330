"""The files for data users, as outputs of the site."""
