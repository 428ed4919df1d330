"""Settings of this example; what they do not say is as Scanpress has it."""

from scanpress.scan_pages.defaults import *  # noqa: F403 - Pelican reads a settings file's names

SITENAME = "Surveys by type of paper"
SITEURL = ""
INSTRUMENTS = "instruments"
PLUGINS = ["scanpress.scan_pages"]  # without the pages of the repository, which has more than this example
PATH = "."  # there are no pages of its own
# Facts that a site of your own has in content/:
OPERATOR_FILE = "../../content/operator.yaml"
VENUES_FILE = "../../content/venues.yaml"
ACCURACY_FILE = "../../content/accuracy.yaml"
