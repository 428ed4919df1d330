"""Name what a file is if it is not JSON at all: a merge conflict, a web page, YAML, a patch and others."""

import re
from dataclasses import dataclass

from scanpress.checking.problem import Finding
from scanpress.checking.reading.mistakes import Mistake
from scanpress.checking.reading.text import Lines

# The lines that git adds to both sides of a merge conflict, and to their common ancestor.
_CONFLICT_MARKER = re.compile(r"^[ \t]*+(<{7}|\|{7}|={7}|>{7})(?![<|=>])(?=[ \r\n]|\Z)", re.MULTILINE)
_LFS_POINTER = "version https://git-lfs.github.com/spec/"
_YAML_LINE = re.compile(r"^[ ]{0,8}(?:- )?[A-Za-z_$][\w$-]{0,60}:(?: |\r?$)", re.MULTILINE)
_YAML_HEAD = re.compile(r"---[ \t]*\r?\n[A-Za-z_$][\w$-]{0,60}:(?: |\r?\n)")
_TABLE_LINE = re.compile(r"^(?:\[[\w.\"-]+\]|[\w.-]{1,60} ?= ?\S.*)\r?$", re.MULTILINE)
_PLACE = re.compile(r":\s*(\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|<[A-Za-z_][\w .-]{0,60}>)(?=\s*[,}\]\r\n])")
_MEMBER = re.compile(r'\s*("[^"\n]{1,200}")\s*:')
_CSV_LINE = re.compile(r'(?:"(?:[^"]|"")*"|[^",;\t\n{}\[\]]*)(?:[,;\t](?:"(?:[^"]|"")*"|[^",;\t\n{}\[\]]*)){2,}\r?')
_SHOWN = 8  # conflicts in a message
_LONGEST = 5000  # characters of a line of a table
_ENOUGH = 3  # lines that make a format certain
_STARTS = (
    (r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<!-- saved from", "a saved web page, not JSON", "page"),
    (r"<\?xml|<(?:svg|rdf:rdf|feed|rss|tei|article)[\s>]", "XML or HTML, not JSON", "page"),
    (r"diff --(?:git|cc|combined) |Index: \S|--- \S.*\r?\n\+\+\+ \S|@@ -\d|From [0-9a-f]{40} ", "a patch", "patch"),
    (r"@[a-z]+\s*\{", "a BibTeX entry, not a scan", "cite"),
    (r"TY  - ", "a citation in RIS format, not a scan", "cite"),
    (r"\{\\rtf", "a document of a word processor (RTF), not plain text", "plain"),
    (r"\\documentclass|\\begin\{", "LaTeX, not JSON", "cite"),
    (r"#!", "a script, not a scan", "cite"),
    (r"\[(?:InternetShortcut|Desktop Entry)\]", "a link to a web page, not JSON", "page"),
    (r"\"\{\s*\"\"", "a scan inside quotation marks, as a spreadsheet writes a cell", "cell"),
    (
        r"Traceback \(most recent call last\)|[\w.]+(?:Error|Exception): ",
        "an error message of a program, not a scan",
        "again",
    ),
    (r"\|[^|\n]+\|.*\r?\n\|\s?:?-{2,}", "a table in Markdown, not a scan", "table"),
    (
        r"\.{0,2}/?(?:[\w.-]+/)+[\w.-]+\.json\s*\Z",
        "the path of another file: git stores a symbolic link like this",
        "link",
    ),
)
_REMEDIES = {
    "page": "download the raw file and save that; on a forge, the button Raw leads to it",
    "patch": "apply it with git apply, and save the file that results",
    "cite": "replace it with the scan of the paper, or remove the file",
    "again": "run the program again, and save the scan that it writes; or remove the file",
    "table": "write one file per scan, each with an object that starts with {",
    "link": "copy the file itself here, because links are not published",
    "cell": 'copy only the text inside; or remove the quotation marks at both ends, and write one " for each ""',
    "plain": "save it as plain text (UTF-8) under the same name",
}
_NAMED = tuple((re.compile(pattern, re.IGNORECASE), name, _REMEDIES[key]) for pattern, name, key in _STARTS)
# Signs that a mail, a patch or a listing puts before each line.
_PREFIXES = (
    (re.compile(r"[ \t]*>"), "a > before each line, as in a quoted mail", "remove > at the start of each line"),
    (
        re.compile(r"[+]"),
        "a + before each line, as in a patch",
        "remove + at the start of each line",
    ),
    (
        re.compile(r"[ \t]*\d{1,5}[:|.)]?(?:[ \t]|\r?$)"),
        "a number before each line, as in a listing",
        "remove the number at the start of each line",
    ),
    (re.compile(r"[ \t]*\|"), "a | before each line", "remove | at the start of each line"),
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file is instead of JSON: its one finding, and the mistakes whose edits make it JSON, if that is clear."""

    finding: Finding
    repair: tuple[Mistake, ...] = ()


def named_file(text: str) -> Foreign | None:
    """Return what a text that is not valid JSON is, or None if it seems to be meant as JSON."""
    found = (
        _lfs_pointer(text)
        or _escaped(text)
        or _template(text)
        or _open(text)
        or _conflict(text)
        or _interrupted(text)
        or _start(text)
        or _prefixed(text)
        or _part_of_patch(text)
        or _other_notation(text)
    )
    return Foreign(found) if found else None


def _syntax(message: str, remedy: str, span: tuple[int, int], also: tuple[int, ...] = ()) -> Finding:
    return Finding("syntax", (), message, remedy, span=span, also_at=also)


def _lfs_pointer(text: str) -> Finding | None:
    if not text.startswith(_LFS_POINTER):
        return None
    message = "this is a git LFS pointer: the file itself is not downloaded"
    return _syntax(message, "run git lfs pull", (0, len(_LFS_POINTER)))


def _conflict(text: str) -> Finding | None:
    """Return the one finding on all merge conflicts of a text, with the lines of each."""
    markers = list(_CONFLICT_MARKER.finditer(text))
    if not markers:
        return None
    lines = Lines(text)
    blocks: list[list[int]] = []
    for match in markers:
        line = lines.place(match.start(1))[0]
        if match[1][0] == "<" or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    many = len(blocks) > 1
    conflict = f"{len(blocks)} unresolved merge conflicts" if many else "an unresolved merge conflict"
    ancestor = "|||||||, " * any(match[1][0] == "|" for match in markers)
    signs = f"<<<<<<<, {ancestor}======= and >>>>>>>"
    remedy = f"keep one version{' of each' * many}, and remove the lines that start with {signs}"
    message = f"this file has {conflict} in line{'s' * (len(markers) > 1)} {_ranges(blocks)}"
    return _syntax(message, remedy, markers[0].span(1))


def _interrupted(text: str) -> Finding | None:
    """Return the finding on an answer that a model gave in two parts, with words or a code fence between them."""
    begin = text.find("{")
    found = _GOES_ON.search(text, begin) if begin >= 0 else None
    # After a complete object, other text or another object follows.
    if not found or text.count("{", begin, found.start()) <= text.count("}", begin, found.start()):
        return None
    lines = Lines(text)
    start = found.start(1)
    first, last = lines.place(start)[0], lines.place(start + len(found[1].rstrip()) - 1)[0]
    where = f"line {first}" if first == last else f"lines {first} to {last}"
    message = f"the answer of the model was cut off before line {first}, and goes on after line {last}"
    return _syntax(
        message, f"remove {where}, and join the two parts", (start, start + len(found[1].partition("\n")[0]))
    )


# Between the two parts of an answer: a line that says that it goes on, or two code fences with a few lines.
_SAYS = (
    r"(?:[ \t*]*(?:[^\s\"{}`][^\"{}`\n]{0,80})?(?i:\bcontinu(?:e|ed|ing|ation)\b[^\"{}`\n]{0,40}"
    r"\b(?:from|where|with|json|scan|answer|output|response|object)\b"
    r"|\bleft off\b|\bhere(?:'s| is) the re(?:st|mainder|maining)\b)"
    r"[^\"{}`\n]{0,60}(?:[:\u2026\])]|\.\.\.)\**|[ \t*]*[\[(](?i:continued?|continuing|cont\.|cont'd)\.{0,3}[\])]\**)"
)
_FENCE = r"(?:```|~~~)[\w.+-]{0,20}[ \t]*\r?"
_GOES_ON = re.compile(
    rf"\n[ \t]*({_FENCE}\n(?:[^\"{{}}`\n]{{0,200}}\n){{0,5}}[ \t]*{_FENCE}|{_SAYS}[ \t]*\r?)(?=\n\s*[^\s{{])"
)


def _ranges(blocks: list[list[int]]) -> str:
    """Return the first and last lines of blocks."""
    shown = [f"{block[0]}\u2013{block[-1]}" if len(block) > 1 else str(block[0]) for block in blocks[:_SHOWN]]
    return ", ".join(shown) + f" and {len(blocks) - _SHOWN} more" * (len(blocks) > _SHOWN)


def _escaped(text: str) -> Finding | None:
    """Return the finding on a scan whose quotation marks a web page or a form has escaped."""
    start = text.find("&quot;")
    if start < 0 or '"' in text or not text.lstrip().startswith(("{", "[", "&quot;")):
        return None
    message = f"the quotation marks of this file are escaped for a web page, as &quot; ({text.count('&quot;'):,} times)"
    remedy = 'write " for &quot; and & for &amp; everywhere, or save the raw file again'
    return _syntax(message, remedy, (start, start + len("&quot;")))


def _template(text: str) -> Finding | None:
    """Return the finding on a template whose values a program has not filled in."""
    found = list(_PLACE.finditer(text)) if text.lstrip().startswith("{") else []
    if not found:
        return None
    number = f" ({len(found)} such places)" if len(found) > 1 else ""
    message = f"{found[0][1]} is a field of a template that was not filled in{number}"
    return _syntax(message, "write the value in its place", found[0].span(1))


def _open(text: str) -> Finding | None:
    """Return the finding on a scan without the brackets around it."""
    match = _MEMBER.match(text)
    if not match or text.lstrip().startswith(("{", "[")):
        return None
    message = "the file starts with a key, and not with the { before it"
    remedy = "write { before the first key" + (", and } after the last value" * (text.count("{") >= text.count("}")))
    return _syntax(message, remedy, (match.start(1), match.end(1)))


def _start(text: str) -> Finding | None:
    begin = len(text) - len(text.lstrip())
    for pattern, name, remedy in _NAMED:
        match = pattern.match(text, begin)
        if match:
            return _syntax(f"this is {name}", remedy, (begin, match.end()))
    return None


def _prefixed(text: str) -> Finding | None:
    """Return the finding on a sign before each line, if a scan begins behind the first one."""
    lines = [line for line in text.split("\n") if line.strip()]
    for pattern, name, remedy in _PREFIXES:
        found = [pattern.match(line) for line in lines]
        if len(lines) >= _ENOUGH and all(found) and found[0] and lines[0][found[0].end() :].lstrip().startswith("{"):
            start = text.index(lines[0])
            return _syntax(f"this file has {name}", remedy, (start, start + found[0].end()))
    return None


def _part_of_patch(text: str) -> Finding | None:
    """Return the finding on some lines of a scan that begin with the signs of a patch."""
    found = list(_PATCHED.finditer(text)) if text.lstrip().startswith("{") else []
    if not found:
        return None
    lines = Lines(text)
    shown = list(dict.fromkeys(f"{lines.place(each.start())[0]:,}" for each in found))
    more = f" and {len(shown) - _SHOWN} more" * (len(shown) > _SHOWN)
    message = (
        f"line{'s' * (len(shown) > 1)} {', '.join(shown[:_SHOWN])}{more} begin{'s' * (len(shown) == 1)} as in a patch"
    )
    signs = {each[0][0] for each in found}
    ways = (("-", "remove the lines that begin with -"), ("+", "remove the + at the start of the others"))
    if len(signs) == 1:
        ways = (ways[0], ("+", "remove the + at the start of the line"))
    remedy = ", and ".join(way for sign, way in ways if sign in signs)
    return _syntax(message, remedy, (found[0].start(), found[0].start() + 1))


_PATCHED = re.compile(r"^[-+](?:[ \t]+(?:\"[^\"\n]{1,80}\"[ \t]*[:,]|[}\]]),?|[}\]],?[ \t]*$)", re.MULTILINE)


def _other_notation(text: str) -> Finding | None:
    """Return the finding on YAML or TOML, which have no bracket at the start."""
    begin = len(text) - len(text.lstrip())
    first = text[begin : begin + 200]
    if first[:1] in {"{", '"'} or (first[:1] == "[" and not _TABLE_LINE.match(first.partition("\n")[0])):
        return None
    for pattern, name in ((_YAML_LINE, "YAML"), (_TABLE_LINE, "TOML")):
        lines = sum(1 for _ in pattern.finditer(text))
        begins = first.startswith(("---", "%YAML", "#")) or pattern.match(text, begin)
        braces = text.count("{") > lines
        # The line --- before a key is only in YAML.
        if begins and lines >= (1 if _YAML_HEAD.match(first) else _ENOUGH) and not braces:
            return _syntax(f"this is {name}, not JSON", "convert it to JSON; a scan starts with {", (begin, begin + 1))
    lines_ = text.strip().split("\n")[:_ENOUGH]
    if len(lines_) > 1 and all(len(line) < _LONGEST and _CSV_LINE.fullmatch(line) for line in lines_):
        message = "this is a table (CSV), not a scan"
        return _syntax(message, _REMEDIES["table"], (begin, begin + len(lines_[0])))
    return None
