"""Reports of problems: the same facts for people, editors, forges and test runners."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scanpress.checking.reports import sarif, text
from scanpress.checking.reports.pipelines import render_github, render_json, render_junit
from scanpress.checking.reports.report import Report

RENDERERS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        "text": text.render,
        "json": render_json,
        "github": render_github,
        "sarif": sarif.render,
        "junit": render_junit,
    }
)

__all__ = ["RENDERERS", "Report"]
