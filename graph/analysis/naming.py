"""From what a person types to the thing that is meant: by number, name or acronym; never by a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
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
}
_WORDS = {
    "instrument": ("an instrument", "văn bản"),
    "agency": ("an agency", "cơ quan"),
    "bottleneck": ("a bottleneck", "điểm nghẽn"),
    "indicator": ("an indicator", "chỉ số"),
    "report": ("a report", "báo cáo"),
    "platform": ("a platform", "nền tảng"),
    "database": ("a database", "cơ sở dữ liệu"),
}
_NEAREST = 5


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
        for quad in reader.store.quads_for_pattern(None, RDF.type, _CLASSES[kind], UNION):
            if isinstance(quad.subject, NamedNode):
                iri = quad.subject.value
                for predicate in (SKOS.prefLabel, SKOS.altLabel, ELI.id_local, DCTERMS.title, DCTERMS.source):
                    for term in lookup.values(iri, predicate):
                        if isinstance(term, Literal):
                            self.names[key(term.value)].add(iri)
                self.names[key(iri)].add(iri)
                self.names[key(iri.rsplit("/", 1)[-1])].add(iri)
                if kind == "report" and (period := lookup.as_of(iri)):
                    self.names[key(period)].add(iri)


_KEPT: WeakKeyDictionary[Reader, dict[str, _Index]] = WeakKeyDictionary()


def key(text: str) -> str:
    """Words for comparing: no case, diacritics or doubled spaces, and "số" before a number left out."""
    return " ".join(word for word in bare(text).split() if word != "so")


def find(lookup: Lookup, kind: str, name: str) -> Thing:
    """The thing of `kind` that is called `name`.

    Raises:
        Unknown: nothing is called so.
        Ambiguous: several things are.
    """
    kept = _KEPT.setdefault(lookup.reader, {})
    if kind not in kept:
        kept[kind] = _Index(lookup.reader, kind)
    names, wanted = kept[kind].names, key(name)
    iris = names.get(wanted) or _partly(names, wanted, kind)
    if not iris:
        near = process.extract(wanted, list(names), scorer=fuzz.WRatio, limit=_NEAREST * 3)
        things = dict.fromkeys(lookup.thing(iri) for text, _, _ in near for iri in sorted(names[text]))
        raise Unknown(kind, name, tuple(things)[:_NEAREST])
    if len(iris) > 1:
        dated = sorted((lookup.word(iri, ELI.date_document), iri) for iri in iris)
        raise Ambiguous(name, tuple((lookup.thing(iri), date) for date, iri in dated))
    return lookup.thing(next(iter(iris)))


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
