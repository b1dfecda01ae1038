"""What a report says of itself on its first page: title, period, publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from extraction.citations.dates import PrintedDate, read_date
from extraction.facts import Kind, Named, Period, Ref
from extraction.layout.openers import CAPITALS
from extraction.layout.roles import document_role
from extraction.layout.titles import (
    begins_agency,
    begins_place,
    field_value,
    is_formula,
    is_subject,
    names_type,
    wraps,
)
from extraction.layout.words import alternatives
from extraction.mention import Mention
from extraction.names.tables import abbreviations
from extraction.periods import find_periods
from extraction.report import Block, BlockKind, Report, Role
from ontology.keys import fold

_BODY = 20_000  # characters of the text that show how a name in a title in capitals is written
_DATELINE = re.compile(
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),? (?:ngày )?"
    r"\d{1,2}/(?P<month>\d{1,2})/(?P<year>20\d\d)(?!\d)"
)
_DATELINE_BLOCKS = 5
_DATELINE_LENGTH = 160  # characters of a block
_DAY = 10  # characters of the notation of a day
_MONTHS = 12
_SUBJECT = re.compile(r"\AV/v:? ", re.IGNORECASE)
_WORD = re.compile(r"\w++")


@cache
def _planned() -> re.Pattern[str]:
    """What a report plans, behind what it reports: "… và nhiệm vụ quý IV", "; phương hướng năm 2026"."""
    return re.compile(rf"(?:[,;]|\bvà\b|-)\s*+(?:một số )?(?:{alternatives('planned')})(?!\w)")


@cache
def _reported() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('reported')})(?!\w)")


def _first_page(report: Report) -> list[Block]:
    """The title blocks and the paragraphs of the opening, in order."""
    page = []
    for block in report.blocks:
        if block.kind is BlockKind.HEADING or block.kind is BlockKind.NOTE:
            break
        if block.kind is not BlockKind.TITLE and block.role is not Role.OPENING:
            break
        page.append(block)
    return page


def _text(report: Report, block: Block) -> str:
    return report.text[block.start : block.end].strip()


def _title_lines(report: Report) -> list[str]:
    """The lines of the title: from the type or the subject on, without number, date and motto."""
    lines = [_text(report, b) for b in _first_page(report) if b.kind is BlockKind.TITLE]
    lines = [line for line in lines if not is_formula(line)]
    start = next((i for i, line in enumerate(lines) if names_type(line) or is_subject(line)), None)
    if start is None:
        lines = [line for line in lines if not begins_agency(line) and not begins_place(line)]
        return lines[-1:]
    end = next((i for i in range(start + 1, len(lines)) if _is_issuer(lines[i])), None)
    return lines[start:end]


def _is_issuer(line: str) -> bool:
    """Whether a line below the title names who decides: "THỦ TƯỚNG CHÍNH PHỦ", "HỘI ĐỒNG NHÂN DÂN TỈNH …"."""
    return line.isupper() and begins_agency(line) and not names_type(line)


def title_of(report: Report) -> str:
    """The title as one line: the type and the words below it, capitals brought down; else the file's name.

    A type that only wraps another document stands before a colon: "Phụ lục: Kế hoạch năm 2026".
    """
    lines = _title_lines(report)
    if not lines:
        return report.name
    words = [_calm(_SUBJECT.sub("Về việc ", line), report) for line in lines]
    if len(lines) > 1 and wraps(lines[0]) and names_type(lines[1]):
        words[0] = words[0].rstrip(" :") + ":"
    return " ".join(words)


def _calm(line: str, report: Report) -> str:
    """A line in capitals in sentence case; names in it are written as the text of the report writes them."""
    if not line.isupper():
        return line
    body = report.text[:_BODY]
    words = [(found.start(), found.end()) for found in _WORD.finditer(line)]
    out = list(line.lower())
    for at, (start, end) in enumerate(words):
        word = line[start:end]
        if (
            len(word) > 1
            and not word.isdigit()
            and re.search(rf"(?<![{CAPITALS}] )\b{word}\b(?! [{CAPITALS}]{{2}})", body)
        ):
            lower = f" {word.lower()} "
            if body.count(f" {word} ") > body.count(lower):
                out[start:end] = word
        if at + 1 < len(words):
            begin, stop = words[at + 1]
            pair = f"{word.capitalize()} {line[begin:stop].capitalize()}"
            if line[end:begin] == " " and body.count(pair) > body.count(pair.lower()):
                out[start], out[begin] = line[start], line[begin]
    out[0] = line[0]
    return "".join(out)


def period_of(report: Report, title: str) -> Period | None:
    """The period that a report speaks of.

    The one that a "key: value" line names, else the title's: that of the results where it names also what is
    planned. A plan's is the one planned. A letter or the conclusion of a meeting without one takes the month
    of its own date; a report takes the one that its opening names first. An article of a newspaper speaks of
    the month of its dateline.
    """
    page = _first_page(report)
    dated = _dated(report, page)
    year = int(dated.notation[:4]) if dated else None
    for block in page:
        value = field_value(_text(report, block), "period_field")
        if value is not None and (period := _main(value, year)):
            return period
    period = _title_period(title, year) or _dateline(report)
    if period is not None:
        return period
    if document_role([title]) is Role.TASKS:
        return dated
    for block in page:
        if block.kind is not BlockKind.TITLE and (period := _main(_text(report, block), year, last=True)):
            return period
    return dated


def _dateline(report: Report) -> Period | None:
    """The month of the line in which a newspaper prints weekday and day ("Thứ Tư, 15/10/2025 | 08:41")."""
    for block in report.blocks[:_DATELINE_BLOCKS]:
        m = _DATELINE.search(fold(_text(report, block))[:_DATELINE_LENGTH])
        if m is not None and 1 <= int(m["month"]) <= _MONTHS:
            return Period(f"{m['year']}-{int(m['month']):02}")
    return None


def _title_period(title: str, year: int | None) -> Period | None:
    low = fold(title)
    spans = list(find_periods(title))
    year = next((int(span.period.notation[:4]) for span in spans), year)
    reported = _reported().search(low)
    planned = _planned().search(low, reported.end()) if reported else None
    if planned and (period := _main(title[: planned.start()], year)):
        return period
    return _main(title, year)


def _main(text: str, year: int | None, *, last: bool = False) -> Period | None:
    """The most exact period of a text, days left out; of several the first, or the last."""
    spans = [span.period for span in find_periods(text, year=year) if len(span.period.notation) != _DAY]
    if last:
        spans.reverse()
    return min(spans, key=_extent, default=None)


def _extent(period: Period) -> int:
    """How long a period is, roughly, in months."""
    notation = period.notation
    if "/" in notation:
        first, second = notation.split("/")
        months = int(second[5:7] or 12) - int(first[5:7] or 1) + 1
        return 12 * (int(second[:4]) - int(first[:4])) + months
    return 3 if "Q" in notation else 1 if len(notation) == len("2024-05") else 12


def issued_of(report: Report) -> Period | None:
    """The month of the document's own date; what it calls present ("hiện có") is of that time."""
    return _dated(report, _first_page(report))


