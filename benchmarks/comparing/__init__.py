"""The pages of a repository compared with git itself; nothing of the package is used."""
