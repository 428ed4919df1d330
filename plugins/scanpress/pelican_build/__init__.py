"""What both plugins need of Pelican, and the end of a build."""
