"""The index of one version of the graph, in memory: names and passages without marks, by SQLite's FTS5.

It is built when somebody first searches a version, and shared by all who search it. A word that nothing has
is taken for a slip: the likest words of the index stand in for it, and the answer says so.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, Triple
from rapidfuzz import fuzz, process

from graph.search.words import LONGEST, words

if TYPE_CHECKING:
    from graph.reader import Reader, Row

KINDS = {
    "https://w3id.org/khaithong/def#Bottleneck": "bottleneck",
    "http://data.europa.eu/eli/ontology#LegalResource": "instrument",
    "https://w3id.org/khaithong/def#Indicator": "indicator",
    "http://www.w3.org/ns/org#FormalOrganization": "organization",
    "https://w3id.org/khaithong/def#Database": "database",
    "https://w3id.org/khaithong/def#Platform": "platform",
    "https://w3id.org/khaithong/def#Task": "task",
    "https://w3id.org/khaithong/def#Report": "report",
}
"""Class → kind, in the order in which kinds are shown; "passage" comes last."""
_TABLES = """
CREATE VIRTUAL TABLE names USING fts5(words, kind UNINDEXED, thing UNINDEXED, tokenize='ascii');
CREATE VIRTUAL TABLE quotes USING fts5(words, thing UNINDEXED, tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(names, 'row');
CREATE VIRTUAL TABLE quoted USING fts5vocab(quotes, 'row');
"""
_NAMES = "SELECT thing, kind, bm25(names), length(words) FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"
_QUOTES = "SELECT thing FROM quotes WHERE quotes MATCH ? ORDER BY rank LIMIT ?"
_HAS = (
    "SELECT 1 FROM names WHERE names MATCH ? LIMIT 1",
    "SELECT 1 FROM quotes WHERE quotes MATCH ? LIMIT 1",
)
_CANDIDATES = 400  # names that are ranked among each other
_ALIKE = 74  # of 100: how like a word has to be to stand in for one that nothing has
_STAND_INS = 3
_SHORTEST = 3  # letters of a word that may be a slip
_WORDS = 12  # of a query that are looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found. `names` are its names, the preferred first; of a passage its quote.

    `report`, `start` and `end` say where a passage stands; they are "" and 0 of other things.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    report: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: hits by kind, the words that were looked for, and what stood in for a slip."""

    hits: dict[str, tuple[Hit, ...]]
    words: tuple[str, ...] = ()
    instead: dict[str, tuple[str, ...]] | None = None


class Index:
    """Searches one version."""

    def __init__(self, reader: Reader) -> None:
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._lock = Lock()
        self._base.executescript(_TABLES)
        self._things: dict[str, Hit] = {}
        self._fill_names(reader.select(_query("things")))
        self._fill_quotes(reader.select(_query("passages")))
        self._base.commit()
        rows = self._base.execute("SELECT term FROM vocabulary UNION SELECT term FROM quoted")
        self._vocabulary = [term for (term,) in rows if len(term) >= _SHORTEST]

    def _fill_names(self, rows: Sequence[Row]) -> None:
        kinds: dict[str, str] = {}
        names: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
        for row in rows:
            iri, name = _value(row, "thing"), row["name"]
            kinds.setdefault(iri, KINDS[_value(row, "class")])
            language = name.language or "" if isinstance(name, Literal) else ""
            names[iri].append((_value(row, "preferred") != "true", language, _value(row, "name")))
        for iri, found in names.items():
            # Vietnamese first among preferred names
            found.sort(key=lambda each: (each[0], each[1] != "vi", each[2]))
            printed = tuple(dict.fromkeys(name for _, _, name in found))
            self._things[iri] = Hit(iri, kinds[iri], printed)
        self._base.executemany(
            "INSERT INTO names VALUES (?, ?, ?)",
            ((" ".join(words(" ".join(hit.names))), hit.kind, iri) for iri, hit in self._things.items()),
        )

    def _fill_quotes(self, rows: Sequence[Row]) -> None:
        for row in rows:
            iri, report = _value(row, "passage"), _value(row, "report")
            start, end = int(_value(row, "start")), int(_value(row, "end"))
            self._things[iri] = Hit(iri, "passage", (_value(row, "exact"),), report, start, end)
        self._base.executemany(
            "INSERT INTO quotes VALUES (?, ?)",
            (
                (" ".join(words(hit.names[0])), iri)
                for iri, hit in self._things.items()
                if hit.kind == "passage"
            ),
        )

    def search(self, query: str, limit: int = 8, kinds: Sequence[str] = ()) -> Found:
        """What `query` means, at most `limit` of each kind (all, or those of `kinds`), the best first.

        Every word has to be there, if only as the beginning of one; marks and case do not matter.
        """
        wanted = list(dict.fromkeys(words(query[:LONGEST])))[:_WORDS]
        if not wanted:
            return Found({})
        with self._lock:
            instead = {word: self._like(word) for word in wanted if not self._known(word)}
            named, quoted = self._matching(wanted, instead, limit)
            if not named and not quoted:
                # Each word is there, but nowhere all of them: any may be a slip for one like it.
                instead = {word: (word, *self._like(word)) for word in wanted}
                named, quoted = self._matching(wanted, instead, limit)
                instead = {word: likes for word, likes in instead.items() if len(likes) > 1}
        looked = tuple(dict.fromkeys(each for word in wanted for each in (instead.get(word) or (word,))))
        found: dict[str, list[Hit]] = {kind: [] for kind in (*KINDS.values(), "passage")}
        for thing, kind, _, _ in sorted(named, key=lambda row: self._rank(row, wanted)):
            found[kind].append(self._things[thing])
        for hit in self._apart([self._things[thing] for (thing,) in quoted]):
            found["passage"].append(hit)
        hits = {
            kind: tuple(each[:limit]) for kind, each in found.items() if each and (not kinds or kind in kinds)
        }
        return Found(hits, looked, {word: likes for word, likes in instead.items() if likes} or None)

    def _matching(
        self, wanted: Sequence[str], instead: Mapping[str, Sequence[str]], limit: int
    ) -> tuple[list[tuple[str, str, float, int]], list[tuple[str]]]:
        asked = " AND ".join(_either(instead.get(word) or (word,)) for word in wanted)
        named = self._base.execute(_NAMES, (asked, _CANDIDATES)).fetchall()
        return named, self._base.execute(_QUOTES, (asked, 4 * limit)).fetchall()

    def _known(self, word: str) -> bool:
        match = _either((word,))
        tables = (
            "SELECT 1 FROM names WHERE names MATCH ? LIMIT 1",
            "SELECT 1 FROM quotes WHERE quotes MATCH ? LIMIT 1",
        )
        return any(self._base.execute(each, (match,)).fetchone() for each in tables)

    def _like(self, word: str) -> tuple[str, ...]:
        if len(word) < _SHORTEST or word.isdigit():
            return ()
        near = process.extract(
            word, self._vocabulary, scorer=fuzz.ratio, limit=_STAND_INS + 1, score_cutoff=_ALIKE
        )
        return tuple(term for term, _, _ in near if term != word)

    def _rank(self, row: tuple[str, str, float, int], wanted: Sequence[str]) -> tuple[int, float, int, str]:
        """Whole words before beginnings of words, then by weight; the shorter name first."""
        thing, _, weight, length = row
        have = set(words(" ".join(self._things[thing].names)))
        return sum(word not in have for word in wanted), round(weight, 3), length, thing

    @staticmethod
    def _apart(hits: Sequence[Hit]) -> list[Hit]:
        """Passages of which none lies within another: the first, likest one stands for the place."""
        kept: list[Hit] = []
        for hit in hits:
            same = (other for other in kept if other.report == hit.report)
            if not any(other.start < hit.end and hit.start < other.end for other in same):
                kept.append(hit)
        return kept


class Indexes:
    """The index of each reader that is in use; a reader's graph never changes."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Reader, Index] = WeakKeyDictionary()
        self._lock = Lock()

    def of(self, reader: Reader) -> Index:
        """The index of a version, built at the first call."""
        with self._lock:
            if reader not in self._kept:
                self._kept[reader] = Index(reader)
            return self._kept[reader]


def _value(row: Row, name: str) -> str:
    value = row[name]
    return "" if isinstance(value, Triple) else value.value


def _either(terms: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{term}"*' for term in terms) + ")"


def _query(name: str) -> str:
    return files("graph.search").joinpath(f"{name}.rq").read_text(encoding="utf-8")
