"""The outline: what kind of block each paragraph is, under which numbers it stands, and what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extraction.layout.announce import Announced, announced_role
from extraction.layout.crossheads import is_crosshead, is_troubled
from extraction.layout.lines import Line
from extraction.layout.openers import Opener
from extraction.layout.roles import annex_role, is_role_line, lead_role, own_role, top_role
from extraction.layout.shapes import behind, is_heading, is_list_item, is_title, runs_into_text, split
from extraction.layout.unwrap import Para
from extraction.report import BlockKind, Role
from ontology.keys import fold

# From the outside in. Divisions of statutes: Law 80/2015/QH13 as amended, article 62.
_RANKS = {"roman": 30, "ordinal": 45, "arabic": 50, "round": 55, "decimal": 60, "letter": 90}
_DIVISIONS = {"phần": 0, "phụ": 0, "biểu": 5, "chương": 10, "mục": 20, "tiểu": 22, "điều": 40}
_UPPER, _UPPER_UNDER_ROMAN, _CAPITALS, _CAPITALS_UNDER_ROMAN = 8, 35, 30, 34
_TOP = 35  # headings down to this rank may open a part of the report
_ANNEX = frozenset({"phụ", "biểu"})
_LOOSE = frozenset({"bullet", "bracket", "count"})


@dataclass(slots=True)
class Piece:
    """A future block: a stretch of the normalised text with its place in the outline.

    `spans` are the stretches that its lines take up; `heading` and `header`, the first row of a table row's
    table, count pieces from 0.
    """

    kind: BlockKind
    spans: list[tuple[int, int]]
    text: str
    path: tuple[str, ...] = ()
    role: Role = Role.OPENING
    heading: int | None = None
    note: int | None = None
    opener: Opener | None = None
    header: int | None = None


@dataclass(slots=True)
class _Level:
    """A heading or item that is open; `sign` its bullet, `below` the bullet of the first item below it."""

    rank: float
    label: str
    role: Role | None
    heading: int | None
    sign: str = ""
    below: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that does not follow the one before it: `pieces[at]` is numbered `found` after `last`."""

    at: int
    last: str
    found: str


