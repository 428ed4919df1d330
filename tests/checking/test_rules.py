"""Every rule is described, used, and on the documentation page."""

import re

from tests.support.paths import ROOT

from scanpress.checking import find_rule, rules
from scanpress.checking.rules import explanation, rules_page


def test_the_documentation_page_is_the_registry() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page()


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in rules()]

    assert codes == sorted(set(codes))
    assert all(re.fullmatch("SCN[0-9]{3}", code) for code in codes)
    assert len({rule.name for rule in rules()}) == len(codes)


def test_every_rule_is_used_and_every_used_one_is_described() -> None:
    folder = ROOT / "plugins" / "scanpress"
    kinds = ("checking/**/*.py", "corpus/calibration/*.py", "instruments/schemas/*.json")
    sources = [path for kind in kinds for path in folder.glob(kind)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', text)) | {
        "syntax",
        "contradiction",
        "markup",
        "placeholder",
        "refusal",
        "ligature",
    }

    assert {rule.name for rule in rules()} <= used
    named = set(re.findall(r'Finding\(\s*"([a-z0-9-]+)"', text)) | set(
        re.findall(r'x-scanpress-problem": "([^"]+)"', text)
    )
    assert named <= {rule.name for rule in rules()}


def test_a_rule_is_found_by_code_and_by_name_in_any_case() -> None:
    rule = find_rule("scn014")

    assert rule is not None
    assert rule == find_rule("Unknown-Key")
    assert rule.purpose in explanation(rule, width=1000)
