"""What happened to scans, for those who follow them: pages by month, and feeds."""
