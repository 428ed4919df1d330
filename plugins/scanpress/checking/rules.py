"""The rules of the check: code, name, severity, what each is for, and an example."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from scanpress.checking.problem import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; an evident one needs no message beside its name and remedy."""

    code: str
    name: str
    severity: Severity
    purpose: str
    wrong: str
    right: str
    evident: bool = False


@cache
def rules() -> tuple[Rule, ...]:
    """List all rules by code."""
    table = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
    return tuple(sorted((Rule(**entry) for entry in table["rule"]), key=lambda rule: rule.code))


def find_rule(word: str) -> Rule | None:
    """Find a rule by its code or name, in any case of letters."""
    wanted = word.strip().lower()
    return next((rule for rule in rules() if wanted in {rule.code.lower(), rule.name}), None)


@cache
def rule_named(name: str) -> Rule:
    """Give the rule of a name that the code uses."""
    rule = find_rule(name)
    if rule is None:
        raise LookupError(f"no rule is named {name}")
    return rule


def rules_page() -> str:
    """Write the documentation page of all rules, in Markdown."""
    parts = [_HEAD, *(_section(rule) for rule in rules())]
    return "\n".join(parts)


def explanation(rule: Rule) -> str:
    """Write what `--explain` shows."""
    examples = f"wrong:\n    {rule.wrong}\n\nright:\n    {rule.right}\n"
    return f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.purpose}\n\n{examples}"


def _section(rule: Rule) -> str:
    head = f"## {rule.code} {rule.name}"
    return f"{head}\n\n*{rule.severity}* — {rule.purpose}\n\nWrong:\n\n    {rule.wrong}\n\nRight:\n\n    {rule.right}\n"


_HEAD = """# Rules of the check

`scanpress check` reports each problem with a code. An error keeps a scan from being published; a warning does not,
unless `--strict` is given. `scanpress check --explain SCN014` shows one of these entries.

This page is written from `plugins/scanpress/checking/rules.toml`; a test compares the two. To write it anew:
`python -c "from scanpress.checking.rules import rules_page; print(rules_page(), end='')" > docs/checks.md`
"""
