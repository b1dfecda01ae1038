"""Measures that the source itself gives: a figure in a bottleneck's own words or in the footnote on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extraction.facts import Bottleneck, Claim, Predicate, Ref
from extraction.figures.reading import FigureReading
from extraction.report import BlockKind, Report


def stated_measures(
    report: Report,
    bottlenecks: Sequence[Bottleneck],
    spans: Sequence[tuple[int, int]],
    figures: FigureReading,
) -> Iterator[Claim]:
    """The indicators that measure open bottlenecks by the source's own word; `spans` are their places."""
    notes = {b.note: b for b in report.blocks if b.kind is BlockKind.NOTE and b.note is not None}
    marks = sorted((m.at, m.number) for m in report.marks if m.number in notes)
    starts = [first for first, _ in figures.spans]
    for bottleneck, (start, end) in zip(bottlenecks, spans, strict=True):
        if bottleneck.status != "open":
            continue
        hung = marks[bisect_right(marks, (start,)) : bisect_left(marks, (end + 2,))]
        zones = [(start, end), *((notes[number].start, notes[number].end) for _, number in hung)]
        seen: set[Ref] = set()
        for first, last in zones:
            for i in range(bisect_left(starts, first), bisect_right(starts, last)):
                observation = figures.observations[i]
                if figures.spans[i][1] > last or observation.indicator in seen:
                    continue
                seen.add(observation.indicator)
                passages = tuple(dict.fromkeys((bottleneck.passages[0], observation.passage)))
                yield Claim(bottleneck.ref, Predicate.MEASURED_BY, observation.indicator, passages)
