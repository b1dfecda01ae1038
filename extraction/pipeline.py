"""The reading pipeline: a spaCy `Language` whose components turn a report's text into facts.

The `Doc` covers `Report.text`, so token and character offsets are those of the report. Each component
adds its spans to `doc.spans` (for highlighting and for `read --json`) and its facts to `doc._.reading`;
`read_facts` gathers them. A new kind of fact is one more component.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extraction.acronyms import learned
from extraction.bottlenecks import BottleneckReading, read_bottlenecks
from extraction.facts import Period, ReportFacts, Task
from extraction.figures.reading import FigureReading, read_figures
from extraction.findings import read_findings
from extraction.front import issued_of, period_of, publisher_of, title_of
from extraction.identity import identified, placed
from extraction.instruments import InstrumentReading, read_instruments
from extraction.names import NameReading, read_names
from extraction.names.tables import abbreviations
from extraction.periods import last_of
from extraction.tables import merged, numbered_rows, read_tables
from extraction.tasks import read_tasks
from extraction.tokens import TOKENIZER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extraction.report import Report

_VOCABULARY = 20_000  # words that a vocabulary may keep: thousands of reports are read in flat memory
COMPONENTS = ("names", "instruments", "figures", "bottlenecks", "tasks")


@dataclass(slots=True)
class Reading:
    """What the components have read of one report so far."""

    report: Report
    title: str
    period: Period | None
    names: NameReading = field(default_factory=NameReading)
    instruments: InstrumentReading = field(default_factory=InstrumentReading)
    figures: FigureReading = field(default_factory=FigureReading)
    bottlenecks: BottleneckReading = field(default_factory=BottleneckReading)
    tasks: list[Task] = field(default_factory=list)


def _mark(doc: Doc, group: str, spans: Iterable[tuple[int, int, str]]) -> None:
    """Add spans, given by characters, to one of the doc's groups."""
    marked = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans)
    doc.spans[group] = [s for s in marked if isinstance(s, Span)]


@Language.component("khaithong_names")
def _names(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.names = read_names(reading.report)
    _mark(doc, "names", ((m.start, m.end, m.ref.kind) for m in reading.names.mentions))
    return doc


@Language.component("khaithong_instruments")
def _instruments(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.instruments = read_instruments(reading.report, reading.names)
    _mark(doc, "instruments", ((m.start, m.end, "instrument") for m in reading.instruments.mentions))
    return doc


@Language.component("khaithong_figures")
def _figures(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    expansions = {**abbreviations(), **learned(reading.report.text)}
    reading.figures = read_figures(
        reading.report,
        reading.names.mentions,
        reading.instruments.mentions,
        expansions=expansions,
        period=last_of(reading.period),
        issued=issued_of(reading.report),
        rows=numbered_rows(reading.report),
    )
    table = read_tables(reading.report, reading.names.mentions, last_of(reading.period))
    reading.figures = identified(reading.report, merged(reading.figures, table), reading.names, expansions)
    _mark(doc, "figures", ((start, end, "observation") for start, end in reading.figures.spans))
    return doc


@Language.component("khaithong_bottlenecks")
def _bottlenecks(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.bottlenecks = read_bottlenecks(
        reading.report, reading.instruments.mentions, reading.names.mentions, reading.figures
    )
    _mark(doc, "bottlenecks", ((start, end, "bottleneck") for start, end in reading.bottlenecks.spans))
    return doc


@Language.component("khaithong_tasks")
def _tasks(doc: Doc) -> Doc:
    reading: Reading = doc._.reading
    reading.tasks = read_tasks(
        reading.report, reading.names.mentions, reading.instruments.mentions, reading.period
    )
    return doc


@cache
def pipeline() -> Language:
    """The pipeline, built once a process."""
    if not Doc.has_extension("reading"):
        Doc.set_extension("reading", default=None)
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.max_length = 50_000_000  # no component here needs more memory than the text's own size
    for name in COMPONENTS:
        nlp.add_pipe(f"khaithong_{name}", name=name)
    return nlp


def read_doc(report: Report) -> Doc:
    """The report as a spaCy `Doc` with its spans and its `Reading` at `doc._.reading`."""
    nlp = pipeline()
    if len(nlp.vocab) > _VOCABULARY:
        pipeline.cache_clear()
        nlp = pipeline()
    doc = nlp.make_doc(report.text)
    title = title_of(report)
    doc._.reading = Reading(report, title, period_of(report, title))
    return nlp(doc)


def read_facts(report: Report) -> ReportFacts:
    """Everything that the report says, as facts."""
    reading: Reading = read_doc(report)._.reading
    return gather(reading)


def gather(reading: Reading) -> ReportFacts:
    """The facts of a finished reading."""
    figures, bottlenecks = reading.figures, reading.bottlenecks
    publisher = publisher_of(reading.report, reading.names.mentions, reading.names.organizations)
    return ReportFacts(
        title=reading.title,
        as_of=reading.period,
        publisher=publisher,
        instruments=reading.instruments.instruments,
        organizations=reading.names.organizations,
        databases=reading.names.databases,
        platforms=reading.names.platforms,
        indicators=tuple(figures.indicators),
        observations=tuple(placed(figures.observations, publisher, reading.names.organizations)),
        bottlenecks=tuple(bottlenecks.bottlenecks),
        claims=(*reading.instruments.claims, *bottlenecks.claims),
        statuses=reading.instruments.statuses,
        tasks=tuple(reading.tasks),
        findings=read_findings(
            reading.report,
            figures.observations,
            reading.period,
            indicators=figures.indicators,
            instruments=reading.instruments.instruments,
        ),
    )
