"""The log and the pages of commits, compared with `git log` and `git diff-tree`."""

import re
from collections.abc import Sequence
from subprocess import CalledProcessError

from comparing.report import Report
from comparing.repository import Change, Commit, GitRepository, Signature
from comparing.site import Element, Page, Site, rows, text_of
from comparing.texts import line_of, path_key, plain, shows_date

_MINUS = "\u2212"
_BEGINNING = 400  # characters of a subject that a page shows at least
_BEGINNING_OF_NAME = 150
_NUMBERS = re.compile(r"[+-]?\d+(?:\s*[-/]\s*\d+)?")
_TOTALS = re.compile(
    r"([\d,]+) files? changed(?:: (?=added|removed))?(?:added ([\d,]+) lines?)?(?:, )?(?:removed ([\d,]+))?"
)


def compare_log(site: Site, repository: GitRepository, report: Report) -> None:
    """Compare the pages of the log: commits, order, subjects, authors and dates."""
    found: dict[str, tuple[Page, Element]] = {}
    for page in site.page("log.html").pages_of_list():
        for row in (row for part in page.parts("log") for row in rows(part)):
            if name := next((name for name, _ in page.commits(row)), None):
                report.check("log: each commit once", name not in found, f"{page.address}: {name} is there twice")
                found[name] = (page, row)
    _compare_order(list(found), repository, report)
    for name, (page, row) in found.items():
        if name in repository.commits:
            _compare_row(page, row, repository.commits[name], report)


def _compare_order(found: Sequence[str], repository: GitRepository, report: Report) -> None:
    missing, more = set(repository.log) - set(found), set(found) - set(repository.log)
    report.check("log: commits", not missing, f"log.html: {len(missing)} commits are missing, {sorted(missing)[:1]}")
    report.check("log: commits", not more, f"log.html: {len(more)} are not of the branch, {sorted(more)[:1]}")
    place = {name: number for number, name in enumerate(found)}
    for name in (name for name in found if name in repository.commits):
        late = [parent for parent in repository.commits[name].parents if place.get(parent, len(found)) < place[name]]
        report.check("log: order", not late, f"log.html: {name} is below its parent {late[:1]}")


def _compare_row(page: Page, row: Element, commit: Commit, report: Report) -> None:
    where, text = f"{page.address}, {commit.id[:10]}", " · ".join(line_of(text_of(cell)) for cell in row)
    subjects = {line_of(subject)[:_BEGINNING] for subject in commit.subjects}
    links = [line_of(text_of(link)) for _, link in page.commits(row)]
    is_right = any(link in subjects for link in links) or any(subject in text for subject in subjects)
    report.check("log: subjects", is_right, f"{where}: git has {sorted(subjects)[:1]}, the page {links}")
    _compare_author("log", where, text, commit.author, report)
    stamps = [time.get("datetime") or "" for time in row.iter("time")]
    _compare_date("log", where, " ".join([text, *stamps]), commit.author, report)


def _compare_author(kind: str, where: str, text: str, signature: Signature, report: Report) -> None:
    name = line_of(signature.name)[:_BEGINNING_OF_NAME] or "(no name)"
    report.check(f"{kind}: authors", name in text, f"{where}: git has {name!r}, the page {text[:120]!r}")


def _compare_date(kind: str, where: str, text: str, signature: Signature, report: Report) -> None:
    """Compare a date with its zone; a log without `time` elements may leave the zone and the seconds out."""
    is_right = shows_date(text, signature.when, has_zone=signature.has_zone, may_be_local=kind == "log")
    expected = signature.when.isoformat() if signature.when else "no date"
    report.check(f"{kind}: dates and zones", is_right, f"{where}: git has {expected}, the page {text[:120]!r}")
    report.check(f"{kind}: dates and zones", "%aI" not in text, f"{where}: %aI is shown")


def compare_commits(site: Site, repository: GitRepository, names: Sequence[str], report: Report) -> None:
    """Compare the pages of some commits, and ask for the pages of all."""
    for name in repository.commits:
        report.check("commits: pages", site.has(f"commit/{name}.html"), f"commit/{name}.html is missing")
    for name in names:
        if site.has(f"commit/{name}.html"):
            page = site.page(f"commit/{name}.html")
            _compare_facts(page, repository.commits[name], repository, report)
            try:
                _compare_counts(page, repository, name, report)
                _compare_lines(page, repository, name, report)
            except CalledProcessError:
                said = "objects are missing" in text_of(page.root)
                report.check("commits: changes that git cannot read", said, f"{page.address}: nothing says so")


