"""From what a person types to the thing that is meant: by number, name or acronym; never by a guess."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from graph.analysis.lookup import Lookup
from graph.analysis.model import Thing
from graph.errors import ToldError
from graph.graphs import UNION
from graph.reader import Reader
from graph.terms import DCTERMS, ELI, KT, ORG, RDF, SKOS
from ontology.keys import bare

_CLASSES = {
    "instrument": ELI.LegalResource,
    "agency": ORG.FormalOrganization,
    "bottleneck": KT.Bottleneck,
    "indicator": KT.Indicator,
    "report": KT.Report,
    "platform": KT.Platform,
    "database": KT.Database,
    "theme": SKOS.Concept,
}
_HAD = {"theme": KT.theme, "indicator": KT.indicator}
_WORDS = {
    "instrument": ("an instrument", "văn bản"),
    "agency": ("an agency", "cơ quan"),
    "bottleneck": ("a bottleneck", "điểm nghẽn"),
    "indicator": ("an indicator", "chỉ số"),
    "report": ("a report", "báo cáo"),
    "platform": ("a platform", "nền tảng"),
    "database": ("a database", "cơ sở dữ liệu"),
    "theme": ("a theme", "chủ đề"),
}
_OF_REPORTS = (DCTERMS.source,)
_MARKS = re.compile(r"[?!:;()“”\"]|[.,](?!\d)")
_NEAREST = 5
_FEWEST = 4  # words of an indicator's name
_COVERED = 0.55  # of them
# How much of a name, in single words and in pairs, must stand in a question.
_LIKENESS = {"indicator": 0.45, "bottleneck": 0.38}
_SURE = 0.75  # likeness of an instrument that is named by most of its words
_SHORT = 3  # letters; a shorter name is found in words by chance


class Unknown(ToldError):  # noqa: N818 - named for what was found
    """Nothing of that name; `near` are the nearest known."""

    def __init__(self, kind: str, name: str, near: tuple[Thing, ...]) -> None:
        self.near = near
        some = ", ".join(each.number or each.name("vi") for each in near) or "—"
        super().__init__("unknown-name", kind=_WORDS[kind][0], kind_vi=_WORDS[kind][1], name=name, some=some)


class Ambiguous(ToldError):  # noqa: N818 - named for what was found
    """Several things of that name; `candidates` pairs each with its date, "" where no source prints one."""

    def __init__(self, name: str, candidates: tuple[tuple[Thing, str], ...]) -> None:
        self.candidates = candidates
        some = "; ".join(f"{each.name('vi')} ({date or '—'})" for each, date in candidates)
        super().__init__("ambiguous-name", name=name, count=len(candidates), some=some)


class _Index:
    """The names of all things of a kind, folded."""

    def __init__(self, reader: Reader, kind: str) -> None:
        self.names: Mapping[str, set[str]] = defaultdict(set)
        lookup = Lookup(reader)
        for iri in _members(reader, kind):
            for predicate in (SKOS.prefLabel, SKOS.altLabel, ELI.id_local, DCTERMS.title, *_OF_REPORTS):
                if predicate not in _OF_REPORTS or kind == "report":
                    for term in lookup.values(iri, predicate):
                        if isinstance(term, Literal):
                            self.names[key(term.value)].add(iri)
            self.names[key(iri)].add(iri)
            self.names[key(iri.rsplit("/", 1)[-1])].add(iri)
            if kind == "report" and (period := lookup.as_of(iri)):
                self.names[key(period)].add(iri)


def _members(reader: Reader, kind: str) -> list[str]:
    """The IRIs of a kind; themes and indicators are those that something has."""
    if kind in _HAD:
        quads = reader.store.quads_for_pattern(None, _HAD[kind], None, UNION)
        return sorted({q.object.value for q in quads if isinstance(q.object, NamedNode)})
    quads = reader.store.quads_for_pattern(None, RDF.type, _CLASSES[kind], UNION)
    return sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode)})


_KEPT: WeakKeyDictionary[Reader, dict[str, _Index]] = WeakKeyDictionary()


def key(text: str) -> str:
    """Words for comparing: no case, diacritics or doubled spaces, and "số" before a number left out."""
    return " ".join(word for word in _MARKS.sub(" ", bare(text)).split() if word != "so")


def find(lookup: Lookup, kind: str, name: str) -> Thing:
    """The thing of `kind` that is called `name`.

    Raises:
        Unknown: nothing is called so.
        Ambiguous: several things are.
    """
    names, wanted = _index(lookup.reader, kind).names, key(name)
    iris = names.get(wanted) or _partly(names, wanted, kind)
    if not iris:
        near = process.extract(wanted, list(names), scorer=fuzz.WRatio, limit=_NEAREST * 3)
        things = dict.fromkeys(lookup.thing(iri) for text, _, _ in near for iri in sorted(names[text]))
        raise Unknown(kind, name, tuple(things)[:_NEAREST])
    if len(iris) > 1:
        dated = sorted((lookup.word(iri, ELI.date_document), iri) for iri in iris)
        raise Ambiguous(name, tuple((lookup.thing(iri), date) for date, iri in dated))
    return lookup.thing(next(iter(iris)))


def _index(reader: Reader, kind: str) -> _Index:
    kept = _KEPT.setdefault(reader, {})
    if kind not in kept:
        kept[kind] = _Index(reader, kind)
    return kept[kind]


def names_in(lookup: Lookup, kind: str, text: str) -> list[tuple[Thing, str]]:
    """The things of `kind` whose name stands in folded words, the longest name first, with that name.

    An indicator is found by its words: most of them have to stand there, in any order.
    """
    names = _index(lookup.reader, kind).names
    padded = f" {text} "
    if kind in _LIKENESS:
        return _measured_in(lookup, names, padded.split(), _LIKENESS[kind])
    held = [name for name in names if len(name) > _SHORT and f" {name} " in padded]
    held.sort(key=lambda name: (-len(name), name))
    found = [(lookup.thing(iri), name) for name in held for iri in sorted(names[name])]
    if held and kind == "instrument":  # "the decree that amends decree 73/2019": the longer name is meant
        longer = {name: iris for name, iris in names.items() if name not in held and _holds(name, held[-1])}
        found = _begun_in(lookup, longer, padded) + found
    elif kind == "instrument":
        found = _begun_in(lookup, names, padded) or _measured_in(lookup, names, padded.split(), _SURE)
    return found[:3]


def _holds(name: str, part: str) -> bool:
    return f" {part} " in f" {name} "


def _begun_in(lookup: Lookup, names: Mapping[str, set[str]], padded: str) -> list[tuple[Thing, str]]:
    """The one instrument whose long name begins with words that stand in the text, at least four."""
    best: dict[str, set[str]] = {}
    for name, iris in names.items():
        words = name.split()
        for count in range(len(words), _FEWEST - 1, -1):
            begin = " ".join(words[:count])
            if f" {begin} " in padded:
                best.setdefault(begin, set()).update(iris)
                break
    if not best:
        return []
    begin = max(best, key=len)
    return [(lookup.thing(next(iter(best[begin]))), begin)] if len(best[begin]) == 1 else []


def _measured_in(
    lookup: Lookup, names: Mapping[str, set[str]], words: list[str], least: float
) -> list[tuple[Thing, str]]:
    """The thing whose words, and pairs of neighbouring words, stand in the text most of all."""
    single, pairs = set(words), set(pairwise(words))
    scored = []
    for name, iris in names.items():
        own = name.split()
        if len(own) >= _FEWEST:
            share = sum(word in single for word in own) / len(own)
            joined = sum(pair in pairs for pair in pairwise(own)) / (len(own) - 1)
            likeness = 0.3 * share + 0.7 * joined
            if share >= _COVERED and likeness >= least:
                scored.append((likeness * len(own), name, min(iris)))
    return [(lookup.thing(iri), name) for _, name, iri in sorted(scored, reverse=True)[:1]]


def _partly(names: Mapping[str, set[str]], wanted: str, kind: str) -> set[str]:
    """Numbers that begin as `wanted` does ("82/2024"); names that hold it as whole words, if they are one."""
    if not wanted:
        return set()
    if kind == "instrument" and "/" in wanted:
        number = wanted.rsplit(" ", 1)[-1]
        exact = names.get(number, set())
        return exact or {i for text, iris in names.items() if text.startswith(f"{number}/") for i in iris}
    held = {i for text, iris in names.items() if f" {wanted} " in f" {text} " for i in iris}
    return held if len(held) == 1 else set()
