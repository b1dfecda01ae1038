"""What a text says at its head of the instrument that it is itself: number, date and title.

The letterhead is that of decree 30/2020/NĐ-CP. A plan or a scheme that a decision promulgates has no number
of its own: its title names it, and the bracket below names the decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.citations import Citation, Form, letterhead_number
from extraction.citations.heads import LAWS, head_pattern, heads
from extraction.front import day_of, title_of
from extraction.instruments.occurrence import Occurrence
from extraction.report import BlockKind, Report
from ontology.keys import fold

_HEAD_BLOCKS = 12
_LEAD = 200  # characters, blanks and all, that may stand before a number on its line
_NUMBER_LINE = re.compile(r"[\s*]*số\s*:?\s*\Z")
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 4  # of a type word and a title that tell one instrument
# Without a number only these are instruments by their title; a statute or a letter always has one.
_BY_TITLE = frozenset({"plan", "programme", "scheme", "strategy", "regulation", "norm", "report"})


def in_head(report: Report, index: int, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a number in the block `index`, stands at the text's head as its own."""
    block = report.blocks[index]
    if index >= _HEAD_BLOCKS or block.kind is BlockKind.NOTE or start - block.start > _LEAD:
        return False
    lead = report.folded[block.start : start]
    alone = not lead.strip(" *") and not report.folded[end : block.end].strip(" *")
    return alone or _NUMBER_LINE.match(lead) is not None


def head_citations(report: Report, index: int, cited: list[Citation]) -> list[Citation]:
    """The citations of a block of the head, the text's own number with the date and the name of the head."""
    block = report.blocks[index]
    if index >= _HEAD_BLOCKS:
        return cited
    if (
        not cited
        and block.kind is BlockKind.TITLE
        and (number := letterhead_number(report.text[block.start : block.end]))
    ):
        cited = [replace(number, start=number.start + block.start, end=number.end + block.start)]
    return [_dated(report, c) if in_head(report, index, c.start, c.end) else c for c in cited]


def _dated(report: Report, c: Citation) -> Citation:
    if c.type in LAWS and c.form is Form.NUMBERED and (title := own_title(report)):
        c = replace(c, form=Form.NAMED, name=title)  # a law is known by its name
    day = None if c.date_text else day_of(report)
    return replace(c, year=c.year or day.year, month=day.month, date=day.day) if day else c


def own_title(report: Report) -> str | None:
    """The title of the text without the type word that it begins with: "Báo cáo Kết quả …" → "Kết quả …"."""
    title = title_of(report)
    lines = (report.folded[b.start : b.end].strip() for b in report.blocks[:_HEAD_BLOCKS])
    alone = next((line for line in lines if line in heads()), "")  # "THÔNG BÁO", then "KẾT LUẬN CỦA …"
    head = None if fold(title).startswith(f"{alone} ") and alone else head_pattern().match(fold(title))
    at = head.end() if head else len(alone)
    return title[at:].strip(" :") or None


def titled_cover(report: Report, occurrences: Sequence[Occurrence]) -> Occurrence | None:
    """The instrument that a text without a number of its own is, by the title in capitals at its head."""
    for index, block in enumerate(report.blocks[:_HEAD_BLOCKS]):
        if block.kind is not BlockKind.TITLE:
            continue
        m = head_pattern().match(report.folded, block.start)
        if m is None:
            continue
        kind = heads()[" ".join(m.group().split())].type
        title = title_of(report)
        if (
            kind not in _BY_TITLE
            or not report.text[m.start() : m.end()].isupper()
            or len(_WORD.findall(title)) < _LEAST_WORDS
            or not fold(title).startswith(m.group())
            or any(_rivals(report, o, kind) for o in occurrences)
        ):
            return None
        return Occurrence(
            block.start, block.end, kind, title[: m.end() - m.start()], index, lead=block.start, name=title
        )
    return None


def _rivals(report: Report, o: Occurrence, kind: str) -> bool:
    """Whether an instrument of the head is the text itself, by its number, or what it is attached to."""
    if o.block >= _HEAD_BLOCKS or o.citation is None:
        return False
    return o.citation.blank or (o.type == kind and _in_bracket(report, o)) or _is_number(report, o)


def _is_number(report: Report, o: Occurrence) -> bool:
    return bool(o.citation and o.citation.number) and in_head(report, o.block, o.start, o.end)


def _in_bracket(report: Report, o: Occurrence) -> bool:
    return "(" in report.text[report.blocks[o.block].start : o.start] and o.type not in LAWS
