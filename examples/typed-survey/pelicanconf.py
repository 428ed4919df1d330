"""Settings of the example: everything else comes from Scanpress."""

from scanpress.scan_pages.defaults import *  # noqa: F403 - Pelican reads a settings file's names

SITENAME = "Surveys by type of paper"
SITEURL = ""
PATH = "."  # pages of your own would be in a folder pages/
INSTRUMENTS = "instruments"
