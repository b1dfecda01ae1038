"""Measures that the source itself gives: figures in an obstacle's sentence, in its point, in its footnote.

What counts is the place: from the obstacle to the end of its sentence or to the next obstacle, the sentences
behind it that go on about it, the footnotes hung there, and the row of a table that its note points to. A
figure at such a place that tells something else (how many were asked, what a plan requires) measures nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extraction.bottlenecks import evidence
from extraction.bottlenecks.rows import Rows
from extraction.facts import Bottleneck, Claim, ObservationKind, Predicate, Ref
from extraction.figures.reading import FigureReading
from extraction.report import BlockKind, Report
from extraction.sentences import sentences

Span = tuple[int, int]
_SUBJECTLESS = ("còn ", "vẫn ", "chưa ", "mới ", "chỉ ")


def stated_measures(
    report: Report, bottlenecks: Sequence[Bottleneck], spans: Sequence[Span], figures: FigureReading
) -> Iterator[Claim]:
    """The indicators that measure bottlenecks by the source's own word; `spans` are their places."""
    if not bottlenecks or not figures.observations:
        return
    places = _Places(report, spans, figures)
    for bottleneck, span in zip(bottlenecks, spans, strict=True):
        seen: set[Ref] = set()
        for i in places.of(span, resolved=bottleneck.status == "resolved"):
            observation = figures.observations[i]
            if observation.indicator not in seen:
                seen.add(observation.indicator)
                passages = tuple(dict.fromkeys((bottleneck.passages[0], observation.passage)))
                yield Claim(bottleneck.ref, Predicate.MEASURED_BY, observation.indicator, passages)


class _Places:
    """Where the figures that bear out an obstacle stand."""

    def __init__(self, report: Report, spans: Sequence[Span], figures: FigureReading) -> None:
        self._report, self._folded, self._figures = report, report.folded, figures
        self._starts = [first for first, _ in figures.spans]
        self._obstacles = sorted(first for first, _ in spans)
        self._blocks = sorted((block.start, block.end) for block in report.blocks)
        self._notes = {b.note: b for b in report.blocks if b.kind is BlockKind.NOTE and b.note is not None}
        self._marks = sorted((m.at, m.number) for m in report.marks if m.number in self._notes)
        self._rows = Rows(report, figures)
        self._parted: dict[int, list[Span]] = {}

    def of(self, span: Span, *, resolved: bool) -> Iterator[int]:
        """The observations, by index, that measure the obstacle at `span`."""
        parted = self._sentences(span[0])
        index = max(0, bisect_right(parted, span[0], key=lambda s: s[0]) - 1)
        sentence = parted[index]
        start = evidence.opening(self._folded, *span)
        stop = max(span[1], self._next(span[0], sentence[1]))
        if resolved:
            # Behind a comma stands what the clearing did; its figures count where they open a gain.
            comma = self._folded.find(",", start, span[1])
            own = self._figures_in(start, span[1] if comma < 0 else comma)
            if self._alone(span[0], sentence):  # else it is not said which clearing brought it about
                own += self._gained(span[1], stop)
                own += self._later(parted[index + 1 :], resolved=True)
            else:
                own = [i for i in own if not evidence.opens_gain(self._folded, start, self._at(i))]
        else:
            own = self._subject(sentence[0], span) + self._figures_in(start, span[1])
            own += [i for i in self._figures_in(span[1], stop) if self._bears_out(span[1], i)]
            if stop == sentence[1]:
                own += self._later(parted[index + 1 :], resolved=False)
        yield from self._evidence(start, own)
        if not resolved:
            yield from self._hung(span)
            if self._rows:
                yield from self._rows.pointed_to(sentence[0], sentence[1])

    def _sentences(self, at: int) -> list[Span]:
        start, end = self._blocks[bisect_right(self._blocks, (at, len(self._folded))) - 1]
        if start not in self._parted:
            self._parted[start] = list(sentences(self._report.text, start, end))
        return self._parted[start]

    def _next(self, start: int, end: int) -> int:
        """Where the next obstacle begins, at most `end`."""
        at = bisect_right(self._obstacles, start)
        return min(end, self._obstacles[at]) if at < len(self._obstacles) else end

    def _alone(self, start: int, sentence: Span) -> bool:
        first = bisect_left(self._obstacles, sentence[0])
        last = bisect_left(self._obstacles, sentence[1])
        return last - first == 1 and self._obstacles[first] == start

    def _at(self, i: int) -> int:
        return self._figures.spans[i][0]

    def _figures_in(self, start: int, end: int) -> list[int]:
        found = range(bisect_left(self._starts, start), bisect_left(self._starts, end))
        return [i for i in found if self._figures.spans[i][1] <= end]

    def _subject(self, start: int, span: Span) -> list[int]:
        """The figure right before a clause without a subject: "đạt 61%, nhưng còn thấp so với …"."""
        if not self._folded.startswith(_SUBJECTLESS, span[0]):
            return []
        return self._figures_in(start, span[0])[-1:]

    def _bears_out(self, start: int, i: int) -> bool:
        return evidence.bears_out(self._folded, start, self._at(i))

    def _gained(self, start: int, end: int) -> list[int]:
        """Figures of what a clearing brought about, behind a mark and its opening: "; nhờ đó 45 xã …"."""
        at = start
        while at < end and not self._folded[at].isalnum():
            at += 1
        return [i for i in self._figures_in(at, end) if evidence.is_gain(self._folded, at, self._at(i))]

    def _later(self, parted: Sequence[Span], *, resolved: bool) -> list[int]:
        """Figures of the sentences behind that go on about the obstacle, up to the next obstacle's."""
        out: list[int] = []
        for start, end in parted:
            if self._next(start - 1, end) < end:
                break
            goes_on = evidence.is_gain if resolved else evidence.points_back
            found = [i for i in self._figures_in(start, end) if goes_on(self._folded, start, self._at(i))]
            if not found:
                break
            out += found
        return out

    def _evidence(self, start: int, found: Sequence[int]) -> Iterator[int]:
        """Those of the figures that tell how bad it is, not what should be or how many were asked."""
        samples = []
        kept = False
        for i in found:
            observation, at = self._figures.observations[i], self._at(i)
            before = evidence.clause(self._folded, 0, at)
            if observation.kind is ObservationKind.TARGET or evidence.counts_obstacles(observation.unit):
                continue
            if evidence.is_norm(self._folded, min(start, at), at) or evidence.is_extent(before):
                continue
            if evidence.is_sample(before):
                samples.append(i)
                continue
            kept = True
            yield i
        if not kept:
            yield from samples  # how many were checked is all that the source gives

    def _hung(self, span: Span) -> Iterator[int]:
        """The figures of the footnotes hung on the obstacle."""
        for at in range(bisect_right(self._marks, (span[0],)), bisect_left(self._marks, (span[1] + 2,))):
            note = self._notes[self._marks[at][1]]
            yield from self._evidence(note.start, self._figures_in(note.start, note.end))
