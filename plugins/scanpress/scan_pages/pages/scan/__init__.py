"""The page of a scan: what all of them show, and what those with an instrument of one kind do."""
