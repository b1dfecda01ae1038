"""Who a report is from, as its opening says: it decides what "UBND tỉnh" or "Vụ Pháp chế" name."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from extraction.names.known import known_at
from extraction.names.places import named_place, shouted_place
from extraction.names.words import Words
from extraction.report import BlockKind, Report
from ontology.reference import Entry

_OPENING = 1500  # characters of letterhead, title and preamble, where no numbered part begins before
_TITLE = 300  # characters
_AUTHORS = ("ministry", "agency", "court", "mass")
_LOCAL_HEADS = (
    ("ủy", "ban", "nhân", "dân"),
    ("hội", "đồng", "nhân", "dân"),
    ("tỉnh", "ủy"),
    ("thành", "ủy"),
    ("ubnd",),
    ("hđnd",),
)
_FIRSTS = frozenset(head[0] for head in _LOCAL_HEADS)


@dataclass(frozen=True, slots=True)
class Home:
    """Whom a report is from: its `place` as in "tỉnh Lào Cai", a central body, or a commune (`locality`)."""

    place: str | None = None
    body: Entry | None = None
    locality: str | None = None

    @property
    def label(self) -> str | None:
        """How names go on that belong to the home: "… tỉnh Lào Cai", "… Bộ Tài chính"."""
        return self.locality or self.place or (self.body.label if self.body else None)


def home_of(report: Report, words: Words) -> Home:
    """The author whom the letterhead prints in capitals, or the one province that the text is about."""
    end = _end_of_opening(report)
    body: Entry | None = None
    locality: str | None = None
    for block in report.blocks:
        if block.start >= end:
            break
        i = bisect_left(words.start, block.start)
        home = _letterhead(words, i) if words.shouted(i) else None
        if home is None:
            continue
        body, locality = body or home.body, locality or home.locality
        if home.place is not None or (body is not None and body.classification == "ministry"):
            return Home(home.place, body, locality)
    return Home(_only_province(words, end), body, locality)


def _only_province(words: Words, end: int) -> str | None:
    """The one province whose authorities the opening names, or that the title names with its level."""
    opening, title = bisect_left(words.start, end), bisect_left(words.start, _TITLE)
    named = _authorities(words, opening) or _titled(words, min(opening, title))
    return named[0] if len(set(named)) == 1 else None


def _letterhead(words: Words, i: int) -> Home | None:
    """The author at the head of a block in capitals: "TỈNH LÀO CAI", "UBND TỈNH LÀO CAI", "BỘ TÀI CHÍNH"."""
    place = shouted_place(words, _after_local_head(words, i) or i)
    if place is not None:
        provincial = place.label.startswith(("tỉnh ", "thành phố "))
        return Home(place=place.label) if provincial else Home(locality=place.label)
    match = known_at(words, i)
    entry = match.term.entry if match else None
    return Home(body=entry) if entry is not None and entry.classification in _AUTHORS else None


def _after_local_head(words: Words, i: int) -> int | None:
    return next((i + len(h) for h in _LOCAL_HEADS if tuple(words.word[i : i + len(h)]) == h), None)


def _end_of_opening(report: Report) -> int:
    """Where the numbered parts or the notes begin, at most `_OPENING` characters on."""
    body = (b.start for b in report.blocks if b.path or b.kind is BlockKind.NOTE)
    return min(next(body, _OPENING), _OPENING)


def _authorities(words: Words, last: int) -> list[str]:
    """The provinces whose authorities words up to `last` name."""
    found: list[str] = []
    for i, word in enumerate(words.word[:last]):
        after = _after_local_head(words, i) if word in _FIRSTS else None
        place = named_place(words, after) if after is not None else None
        if place is not None:
            found.append(place.label)
    return found


def _titled(words: Words, last: int) -> list[str]:
    """The provinces that words up to `last` name with their level: "… tại tỉnh Lào Cai"."""
    places = (named_place(words, i) for i, word in enumerate(words.word[:last]) if word in ("tỉnh", "thành"))
    return [place.label for place in places if place is not None]
