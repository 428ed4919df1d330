"""The key `x-quotes` of a scan: for each answer that quotes, whether the quotation was found."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from scanpress.checking.fast_path import parse_fast
from scanpress.checking.reading.layout import lay_out
from scanpress.corpus.answer import Answer
from scanpress.corpus.quotations.extracting import quotations_of
from scanpress.corpus.quotations.matching import EXACT, Found, PaperText
from scanpress.corpus.scan import Scan
from scanpress.instruments import Verdict

KEY = "x-quotes"
_OWN_WORDS = ("The paper ", "The authors ", "This paper is ", "This is a ", "The study ", "The work ")
_INDENT = re.compile(r"\{[ \t]*\r?\n([ \t]+)\"")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer that quotes: the name of its question, a checksum of its reason, and what was found."""

    question: str
    reason: str
    found: Found

    @property
    def document(self) -> dict[str, Any]:
        """The record as the file has it."""
        return {"found": self.found.word, "score": self.found.score, "reason": self.reason}


def is_extracted(answer: Answer) -> bool:
    """Return whether a reason is text from the paper: that of a No is an explanation, as is one about the paper."""
    return answer.verdict is not Verdict.NOT_MET and not answer.reason.startswith(_OWN_WORDS)


def _name(answer: Answer) -> str:
    question = answer.question
    return f"{question.category}.{question.id}" if question.category else question.id


def _checksum(reason: str) -> str:
    return f"{crc32(reason.encode('utf-8', 'surrogatepass')):08x}"


def quoted_answers(scan: Scan, text: PaperText) -> Iterator[Quoted]:
    """Yield the answers that quote, each with the lowest score of its quotations."""
    for section in scan.sections:
        for answer in section.answers:
            quotations = quotations_of(answer.reason, is_extracted=answer.question.form.quotes and is_extracted(answer))
            if quotations:
                found = min((text.find(each) for each in quotations), key=lambda each: each.score)
                yield Quoted(_name(answer), _checksum(answer.reason), found)


def read_record(scan: Scan) -> Mapping[str, Found]:
    """Return what a scan records, by the names of the questions; left out if the reason was changed since."""
    record = scan.document.get(KEY)
    if not isinstance(record, dict):
        return {}
    found = {}
    for section in scan.sections:
        for answer in section.answers:
            entry = record.get(_name(answer))
            if isinstance(entry, dict) and entry.get("reason") == _checksum(answer.reason):
                score = entry.get("score")
                if type(score) is int and 0 <= score <= EXACT:
                    found[_name(answer)] = Found(score)
    return found


def with_record(data: bytes, quoted: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the bytes of an accepted scan with a new record; everything else keeps its bytes.

    Without quotations, an earlier record is removed only if it would be empty; raise ValueError if that fails.
    """
    text = data.decode("utf-8")
    before = parse_fast(data.removeprefix(_BOM.encode()))
    if before is None or before.get(KEY) == dict(quoted) or (not quoted and KEY not in before):
        return data
    end = "\r\n" if "\r\n" in text else "\n"
    indent = _INDENT.search(text)
    written = json.dumps(quoted, ensure_ascii=False, indent=indent[1] if indent else None)
    written = written.replace("\n", end + (indent[1] if indent else ""))
    place = lay_out(text.removeprefix(_BOM)).places.get((KEY,))
    start = len(text) - len(text.removeprefix(_BOM))
    if place:
        changed = text[: start + place.start] + written + text[start + place.end :]
    else:
        last = text.rstrip()[:-1].rstrip()
        gap = end + indent[1] if indent else " "
        changed = f'{last},{gap}"{KEY}": {written}{text[len(last) :]}'
    made = changed.encode("utf-8")
    after = parse_fast(made.removeprefix(_BOM.encode()))
    if after != before | {KEY: dict(quoted)}:
        raise ValueError("the record cannot be written into this file")
    return made
