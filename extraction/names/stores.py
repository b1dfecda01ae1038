"""Databases by their head: "CSDL quốc gia về đất đai", "các CSDL quốc gia về dân cư, bảo hiểm"."""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.bodies import Bodies
from extraction.names.found import Found
from extraction.names.heads import after_head, begins_name, head_at
from extraction.names.identity import database_of_topic, known_as
from extraction.names.owners import Owners
from extraction.names.places import coarse_at
from extraction.names.tables import Head
from extraction.names.tails import Manner, tail_end
from extraction.names.words import Words

_TOPIC = 9  # words of the longest topic in a list


class Databases:
    """Reads databases' names in one report."""

    def __init__(self, words: Words, bodies: Bodies) -> None:
        self._words = words
        self._owners = Owners(words, bodies)
        self._manner = Manner(lambda i: begins_name(words, i), body=False, about=True, topic=True)

    def read(self, i: int) -> list[Found]:
        """The databases named from word i on: one, or several that share their head."""
        words = self._words
        head = head_at(words, i, Kind.DATABASE)
        if head is None:
            return []
        topic = after_head(words, i, head)
        national = head.words == ("csdlqg",)
        if words.pair(topic) == "quốc gia" and words.follows(topic):
            national, topic = True, topic + 2
        elif words.pair(topic) in ("chuyên ngành", "dùng chung") and words.follows(topic):
            topic += 2
        if not words.follows(topic):
            return []
        about = words.at(topic) in ("về", "ngành")
        many = words.before(i) in tables.words("plural") or words.before(i).isdigit()
        if about and many:
            return self._several(i, topic + 1) if national else []
        found = self._one(head, i, topic + (words.at(topic) == "về"), about=about, national=national)
        return [found] if found and not many else []

    def _one(self, head: Head, i: int, topic: int, *, about: bool, national: bool) -> Found | None:
        words = self._words
        if words.shouted(i) and not head.words[0].startswith("csdl"):
            return None  # a heading in capitals
        end = self._topic_end(topic, about=about)
        owner = self._owners.at(end) if words.gap(end) == " " or end == topic else None
        label = f"{head.label} {self._rest(head, i, end)}".strip()
        if end == topic:
            if owner is None or head.words[0] != "kho":
                return None
        elif not self._is_name(head, i, topic, end, about=about, national=national):
            entry = known_as(Kind.DATABASE, label)
            if entry is not None:
                return Found(Kind.DATABASE, i, end, entry.label, entry)
            if owner is None or database_of_topic(words.printed(topic, end)) is None:
                return None
        if owner is None:
            return Found(Kind.DATABASE, i, end, label)
        return Found(Kind.DATABASE, i, owner.end, f"{label} {owner.label}")

    def _rest(self, head: Head, i: int, end: int) -> str:
        """What follows the head and its acronym in brackets, up to the end of the name."""
        return self._words.printed(after_head(self._words, i, head), end)

    def _topic_end(self, topic: int, *, about: bool) -> int:
        """The index after the topic that begins at a word (the same index where there is none)."""
        words = self._words
        no_topic = tables.words("stop") if about else tables.words("stop", "class")
        if words.at(topic) in no_topic or not words.follows(topic):
            return topic
        verbs = tables.words("act", "coarse")
        if not about and {words.at(topic), words.pair(topic)} & verbs:
            return topic
        return self._owners.first_place(topic, tail_end(words, topic, self._manner))

    def _is_name(self, head: Head, i: int, topic: int, end: int, *, about: bool, national: bool) -> bool:
        words = self._words
        if national or " ".join(words.word[end - 2 : end]) == "quốc gia":
            return words.at(topic) not in tables.words("coarse")
        if head.words[0] == "kho":
            return words.capital(i) and not words.opens_sentence(i)
        whole = words.capital(i) or (end - topic > 1 and not self._of_many(end))
        if whole and database_of_topic(words.printed(topic, end)) is not None:
            return True
        capital_head = words.capital(i) and (words.shouted(i) or not words.opens_sentence(i))
        return capital_head and (about or words.capital(topic))

    def _of_many(self, end: int) -> bool:
        """Whether the database is a kind that many keep: "cơ sở dữ liệu đất đai của các tỉnh"."""
        words = self._words
        many = tables.words("plural", "class")
        following = {words.at(end + 1), words.pair(end + 1)}
        return coarse_at(words, end) or (words.at(end) == "của" and bool(following & many))

    def _several(self, i: int, topic: int) -> list[Found]:
        """The databases of "các CSDL quốc gia về A, B và C": only topics that are known."""
        words = self._words
        out: list[Found] = []
        at = topic
        while True:
            end = self._known_topic(at)
            if end is None:
                return out
            entry = database_of_topic(words.printed(at, end))
            if entry is not None:
                out.append(Found(Kind.DATABASE, at if out else i, end, entry.label, entry))
            if words.gap(end) == ", ":
                at = end
            elif words.gap(end) == " " and words.at(end) == "và":
                at = end + 1
            else:
                return out
            at += words.at(at) == "về"

    def _known_topic(self, at: int) -> int | None:
        words = self._words
        for length in range(_TOPIC, 0, -1):
            end = at + length
            if end > len(words) or any(words.gap(k) not in (" ", ", ") for k in range(at + 1, end)):
                continue
            if database_of_topic(words.printed(at, end)) is not None:
                return end
        return None
