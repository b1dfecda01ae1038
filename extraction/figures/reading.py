"""From a report's blocks to its figures: each sentence with digits, under its heading, period and subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from extraction.facts import Period
from extraction.figures.clauses import read_sentence
from extraction.figures.draft import Carry, Draft
from extraction.figures.lexicon import classes
from extraction.figures.lists import belongs, opens_list
from extraction.figures.norms import Norms
from extraction.figures.observing import FigureReading, Found, observe
from extraction.figures.outlook import aims, outlook, settle
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token, fixed_tokens, tokenize
from extraction.figures.topics import lead_topic, row_topic, sector_of, topic_of
from extraction.mention import Mention
from extraction.periods import TimeSpan, find_periods, title_period, undated, year_of
from extraction.report import Block, BlockKind, Report, Role
from extraction.sentences import sentences
from ontology.keys import fold

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\([a-zđ\d]{1,2}\)|[a-zđ][.)]|[-+•–*])\s+(?=[^\W\d_])")
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE})
_LONGEST = 1600  # characters; what runs on for longer is no sentence and is read in pieces
_KNOWN = 64  # how many figures of a block a later sentence may still refer to

__all__ = ["FigureReading", "read_figures"]


@dataclass(slots=True)
class _Reader:
    report: Report
    folded: str
    names: Sequence[Mention]
    instruments: Sequence[Mention]
    expansions: Mapping[str, str]
    period: Period | None
    issued: Period | None
    norms: Norms
    rows: Mapping[str, str] = field(default_factory=dict)
    opened: tuple[int, int] | None = None  # the line that names the measure of the items below it
    found: list[Found] = field(default_factory=list)


def read_figures(
    report: Report,
    names: Sequence[Mention] = (),
    instruments: Sequence[Mention] = (),
    *,
    expansions: Mapping[str, str] | None = None,
    period: Period | None = None,
    issued: Period | None = None,
    rows: Mapping[str, str] | None = None,
) -> FigureReading:
    """Every observation of a report.

    `names` and `instruments` are mentions sorted by start, so that numbers inside a title or a document's
    number are not read; `expansions` maps acronyms to full words for the labels; `period` is the report's,
    `issued` the document's own date, `rows` names the rows of its tables by their numbers.
    """
    folded = report.folded
    norms = Norms(report, folded, period)
    reader = _Reader(report, folded, names, instruments, expansions or {}, period, issued, norms, rows or {})
    notes = {b.note: b for b in report.blocks if b.kind is BlockKind.NOTE and b.note is not None}
    marks = sorted((m.at, m.number) for m in report.marks if m.number in notes)
    hosts: dict[int, Draft] = {}
    for block in report.blocks:
        if block.kind is BlockKind.NOTE or block.kind not in _READ or block.role is Role.LESSONS:
            continue
        first = len(reader.found)
        _read_block(reader, block, None)
        for at, number in islice(marks, bisect_left(marks, (block.start,)), None):
            if at > block.end:
                break
            host = _before(reader.found, first, at)
            if host is not None:
                hosts[number] = host
    for number, block in notes.items():
        if block.role is not Role.LESSONS:
            _read_block(reader, block, hosts.get(number))
    return observe(report, reader.found, period)


def _before(found: list[Found], first: int, at: int) -> Draft | None:
    """The last figure of the body before a footnote mark; `found[first:]` are those of the mark's block."""
    for item in reversed(found[max(0, first - 1) :]):
        if item.draft.start <= at and item.draft.form != "aside":
            return item.draft
    return None


