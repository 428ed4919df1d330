"""Load the scans of a repository; files that have not changed are not read again."""
