"""From figures to facts: indicators by their labels, observations with their passages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from extraction.facts import Indicator, Kind, Observation, Period, Ref
from extraction.figures.draft import Draft
from extraction.figures.labels import head_of
from extraction.figures.lexicon import alternation, classes, heads
from extraction.report import Block, Passage, Report
from extraction.themes import themes_of
from ontology.keys import fold, name_slug

_WORD = re.compile(r"[^\W\d_]{2}")
_SPACES = re.compile(r"\s+")
_TORN = 1.35  # a raw passage longer than its text by more has a footnote in the middle
_CLAUSE = 60  # characters before the figure that stand for the clause then
_NOUN_WORDS = 4  # syllables of a counted noun that the printed form of a value keeps whole


@dataclass(slots=True)
class FigureReading:
    """The figures of a report; `spans` gives each observation's place in the text, for links by place."""

    observations: list[Observation] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with the sentence and the block that it stands in."""

    draft: Draft
    sentence: tuple[int, int]
    block: Block


def observe(report: Report, found: list[Found], period: Period | None) -> FigureReading:
    """The observations of all figures with a label, in the order of the text; `period` is the report's."""
    _contrast(found, period)
    out = FigureReading()
    indicators: dict[str, Indicator] = {}
    keys: dict[str, str] = {}
    topics: dict[str, tuple[str, ...]] = {}
    for item in sorted(found, key=lambda f: (f.draft.start, f.draft.end)):
        draft, span = item.draft, item.sentence
        label = _SPACES.sub(" ", draft.label).strip()
        if not _names(label):
            continue
        if label not in keys:
            keys[label] = name_slug(label)
        key = keys[label]
        if key not in indicators:
            context = draft.context
            if context not in topics:
                topics[context] = themes_of(context)[:1]
            themes = tuple(dict.fromkeys((*themes_of(label), *topics[context])))
            words = f"{context}. {report.text[span[0] : span[1]]}"
            indicators[key] = Indicator(Ref(Kind.INDICATOR, key), label, draft.unit, themes, words)
        out.observations.append(_observation(report, draft, span, indicators[key].ref, period))
        out.spans.append((draft.start, draft.end))
    out.indicators = list(indicators.values())
    return out


def _names(label: str) -> bool:
    """Whether a label names something: "Tỷ lệ" or "Số" alone, or with signs behind, does not."""
    head = head_of(label)
    bare = head in (*heads("count"), *heads("share"))
    torn = label.rsplit(" ", 1)[-1] in _torn()
    return not torn and _WORD.search(label, len(head) if bare else 0) is not None


@cache
def _torn() -> frozenset[str]:
    """Words that no name ends with: prepositions and words that join clauses."""
    return frozenset(classes()["torn"])


def _observation(
    report: Report, draft: Draft, span: tuple[int, int], indicator: Ref, period: Period | None
) -> Observation:
    passage = _evidence(report, draft, span)
    seed = f"{report.sha256}:{passage.start}:{draft.start}:{draft.unit}:{draft.value}"
    return Observation(
        Ref(Kind.OBSERVATION, hashlib.sha256(seed.encode()).hexdigest()[:16]),
        indicator,
        _plain(draft.value),
        draft.unit,
        _verbatim(report.text, draft),
        passage,
        period=draft.period or (None if draft.form == "former" else period),
        kind=draft.kind,
        denominator=draft.parts,
        qualifier=draft.qualifier,
        scope=draft.scope,
        change=draft.change,
        about=draft.about,
    )


def _contrast(found: Iterable[Found], period: Period | None) -> None:
    """Counts beside a cumulative one of the same kind in one block are those of the report's own period."""
    notation = period.notation if period else ""
    stretch = {4: "trong năm", 7: "trong quý" if "Q" in notation else "trong tháng"}.get(len(notation))
    if stretch is None:
        return
    blocks: dict[int, list[Draft]] = {}
    for item in found:
        if item.draft.unit.startswith("count:") and item.draft.form in ("object", "exists"):
            blocks.setdefault(item.block.start, []).append(item.draft)
    for drafts in blocks.values():
        sums = [d for d in drafts if d.scope == "lũy kế"]
        nouns, verbs = {_first_word(d.noun) for d in sums}, {fold(d.frame[0]) for d in sums} - {""}
        for draft in drafts:
            if draft.scope is None and (_first_word(draft.noun) in nouns or fold(draft.frame[0]) in verbs):
                draft.scope = stretch


def _first_word(noun: str) -> str:
    return fold(noun).split(" ")[0]


def _plain(value: Decimal) -> Decimal:
    """A value without trailing zeros or an exponent: 2400000000.0 → 2400000000."""
    return Decimal(int(value)) if value == value.to_integral() else value.normalize()


def _verbatim(text: str, draft: Draft) -> str:
    """The value as printed, with its comparator and the first words of its noun: "hơn 2,4 triệu lượt"."""
    start, end = draft.quantity.start, draft.quantity.end
    if draft.qualifier is not None and (bound := _bounds().search(text[max(0, start - 24) : start])):
        start -= len(bound.group())
    if draft.unit.startswith("count:"):
        words = draft.unit.removeprefix("count:").split("/")[0].split(" ")
        noun = " ".join(words if len(words) <= _NOUN_WORDS else words[:2]).rstrip(",")
        if fold(text[end : end + len(noun) + 1]) == f" {fold(noun)}":
            end += len(noun) + 1
    return text[start:end]


@cache
def _bounds() -> re.Pattern[str]:
    """A comparator right before a figure."""
    return re.compile(rf"(?<!\w)(?:{alternation(classes()['bound'])})\s*\Z", re.IGNORECASE)


def _evidence(report: Report, draft: Draft, span: tuple[int, int]) -> Passage:
    """The sentence that says it; where a footnote tears the raw sentence, the part around the figure."""
    whole = report.passage(*span)
    if whole.end - whole.start <= _TORN * (span[1] - span[0]) + 40:
        return whole
    start = max(span[0], draft.start - _CLAUSE)
    return report.passage(start, min(span[1], max(draft.end, draft.quantity.end)))
