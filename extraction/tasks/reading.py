"""From the parts on tasks and proposals to `Task`s, one for each numbered or bulleted point."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extraction.bottlenecks.wording import leading
from extraction.facts import Kind, Period, Ref, Task
from extraction.figures.labels import upper_first
from extraction.figures.lexicon import alternation, whole_words
from extraction.lexicons import words_of
from extraction.mention import Mention, within
from extraction.periods import find_periods, year_of
from extraction.report import Block, BlockKind, Report, Role
from extraction.sentences import sentences

_LONGEST = 320  # characters of a label
_SHORTEST = 4  # words
_POINTS = frozenset({BlockKind.ITEM, BlockKind.PARAGRAPH})
_AIMS = frozenset({Role.TASKS, Role.PROPOSALS})


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = words_of("extraction.tasks", "terms.tsv").get(name, ())
    any_of = alternation(words)
    forms = {
        "mandate": rf"(?<!\w)(?:{any_of})\s+\Z",
        "due": rf"(?<!\w)(?:{any_of})(?:\s\w+){{0,3}}\s*\Z",
        "nothing": r"[\s,;]*+",
        "together": rf"[\s,;]*+(?:{any_of})?[\s,]*+",
    }
    return re.compile(forms[name] if name in forms else whole_words(words))


@dataclass(slots=True)
class _Point:
    """The first sentence of a point: `text[start:end]`, its block and the heading above it."""

    start: int
    end: int
    block: Block
    heading: Block | None

    @property
    def proposal(self) -> bool:
        return self.block.role is Role.PROPOSALS


def read_tasks(
    report: Report, names: Sequence[Mention], instruments: Sequence[Mention], period: Period | None
) -> list[Task]:
    """Every point of the report's tasks and proposals, assigned only to whom the point itself names.

    One without has those whom the line above asks or names ("Đề nghị Bộ Y tế:", "1. Bộ Y tế:").
    """
    folded = report.folded
    tasks: list[Task] = []
    asked: tuple[Ref, ...] = ()
    for point in _points(report):
        words = report.text[point.start : point.end].rstrip()
        if words.endswith(":"):
            asked = _asked(folded, names, point)
        elif not _closes(folded, point, words) and len(words.split()) >= _SHORTEST:
            tasks.append(_task(report, folded, point, names, instruments, asked, period))
    return tasks


def _closes(folded: str, point: _Point, words: str) -> bool:
    """Whether a point is the courtesy or the last line that ends a report."""
    return words.endswith(("./.", "./")) or bool(_pattern("closing").search(folded, point.start, point.end))


def _points(report: Report) -> Iterator[_Point]:
    for block in report.blocks:
        if block.role not in _AIMS or block.kind not in _POINTS:
            continue
        span = next(sentences(report.text, block.start, block.end), None)
        if span is not None:
            start = span[0] + leading(report.text[span[0] : span[1]])
            heading = report.blocks[block.heading] if block.heading is not None else None
            yield _Point(start, span[1], block, heading)


def _asked(folded: str, names: Sequence[Mention], point: _Point) -> tuple[Ref, ...]:
    asks = _pattern("asks").search(folded, point.start, point.end) if point.proposal else None
    return _leading_organizations(folded, names, asks.end(), point.end) if asks else ()


def _headed(folded: str, names: Sequence[Mention], point: _Point) -> tuple[Ref, ...]:
    """The organizations that the line above names as those of all its points ("1. Bộ Y tế:")."""
    heading = point.heading
    if heading is None or not folded[heading.start : heading.end].rstrip().endswith(":"):
        return ()
    start = heading.start + leading(folded[heading.start : heading.end])
    return _leading_organizations(folded, names, start, heading.end)


def _task(
    report: Report,
    folded: str,
    point: _Point,
    names: Sequence[Mention],
    instruments: Sequence[Mention],
    asked: tuple[Ref, ...],
    period: Period | None,
) -> Task:
    start, end = point.start, point.end
    asks = _pattern("asks").search(folded, start, end) if point.proposal else None
    assigned = _leading_organizations(folded, names, asks.end() if asks else start, end) or asked
    assigned = assigned or _headed(folded, names, point)
    together = _coordinating(folded, names, asks.end() if asks else start, end)
    mandates = [
        m.ref
        for m in within(instruments, start, point.block.end)
        if _pattern("mandate").search(folded, max(start, m.start - 12), m.start)
    ]
    passage = report.passage(start, end)
    digest = hashlib.sha256(f"{report.sha256}:task:{passage.start}".encode()).hexdigest()[:16]
    return Task(
        Ref(Kind.TASK, digest),
        upper_first(_label(report.text[start:end])),
        passage,
        proposal=point.proposal,
        assigned_to=assigned,
        coordinated_by=tuple(ref for ref in assigned if ref in together),
        due=_due(folded, start, end, period),
        mandated_by=tuple(dict.fromkeys(mandates)),
    )


def _coordinating(folded: str, names: Sequence[Mention], at: int, end: int) -> frozenset[Ref]:
    """Those among the organizations of a clause that stand behind "phối hợp với": they do not lead."""
    together = _pattern("coordinates").search(folded, at, end)
    if together is None:
        return frozenset()
    behind = (m for m in within(names, together.end(), end) if m.start >= together.end())
    return frozenset(m.ref for m in behind if m.ref.kind is Kind.ORGANIZATION)


def _label(words: str) -> str:
    label = words.rstrip(" .;,\n")
    return label if len(label) <= _LONGEST else label[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _due(folded: str, start: int, end: int, period: Period | None) -> Period | None:
    """The last time in the point that is a deadline: "trước ngày …", "trong quý …", "đến hết năm …"."""
    due = None
    for time in find_periods("", year=year_of(period), folded=folded[start:end]):
        before = folded[max(start, start + time.start - 40) : start + time.start]
        if time.role in ("until", "during") or _pattern("due").search(before):
            due = time.period
    return due


def _leading_organizations(folded: str, names: Sequence[Mention], at: int, end: int) -> tuple[Ref, ...]:
    """The organizations that open a clause, before its verb: only commas and "và" stand between them."""
    out: list[Ref] = []
    cursor = at
    for m in within(names, at, end):
        if m.start < cursor or m.ref.kind is not Kind.ORGANIZATION:
            continue
        between = _pattern("together" if out else "nothing")
        if between.fullmatch(folded, cursor, m.start) is None:
            break
        out.append(m.ref)
        cursor = m.end
    return tuple(dict.fromkeys(out))
