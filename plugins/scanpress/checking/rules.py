"""The rules of the check: code, name, severity, purpose, and a wrong and a right example of each."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import fill

from scanpress.checking.problem import Severity

_HEAD = """# Rules of the check

[`scanpress check`](command.md#scanpress-check) reports each problem with the code and the name of a rule. An error
keeps a scan from being published; a warning does not. `scanpress check --explain SCN014` prints one of these entries.

This page is generated from `plugins/scanpress/checking/rules.toml` by `make docs`; do not edit it by hand.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; if it is `evident`, its name and remedy say enough, and the text report leaves the message out."""

    code: str
    name: str
    severity: Severity
    purpose: str
    wrong: str
    right: str
    evident: bool = False


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, sorted by code."""
    table = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    return tuple(sorted((Rule(**entry) for entry in table["rule"]), key=lambda rule: rule.code))


def find_rule(word: str) -> Rule | None:
    """Return the rule with a code or name, in upper or lower case, or None.

    Spaces for hyphens, and a number without zeros, are understood.
    """
    wanted = re.sub(r"[\s_]+", "-", word.strip().lower())
    if number := re.fullmatch(r"(?:scn)?-?([0-9]{1,3})", wanted):
        wanted = f"scn{int(number[1]):03}"
    return next((rule for rule in rules() if wanted in {rule.code.lower(), rule.name}), None)


@cache
def rule_named(name: str) -> Rule:
    """Return the rule with a name that the code uses; raise LookupError if there is none."""
    rule = find_rule(name)
    if rule is None:
        raise LookupError(f"no rule is named {name}")
    return rule


def rules_page() -> str:
    """Return the documentation page of all rules, in Markdown."""
    return "\n".join([_HEAD, *(_section(rule) for rule in rules())])


def explanation(rule: Rule, *, width: int) -> str:
    """Return the text that `--explain` prints, with its sentences broken into lines."""
    purpose = fill(rule.purpose, width, break_on_hyphens=False)
    examples = f"wrong:\n    {rule.wrong}\n\nright:\n    {rule.right}\n"
    return f"{rule.code} {rule.name} ({rule.severity})\n\n{purpose}\n\n{examples}"


def _section(rule: Rule) -> str:
    head = f"## {rule.code} {rule.name}"
    return f"{head}\n\n*{rule.severity}* — {rule.purpose}\n\nWrong:\n\n    {rule.wrong}\n\nRight:\n\n    {rule.right}\n"
