"""Reports of problems: the same facts for people, editors, forges and test runners."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scanpress.checking.reports import github, sarif, text
from scanpress.checking.reports.github import job_summary
from scanpress.checking.reports.pipelines import render_json, render_junit
from scanpress.checking.reports.repetition import first_of_each
from scanpress.checking.reports.report import Report

RENDERERS: Mapping[str, Callable[[Report], str]] = MappingProxyType(
    {
        "text": text.render,
        "json": render_json,
        "github": github.render,
        "sarif": sarif.render,
        "junit": render_junit,
    }
)

__all__ = ["RENDERERS", "Report", "first_of_each", "job_summary"]
