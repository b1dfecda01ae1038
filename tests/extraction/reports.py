"""Reports laid out by hand, and their figures as rows that a table can compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.bottlenecks import BottleneckReading, read_bottlenecks
from extraction.facts import Change, Indicator, Kind, Observation, Period, Ref
from extraction.figures.reading import FigureReading, read_figures
from extraction.mention import Mention
from extraction.report import Block, BlockKind, NoteMark, Report, Role


@dataclass(frozen=True)
class Part:
    """One block: its words ("[^2]" is a mark of footnote 2), kind, role, and the place of its heading."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    role: Role = Role.RESULTS
    heading: int | None = None
    note: int | None = None
    path: tuple[str, ...] = ()


def heading(text: str, role: Role = Role.RESULTS) -> Part:
    return Part(text, BlockKind.HEADING, role)


def note(number: int, text: str) -> Part:
    return Part(text, BlockKind.NOTE, note=number)


def build(*parts: Part | str, sha256: str = "5e" * 32) -> Report:
    """A report of these blocks, one a line; the text is the raw text."""
    text, blocks, marks = "", [], []
    for given in parts:
        part = Part(given) if isinstance(given, str) else given
        start = len(text)
        pieces = re.split(r"\[\^(?=[0-9]{1,3}\])", part.text)
        text += pieces[0]
        for piece in pieces[1:]:
            number, _, rest = piece.partition("]")
            marks.append(NoteMark(len(text), int(number)))
            text += rest
        blocks.append(Block(part.kind, start, len(text), part.path, part.role, part.heading, part.note))
        text += "\n"
    size = len(text)
    return Report("thu.txt", sha256, text, text, range(size), range(1, size + 1), tuple(blocks), tuple(marks))


def named(report: Report, *pairs: tuple[str, Kind]) -> list[Mention]:
    """Mentions of some words wherever they stand; the things' keys are t0, t1 … in the order given."""
    found = []
    for i, (words, kind) in enumerate(pairs):
        at = report.text.find(words)
        while at >= 0:
            found.append(Mention(at, at + len(words), Ref(kind, f"t{i}")))
            at = report.text.find(words, at + 1)
    return sorted(found)


@dataclass(frozen=True)
class Row:
    """An observation with its indicator's label."""

    label: str
    observation: Observation

    def __str__(self) -> str:
        """Label, value, unit, and what else is known: "/63 about estimate @2024 [scope] {change} <about>"."""
        o = self.observation
        words = [
            f"{self.label} = {o.value} {o.unit}",
            f"/{o.denominator}" if o.denominator is not None else "",
            o.qualifier or "",
            "" if o.kind == "actual" else o.kind.value,
            f"@{o.period.notation}" if o.period else "@?",
            f"[{o.scope}]" if o.scope else "",
            f"{{{_moved(o.change)}}}" if o.change else "",
            f"<{o.about.key}>" if o.about else "",
        ]
        return " ".join(w for w in words if w)


def _moved(change: Change) -> str:
    words = [
        change.direction,
        str(change.amount) if change.upper is None else f"{change.amount}-{change.upper}",
        change.unit,
        f"vs {change.baseline_period.notation}" if change.baseline_period else "",
        f"from {change.baseline_value}" if change.baseline_value is not None else "",
    ]
    return " ".join(w for w in words if w)


def rows(reading: FigureReading) -> list[Row]:
    labels: dict[Ref, Indicator] = {i.ref: i for i in reading.indicators}
    return [Row(labels[o.indicator].label, o) for o in reading.observations]


def figures(
    *parts: Part | str, period: str | None = "2024", names: Sequence[tuple[str, Kind]] = ()
) -> list[str]:
    """The figures of a report made of these blocks that speaks of `period`, each as a line."""
    report = build(*parts)
    mentions = named(report, *names)
    own = Period(period) if period else None
    return [str(row) for row in rows(read_figures(report, mentions, period=own))]


def obstacles(
    *parts: Part | str, instruments: Sequence[str] = (), names: Sequence[tuple[str, Kind]] = ()
) -> tuple[Report, BottleneckReading]:
    """The bottlenecks of a report; `instruments` are the words that name one, in order t0, t1 …"""
    report = build(*parts)
    acts = named(report, *((words, Kind.INSTRUMENT) for words in instruments))
    bodies = named(report, *names)
    return report, read_bottlenecks(report, acts, bodies, read_figures(report, bodies, acts))
