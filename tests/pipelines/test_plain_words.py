"""What users read is plain English: no old-fashioned verbs, and none of the code's own words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = ("development", "git-browser", "operating", "pipelines", "scaling", "settings")
# The privacy page is legal text, and the German pages are not English.
LEGAL = {"privacy.html", "datenschutz.html", "impressum.html"}
READ = [
    *(
        ROOT / f"{name}.md"
        for name in ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY", "benchmarks/README", "scans/README")
    ),
    *(ROOT / "docs" / f"{name}.md" for name in GUIDES),
    *(ROOT / "content").rglob("*.md"),
    *(ROOT / "content").rglob("*.yaml"),
    *ROOT.glob("plugins/scanpress/**/*.schema.json"),
    *ROOT.glob("plugins/scanpress/**/rules.toml"),
    *(ROOT / "theme" / "templates").rglob("*.html"),
]
CODE = re.compile(r"```.*?```|`[^`]*`|\{[{%#].*?[}%#]\}|<[^>]*>|\"\$?[\w-]+\":", re.DOTALL)
QUAINT = re.compile(
    r"\b(?:stands?|stood|lies|told|whoever|anew|can be had|what became|remembered|stretch(?:es)?|rooms?)\b"
    r"|(?<!there )\bis no (?!longer)|\bone an? (?:entry|line)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", sorted(READ), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_text_has_no_quaint_word(path: Path) -> None:
    if path.name not in LEGAL:
        assert QUAINT.findall(CODE.sub(" ", path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("plugins/scanpress/**/*.py")), ids=lambda path: path.stem)
def test_a_message_in_the_code_has_no_quaint_word(path: Path) -> None:
    messages = " \n".join(_messages(ast.parse(path.read_text(encoding="utf-8"))))
    assert QUAINT.findall(CODE.sub(" ", messages)) == []


def _messages(code: ast.AST) -> Iterator[str]:
    """Yield the texts of several words in code, without docstrings."""
    alone = {id(node.value) for node in ast.walk(code) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(code) if isinstance(node, ast.Constant) and id(node) not in alone)
    return (node.value for node in constants if isinstance(node.value, str) and " " in node.value)