def _compare_facts(page: Page, commit: Commit, repository: GitRepository, report: Report) -> None:
    subjects = {line_of(subject)[:_BEGINNING] for subject in commit.subjects}
    heading = line_of(page.heading)
    is_right = any(subject in heading for subject in subjects)
    report.check("commits: subjects", is_right, f"{page.address}: git has {subjects}, the page {heading!r}")
    facts = " ".join(line_of(text_of(part)) for part in page.parts("commit facts"))
    report.check("commits: ids", commit.id in facts or commit.id in text_of(page.root), f"{page.address}: no id")
    linked = {name for part in page.parts("commit facts") for name, _ in page.commits(part)}
    expected = {parent for parent in commit.parents if parent in repository.commits}
    report.check("commits: parents", expected <= linked, f"{page.address}: no links to {sorted(expected - linked)}")
    _compare_author("commits", page.address, facts, commit.author, report)
    for signature in (commit.author, commit.committer):
        stamps = [time.get("datetime") or "" for part in page.parts("commit facts") for time in part.iter("time")]
        _compare_date("commits", page.address, " ".join([facts, *stamps]), signature, report)
    message = " ".join(line_of(text_of(part)) for part in page.parts("message"))
    # A page may leave out what its heading says already.
    shown = line_of(f"{heading} {message}")
    rest = line_of(commit.message.strip("\n").partition("\n")[2])
    report.check(
        "commits: messages", rest in shown, f"{page.address}: git has {rest[:80]!r}, the page {message[:80]!r}"
    )


def _compare_counts(page: Page, repository: GitRepository, name: str, report: Report) -> None:
    """Compare the files and the numbers of lines that a commit changed."""
    changes = repository.changes(name)
    match = _TOTALS.search(line_of(text_of(page.root)))
    expected = (len(changes), sum(c.added or 0 for c in changes), sum(c.removed or 0 for c in changes))
    found = tuple(int((number or "0").replace(",", "")) for number in match.groups()) if match else None
    if found is not None:
        report.equal("commits: totals of numstat", page.address, expected, found)
    shown = [row for part in page.parts("numstat") for row in rows(part)]
    if len(shown) != len(changes):
        said = "files are listed" in text_of(page.root) and len(shown) < len(changes)
        message = f"{page.address}: git has {len(changes)} files, the page {len(shown)}"
        report.check("commits: numstat of files", said, message)
    for change, row in zip(changes, shown, strict=False):
        cells = [line_of(text_of(cell)) for cell in row.iter("td")]
        report.check(
            "commits: numstat of files",
            any(path_key(cell).endswith(path_key(change.path)) for cell in cells) and _has_counts(change, cells),
            f"{page.address}: git has {change.path!r} {change.added} {change.removed}, the page {cells}",
        )


def _has_counts(change: Change, cells: Sequence[str]) -> bool:
    """Return whether a row has the lines added and removed, together or apart; files without counts have none."""
    words = [cell.replace(_MINUS, "-").replace(",", "") for cell in cells]
    numbers = [abs(int(number)) for word in words if _NUMBERS.fullmatch(word) for number in re.findall(r"\d+", word)]
    if change.added is None or change.removed is None:
        return not numbers
    return numbers in ([change.added + change.removed], [change.added, change.removed])


def _compare_lines(page: Page, repository: GitRepository, name: str, report: Report) -> None:
    """Compare added and removed lines; files whose lines a page leaves out with a reason are counted apart."""
    patches = repository.patch(name)
    for number, section in enumerate(page.parts("diff")):
        expected = [plain(line) for line in patches.get(number, [])]
        blocks = page.parts("lines", section)
        if not blocks:
            said = len([part for part in section.iter("p") if line_of(text_of(part))]) > 1
            message = f"{page.address}#f{number}: {len(expected)} lines are left out without a reason"
            report.check("commits: diffs left out", said or not expected, message)
            continue
        found = [line for block in blocks for line in signed_lines(block)]
        if found != expected:
            first = next((pair for pair in zip(expected, found, strict=False) if pair[0] != pair[1]), ("", ""))
            message = f"{page.address}#f{number}: git has {len(expected)} lines, the page {len(found)}; {first}"
            report.check("commits: diff lines", is_right=False, message=message)
        else:
            report.check("commits: diff lines", is_right=True, message="")


def signed_lines(block: Element) -> list[str]:
    """Return the added and removed lines of a diff, each with its sign; signs may be those of `ins` and `del`."""
    lines = [plain(line) for line in text_of(block, _is_number).split("\n")]
    signed = [line for line in lines if line[:1] in {"+", "-"}]
    if signed:
        return signed
    signs = {"ins": "+", "del": "-"}
    parts = [part for part in block if part.tag in signs]
    texts = [(signs[part.tag], text_of(part, _is_number).removesuffix("\n")) for part in parts]
    return [sign + plain(line) for sign, text in texts for line in text.split("\n")]


def _is_number(element: Element) -> bool:
    """Return whether an element is the number of a line, which links to itself."""
    return element.tag == "a" and element.get("href") == f"#{element.get('id')}"
