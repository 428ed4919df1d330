"""The Pelican generator of the scan pages: a corpus in, declared pages out."""

import gc
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from pelican import contents
from pelican.generators import Generator
from pelican.writers import Writer

from scanpress.checking import read_file, render_text
from scanpress.checking.days import this_day
from scanpress.corpus import CheckError, Loaded, load_corpus
from scanpress.facts import FactsError
from scanpress.facts.operator import Operator
from scanpress.facts.operator_gaps import gaps_of
from scanpress.pelican_build import console
from scanpress.pelican_build.ending import ending_plainly
from scanpress.pelican_build.host import Host
from scanpress.pelican_build.progress import observer
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.groups import OWNED_PATHS, groups
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages import prose
from scanpress.scan_pages.pages.operator import operator_pages
from scanpress.scan_pages.settings import Settings, SettingsError
from scanpress.scan_pages.summary import Build
from scanpress.writer import Group, Link, Memory, Page


class ProseWriter(Writer):
    """Leave pages to the publisher and write everything else as Pelican does."""

    def write_file(self, *arguments: Any, **options: Any) -> None:  # noqa: D102 - Pelican's
        if not isinstance(options.get("page"), contents.Page):
            super().write_file(*arguments, **options)


OWNER = "scan_pages"
SAMPLE_BANNER = "A build for development: the imprint holds sample data, so this site must not be published."
NO_ADDRESS = (
    "SITEURL: feeds, schemas and the line to clone need the site's address: "
    "write it in publishconf.py, or say SITEURL=https://… make publish"
)
NAVIGATION = (Link(10, "Scans", "scans/"), Link(90, "About", "about/"))
FOOTER = (
    Link(10, "Impressum", "impressum/", "de"),
    Link(20, "Datenschutz", "datenschutz/", "de"),
    Link(30, "Imprint", "imprint/"),
    Link(40, "Privacy", "privacy/"),
    Link(50, "Methodology", "methodology/"),
    Link(60, "Contribute", "contribute/"),
)


class ScanGenerator(Generator):
    """Read and check the scans while contexts are made; publish while output is made.

    Whatever is wrong with the data or its settings is shown in full, and the build ends with exit code 1 before
    anything is written.
    """

    @ending_plainly()
    def generate_context(self) -> None:
        """Load the corpus and what is known besides it."""
        gc.disable()  # nothing of a build is garbage: looking for it takes a quarter of an unchanged build's time
        started = time.monotonic()
        host = Host.of(self.context)
        try:
            self.parsed = Settings.parse(self.settings)
            self.operator = Operator.load(self.parsed.operator)
            correction = Correction(self.parsed.forge, self.operator.provider.email or "")
            site_url = self.settings.get("SITEURL", "").rstrip("/")
            self.known = Known.load(self.parsed, site_url=site_url, correction=correction)
        except (SettingsError, FactsError) as error:
            stop(str(error))
        host.navigation.extend(NAVIGATION)
        host.take_statics(self.settings)
        host.footer.extend(FOOTER)
        host.extra["citing"] = prose.citing(self.context["pages"])
        if lacking := prose.missing(self.context["pages"]):
            console.show(f"Every page links what is not there: write {', '.join(lacking)} in content/pages/.")
        self._require_operator(host)
        self.loaded = self._load(host)
        Build(started, self.loaded, host).keep(self.settings)

    @ending_plainly()
    def generate_output(self, _writer: Any) -> None:
        """Publish the pages of the scans, the prose and the operator."""
        host = Host.of(self.context)
        host.progress = observer()
        declared = [*groups(self.loaded.corpus, self.known, self._memory), self._others()]
        publisher = host.publisher(self.settings)
        host.published += publisher.publish_groups(OWNER, declared, owned=OWNED_PATHS, since=host.started)

    def _load(self, host: Host) -> Loaded:
        settings = self.parsed
        console.show(f"Checking the scans below {settings.scans.name}/ …")
        try:
            loaded = load_corpus(
                settings.scans,
                root=settings.root,
                today=this_day(),
                memories=self._memory,
                workers=host.workers(self.settings).start,
            )
        except CheckError as error:
            stop(str(error))
        if loaded.problems:
            console.show(_report(loaded, settings.root))
        if loaded.rejected and not settings.keep_going:
            stop("The site was not built; what stands in the output folder is as it was.")
        for path in loaded.rejected:
            console.show(f"left out: {path}")
        return loaded

    def _require_operator(self, host: Host) -> None:
        gaps = gaps_of(self.operator)
        if self.parsed.operator_required and (gaps or not self.settings.get("SITEURL")):
            lines = [f"{self.parsed.operator}: the imprint and the privacy page need these first:"] if gaps else []
            lines += [f"  {gap}" for gap in gaps]
            stop("\n".join(lines if self.settings.get("SITEURL") else [*lines, NO_ADDRESS]))
        if gaps:
            host.banner = SAMPLE_BANNER

    def _others(self) -> Group:
        """Return the pages that do not depend on the scans."""
        pages = [*operator_pages(self.operator), *self._prose()]
        return Group(
            "prose", [(page.address, page.template, page.made_from) for page in pages], lambda: pages, len(pages)
        )

    def _memory(self, name: str) -> Memory:
        return Host.memory(self.settings, name)

    def _prose(self) -> Iterator[Page]:
        extra = {"accuracy": [asdict(entry) for entry in self.known.accuracies]}
        for page in self.context["pages"]:
            yield prose.declare(page, extra if page.template == "methodology" else {})


def _report(loaded: Loaded, root: Path) -> str:
    """Return all problems as `scanpress check` shows them."""
    files = sorted({problem.file for problem in loaded.problems})
    contents = {file: read_file(root / file, root=root)[0] for file in files}
    sources = {file: content for file, content in contents.items() if content is not None}
    return render_text(loaded.problems, sources, files=loaded.files)


def stop(message: str) -> NoReturn:
    """Show what is wrong and end the build: Pelican passes a SystemExit on, where it would log an exception."""
    console.show(message)
    raise SystemExit(1)


def get_generators(_pelican: object) -> type[ScanGenerator]:
    """Return the generator of the scan pages, as Pelican asks for it."""
    return ScanGenerator


def get_writer(_pelican: object) -> type[ProseWriter]:
    """Return the writer that leaves prose pages to the publisher, as Pelican asks for it."""
    return ProseWriter
