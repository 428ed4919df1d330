"""The examples in docstrings hold."""

import doctest
from importlib import import_module

import pytest

MODULES = [
    "scanpress.checking.display",
    "scanpress.checking.files",
    "scanpress.checking.problem",
    "scanpress.checking.papers.identity",
    "scanpress.checking.explaining.nearest",
    "scanpress.checking.reports.report",
    "scanpress.instruments.model",
]


@pytest.mark.parametrize("name", MODULES)
def test_an_example_holds(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))

    assert tried
    assert not failed