def _read_block(reader: _Reader, block: Block, host: Draft | None) -> None:
    text = reader.report.text
    opened, reader.opened = reader.opened, opens_list(text, block)
    if not _tells(text, block.start, block.end):
        return
    heading = reader.report.blocks[block.heading] if block.heading is not None else None
    named = text[heading.start : heading.end] if heading else ""
    topic, sector = topic_of(named), sector_of(named)
    section_time = _section_period(reader, block)
    target = block.role in (Role.TASKS, Role.PROPOSALS)
    known: deque[Draft] = deque(maxlen=_KNOWN)
    carry = Carry(topic=topic, last=host)
    for start, end in _stretches(text, block):
        carry.begin(section_time)
        if not _tells(text, start, end) or reader.norms.covers(block, start, end):
            continue
        tokens = _tokens(reader, start, end)
        lead = None
        if opened is not None and block.kind is BlockKind.ITEM and belongs(text, tokens):
            reader.opened = opened
            tokens = [*_tokens(reader, *opened), *tokens]
        elif (lead := row_topic(text, start, end, reader.rows) or lead_topic(text, start, end)) is not None:
            carry.topic = lead.topic
            tokens = [t for t in tokens if t.start >= lead.end]
        if target:
            carry.time = _deadline(tokens) or section_time
        aimed = (
            (target and not reader.norms.regrets(start, end))
            or aims(tokens)
            or (lead is not None and fold(lead.topic).startswith(tuple(classes()["goal"])))
        )
        sentence = Sentence(text, tokens, carry, reader.expansions, aimed, read=read_sentence, known=known)
        sentence.outlook = outlook(tokens)
        for draft in read_sentence(sentence):
            settle(draft, target=aimed, period=reader.period, issued=reader.issued)
            draft.context = carry.topic or topic
            draft.scope = draft.scope or sector
            known.append(draft)
            reader.found.append(Found(draft, (start, end), block))


def _tells(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a number and a letter: what no word speaks of is no figure."""
    return _DIGIT.search(text, start, end) is not None and _LETTER.search(text, start, end) is not None


def _part_of_year(heading: str, year: int | None) -> Period | None:
    """ "NHIỆM VỤ 6 THÁNG CUỐI NĂM", "NHIỆM VỤ QUÝ IV": of the report's year where the heading names none."""
    found = [t.period for t in find_periods(heading, year=year)] if year is not None else []
    return found[-1] if found else None


def _stretches(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The sentences of a block without the number or bullet that opens them; what is too long, in pieces."""
    for start, end in sentences(text, block.start, block.end):
        marker = _MARKER.match(text, start, end)
        at = marker.end() if marker else start
        while end - at > _LONGEST:
            cut = text.rfind(" ", at + 1, at + _LONGEST)
            stop = cut if cut > at else at + _LONGEST
            if text[at:stop].strip():
                yield at, stop
            at = stop
        if text[at:end].strip():
            yield at, end


def _tokens(reader: _Reader, start: int, end: int) -> list[Token]:
    year, words = year_of(reader.period), reader.folded[start:end]
    times = [_shift(t, start) for t in find_periods("", year=year, folded=words)]
    bare = [] if year else [(first + start, last + start) for first, last in undated(words)]
    fixed = fixed_tokens(reader.folded, start, end, reader.names, reader.instruments, times, bare)
    return tokenize(reader.folded, start, end, fixed)


def _deadline(tokens: Sequence[Token]) -> Period | None:
    """When what a sentence sets is due ("…, hoàn thành trước ngày …"); the last deadline counts."""
    for i in range(len(tokens) - 1, 0, -1):
        time = tokens[i].time
        if time is not None and any(t.has("deadline") for t in tokens[max(0, i - 2) : i]):
            return time.period
    return None


def _shift(span: TimeSpan, by: int) -> TimeSpan:
    return replace(span, start=span.start + by, end=span.end + by)


def _section_period(reader: _Reader, block: Block) -> Period | None:
    """The year that the headings above tasks print ("NHIỆM VỤ NĂM 2031"); facts keep the report's period."""
    if block.role not in (Role.TASKS, Role.PROPOSALS):
        return None
    index = block.heading
    while index is not None:
        heading = reader.report.blocks[index]
        words = reader.report.text[heading.start : heading.end]
        found = title_period(words) or _part_of_year(words, year_of(reader.period))
        if found is not None:
            return found
        index = heading.heading
    return None
