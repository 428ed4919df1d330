"""What a commit changed: the diffs of its files, its pictures and submodules, and its counts by folder."""
