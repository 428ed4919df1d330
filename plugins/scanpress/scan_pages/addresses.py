"""The address of every page about scans, relative to the site's root, as the publisher writes it.

Published addresses are stable: a scan's page is at the path of its file without `.json`.
"""

from collections.abc import Sequence
from functools import lru_cache

from scanpress.checking import stated_paper
from scanpress.export.lookup import record_address
from scanpress.facts.layout import DEFAULT, JSON, Layout
from scanpress.facts.slugs import slug, words_of
from scanpress.writer.address import is_stem

HOME = "index.html"
METHODOLOGY = "methodology/index.html"
SCORE = "score"
"""The place of an instrument's page that explains its score."""
MISSING = "404.html"
"""The page that hosts of static files show if there is no page at an address."""
STATISTICS = "statistics/index.html"
VENUES = "venues/index.html"
PAPERS, RATERS, RUNS = "papers", "raters", "runs"
_INDEX = "/index.html"
_FORM = "form"


def scan_page(path: str) -> str:
    """Return the address of the page of the scan at `path` in the repository.

    >>> scan_page("scans/acl-2024/example.json")
    'scans/acl-2024/example/index.html'
    """
    return path.removesuffix(".json") + "/index.html"


def page_about(path: str, content: bytes, scan_files: Sequence[str] | None = None) -> tuple[str, str, str] | None:
    """Return a label, the paper's title and the address for a link to the page of a scan, None if it is not a scan.

    `GIT_TITLES` names this function; `scan_files` is the setting SCAN_FILES.
    """
    layout = Layout(tuple(scan_files)) if scan_files else DEFAULT
    title = stated_paper(content).get("title") if layout.may_be_scan(path) else None
    if not isinstance(title, str) or not title.strip():
        return None
    return "This scan's page", " ".join(title.split()), scan_page(path)


def commit_page(oid: str) -> str:
    """Return the address of the page that the git browser makes for a commit."""
    return f"commit/{oid}.html"


def file_page(path: str) -> str:
    """Return the address of the page that the git browser makes for a committed file, "" if it has a mark.

    >>> file_page("scans/acl-2024/a.json"), file_page("posters/" + "a" * 250 + "/scan.json")
    ('file/scans/acl-2024/a.json.html', '')
    """
    return f"file/{path}.html" if is_stem(path) else ""


def folder_page(path: str, number: int = 1) -> str:
    """Return the address of a numbered page of the list of a folder's scans; no scan's name has a tilde.

    >>> folder_page("scans/acl-2024"), folder_page("scans/acl-2024", 2)
    ('scans/acl-2024/index.html', 'scans/acl-2024/~2/index.html')
    """
    return _numbered(f"{path}/index.html", number)


def list_page(number: int) -> str:
    """Return the address of a numbered page of the list of all scans.

    >>> list_page(1), list_page(2)
    ('scans/index.html', 'scans/page-2/index.html')
    """
    return "scans/index.html" if number == 1 else f"scans/page-{number}/index.html"


def list_data(number: int, kind: str = "") -> str:
    """Return the address of one part of the list's data, or (number 0) of what all parts refer to.

    >>> list_data(0), list_data(2, "titles")
    ('scans/rows-0.json', 'scans/rows-2-titles.json')
    """
    return f"scans/rows-{number}-{kind}.json" if kind else f"scans/rows-{number}.json"


SEARCH = "search/index.html"


def search_data(name: str) -> str:
    """Return the address of a file of the index of all texts.

    >>> search_data("1/words-17")
    'search/texts/1/words-17.json'
    """
    return f"search/texts/{name}.json"


def formula(key: str, place: str) -> tuple[str, str]:
    """Return the page that explains a score, and the place in it: that of the methods, or the instrument's own.

    >>> formula("survey-3", "survey-score"), formula("own-1", "")
    (('methodology/index.html', '#survey-score'), ('instruments/own/1/index.html', '#score'))
    """
    return (METHODOLOGY, f"#{place}") if place else (instrument_page(key), f"#{SCORE}")


def instrument_page(key: str) -> str:
    """Return the address of a questionnaire, by the instrument's key.

    >>> instrument_page("survey-3")
    'instruments/survey/3/index.html'
    """
    name, _, version = key.rpartition("-")
    return f"instruments/{name}/{version}/index.html"


