"""Names and texts with what does not belong there: e-mail addresses, affiliation marks, titles, "et al."."""

import re
from collections.abc import Iterator
from html import unescape

from scanpress.checking.display import quoted
from scanpress.checking.known.accents import has_accents, without_accents
from scanpress.checking.known.authors import affiliation, in_usual_order, written_apart
from scanpress.checking.known.venues import is_name_of_venue, known_venue
from scanpress.checking.known.wording import BULLET, letters_joined
from scanpress.checking.problem import Finding
from scanpress.checking.suspicions.people import beside_a_name, with_institution
from scanpress.checking.suspicions.placeholders import is_placeholder
from scanpress.checking.suspicions.texts import Text

# The local part, or the closing brace of {a, b}@x.edu; then a domain whose last two labels are words.
EMAIL = re.compile(
    r"(?<![\w.+%-])(?!git@)[\w.+%-]{1,64}+@(?:[A-Za-z0-9-]{1,63}+\.){0,8}?[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]\."
    r"(?:[a-z]{2,24}|[A-Z]{2,24})(?![\w-]|\.[a-z])"
    r"|[}\])]\s?@(?:[A-Za-z0-9-]{1,63}+\.){1,8}[a-z]{2,24}(?![\w-]|\.[a-z])"
)
_RESERVED = re.compile(r"@(?:[A-Za-z0-9-]+\.)*example\.(?:com|org|net)\Z|\.(?:example|invalid|test|localhost)\Z")
_FILE = re.compile(r"\.(?:py|json|txt|md|csv|pdf|png|jpg|html?|ya?ml|ipynb|tex|js|pt|ckpt|safetensors)\Z")
_SIGN = "[*#†‡§¶∗⋆✱✉♯‖\u00b9\u00b2\u00b3\u2070-\u2079]"
_NUMBERS = r"[0-9]{1,2}(?:\s?,\s?[0-9]{1,2}){0,5}"
# Signs and numbers in any order, except one number after a space: "Louis 14" may be a name.
_MARK = re.compile(
    rf"(?<=[^\W\d_]{{2}})(?:(?:\s?{_SIGN}|[0-9]{{1,2}}(?![0-9])|\s[0-9]{{1,2}}(?=\s?(?:,\s?[0-9]|,?\s?{_SIGN})))"
    rf"\ufe0f?(?:\s?,?\s?(?:{_SIGN}\ufe0f?|[0-9]{{1,2}}(?![0-9]))){{0,8}},?"
    rf"|\s?\$?\^\{{?[\w,*†‡∗]{{1,8}}\}}?\$?|\s?\({_NUMBERS}\))\s*\Z"
)
_TITLE = re.compile(r"(?:(?:prof(?:essor|\.)?|dr\.?|mrs?\.|ms\.|dipl\.-ing\.|ph\.?d\.)\s+)+", re.IGNORECASE)
_ET_AL = re.compile(
    r"(?:[\s,;&]|\A)\(?(?:et\.?\s?(?:al|alii|aliae)\b\.?|u\.\s?a\.|(?:and |& )?(?:[0-9]{1,4} )?others"
    r"|(?:and |& |\+ ?)?[0-9]{1,4} (?:more|(?:more |other )?authors)|\u2026|\.\.\."
    r"|y cols\.|et coll\.|m\.\s?fl\.|a kol\.|i in\.|\u0438 \u0434\u0440\.)\)?\s*\Z"
    r"|\A(?:\u7b49\u4eba?|\u4ed6|\u307b\u304b|\uc678)\Z",
    re.IGNORECASE,
)
# For further authors, also with their number: in Chinese, Japanese and Korean.
_OTHERS = re.compile(
    "(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])[\\s,\u3001\uff0c]*(?:\u7b49\u4eba?|\u4ed6|\u307b\u304b|\uc678)"
    "\\s*(?:[0-9\uff10-\uff19]{1,3}\\s*[\u540d\u4eba\uba85\uc778])?\\Z"
)
_ANONYMOUS = re.compile(
    r"anonymous(?: authors?| submission)?s?|(?:paper )?under (?:double-blind )?review", re.IGNORECASE
)
_UNKNOWN = re.compile(
    r"(?:authors? )?(?:names? )?(?:(?:is|are|was|were) )?(?:unknown|(?:not|un)[ -]?"
    r"(?:specified|stated|provided|given|available|mentioned|listed|found|identified|named))"
    r"(?: (?:authors?|names?|(?:in|by|from|on) .{1,80}))?",
    re.IGNORECASE,
)
_PROFILE = re.compile(r"~([^\W\d_][\w'.-]*?_[\w'.-]*?)_?[0-9]{1,4}")  # ~Ada_Byron1
_INITIALS = re.compile(r"(?:[A-Z]\.\s?-?){1,3}")
_ROLE = re.compile(
    r"(?<![\s,])[\s,]*[(\[]?(?:(?:co-)?corresponding author|(?:co-)?first author|equal(?:ly)? contribut\w+"
    r"|these authors contr.*|contributed equally)[)\]]?\Z"
    r"|\s?[(\uff08\u3010]\s?(?:\u901a[\u8baf\u4fe1\u8a0a]\u4f5c\u8005|\u7b2c\u4e00\u4f5c\u8005|\u5171\u540c(?:\u7b2c\u4e00)?\u4f5c\u8005"
    r"|\u8cac\u4efb\u8457\u8005|\uad50\uc2e0\uc800\uc790|\uc81c1\uc800\uc790|\uacf5\ub3d9\uc800\uc790)\s?[)\uff09\u3011]\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*[>)\]]?")  # an e-mail address
