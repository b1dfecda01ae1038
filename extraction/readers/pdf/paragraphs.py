"""Lines of a page to paragraphs, by where lines end and begin and how far apart they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extraction.readers.parts import Line
from extraction.readers.pdf.sheet import Sheet, TextLine

_OPENER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[IVX]{1,5}\.|[a-zđ][.)]|\([a-zđivx\d]{1,4}\)|[-–—+*•●▪■◦])\s*+(?=[^\s\d])"
)
# Bullets of symbol fonts: their private glyphs, or the letters that stand for these in other fonts.
_BULLET = re.compile(r"(?:[\uf000-\uf0ff]|[o§Øü](?=\s))\s*+(?=[^\W\d_]|[\d(“\"])")
_CLOSED = re.compile(r"[.;:!?…][”\"’')\]⁰¹²³⁴⁵⁶⁷⁸⁹]*\Z")
# What recognition makes of them: two bullets of one and the line behind it, a Roman number without its stop.
_BULLETS = re.compile(r"(?:[-–—•]\s*+){2,4}(?=[^\W\d_])")
_ROMAN = re.compile(r"[IVX]{1,5}(?=\s[^\W\d_]{2})")
_YEAR = re.compile(r"(?:19|20)\d\d")
# The number of a heading or item with nothing behind it: its tab was too narrow to show.
_LABEL = re.compile(r"(?:[IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]\))(?=[^\W\d_]{2})")
_GAP = 1.25  # of the usual leading: lines further apart are two paragraphs
_EMPTY = 1.9  # … and those as far apart as that have an empty line between them
_INDENT = 0.5  # of the size: how far a line must be set in to begin a paragraph
_DEEPEST = 5.0  # … and how far its first line may be
_TITLE = 0.2  # of the page's width: the shortest line that a title is broken behind
_EDGE = 0.2  # … and how near the right edge the end of a full line is
_ALIGNED = 3.0  # points
_HANGING = 4.0  # of the size: how far the second line of an item may be set in


@dataclass(frozen=True, slots=True)
class Measure:
    """What a document's lines have in common: size, leading, right edges by width of page and column."""

    size: float
    leading: float
    edges: dict[tuple[int, int], float]

    def room(self, sheet: Sheet, line: TextLine) -> float:
        """Points that are left to the right of a line."""
        return self.edges.get((round(sheet.width), line.column), sheet.width) - line.x1


def measure(sheets: Sequence[Sheet]) -> Measure:
    """Measure all lines of a document."""
    sizes: Counter[float] = Counter()
    leadings: Counter[float] = Counter()
    rights: dict[tuple[int, int], list[float]] = {}
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
            rights.setdefault((round(sheet.width), line.column), []).append(line.x1)
        for above, below in pairwise(sheet.lines):
            if abs(above.size - below.size) < 1 and below.bottom > above.bottom:
                leadings[round((below.bottom - above.bottom) * 2) / 2] += 1
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    leading = leadings.most_common(1)[0][0] if leadings else 1.2 * size
    edges = {place: sorted(values)[int(0.97 * (len(values) - 1))] for place, values in rights.items()}
    return Measure(size, leading, edges)


def paragraphs(sheet: Sheet, lines: Sequence[TextLine], measure: Measure) -> Iterator[Line]:
    """The paragraphs of lines that stand one below the other; empty ones where the page has a wide gap."""
    group: list[TextLine] = []
    for line in lines:
        if group and not _goes_on(sheet, group, line, measure):
            yield _paragraph(group, sheet)
            if line.bottom - group[-1].bottom > _EMPTY * max(measure.leading, line.size):
                yield Line("")
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, sheet)


