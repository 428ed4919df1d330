"""Settings for the git browser alone: a settings file begins with `from scanpress.git_browser.defaults import *`."""

from scanpress.pelican_build.defaults import *  # noqa: F403 - Pelican reads a settings file's names

PLUGINS = ["scanpress.git_browser"]