_NUMBER = re.compile(rf"[(\[]?[0-9]{{1,3}}[.)\]]\s*|\(?[a-h]\)\s+|{BULLET.pattern}")
_BETWEEN = " ,;\uff0c\u3001"  # names
_JOINER = re.compile(r"(?:and|by|with|(?:and )?on behalf of(?: the| all)?)\s+")
_INSTITUTION = re.compile(
    r"(?:the )?(?:universit[^\W\d_]{1,3} (?:of|de|di|d[\u2019'])|department of|dept\.|school of|faculty of) ?\S.*"
    r"|\S+.* (?:university|universit[\u00e4\u00e9\u00e0]t?[a-z]?|institute of technology)",
    re.IGNORECASE,
)


def emails(text: Text) -> Iterator[Finding]:
    """Yield a finding on the e-mail addresses of a text."""
    if not text.is_prose:
        return
    found = list(dict.fromkeys(match[0] for match in EMAIL.finditer(text.value) if not is_harmless(match[0])))
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        several = f"of several persons at {found[0].partition('@')[2]}" if found[0][0] in "}])" else ""
        message = (
            f"the e-mail address{'es' * bool(several)} {several or quoted(found[0])[1:-1]}{more} would be published"
        )
        name = without_email(text.value) if text.is_name else ""
        remedy = f"write {quoted(name)}" if name else "write EMAIL in its place, or remove it"
        if not name and text.key in {"authors", "name", "by"}:
            remedy = f"write the name of the {'author' if text.key == 'authors' else 'person'}, without the address"
        yield Finding("email-address", text.pointer, message, remedy)


def is_harmless(address: str) -> bool:
    """Return whether what looks like an e-mail address reaches nobody: a reserved domain, or a file."""
    return bool(_RESERVED.search(address) or _FILE.search(address))


def without_email(name: str) -> str:
    """Return a name without an e-mail address in brackets or at its end, or an empty text if little is left."""
    pieces, position = [], 0
    for match in EMAIL.finditer(name):
        before = name[position : match.start()].rstrip()
        pieces.append(before[:-1].rstrip() if before.endswith(("<", "(", "[", ",", ";")) else before)
        position = match.end()
        if behind := _BEHIND.match(name, position):
            position = behind.end()
    left = "".join([*pieces, name[position:]]).strip(" ,;")
    return left if len(left) > 1 and "@" not in left else ""


