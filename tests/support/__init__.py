"""What several tests share: made-up repositories and projects, built sites, and checks of what was built."""
