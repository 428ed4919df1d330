"""What both plugins need from Pelican, and the end of a build."""
