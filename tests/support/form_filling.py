"""Forms that tests fill in, and the files and e-mails that they get from them."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page
from tests.support.files import write

SURVEY_FORM = "instruments/survey/3/form/"
REPRODUCIBILITY_FORM = "instruments/reproducibility/1/form/"


def loaded(page: Page) -> Page:
    """Wait until the form has opened a scan."""
    page.get_by_text("is open.").wait_for()
    return page


def fill(page: Page, *, verdict: str) -> None:
    """Answer all that the form requires, whatever it asks."""
    answers = page.locator("[data-as=merge]:visible")
    for index in range(answers.count()):
        answers.nth(index).get_by_label(verdict, exact=False).first.check()
    for kind, text in (("number", "2024"), ("lines", "Ada Lovelace\n  Zoë Ångström \n"), ("text", "See “Section {}”.")):
        parts = page.locator(
            f"[data-required] > label[data-as={kind}][data-required]:visible, form > label[data-as={kind}]"
        )
        for number, part in enumerate(parts.all(), start=3):
            part.locator("input, textarea").fill(text.format(number))
    for choice in page.locator("label[data-as=choice][data-required]:visible").all():
        if choice.evaluate("part => part.parentElement.matches('[data-required]')"):
            choice.locator("select").select_option(index=1)
    for boxes in page.locator("[data-as=choices][data-required]").all():
        boxes.locator("input").first.check()


def download(page: Page, button: str = "Download the scan") -> tuple[str, bytes]:
    """Press a button that downloads a file, and return the file's name and content."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def letter(page: Page, link: str = "#write") -> tuple[str, str]:
    """Return the subject and the text of the e-mail that a link opens."""
    address = page.locator(link).get_attribute("href") or ""
    assert address.startswith("mailto:erika.mustermann@example.org?")
    asked = parse_qs(urlsplit(address).query, keep_blank_values=True)
    return asked["subject"][0], asked["body"][0].replace("\r\n", "\n")


def put(folder: Path, name: str, content: bytes) -> Path:
    """Save a downloaded scan where contributors save it, and return the repository's folder."""
    write(folder / "scans" / "made" / name, "").write_bytes(content)
    return folder
