"""Make outputs, by worker processes or in the build's own process, and put them in place."""