def day_of(report: Report) -> PrintedDate | None:
    """The date of the document itself, beside the place at its head ("Hà Nội, ngày 5 tháng 9 năm 2025")."""
    for block in _first_page(report):
        text = _text(report, block)
        at = fold(text).find("ngày")
        if block.kind is BlockKind.TITLE and at >= 0 and is_formula(text):
            return read_date(fold(text), at)
    return None


def _dated(report: Report, page: Iterable[Block]) -> Period | None:
    """The month of the document's own date, beside its place at the head; its year where that is all."""
    for block in page:
        text = _text(report, block)
        if block.kind is BlockKind.TITLE and is_formula(text) and "ngày" in fold(text):
            for span in find_periods(text):
                return Period(span.period.notation[: len("2024-05")])
    return None


def publisher_of(report: Report, names: Sequence[Mention], organizations: Sequence[Named] = ()) -> Ref | None:
    """Whose report it is: what its first page names as the publisher; `organizations` are the bodies named.

    In this order: the agency of a "key: value" line, the agency at the head (the last one: the line above it
    names the body that it belongs to), and the first organization of a bracketed line below the title.
    """
    bodies = [mention for mention in names if mention.ref.kind is Kind.ORGANIZATION]
    page = _first_page(report)
    for block in page:
        if field_value(_text(report, block), "publisher_field") is not None:
            for mention in bodies:
                if block.start <= mention.start < block.end:
                    return mention.ref
    agency = _agency(report, page)
    if agency and (found := _named(report, bodies, organizations, agency)):
        return found
    for block in page:
        if block.kind is not BlockKind.TITLE and not _text(report, block).startswith("("):
            continue
        if block.kind is BlockKind.TITLE and is_formula(_text(report, block)):
            continue
        inside = [mention.ref for mention in bodies if block.start <= mention.start < block.end]
        if inside:
            return inside[-1]
    return None


def _agency(report: Report, page: Iterable[Block]) -> str:
    """The agency at the head: the lines in capitals before the type, its place included."""
    agency = ""
    for block in page:
        text = _text(report, block)
        if block.kind is not BlockKind.TITLE or is_formula(text):
            continue
        if names_type(text) or is_subject(text):
            break
        if begins_agency(text):
            agency = text
        elif agency and text.isupper():
            agency = f"{agency} {text}"
    return agency


def _named(
    report: Report, bodies: Iterable[Mention], organizations: Iterable[Named], agency: str
) -> Ref | None:
    """The organization whose name is the agency's, abbreviations written out."""
    wanted = _written_out(agency)
    for body in organizations:
        if _written_out(body.label) == wanted:
            return body.ref
    for mention in bodies:
        if _written_out(report.text[mention.start : mention.end]) == wanted:
            return mention.ref
    return None


@cache
def _short() -> dict[str, str]:
    return {fold(short): fold(long) for short, long in abbreviations().items()}


def _written_out(name: str) -> str:
    return " ".join(_short().get(word, word) for word in fold(name).split())
