"""Reports of problems: the same facts for people, editors, forges and test runners."""
