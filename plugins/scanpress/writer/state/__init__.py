"""What is remembered from build to build, in one file that may be deleted."""
