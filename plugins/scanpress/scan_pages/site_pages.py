"""Every page that follows from the corpus, declared."""

from collections.abc import Iterator

from scanpress.corpus import Corpus, Summary
from scanpress.scan_pages import home, instrument_page, redirect_page, scan_list, scan_page
from scanpress.scan_pages.known import Known
from scanpress.writer import Output


def scan_pages(corpus: Corpus, known: Known) -> Iterator[Output]:
    """Declare a page and a raw file for every scan."""
    for summary in corpus.summaries:
        yield from scan_page.declare(_shown(summary, corpus, known))


def other_pages(corpus: Corpus, known: Known) -> Iterator[Output]:
    """Declare the list of scans, the front page, the instruments and the schemas, and what stands at old addresses."""
    counts = home.counts_of(corpus.summaries)
    yield from scan_list.declare([_listed(summary, known) for summary in corpus.summaries], counts)
    yield home.declare(counts, tuple(_listed(summary, known) for summary in home.newest(corpus.summaries)))
    yield from instrument_page.declare(known.site_url)
    yield from _moved(corpus, known)


def _moved(corpus: Corpus, known: Known) -> Iterator[Output]:
    # A build that keeps going may have left out the scan that a redirect leads to.
    scans = {summary.path: summary for summary in corpus.summaries} if known.redirects else {}
    for old, new in known.redirects.items():
        if new in scans:
            source = _source(scans[new], known)
            yield from redirect_page.declare(old, source, scans[new].title, site_url=known.site_url)


def _source(summary: Summary, known: Known) -> scan_page.Source:
    return scan_page.Source(str(known.root), summary.path, summary.digest)


def _shown(summary: Summary, corpus: Corpus, known: Known) -> scan_page.Shown:
    others = corpus.others(summary)
    scanned = corpus.scanned(summary) if summary.cites else {}
    return scan_page.Shown(
        _source(summary, known),
        known.correction,
        known.venue(summary.venue).url if summary.venue else None,
        known.evaluation(summary),
        tuple((_label(other), scan_page.address_of(other.path)) for other in others) if others else (),
        {key: scan_page.address_of(scan.path) for key, scan in scanned.items()} if scanned else None,
    )


def _label(summary: Summary) -> str:
    return ", ".join(filter(None, [summary.instrument_label, summary.rater, summary.date]))


def _listed(summary: Summary, known: Known) -> scan_list.Listed:
    return tuple(summary), known.venue(summary.venue).short if summary.venue else ""
