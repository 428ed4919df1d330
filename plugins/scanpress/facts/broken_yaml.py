"""Say what is wrong with a file that is not valid YAML, as people and editors break it."""

import json
import re
from collections.abc import Iterator

import yaml

from scanpress.facts.mistake import Mistake

DEEPEST = 20  # lists and mappings in each other; a file of facts needs four
MOST_VALUES = 250_000  # a file of 100,000 redirects has 200,000; to read as many takes 5 s
TOO_DEEP = f"values are nested more than {DEEPEST} deep"
TOO_MANY = f"it has more than {MOST_VALUES:,} keys and values"
ALIAS = "a value begins with *, which YAML reads as a reference"
ANCHOR = "a value begins with &, which YAML reads as a name"

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)
_ODD_SPACE = re.compile("^[ \t]*([\u00a0\u2000-\u200b\u202f\u3000])", re.MULTILINE)
_DASH_ALONE = re.compile(r"^( *)-([A-Za-z_][\w-]*: .*)$")
_KEY_ALONE = re.compile(r"^( *(?:- )?)([A-Za-z_][\w-]*):([^\s:/].*)$")
_VALUE = re.compile(r"^( *(?:- )?(?:[\w-]+: )?)(\S.*?)\s*$")
_ENTRY = re.compile(r"^( *)- ", re.MULTILINE)
_CUT = re.compile(r"^( *(?:- )?[\w-]+:) +([^\s\"'\[{|>#][^#]* #[0-9].*)$")
_LONGEST = 300  # characters of a line that a remedy repeats
_END = 60  # characters of the end of a longer one


def not_yaml(text: str) -> Mistake | None:
    """Return the mistake of a file that cannot be read as it is meant, even if YAML accepts it."""
    if marks := [text.count("\n", 0, found.start()) + 1 for found in _CONFLICT.finditer(text)]:
        lines = f"lines {marks[0]} to {marks[-1]}" if len(marks) > 1 else f"line {marks[0]}"
        remedy = "keep one version, or both entries, and remove the lines that start with <<<<<<<, ======= and >>>>>>>"
        return Mistake(marks[0], "", f"this file has an unresolved merge conflict in {lines}", remedy)
    if found := _ODD_SPACE.search(text):
        line = text.count("\n", 0, found.start(1)) + 1
        count = len(_ODD_SPACE.findall(text))
        many = f"{count} lines begin" if count > 1 else "this line begins"
        message = f"{many} with a space that YAML does not know (U+{ord(found[1]):04X})"
        return Mistake(line, "", message, "write normal spaces in their place")
    return None


def cut_values(text: str) -> Iterator[Mistake]:
    """Yield a mistake for each value in which a number sign and a number begin a comment, which is not read."""
    for number, line in enumerate(text.split("\n"), 1):
        if " #" in line and (found := _CUT.match(line)):
            whole = json.dumps(found[2].rstrip(), ensure_ascii=False)
            message = (
                f"{found[2][found[2].index(' #') + 1 :].strip()} is read as a comment, and not as a part of the value"
            )
            yield Mistake(number, "", message, f"write {found[1].strip()} {whole}")


def broken(error: yaml.YAMLError, text: str) -> Mistake:
    """Return the mistake of a file that YAML does not accept, at the line that has it."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    place = mark.line if mark else -1
    if problem == TOO_MANY:
        return Mistake(place + 1, "", "this file is too long: " + problem, "make it shorter")
    lines = text.split("\n")
    return _missing_space(lines, place) or _invalid(place, *_reason(problem, lines, place))


def _reason(problem: str, lines: list[str], place: int) -> tuple[str, str]:
    """Return what YAML says, in other words if they are known, and what to do."""
    here = lines[place] if 0 <= place < len(lines) else ""
    if problem == TOO_DEEP:
        return problem, "remove the outer brackets"
    if "'\\t'" in problem:
        return "a tab is at the start of the line", "write spaces in its place: YAML knows no tabs there"
    if "alphabetic or numeric" in problem:  # a reference or a name whose characters YAML does not know
        problem = ANCHOR if here.find("&") > here.find("*") else ALIAS
    is_of_value = problem in {ALIAS, ANCHOR} or "cannot start any token" in problem or "mapping values" in problem
    if is_of_value and (quoted := _quoted(here)):
        return _why(problem), _shown(quoted)
    if "<block end>" in problem and (wide := _usual_indent(lines[:place], here)):
        return "this line is indented in another way than the entries before it", wide
    return problem, "look for a missing quotation mark, colon or indentation here or in the line above"


def _missing_space(lines: list[str], place: int) -> Mistake | None:
    """Return the mistake of a dash or a colon without a space at the line or the one before it."""
    for number in (place, place - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        if found := _DASH_ALONE.match(line):
            return _invalid(number, "a dash has no space after it", _shown(f"- {found[2]}"))
        if found := _KEY_ALONE.match(line):
            return _invalid(number, "a colon has no space after it", _shown(f"{found[1]}{found[2]}: {found[3]}"))
    return None


def _invalid(place: int, problem: str, remedy: str) -> Mistake:
    return Mistake(place + 1, "", f"this is not valid YAML: {problem}", remedy)


def _why(problem: str) -> str:
    if "cannot start any token" in problem:
        return re.sub(r"found character '(.)'.*", r"a value cannot begin with \1", problem.replace("\n", " "))
    return "a value with a colon and a space needs quotation marks" if "mapping values" in problem else problem


def _shown(line: str) -> str:
    whole = line.strip()
    if len(whole) <= _LONGEST:
        return f"write {whole}"
    return f"write {whole[: _LONGEST - _END]}…{whole[-_END:]} (… is the rest of the value)"


def _quoted(line: str) -> str:
    """Return a line with its value in quotation marks, or an empty text if it has none that could be quoted."""
    found = _VALUE.match(line)
    if not found or found[2][0] in "\"'[{|>#":
        return ""
    value, mark, comment = found[2].partition(" #")
    return f"{found[1]}{json.dumps(value.rstrip(), ensure_ascii=False)}{mark}{comment}"


def _usual_indent(before: list[str], line: str) -> str:
    """Return how far a line is to be indented, as the entries of the list before it are."""
    indents = [len(found[1]) for each in before if (found := _ENTRY.match(each))]
    if not indents or not line.lstrip().startswith("- "):
        return ""
    return f"begin it with {min(indents)} spaces before the dash, and each line of its entry with two more"
