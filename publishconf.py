"""Settings for the published site: `make publish`."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the `pelican` command does not look beside its settings file

from pelicanconf import *

SITEURL = os.environ.get("SITEURL", "")
GIT_CLONE_URL = ""  # follows from SITEURL
OPERATOR_REQUIRED = True
