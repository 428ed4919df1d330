"""A plain Pelican site whose articles are scans: a reader, a theme with one template, everything else off."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from json_reader import JsonReader

PATH = "scans"
OUTPUT_PATH = "output"
THEME = str(Path(__file__).parent / "theme")
SITENAME = "Scanpress"
SITEURL = ""
TIMEZONE = "UTC"
RELATIVE_URLS = True
READERS = {"json": JsonReader}
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_GLOBALS = {"questions": json.loads((Path(__file__).parent / "questions.json").read_text())}
ARTICLE_SAVE_AS = "scans/{category}/{slug}/index.html"
ARTICLE_URL = "scans/{category}/{slug}/"
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