def _goes_on(sheet: Sheet, group: Sequence[TextLine], line: TextLine, measure: Measure) -> bool:
    """Whether a line goes on with the paragraph above: the width broke it, and nothing begins here."""
    last = group[-1]
    if line.column != last.column:
        return min(line.column, last.column) > 0 and _goes_over(sheet, last, line, measure)
    step = line.bottom - last.bottom
    if step > _GAP * max(measure.leading, 1.1 * line.size) or step <= 0.3 * line.size:
        return False
    if not _are_alike(group, line):
        return False
    opens = _opens(line.text)
    closed = _CLOSED.search(last.text) is not None
    if not opens and not closed and (line.text[0].islower() or _YEAR.fullmatch(line.text)):
        return True  # centred lines and those of narrow columns are broken before they are full
    space = 0.3 * line.size
    if measure.room(sheet, last) >= line.first + space + 1:
        return False
    indent = line.x0 - last.x0
    centred = abs(line.x0 + line.x1 - last.x0 - last.x1) <= 4 and abs(indent) > 3
    if centred and not (line.text.isupper() and last.text.isupper() and _is_wide(sheet, last)):
        return False
    if len(group) > 1:
        begins = indent > _INDENT * line.size or indent < -_HANGING * line.size
    else:
        begins = indent > _HANGING * line.size
    if len(group) == 1 and closed and abs(indent) < 1 and (opens or not line.text[0].islower()):
        # paragraphs that all begin set in: this one would have gone on further to the left
        return not opens and _is_flush(sheet, line, measure)
    return not begins and not (opens and (closed or abs(indent) >= 1))


def _is_wide(sheet: Sheet, line: TextLine) -> bool:
    """Whether a title in capitals may be broken behind this line; "KT. BỘ TRƯỞNG" is one of its own."""
    return line.x1 - line.x0 >= _TITLE * sheet.width


def _are_alike(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line is of the size, weight and place of those above it."""
    last = group[-1]
    weighs_less = line.bold != last.bold and all(each.bold for each in group)
    beside = line.x0 > last.x1 or last.x0 > line.x1 or line.x0 - group[0].x0 < -_DEEPEST * line.size
    return abs(line.size - last.size) <= 0.15 * last.size and not weighs_less and not beside


def _goes_over(sheet: Sheet, last: TextLine, line: TextLine, measure: Measure) -> bool:
    """Whether the first line of a column goes on with the paragraph that the column before ended with."""
    if _opens(line.text):
        return False
    closed = _CLOSED.search(last.text) is not None
    if line.text[0].islower() or line.column < last.column:
        return line.text[0].islower() and not closed
    room = measure.room(sheet, last)
    if not closed:
        return room < line.first
    # a paragraph seldom ends just at the edge, and where it begins it is mostly set in
    same = abs(_set_in(sheet, line) - _set_in(sheet, last)) <= _ALIGNED
    return room <= _EDGE * last.size and same


def _set_in(sheet: Sheet, line: TextLine) -> float:
    """Points by which a line is set in from the left edge of its column."""
    return line.x0 - min(each.x0 for each in sheet.lines if each.column == line.column)


def _opens(text: str) -> bool:
    """Whether a line begins with the number or bullet of an item."""
    return bool(_OPENER.match(text) or _BULLET.match(text))


def _is_flush(sheet: Sheet, line: TextLine, measure: Measure) -> bool:
    """Whether a line begins at the left edge of its page's text."""
    column = (each for each in sheet.lines if each.column == line.column)
    full = [each.x0 for each in column if measure.room(sheet, each) < 3 * each.size]
    return line.x0 <= min(full, default=line.x0) + 1


def _paragraph(group: Sequence[TextLine], sheet: Sheet) -> Line:
    text = group[0].text
    for line in group[1:]:
        text = join(text, line.text)
    if sheet.recognised:
        text = _BULLETS.sub("- ", text, count=1) if _BULLETS.match(text) else text
        text = _ROMAN.sub(r"\g<0>.", text, count=1) if text.isupper() and _ROMAN.match(text) else text
    if bullet := _BULLET.match(text):
        text = f"- {text[bullet.end() :]}"
    elif label := _LABEL.match(text):
        text = f"{label.group()} {text[label.end() :]}"
    return Line(text, bold=all(line.bold for line in group))


def join(before: str, after: str) -> str:
    """Two lines of one paragraph; what was broken inside a word is put together."""
    return before + after if is_torn(before, after) else f"{before} {after}"


def is_torn(before: str, after: str) -> bool:
    """Whether a line ends behind a hyphen or slash inside a word ("82/2024/NĐ-", "CP")."""
    return before[-1:] in ("-", "/") and before[-2:-1].isalnum() and after[:1].isalnum()
