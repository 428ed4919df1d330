"""Settings of this example; what they do not say is as Scanpress has it."""

from scanpress.scan_pages.defaults import *  # noqa: F403 - Pelican reads a settings file's names

SITENAME = "Surveys by type of paper"
INSTRUMENTS = "instruments"
PLUGINS = ["scanpress.scan_pages"]  # without the pages of the repository, which has more than this example
