"""What a program left in a text: formulas, quotation marks of CSV, lists, Markdown, LaTeX, merge conflicts."""

import re
from collections.abc import Iterator

from scanpress.checking.display import quoted
from scanpress.checking.known.wording import PROSE
from scanpress.checking.problem import Finding
from scanpress.checking.reading.latex import COMMAND_OF_TEXT
from scanpress.checking.suspicions.placeholders import QUICK_LENGTH
from scanpress.checking.suspicions.texts import Text

_FORMULA = re.compile(r"=[A-Z][A-Z0-9.]{1,30}\(|=\$?[A-Z]{1,3}\$?[0-9]{1,6}(?![\w.]) ?[-+*/&,;)]")
_LIST = re.compile(r"\[(?:'[^']{2,}'|\"[^\"]{2,}\")(?:, ?(?:'[^']*'|\"[^\"]*\"))*\]")
_OBJECT = re.compile(r"\{\s*(?:'[\w ]{1,60}'|\"[\w ]{1,60}\")\s*:.*\}", re.DOTALL)
_BYTES = re.compile(r"b'[^']{2,}'|b\"[^\"]{2,}\"")
_TWICE = re.compile(r'(?<!")""(?!")(?=[\w(\[])([^"]{1,2000}?)(?<=[\w.,;:!?)\]])""(?!")')
_CONFLICT = re.compile(r"^<{7} \S.*\n(?:.*\n)*?={7}\r?\n(?:.*\n)*?>{7}(?: .*)?$", re.MULTILINE)
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\w)[^*\n]{1,200}(?<=[\w.:)%])\*\*(?![\w*])")
_OWN_FILE = re.compile(r"\b[A-Za-z]:\\(?:Users|Documents|Desktop|Downloads)\\[^\s\"]{0,200}")
_COMMENT = re.compile(r"\[?Commented \[[A-Za-z]{1,5}[0-9]{0,4}\]:[^\]\n]{0,400}\]?")
_STRUCK = re.compile(r"(?<!~)~~(?=\S)[^~\n]{1,500}(?<=\S)~~(?!~)")
_SHOWN = 60  # characters of a quotation
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\((https?://[^()\s]{1,500})\)")
_DOLLAR = re.compile(r"\$[^$]{1,400}\$")


def notation(text: Text) -> Iterator[Finding]:
    """Yield a finding on a text that has the notation of a program around or inside it."""
    if not text.is_prose or text.key == "$schema":
        return
    for message, remedy in _whole(text) or _inside(text):
        yield Finding("program-notation", text.pointer, message, remedy)


def may_be_notation(text: str) -> bool:
    """Return whether a text has a sign that is in all notation of one kind."""
    return text.lstrip()[:1] in _BEFORE_NOTATION or any(sign in text for sign in _SIGNS)


_BEFORE_NOTATION = frozenset("=[{b")
_SIGNS = ("\\", "<", "**", "~~", " ##", '""', "](http", "ommented [", "\u2581", "\u0120")
_REFERRING = frozenset(f"\\{each}" for each in ("cite", "citep", "citet", "ref", "autoref", "cref", "eqref"))
_REFERENCE = "write the reference as the paper prints it, such as (Byron, 2020), [12] or Table 3"
_STARTS = frozenset(("['", '["', "{'", '{"', "b'", 'b"', "{ ", "{\n"))


def _whole(text: Text) -> list[tuple[str, str]]:
    value = text.value.rstrip()
    if len(value) < QUICK_LENGTH:
        return []
    if value[:1] == "=" and _FORMULA.match(value):
        return [(f"{quoted(value)} is a formula of a spreadsheet, shown as it is written", _of_formula(value))]
    if value[:2] not in _STARTS:
        return []
    found: list[tuple[str, str]] = []
    if _LIST.fullmatch(value):
        remedy = "write the sentences alone, without brackets and marks"
        found.append(("this text is a list in the notation of a program, and not a reason", remedy))
    elif _OBJECT.fullmatch(value) and text.part["maxLength"] >= PROSE:
        remedy = "write only the reason, and each value under its key"
        found.append(("this text is a JSON object, and not a reason", remedy))
    elif _BYTES.fullmatch(value):
        found.append((f"b{value[-1]}…{value[-1]} is how Python writes bytes", f"write {quoted(value[2:-1])}"))
    return found


def _tokens(value: str) -> Iterator[tuple[str, str]]:
    """Yield what a tokenizer left in a text: bytes, marks of spaces and of parts of words, and lost words."""
    if match := _BYTE_TOKENS.search(value):
        plain = bytes(int(code, 16) for code in re.findall(r"<0x(..)>", match[0])).decode(errors="replace")
        yield f"{match[0][:_SHOWN]} is how a tokenizer writes the bytes of {plain}", f"write {plain}"
    if len(_SPACE_TOKEN.findall(value)) >= _SEVERAL:
        sign = "\u2581" if "\u2581" in value else "\u0120"
        plain = value.replace(sign, " ").replace("\u010a", " ").strip()
        yield f"{sign} is how a tokenizer writes a space", f"write {quoted(plain)}"
    elif len(_PART_TOKEN.findall(value)) >= _SEVERAL:
        yield "## is how a tokenizer marks the parts of a word", f"write {quoted(_PART_TOKEN.sub('', value))}"
    elif value.count("<unk>") >= _SEVERAL and not re.search("token|vocab", value):
        yield "<unk> replaces a word that a tokenizer does not know", "look the words up in the paper, and write them"
    if match := _TWICE_ESCAPED.search(value):
        remedy = f"write {match[0][1:]}, which JSON writes with two backslashes"
        yield f"{match[0]} has a backslash too many: it was escaped twice", remedy


_SEVERAL = 2  # marks: a text about tokens may name one
_BYTE_TOKENS = re.compile("(?:<0x[0-9A-F]{2}>)+")
_SPACE_TOKEN = re.compile("(?<=[\\w.,;:!?)])[\u2581\u0120](?=\\w)")
_PART_TOKEN = re.compile(r"(?<=\w) ##(?=[a-z])")
_TWICE_ESCAPED = re.compile(
    r"(?:(?<=[\s$({\[,;=+*/^_|-])|\A)\\\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|pi|rho|sigma|tau|phi"
    r"|omega|ell|nabla|frac|sqrt|sum|prod|int|times|cdot|leq|geq|neq|approx|sim|in|mathcal|mathbb|mathbf|mathrm|text[a-z]{2}"
    r"|left|right|hat|bar|tilde|log|exp|max|min)(?![A-Za-z])"
)


def _of_formula(value: str) -> str:
    found = re.search(r'https?://[^\s"]+', value)
    return f'write the address: "{found[0]}"' if found else "write the value that the spreadsheet shows"


def _markdown(text: Text) -> Iterator[tuple[str, str]]:
    value = text.value
    if "**" in value and (found := _BOLD.findall(value)):
        times = f" ({len(found)} times in this text)" if len(found) > 1 else ""
        message = f"{quoted(found[0])} is Markdown: readers would see the asterisks{times}"
        yield message, f"write {quoted(found[0][2:-2])} for {quoted(found[0])}" + ", and so on" * (len(found) > 1)
    if "~~" in value and (struck := _STRUCK.search(value)):
        message = f"{quoted(struck[0])} is struck out in Markdown: readers would see the signs ~~ around it"
        yield message, "remove these words: the history of the file keeps them"
    if text.part["maxLength"] >= PROSE and "](http" in value and (link := _LINK.search(value)):
        message = f"{quoted(link[0])} is a link of Markdown, and is shown as it is written"
        yield message, f"write {quoted(f'{link[1]} ({link[2]})')}" if link[1] != link[2] else f"write {quoted(link[2])}"


def _inside(text: Text) -> Iterator[tuple[str, str]]:
    value = text.value
    if "<<<<<<<" in value and _CONFLICT.search(value):
        yield (
            "this text has an unresolved merge conflict",
            "keep one version, and remove the lines that start with <<<<<<<, ======= and >>>>>>>",
        )
        return
    yield from _tokens(value)
    if '""' in value and (found := _TWICE.findall(value)):
        message = "the quotation marks in this text are written twice, as in a CSV file"
        words = " ".join(found[0].split())
        yield message, f'write each once: \\"{words[:_SHOWN]}{"…" * (len(words) > _SHOWN)}\\"'
    yield from _markdown(text)
    if "ommented [" in value and (comment := _COMMENT.search(value)):
        yield f"{quoted(comment[0])} is a comment of a word processor", "remove it"
    if "\\" in value and (own := _OWN_FILE.search(value)):
        yield f"{quoted(own[0])} is a file on one computer, which readers cannot open", "name the place in the paper"
        return
    # The rule on titles says what to write.
    if (
        "\\" in value
        and text.pointer != ("paper", "title")
        and (commands := COMMAND_OF_TEXT.findall(_DOLLAR.sub(" ", value)))
    ):
        first = commands[0].rstrip("{")
        more = f" and {len(commands) - 1} more" if len(commands) > 1 else ""
        yield (
            f"{first}{more} is a command of LaTeX, and is shown as it is written",
            _REFERENCE if first in _REFERRING else "write plain text without the command",
        )
