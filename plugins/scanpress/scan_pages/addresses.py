"""The address of every page about scans, relative to the site's root, as the publisher writes it.

Published addresses are stable: a scan's page is at the path of its file without `.json`.
"""

HOME = "index.html"
MISSING = "404.html"
"""The page that hosts of static files show if there is no page at an address."""


def scan_page(path: str) -> str:
    """Return the address of the page of the scan at `path` in the repository.

    >>> scan_page("scans/acl-2024/example.json")
    'scans/acl-2024/example/index.html'
    """
    return path.removesuffix(".json") + "/index.html"


def folder_page(path: str, number: int = 1) -> str:
    """Return the address of a numbered page of the list of a folder's scans; no scan's name has a tilde.

    >>> folder_page("scans/acl-2024"), folder_page("scans/acl-2024", 2)
    ('scans/acl-2024/index.html', 'scans/acl-2024/~2/index.html')
    """
    return f"{path}/index.html" if number == 1 else f"{path}/~{number}/index.html"


def list_page(number: int) -> str:
    """Return the address of a numbered page of the list of all scans.

    >>> list_page(1), list_page(2)
    ('scans/index.html', 'scans/page-2/index.html')
    """
    return "scans/index.html" if number == 1 else f"scans/page-{number}/index.html"


def list_data(number: int) -> str:
    """Return the address of one part of the list's data."""
    return f"scans/rows-{number}.json"


def instrument_page(key: str) -> str:
    """Return the address of a questionnaire, by the instrument's key.

    >>> instrument_page("survey-3")
    'instruments/survey/3/index.html'
    """
    name, _, version = key.rpartition("-")
    return f"instruments/{name}/{version}/index.html"


def form_page(key: str) -> str:
    """Return the address of the form that makes a scan with an instrument."""
    return instrument_page(key).replace("/index.html", "/form/index.html")


def schema_file(name: str) -> str:
    """Return the address of a schema."""
    return f"schemas/{name}.schema.json"


def legal_page(name: str) -> str:
    """Return the address of a page that the operator's file is made into, such as the imprint."""
    return f"{name}/index.html"
