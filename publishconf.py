"""Settings for the published site: `make publish`."""

import os

from pelicanconf import *

SITEURL = os.environ.get("SITEURL", "")
OPERATOR_REQUIRED = True
