"""The settings of Pelican that both plugins need."""

from typing import Any

from scanpress.pelican_build.host import THEME as _THEME

PATH = "content"
OUTPUT_PATH = "output"
THEME = str(_THEME)
CACHE_PATH = "cache"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
RELATIVE_URLS = True

# Pelican's default escapes nothing: a <script> in a title would be published as it is.
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
STATIC_PATHS: list[str] = []

# Pages of a blog, which Pelican would publish even if they are empty.
ARTICLE_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
FEED_ALL_ATOM = FEED_ALL_RSS = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

MARKDOWN: dict[str, Any] = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {"permalink": False}},
    "output_format": "html5",
}
