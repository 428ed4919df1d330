"""Forms that tests fill in, and the files that they get from them."""

from pathlib import Path

from playwright.sync_api import Page
from tests.support.files import write

SURVEY_FORM = "instruments/survey/3/form/"
REPRODUCIBILITY_FORM = "instruments/reproducibility/1/form/"


def fill(page: Page, *, verdict: str) -> None:
    """Answer all that the form requires, whatever it asks."""
    answers = page.locator("[data-as=merge]:visible")
    for index in range(answers.count()):
        answers.nth(index).get_by_label(verdict, exact=False).first.check()
    for kind, text in (("number", "2024"), ("lines", "Ada Lovelace\n  Zoë Ångström \n"), ("text", "See “Section 3”.")):
        parts = page.locator(
            f"[data-required] > label[data-as={kind}][data-required]:visible, form > label[data-as={kind}]"
        )
        for part in parts.all():
            part.locator("input, textarea").fill(text)
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


def put(folder: Path, name: str, content: bytes) -> Path:
    """Save a downloaded scan where contributors save it, and return the repository's folder."""
    write(folder / "scans" / "made" / name, "").write_bytes(content)
    return folder