def author(text: Text) -> Iterator[Finding]:
    """Yield a finding on an author's name that has a mark of an affiliation, or that stands for several people."""
    if text.key != "authors" or not text.is_prose:
        return
    name = text.value.strip()
    if is_placeholder(name) or ("&" in name and unescape(name) != name):  # which another rule reports
        return
    if match := _PROFILE.fullmatch(name):
        message = f"{quoted(name)} is the id of a profile at OpenReview, and not a name"
        remedy = f"write the name as the paper has it, probably {quoted(match[1].replace('_', ' '))}"
        yield Finding("not-a-name", text.pointer, message, remedy)
        return
    if "~" in name or has_accents(name):
        plain = without_accents(name).replace("~", " ").replace("{", "").replace("}", "")
        message = "the name has letters or spaces as LaTeX writes them"
        yield Finding("program-notation", text.pointer, message, f"write {quoted(plain)}")
        return
    if not any(each.isalpha() for each in name):
        remedy = "write the full name, or remove this entry"
        yield Finding("not-a-name", text.pointer, f"{quoted(name)} has no letters and is not a name", remedy)
    elif found := _no_person(name):
        yield Finding("not-a-name", text.pointer, *found)
    elif match := _ET_AL.search(name):
        before = name[: match.start()].strip(" ,;&")
        first = f"write {quoted(before)} and then" if before else "write"
        message = f"{quoted(match[0].strip())} is not a name"
        rest = "" if before else " in its place; remove it only if the list has all authors without it"
        yield Finding("not-a-name", text.pointer, message, f"{first} one entry for each further author{rest}")
    elif found := _and_others(name) or _beside(name) or beside_a_name(name) or _spaced(name):
        yield Finding("not-a-name", text.pointer, *found, cause=found[0])
    elif len(several := written_apart(name)) != 1:
        message = f"this entry seems to name {len(several) or 'several'} authors"
        entries = ", ".join(map(quoted, in_usual_order(several))) or "an entry for each of them"
        yield Finding("not-a-name", text.pointer, message, f"write {entries}, or leave it if it is one name")


def _and_others(name: str) -> tuple[str, str] | None:
    """Return the words for "et al." at the end of a name that some persons have in their names, and what to write."""
    if not (match := _OTHERS.search(name)):
        return None
    before, mark = name[: match.start()].strip(" ,\u3001\uff0c"), match[0].strip(" ,\u3001\uff0c")
    message = f"{quoted(mark)} usually means further authors"
    return message, f"write {quoted(before)} and then one entry for each further author, or leave it if it is one name"


def _spaced(name: str) -> tuple[str, str] | None:
    """Return that a name has too many spaces, or a sign between names at its end, and what to write."""
    if bare := name.rstrip(_BETWEEN) if name[-1] in _BETWEEN else "":
        return f"{quoted(name[len(bare) :].strip())} at the end is not part of the name", f"write {quoted(bare)}"
    if (joined := letters_joined(name)) is not None:
        remedy = f"write {quoted(joined)}" if joined else "write it without spaces between the letters of a name"
        return "the letters of the name have a space each", remedy
    if "  " in name:
        remedy = f"write {quoted(' '.join(name.split()))}: scanpress fmt --fix does"
        return "it has two spaces between two words", remedy
    return None


def _no_person(name: str) -> tuple[str, str] | None:
    """Return why a whole entry is nobody's name, and what to do."""
    message = f"{quoted(name)} is not the name of a person"
    if _UNKNOWN.fullmatch(name):
        return message, "look the authors up, and write each name as an entry of its own"
    if _ANONYMOUS.fullmatch(name):
        return message, "write the names of the authors as the published version has them"
    if _INITIALS.fullmatch(name):
        return f"{quoted(name)} is only initials", "write the full name in one entry, together with the family name"
    if known_venue(name) and is_name_of_venue(name):
        return (
            f"{quoted(name)} is the name of a venue and not of an author",
            'write the authors, and the venue under "venue"',
        )
    if _INSTITUTION.fullmatch(name) and not affiliation(name):
        remedy = "write the persons, or leave it if the paper names it as an author"
        return f"{quoted(name)} is an institution and not a person", remedy
    return None


def _beside(name: str) -> tuple[str, str] | None:
    """Return what is beside a name in its entry, and what to write."""
    before = name[: match.start()].strip(" ,") if (match := _ROLE.search(name)) else ""
    if match and (" " in before or not before.isascii()):
        message = f"{quoted(match[0].strip(' ,'))} is a remark on the author, not part of the name"
        return message, f"write {quoted(before)}"
    if (match := _MARK.search(name)) and " " in name[: match.start()].strip():
        message = f"{quoted(match[0].strip())} is the mark of an affiliation or a footnote, not part of the name"
        return message, f"write {quoted(without_marks(name))}"
    for pattern, what in (
        (_NUMBER, "the number or mark of a list"),
        (_JOINER, "a word before the last name of a list"),
        (_TITLE, "a title"),
    ):
        if (match := pattern.match(name)) and " " in name[match.end() :]:
            return f"{quoted(match[0].strip())} is {what}, not part of the name", f"write {quoted(name[match.end() :])}"
    if (beside := affiliation(name)) and name.replace(beside, "").strip():
        return with_institution(name, beside)
    return None


def without_marks(name: str) -> str:
    """Return an author's name without the marks of affiliations and footnotes at its end."""
    while (match := _MARK.search(name)) and " " in name[: match.start()].strip():
        name = name[: match.start()].strip(" ,")
    return name
