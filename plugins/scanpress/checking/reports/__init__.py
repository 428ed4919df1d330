"""Reports of problems: the same facts for people, editors, forges and test runners."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scanpress.checking.reports import as_json, github, junit, sarif, text
from scanpress.checking.reports.report import Report

RENDERERS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        "text": text.render,
        "json": as_json.render,
        "github": github.render,
        "sarif": sarif.render,
        "junit": junit.render,
    }
)

__all__ = ["RENDERERS", "Report"]
