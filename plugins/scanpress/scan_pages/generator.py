"""The Pelican generator of the scan pages: it loads the corpus and declares the pages."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pelican.generators import Generator

from scanpress import facts
from scanpress.checking import read_file, render_text
from scanpress.checking.days import this_day
from scanpress.checking.registry import registry_problems
from scanpress.checking.reports import Report
from scanpress.corpus import CheckError, Loaded, load_corpus
from scanpress.export.changes import History
from scanpress.export.names import usual, usual_extras
from scanpress.facts import FactsError, Venues, load_accuracy, load_redirects, load_venues
from scanpress.facts.licences import licence_text
from scanpress.facts.operator import Operator
from scanpress.facts.operator_gaps import gaps_in_words, gaps_of
from scanpress.facts.redirects import REDIRECTS
from scanpress.instruments import InstrumentError, own_digest, own_schemas, use_folder, use_schemas
from scanpress.pelican_build import console, prose
from scanpress.pelican_build.ending import ending_plainly
from scanpress.pelican_build.host import Host
from scanpress.pelican_build.settings import SettingsError, root_of
from scanpress.revisions import Revisions
from scanpress.scan_pages.correction import Correction
from scanpress.scan_pages.data import sitemap
from scanpress.scan_pages.data.built_from import Built, BuiltFrom
from scanpress.scan_pages.data.files import DataOfSite
from scanpress.scan_pages.groups import groups, owned_paths
from scanpress.scan_pages.known import Known
from scanpress.scan_pages.pages import registry as registry_page
from scanpress.scan_pages.pages.methodology import agreement_of_all, evaluations
from scanpress.scan_pages.pages.operator import operator_pages
from scanpress.scan_pages.pages.venue import unknown_venues, unnamed
from scanpress.scan_pages.search.index import search_groups
from scanpress.scan_pages.search.tables import Tables
from scanpress.scan_pages.settings import Settings, data_of, fact_file
from scanpress.scan_pages.tabulated import TabulatedCorpus
from scanpress.scan_pages.words import in_number
from scanpress.writer import Group, Link, Memory

OWNER = "scan_pages"
_Facts = TypeVar("_Facts")
SAMPLE_BANNER = "Preview only: the imprint still has placeholder data."
LICENCE_BANNER = "Preview only: the licence of the scans is not set."
NO_ADDRESS = (
    "SITEURL: feeds, schemas and the line to clone need the site's address: "
    "set it in publishconf.py, or run SITEURL=https://… pelican --fatal errors -s publishconf.py"
)
NAVIGATION = (
    Link(10, "Scans", "scans/"),
    Link(15, "Venues", "venues/"),
    Link(18, "Statistics", "statistics/"),
    Link(20, "Instruments", "instruments/"),
    Link(30, "Methodology", "methodology/"),
    Link(40, "About", "about/"),
    Link(50, "Contribute", "contribute/"),
)
FOOTER = (
    Link(10, "Impressum", "impressum/", "de"),
    Link(20, "Datenschutz", "datenschutz/", "de"),
    Link(30, "Imprint", "imprint/"),
    Link(40, "Privacy", "privacy/"),
    Link(45, "Raters", "raters/"),
    Link(50, "Status of scans", "status/"),
    Link(60, "Report a mistake", "report/"),
)
WITHOUT_SCAN = Link(55, "Papers without a scan", "registry/")
"""In the footer, if there is a registry."""


class ScanGenerator(Generator):
    """Read and check the scans while contexts are made; publish while output is made.

    Whatever is wrong with the data or its settings is shown in full, and the build ends with exit code 1 before
    anything is written.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Read the settings and the facts about the site, so that the mistakes of all plugins are reported together."""
        super().__init__(*arguments, **options)
        host = Host.of(self.context, self.settings)
        with host.collecting(SettingsError):
            self.parsed = Settings.parse(self.settings)
            self._use_instruments(host)
        self._read_facts(host)

    def _use_instruments(self, host: Host) -> None:
        """Add the collection's own instruments."""
        with host.collecting(InstrumentError):
            use_folder(self.parsed.collection.instruments)

    def _read_facts(self, host: Host) -> None:
        with host.collecting(FactsError):
            self.operator = self._facts("OPERATOR_FILE", Operator.load) or Operator.empty()
        with host.collecting(FactsError):
            venues = self._facts("VENUES_FILE", load_venues) or Venues()
        with host.collecting(FactsError):
            accuracies = self._facts("ACCURACY_FILE", load_accuracy) or ()
        with host.collecting(FactsError):
            redirects = load_redirects(root_of(self.settings) / REDIRECTS, data_of(self.settings))
        with host.collecting(FactsError):
            registry = self.parsed.collection.registry if not host.mistakes else None
            self.registry = facts.Registry.load(registry) if registry else None
        if not host.mistakes:
            self.known = Known(
                root=self.parsed.data,
                site_url=self.settings.get("SITEURL", "").rstrip("/"),
                correction=Correction(self.parsed.forge, self.operator.provider.email or ""),
                venues=venues,
                accuracy_file=self.parsed.accuracy,
                accuracies=accuracies,
                redirects=redirects,
                answer_lists=self.parsed.answer_lists,
                site_name=self.settings["SITENAME"],
                instruments=own_digest(),
                layout=self.parsed.collection.layout,
                excluded=self.registry.excluded if self.registry else {},
            )

    def _facts(self, setting: str, load: Callable[[Path], _Facts]) -> _Facts | None:
        """Return what a file of facts says; None if it does not exist and no setting names it."""
        path = fact_file(self.settings, setting)
        return load(path) if path.exists() or self.settings.get(setting) else None

    @ending_plainly()
    def generate_context(self) -> None:
        """Read and check the scans."""
        host = Host.of(self.context, self.settings)
        host.require_no_mistakes()
        if own_digest():
            host.workers(self.settings).prepare = partial(use_schemas, own_schemas())
            host.extra["instruments"] = own_digest()  # every page depends on their schemas
        host.take_over(self.context, self.settings)
        host.navigation.extend(NAVIGATION)
        host.footer.extend(FOOTER if self.registry is None else (*FOOTER, WITHOUT_SCAN))
        host.footer.append(Link(43, "Data", f"{self.known.layout.data_folder}/"))
        host.crawlers.unlisted.append(sitemap.UNLISTED)
        if self.parsed.search:
            host.extra["search"] = True
        if not self.known.layout.is_default:
            host.extra["own_layout"] = True
        if self.operator.license:
            host.extra["license"] = self.operator.license
            host.extra["license_text"] = licence_text(self.operator.license)
        host.extra["citing"] = prose.citing(self.context["pages"])
        if missing := prose.missing(self.context["pages"]):
            console.show(f"Every page links to pages that do not exist: add {', '.join(missing)} to content/pages/.")
        self._require_operator(host)
        self.loaded = self._load(host)
        host.raw_files, host.data = self.loaded.accepted, self.parsed.data
        host.summary.append(_read(self.loaded))
        if not self.loaded.files:
            host.not_found[OWNER] = [f"There is no scan in {self.parsed.collection.shown}."]
        source = self.parsed.collection, self.known.redirects, self._memory("revisions")
        self.revisions = Revisions.read(*source, host.workers(self.settings).start)
        if gap := self.revisions.gap:
            console.show(gap)
            host.not_found.setdefault(OWNER, []).append(gap)
        if self.revisions.key:
            host.extra["has_changes"] = True
            host.footer.append(Link(44, "Changes", "changes/"))
        if self.parsed.search:
            self.tables = Tables(self.known, self._memory("search"))
            self.tables.begin(self.loaded.corpus.segments, host.workers(self.settings).start)

    @ending_plainly()
    def generate_output(self, _writer: Any) -> None:
        """Publish the pages of the scans and of the operator."""
        # A look at a closed cache takes 0.6 ms and not 0.07; after one correction, there are three for each segment.
        with self._memory("").opened():
            self._publish(Host.of(self.context, self.settings))
        # Other plugins need the memory: for 56,800 scans, 250 MB of this process and 45 MB of the workers.
        del self.loaded
        Host.of(self.context, self.settings).workers(self.settings).rest()

    def _publish(self, host: Host) -> None:
        host.progress = console.observer()
        shown, forge = host.emails_shown, self.parsed.forge
        disclosure = list(operator_pages(self.operator, emails_shown=shown, forge=forge))
        operator = Group(
            "operator", [own_digest(), *(page.made_from for page in disclosure)], lambda: disclosure, len(disclosure)
        )
        tabulated = TabulatedCorpus.of(self.loaded.corpus, self.known, self._memory)
        if unknown := unknown_venues(tabulated):
            console.show(unnamed(unknown, self.parsed.venues.name))
        agreement = agreement_of_all(tabulated)
        host.prose_variables["methodology"] = {
            "accuracy": evaluations(self.known.accuracies),
            "agreement": agreement,
            "papers": tabulated.papers.folder,
        }
        search = self._search(tabulated)
        source = BuiltFrom.of(self.known, host.uncommitted)
        extras = usual_extras(len(self.loaded.corpus)) if self.parsed.extras is None else self.parsed.extras
        built = Built.of(self.known, self.operator, source, extras)
        scans = groups(tabulated, self.revisions, self._memory, built, self.loaded.calibrations)
        with self._data(host, built) as data:
            declared = [*scans, *self._unscanned(), *search, operator, *data]
            host.publish(self.settings, OWNER, declared, owned_paths(tabulated))
        sitemap.publish(host, self.settings, OWNER, tabulated, self.revisions)

    def _unscanned(self) -> Iterable[Group]:
        """Return the pages of the papers without a scan, if there is a registry."""
        if self.registry is None:
            return ()
        return registry_page.groups(self.registry, frozenset(map(self.known.layout.paper_of, self.loaded.accepted)))

    def _data(self, host: Host, built: Built) -> AbstractContextManager[Iterable[Group]]:
        """Return the files for data users, which are made in a folder of the cache."""
        workers = host.workers(self.settings)
        data = DataOfSite(
            self.loaded.corpus,
            self.known,
            built,
            self.operator,
            self.settings.get("SITESUBTITLE", ""),
            root_of(self.settings) / self.settings["CACHE_PATH"] / "data",
            Path(self.settings["OUTPUT_PATH"]),
            History(self.revisions.key, self.revisions.events),
            host.downloads,
        )
        named = self.parsed.data_files
        names = usual(self.loaded.size) if named is None else named
        return data.groups(names, self._memory, None if workers.alone else workers.start)

    def _search(self, tabulated: TabulatedCorpus) -> Iterable[Group]:
        if not self.parsed.search:
            return ()
        return search_groups(tabulated.corpus, self.known, self.tables)

    def _load(self, host: Host) -> Loaded:
        settings = self.parsed
        console.show(f"Checking the scans in {settings.collection.shown} …")
        try:
            loaded = load_corpus(
                settings.collection,
                today=this_day(),
                memories=self._memory,
                workers=host.workers(self.settings).start,
                excluded=self.known.excluded,
            )
        except CheckError as error:
            raise SystemExit(str(error)) from error
        loaded = self._compared(loaded)
        if loaded.problems:
            console.show(_report(loaded, settings.data))
        if loaded.rejected and not settings.keep_going:
            raise SystemExit("The site was not built; the output folder is unchanged.")
        for path in loaded.rejected:
            console.show(f"left out: {path}")
        return loaded

    def _compared(self, loaded: Loaded) -> Loaded:
        """Return what was loaded, with what differs between the registry and the scans."""
        if self.registry is None:
            return loaded
        papers = (summary.identity for summary in loaded.corpus.summaries)
        found = registry_problems(self.parsed.collection, self.registry, loaded.paths, papers, whole=True)
        return replace(loaded, problems=tuple(sorted((*loaded.problems, *found), key=lambda problem: problem.order)))

    def _require_operator(self, host: Host) -> None:
        gaps = gaps_of(self.operator)
        if self.parsed.operator_required and (gaps or not self.settings.get("SITEURL")):
            lines = list(gaps_in_words(self.parsed.operator, gaps))
            raise SystemExit("\n".join(lines if self.settings.get("SITEURL") else [*lines, NO_ADDRESS]))
        if gaps:
            host.banner = LICENCE_BANNER if {gap.key for gap in gaps} == {"license"} else SAMPLE_BANNER

    def _memory(self, name: str) -> Memory:
        return Host.memory(self.settings, name)


def _read(loaded: Loaded) -> str:
    """Return how many scans were read, and what was wrong with them, for the summary of the build."""
    report = Report(loaded.problems, loaded.files)
    problems = f"{in_number(report.errors, 'error')}, {in_number(report.warnings, 'warning')}"
    read = f"{in_number(loaded.files, 'scan')}, {loaded.examined:,} read"
    return f"{read}, {problems if loaded.problems else 'no problems'}"


def _report(loaded: Loaded, root: Path) -> str:
    """Return all problems as `scanpress check` shows them."""
    files = sorted({each.problem.file for each in Report(loaded.problems, loaded.files).shown})
    contents = {file: read_file(root / file, root=root)[0] for file in files}
    sources = {file: content for file, content in contents.items() if content is not None}
    return render_text(loaded.problems, sources, files=loaded.files, way="scanpress check --all")


def get_generators(_pelican: object) -> type[ScanGenerator]:
    """Return the generator of the scan pages, as Pelican asks for it."""
    return ScanGenerator