class Outline:
    """Reads paragraphs in order and keeps the stack of headings above. Linear.

    `usual` is the role of sections whose headings name none.
    """

    def __init__(self, usual: Role = Role.RESULTS) -> None:
        self.usual = usual
        self.announced: Announced | None = None
        self.pieces: list[Piece] = []
        self.gaps: list[Gap] = []
        self.stack: list[_Level] = []
        self.seen: dict[tuple[str, tuple[str, ...]], tuple[int, str]] = {}
        self.roman_first = False
        self.annex = False
        self.headers: dict[int, int] = {}

    def read(self, paras: Iterable[Para], *, prose_lines: bool) -> None:
        """Add paragraphs; `prose_lines`: every line is a paragraph, so a line all in bold is a heading."""
        waiting = list(paras)
        for index, para in enumerate(waiting):
            following = waiting[index + 1] if index + 1 < len(waiting) else None
            self._add(para, following, prose_lines=prose_lines)

    def begin_annex(self) -> None:
        """Close every section: behind the signature an annex follows, whose first heading says what it is."""
        self.stack.clear()
        self.announced = None
        self.annex = True

    def role_here(self) -> Role:
        """The role of the section that is open."""
        for level in reversed(self.stack):
            if level.role is not None:
                return level.role
        return self.usual if self.stack else Role.OPENING

    def _add(self, para: Para, following: Para | None, *, prose_lines: bool) -> None:
        first = para.first
        opener = first.opener
        text = " ".join(line.text for line in para.lines)
        spans = [(line.start, line.end) for line in para.lines]
        sign = _sign(first)
        if first.row:
            self._row(first, text, spans)
            return
        if self.announced is not None and not self._in_list(opener, sign, following):
            self.announced = None
        if opener is None and self._untitled() and text[0] != "(" and (first.caps or is_title(text)):
            self._title(text, spans)
        elif opener is None:
            heading = bool(
                first.caps or first.hashes or (first.bold and prose_lines and text[-1] not in ".;")
            )
            if heading or (
                following is not None and (is_role_line(text) or self._crosshead(text, following))
            ):
                self._unnumbered(text, spans, capitals=first.caps)
            else:
                if text.endswith("./."):
                    self._leave_items()  # the closing formula speaks for the section, not for its last item
                self._emit(BlockKind.PARAGRAPH, spans, text, None)
                self._announce(text, "")
        elif opener.style in _LOOSE:
            self._item(para, opener, text, spans, sign)
        else:
            self._numbered(para, opener, text, spans, following)

    def _crosshead(self, text: str, following: Para) -> bool:
        """Whether a line without number heads a part of an article that has no numbered parts."""
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.kind is not BlockKind.PARAGRAPH or following.first.opener is not None:
            return False
        if any(level.label for level in self.stack) or self.annex:
            return False
        return is_crosshead(text, last.text, " ".join(line.text for line in following.lines))

    def _row(self, line: Line, text: str, spans: list[tuple[int, int]]) -> None:
        """Add a row of a table; it belongs to the section, or to the list, that the table stands in."""
        header = self.headers.setdefault(line.row, len(self.pieces))
        self._emit(BlockKind.ROW, spans, text, None)
        self.pieces[-1].header = header

    def _item(self, para: Para, opener: Opener, text: str, spans: list[tuple[int, int]], sign: str) -> None:
        """Add an item with a bullet, or a heading that has one ("- Hạn chế:")."""
        self._leave_bullet(sign)
        rest = text[opener.end :]
        if opener.style == "bullet":
            spans, text = behind(para, opener.end), rest
            if is_role_line(rest):
                self._unnumbered(rest, spans, capitals=False)
                self.stack[-1].sign = sign
                return
        self._emit(BlockKind.ITEM, spans, text, opener)
        self._announce(text, sign)

    def _leave_bullet(self, sign: str) -> None:
        """Close a heading with a bullet where its bullet comes back behind items with another one."""
        level = self.stack[-1] if self.stack else None
        if level is None or not level.sign:
            return
        if level.below is None:
            level.below = sign
        elif sign == level.sign != level.below:
            self.stack.pop()

    def _announce(self, text: str, sign: str) -> None:
        """Remember that a line announces a list; one inside such a list goes on with it."""
        role = announced_role(text)
        if role is not None and self.announced is None and role is not self.role_here():
            rank = next((level.rank for level in reversed(self.stack) if level.label), 0)
            self.announced = Announced(role, rank, sign)

    def _in_list(self, opener: Opener | None, sign: str, following: Para | None) -> bool:
        rank = 0 if opener is None or opener.style in _LOOSE else self._rank(opener)
        return self.announced is not None and self.announced.holds(
            opener, sign, rank, following.first.opener if following else None
        )

    def _untitled(self) -> bool:
        """Whether the last piece is a division's number alone ("Chương II"), so that its title follows."""
        last = self._division()
        return last is not None and last.opener is not None and last.opener.end >= len(last.text)

    def _division(self) -> Piece | None:
        """The heading of a division that was read last, "(Kèm theo …)" behind it or not."""
        for last in self.pieces[:-3:-1]:
            if last.kind is BlockKind.HEADING:
                return last if last.opener is not None and last.opener.style == "division" else None
            if last.text[:1] != "(":
                return None
        return None

    def _title(self, text: str, spans: list[tuple[int, int]]) -> None:
        """Add the title that stands on the line below its division's number."""
        level = self.stack[-1]
        level.role = self._division_role(level.label, text, self.stack[:-1])
        for piece in self.pieces[level.heading or 0 :]:
            piece.role = self.role_here()
        self._emit(BlockKind.HEADING, spans, text, None)

    def _division_role(self, label: str, title: str, above: list[_Level]) -> Role | None:
        """The role of a division by its title; an annex has its own, whatever stands above it."""
        if label.split(maxsplit=1)[0].lower() in _ANNEX:
            return annex_role(title)
        roles = [level.role for level in above if level.role is not None]
        role = own_role(title, roles[-1]) if roles else top_role(title) or self.usual
        # an article headed "Hạn chế cho vay" forbids; it doesn't report shortcomings
        return None if role is Role.SHORTCOMINGS and label[0].lower() == "đ" else role

    def _numbered(
        self, para: Para, opener: Opener, text: str, spans: list[tuple[int, int]], following: Para | None
    ) -> None:
        title = text[opener.end :]
        colon = runs_into_text(opener, title)
        heading = bool(colon) or (is_heading(opener, title) and not is_list_item(opener, following))
        self._enter(opener, title[:colon] if colon else title, heading=heading)
        if not colon:
            self._emit(BlockKind.HEADING if heading else BlockKind.ITEM, spans, text, opener, own=True)
            if not heading:
                self._announce(text, "")
            return
        head, tail = split(para, opener.end + colon)
        self._emit(BlockKind.HEADING, head, text[: opener.end + colon], opener, own=True)
        self._emit(BlockKind.PARAGRAPH, tail, title[colon:].strip(), None)

    def _unnumbered(self, text: str, spans: list[tuple[int, int]], *, capitals: bool) -> None:
        numbered = any(level.label for level in self.stack)
        annex, self.annex = capitals and self.annex, False
        if annex:
            rank: float = _DIVISIONS["phụ"]
        elif capitals:
            rank = _CAPITALS_UNDER_ROMAN if self.roman_first else _CAPITALS
        else:
            rank = next((level.rank for level in reversed(self.stack) if level.label), 0) + 0.5
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        above = self.role_here() if self.stack else None
        role = own_role(text, above) if above is not None and numbered else top_role(text)
        if annex:
            role = annex_role(text)
        elif not capitals and not self.stack:
            troubled = Role.SHORTCOMINGS if is_troubled(fold(text)) else self.usual
            role = own_role(text, None) or troubled
        self.stack.append(_Level(rank, "", role, len(self.pieces)))
        self._emit(BlockKind.HEADING, spans, text, None, own=True)

    def _enter(self, opener: Opener, title: str, *, heading: bool) -> None:
        self.annex = False
        rank = self._rank(opener)
        top = self.stack[-1] if self.stack else None
        if top is not None and not top.label and opener.value == 1 and top.rank < 90 and rank > _TOP:
            # numbering starts anew below a heading without a number: the list is this heading's own
            top.rank = min(top.rank, rank - 0.5)
            while len(self.stack) > 1 and self.stack[-2].rank >= top.rank:
                del self.stack[-2]
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        above = self.role_here() if self.stack else None
        role = None
        if heading and opener.style == "division":
            role = self._division_role(opener.label, title, self.stack)
        elif heading:
            role = top_role(title) if rank <= _TOP and above is None else own_role(title, above)
            if role is None:
                role = announced_role(title)
            if role is None and above is None:
                role = self.usual
        self._note_gap(opener)
        self.stack.append(_Level(rank, opener.label, role, len(self.pieces) if heading else None))
        self.roman_first = self.roman_first or opener.style == "roman"

    def _leave_items(self) -> None:
        while self.stack and self.stack[-1].heading is None:
            self.stack.pop()

    def _rank(self, opener: Opener) -> float:
        if opener.style == "division":
            return _DIVISIONS[opener.label.split(maxsplit=1)[0].lower()]
        if opener.style == "upper":
            return _UPPER_UNDER_ROMAN if self.roman_first else _UPPER
        if opener.style == "decimal":
            return _RANKS["decimal"] + opener.label.count(".")
        return _RANKS[opener.style]

    def _note_gap(self, opener: Opener) -> None:
        above = tuple(level.label for level in self.stack)
        if opener.style == "decimal":
            above = (opener.label.rpartition(".")[0],)
        last = self.seen.get((opener.style, above))
        if last is not None and opener.value > last[0] + 1 and opener.style != "letter":
            self.gaps.append(Gap(len(self.pieces), last[1], opener.label))
        self.seen[opener.style, above] = (opener.value, opener.label)

    def _emit(
        self,
        kind: BlockKind,
        spans: list[tuple[int, int]],
        text: str,
        opener: Opener | None,
        *,
        own: bool = False,
    ) -> None:
        role = self.announced.role if self.announced is not None else self.role_here()
        if kind is BlockKind.ITEM or kind is BlockKind.PARAGRAPH:
            lead = lead_role(text[opener.end if opener and opener.label else 0 :])
            role = lead if lead is not None and role is not Role.OPENING else role
        path = tuple([level.label for level in self.stack if level.label])
        if opener is not None and opener.style in ("bracket", "count"):
            path = (*path, opener.label)
        heading = None
        for level in reversed(self.stack):
            if level.heading is not None and not (own and level.heading == len(self.pieces)):
                heading = level.heading
                break
        self.pieces.append(Piece(kind, spans, text, path, role, heading, None, opener))


def _sign(line: Line) -> str:
    """The bullet that a line begins with; "" where it has none."""
    if line.opener is None or line.opener.style != "bullet":
        return ""
    return line.text[0] if line.opener.end else "*"
