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
_YEAR = re.compile(r"(?:19|20)\d\d")
_GAP = 1.25  # of the usual leading: lines further apart are two paragraphs
_EMPTY = 1.9  # … and those as far apart as that have an empty line between them
_INDENT = 0.5  # of the size: how far a line must be set in to begin a paragraph
_HANGING = 4.0  # of the size: how far the second line of an item may be set in


@dataclass(frozen=True, slots=True)
class Measure:
    """What a document's lines have in common: size, leading, and the right edge by the width of the page."""

    size: float
    leading: float
    edges: dict[int, float]

    def room(self, sheet: Sheet, line: TextLine) -> float:
        """Points that are left to the right of a line."""
        return self.edges.get(round(sheet.width), sheet.width) - line.x1


def measure(sheets: Sequence[Sheet]) -> Measure:
    """Measure all lines of a document."""
    sizes: Counter[float] = Counter()
    leadings: Counter[float] = Counter()
    rights: dict[int, list[float]] = {}
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
            rights.setdefault(round(sheet.width), []).append(line.x1)
        for above, below in pairwise(sheet.lines):
            if abs(above.size - below.size) < 1 and below.bottom > above.bottom:
                leadings[round((below.bottom - above.bottom) * 2) / 2] += 1
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    leading = leadings.most_common(1)[0][0] if leadings else 1.2 * size
    edges = {width: sorted(values)[int(0.97 * (len(values) - 1))] for width, values in rights.items()}
    return Measure(size, leading, edges)


def paragraphs(sheet: Sheet, lines: Sequence[TextLine], measure: Measure) -> Iterator[Line]:
    """The paragraphs of lines that stand one below the other; empty ones where the page has a wide gap."""
    group: list[TextLine] = []
    for line in lines:
        if group and not _goes_on(sheet, group, line, measure):
            yield _paragraph(group)
            if line.bottom - group[-1].bottom > _EMPTY * max(measure.leading, line.size):
                yield Line("")
            group = []
        group.append(line)
    if group:
        yield _paragraph(group)


def _goes_on(sheet: Sheet, group: Sequence[TextLine], line: TextLine, measure: Measure) -> bool:
    """Whether a line goes on with the paragraph above: the width broke it, and nothing begins here."""
    last = group[-1]
    step = line.bottom - last.bottom
    if step > _GAP * max(measure.leading, 1.1 * line.size) or step <= 0.3 * line.size:
        return False
    if abs(line.size - last.size) > 0.15 * last.size or (
        line.bold != last.bold and all(each.bold for each in group)
    ):
        return False
    opens = bool(_OPENER.match(line.text) or _BULLET.match(line.text))
    closed = _CLOSED.search(last.text) is not None
    if not opens and not closed and (line.text[0].islower() or _YEAR.fullmatch(line.text)):
        return True  # centred lines and those of narrow columns are broken before they are full
    space = 0.3 * line.size
    if measure.room(sheet, last) >= line.first + space + 1:
        return False
    indent = line.x0 - last.x0
    centred = abs(line.x0 + line.x1 - last.x0 - last.x1) <= 4 and abs(indent) > 3
    if centred and not (line.text.isupper() and last.text.isupper()):
        return False
    if len(group) > 1:
        begins = indent > _INDENT * line.size or indent < -_HANGING * line.size
    else:
        begins = indent > _HANGING * line.size
    if len(group) == 1 and closed and abs(indent) < 1 and (opens or not line.text[0].islower()):
        # paragraphs that all begin set in: this one would have gone on further to the left
        return not opens and _is_flush(sheet, line, measure)
    return not begins and not (opens and (closed or abs(indent) >= 1))


def _is_flush(sheet: Sheet, line: TextLine, measure: Measure) -> bool:
    """Whether a line begins at the left edge of its page's text."""
    full = [each.x0 for each in sheet.lines if measure.room(sheet, each) < 3 * each.size]
    return line.x0 <= min(full, default=line.x0) + 1


def _paragraph(group: Sequence[TextLine]) -> Line:
    text = group[0].text
    for line in group[1:]:
        text = join(text, line.text)
    if bullet := _BULLET.match(text):
        text = f"- {text[bullet.end() :]}"
    return Line(text, bold=all(line.bold for line in group))


def join(before: str, after: str) -> str:
    """Two lines of one paragraph; what was broken behind a hyphen or slash inside a word is put together."""
    glued = before[-1:] in "-/" and before[-2:-1].isalnum() and after[:1].isalnum()
    return before + after if glued else f"{before} {after}"