def question_page(key: str, question: str, answer: str = "", number: int = 1) -> str:
    """Return the address of a question's page, or of a numbered list of the papers with one answer to it.

    >>> question_page("survey-3", "code_released")
    'instruments/survey/3/code_released/index.html'
    >>> question_page("survey-3", "code_released", "no", 2)
    'instruments/survey/3/code_released/no/~2/index.html'
    """
    name = f"{question}~" if question == _FORM else question  # the form's page is beside those of questions
    page = instrument_page(key).replace(_INDEX, f"/{name}{_INDEX}")
    return _numbered(page.replace(_INDEX, f"/{answer}{_INDEX}"), number) if answer else page


def venue_page(slug: str, year: int | None = None, number: int = 1) -> str:
    """Return the address of a venue, or of a numbered page of one of its years.

    >>> venue_page("acl"), venue_page("acl", 2024, 2)
    ('venues/acl/index.html', 'venues/acl/2024/~2/index.html')
    """
    return f"venues/{slug}/index.html" if year is None else _numbered(f"venues/{slug}/{year}/index.html", number)


def status_page(number: int = 1) -> str:
    """Return the address of a numbered page of what became of scans."""
    return _numbered("status/index.html", number)


def changes_page(month: str = "", number: int = 1) -> str:
    """Return the address of the newest changes, or of a numbered page of a month.

    >>> changes_page(), changes_page("2026-11", 2)
    ('changes/index.html', 'changes/2026-11/~2/index.html')
    """
    return _numbered(f"changes/{month}{_INDEX}".replace("//", "/"), number)


def registry_page(number: int = 1) -> str:
    """Return the address of a numbered page of the papers without a scan."""
    return _numbered("registry/index.html", number)


def paper_page(slug: str, folder: str = PAPERS) -> str:
    """Return the address of a paper with several scans; scans may be in the usual folder of these pages."""
    return f"{folder}/{slug}/index.html"


def rater_page(slug: str, number: int = 1) -> str:
    """Return the address of a numbered page of what a rater answered.

    >>> rater_page("ada-byron"), rater_page("ada-byron", 2)
    ('raters/ada-byron/index.html', 'raters/ada-byron/~2/index.html')
    """
    return _numbered(f"{RATERS}/{slug}/index.html", number)


@lru_cache(maxsize=1 << 10)  # every page of a scan names one of a few raters
def rater_slug(name: str) -> str:
    """Return the last part of the address of a rater, also of several that have the same name."""
    folded = " ".join(name.casefold().split())
    return slug(" ".join(words_of(folded)), folded)


def rater_address(name: str) -> str:
    """Return the address at which a rater is looked for by name: the rater's page, or a list of those of this name."""
    return rater_page(rater_slug(name))


def run_page(run: str, number: int = 1) -> str:
    """Return the address of a numbered page of a run, whose file in the repository has the same name."""
    return _numbered(f"{RUNS}/{run}/index.html", number)


def rater_list() -> str:
    """Return the address of the list of raters."""
    return f"{RATERS}/index.html"


def run_list() -> str:
    """Return the address of the list of runs."""
    return f"{RUNS}/index.html"


def form_page(key: str) -> str:
    """Return the address of the form that makes a scan with an instrument."""
    return instrument_page(key).replace(_INDEX, f"/{_FORM}{_INDEX}")


def schema_file(name: str) -> str:
    """Return the address of a schema."""
    return f"schemas/{name}.schema.json"


def legal_page(name: str) -> str:
    """Return the address of a page that the operator's file is made into, such as the imprint."""
    return f"{name}/index.html"


def _numbered(page: str, number: int) -> str:
    return page if number == 1 else page.replace(_INDEX, f"/~{number}{_INDEX}")


def lookup_page(kind: str, identifier: str) -> str:
    """Return the address of the page that leads from an identifier of a paper to its scans.

    >>> lookup_page("doi", "10.18653/v1/2024.ACL-long.1")
    'by-doi/10.18653/v1/2024.acl-long.1/index.html'
    """
    return record_address(kind, identifier).removesuffix(JSON) + _INDEX
