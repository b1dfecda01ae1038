"""What tells a body from others of its kind: its place, a nation, a number, or whom it belongs to."""

from __future__ import annotations

from extraction.names import tables
from extraction.names.found import Found
from extraction.names.heads import body_of
from extraction.names.home import Home
from extraction.names.known import known_at
from extraction.names.places import Place, Places, coarse_at, level_at
from extraction.names.tables import Head
from extraction.names.words import Words

_WORDS_OF_A_PROVINCE = 4
_OF_MANY = 2  # words that name no single centre: "Trung tâm Đào tạo"


class Apart:
    """Tells bodies apart in one report."""

    def __init__(self, words: Words, home: Home, places: Places) -> None:
        self._words = words
        self._home = home
        self._places = places

    def placed_tail(self, head: Head, i: int, after: int, end: int) -> Found | None:
        """The body with the first place that its tail (words `after` to `end`) holds or leads up to."""
        words = self._words
        for k in range(after, end + 1):
            place = self._place(k) if k < end or words.gap(k) == " " else None
            if place is None and head.tail not in ("name", "any") and end - k < _WORDS_OF_A_PROVINCE:
                place = self._bare_place(k, end)
            if place is not None:
                topic = words.printed(after, k) if k > after else ""
                label = " ".join(part for part in (head.label, topic, place.label) if part)
                return body_of(head, i, place.end, label)
        return None

    def _bare_place(self, k: int, end: int) -> Place | None:
        """The province without its level that a tail ends with: "Văn phòng Đăng ký đất đai Thanh Hóa"."""
        place = self._places.at(k) if self._words.capital(k) else None
        return place if place is not None and place.end == end else None

    def singled_out(self, after: int, end: int) -> bool:
        """Whether words `after` to `end` hold what only one body has: a nation, a number, an acronym."""
        words, single = self._words, tables.words("single")
        if any(words.at(k) in single or words.pair(k) in single for k in range(after, end)):
            return True
        bracketed = words.gap(end) == " (" and words.shouted(end)
        return bracketed or any(words.at(k).isdigit() for k in range(after, end))

    def graded(self, i: int) -> bool:
        """Whether a level of government without its place makes a class of a name: "Trung tâm Y tế huyện"."""
        words = self._words
        return not words.capital(i) and (level_at(words, i) or coarse_at(words, i))

    def told_apart(self, head: Head, end: int, label: str) -> str:
        """The label of a unit that others have too, with its owner; "" where the owner is not known."""
        if head.words == ("phòng",) and self._home.locality is not None:
            return f"{label} {self._home.locality}"
        if head.tail == "body" or (head.tail == "single" and self._home.place is None):
            return ""
        owner = self._owner_after(end) or self._home.place
        if owner is None and self._home.body is not None:
            owner = self._home.body.label
        if owner is None:
            whole = head.tail == "centre" and len(label.split()) - len(head.words) > _OF_MANY
            return label if whole else ""
        return f"{label} {owner}"

    def _owner_after(self, end: int) -> str | None:
        """The body that stands right after a unit: "Vụ Pháp chế Bộ X", "… (Bộ X)", "… thuộc Bộ X"."""
        words = self._words
        start = end + (words.gap(end) == " " and words.at(end) in ("của", "thuộc"))
        if words.gap(start) not in (" ", " - ", " – ", ", ", " ("):
            return None
        match = known_at(words, start)
        entry = match.term.entry if match else None
        central = entry is not None and entry.classification in ("ministry", "agency", "government")
        return entry.label if entry is not None and central else None

    def _place(self, i: int) -> Place | None:
        return self._places.at(i) if level_at(self._words, i) else None
