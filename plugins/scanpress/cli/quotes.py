"""`scanpress check --against`: compare the quotations of scans with the texts of their papers."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from scanpress.checking import check_bytes, read_file
from scanpress.checking.days import this_day
from scanpress.checking.display import visible
from scanpress.checking.plain_files import relative
from scanpress.cli import wrong_use
from scanpress.cli.terminal import Progress
from scanpress.cli.user_files import write_atomically
from scanpress.corpus import Scan
from scanpress.corpus.quotations import PaperText, Quoted, quoted_answers, with_record
from scanpress.facts.collection import Collection

_TEXT = ".txt"
_WORDS = ("yes", "with differences", "no")


def compare(collection: Collection, paths: Sequence[Path], texts: Path, *, write: bool, is_text: bool) -> None:
    """Print which quotations differ from the papers' texts or are not in them; with `write`, record all of them."""
    if not texts.is_dir() and (len(texts.parts) > 1 or texts.suffix != _TEXT):
        wrong_use(f"--against {texts}: name a folder with <name>.txt for each scan, or a file beside them: paper.txt")
    stream = sys.stdout if is_text else sys.stderr  # other formats are for programs
    counts: Counter[str] = Counter()
    missing = 0
    progress = Progress(len(paths))
    lines: list[str] = []
    for number, path in enumerate(paths, 1):
        name = relative(path, collection.data)
        progress.show(number)
        if collection.layout.is_run(name):
            continue
        data, _ = read_file(path, root=collection.data)
        file = _text_of(name, texts, collection)
        if data is None or file is None:
            missing += 1
            continue
        quoted = list(_quoted(name, data, file, collection))
        counts.update(each.found.word for each in quoted)
        lines += _lines(name, quoted)
        changed = with_record(data, {each.question: each.document for each in quoted}) if write else data
        if changed != data:
            write_atomically(path, changed)
    progress.end()
    for line in lines:
        print(line, file=stream)
    found = f"{counts['yes']:,} found, {counts['with differences']:,} with differences, {counts['no']:,} not found"
    others = f"; no text for {missing:,} scan{'s' * (missing != 1)}" if missing else ""
    print(f"quotations: {found}{others}", file=stream)


def _text_of(name: str, texts: Path, collection: Collection) -> Path | None:
    """Return the text of the paper of a scan: beside the scan, or in the folder of texts by the names of the scan."""
    scan = Path(name)
    if not texts.is_dir():
        beside = (collection.data / scan).with_name(texts.name)
        return beside if beside.is_file() else None
    stem = scan.with_suffix("")
    named = [stem.as_posix(), f"{scan.parent.name}/{stem.name}", stem.name]
    if not collection.layout.has_groups:
        named.append(scan.parent.name)
    files = (texts / f"{each}{_TEXT}" for each in named)
    return next((file for file in files if file.is_file()), None)


def _quoted(name: str, data: bytes, file: Path, collection: Collection) -> Iterator[Quoted]:
    """Yield the quotations of a scan that the check accepts; others have problems of their own."""
    checked = check_bytes(name, data, today=this_day(), collection=collection)
    if checked.accepted and checked.instrument is not None:
        text = PaperText.of(file.read_text(encoding="utf-8", errors="replace"))
        yield from quoted_answers(Scan.read(name, data), text)


def _lines(name: str, quoted: Sequence[Quoted]) -> Iterator[str]:
    for each in quoted:
        if each.found.word != "yes":
            where = "not in the paper's text" if each.found.word == "no" else "in the paper's text with differences"
            yield f"{visible(name)}: {each.question}: quotation {where} (score {each.found.score})"
