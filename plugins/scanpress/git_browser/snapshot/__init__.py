"""What is published of a repository: refs, commits, histories, files and their names."""
