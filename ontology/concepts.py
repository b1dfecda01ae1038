"""The concepts of the vocabulary, made from the reference tables so that nothing is written twice.

A concept's IRI ends in `<prefix of its scheme>-<code>`: `kt:type-joint-circular`, `kt:stage-issued`,
`kt:theme-ha-tang-so`. Qualifiers and directions have no prefix: `kt:more-than`, `kt:up`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rdflib import URIRef

from ontology.keys import name_key, name_slug, slug
from ontology.tables import ReferenceDataError, read_table

DEFINITIONS = "https://w3id.org/khaithong/def#"

_COUNT = "count:"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme; `prefix` begins the names of its concepts."""

    name: str
    prefix: str
    label: str
    label_en: str
    definition: str
    definition_en: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: `name` is the end of its IRI, `code` its notation."""

    name: str
    code: str
    scheme: str
    label: str
    label_en: str
    definition: str
    definition_en: str

    @property
    def iri(self) -> URIRef:
        """The concept's IRI."""
        return URIRef(DEFINITIONS + self.name)


@cache
def _scheme_rows() -> tuple[Mapping[str, str], ...]:
    return read_table("schemes.tsv", "name prefix label label_en definition definition_en member member_en")


@cache
def schemes() -> tuple[Scheme, ...]:
    """The concept schemes."""
    return tuple(
        Scheme(r["name"], r["prefix"], r["label"], r["label_en"], r["definition"], r["definition_en"])
        for r in _scheme_rows()
    )


def unit_name(code: str) -> str:
    """The end of the IRI of a unit code.

    >>> unit_name("VND"), unit_name("count:nền tảng số")
    ('unit-vnd', 'unit-count-nen-tang-so')

    Nouns of `units.tsv` have plain slugs; any other noun gets a hash as well, because two nouns may differ
    only in their diacritics, and one of them must not take on the other's name.
    """
    if not code.startswith(_COUNT):
        return f"unit-{slug(code)}"
    noun = code.removeprefix(_COUNT).strip()
    if not noun:
        raise ValueError(f"a counted unit needs its noun: {code!r}")
    short = slug(noun, longest=200)
    return f"unit-count-{short if _nouns().get(short) == name_key(noun) else name_slug(noun)}"


@cache
def _nouns() -> Mapping[str, str]:
    rows = read_table("units.tsv", "code label label_en definition definition_en")
    nouns = [row["code"].removeprefix(_COUNT) for row in rows if row["code"].startswith(_COUNT)]
    return MappingProxyType({slug(noun, longest=200): name_key(noun) for noun in nouns})


def unit_iri(code: str) -> URIRef:
    """The IRI of a unit code: percent, VND, rank, count:giao dịch … Any noun may be counted."""
    return URIRef(DEFINITIONS + unit_name(code))


def concept_iri(scheme: str, code: str) -> URIRef:
    """The IRI of the concept with a code in a scheme.

    >>> str(concept_iri("qualifiers", "about")).rpartition("#")[2]
    'approximately'

    Raises:
        KeyError: the scheme has no such code.
    """
    try:
        return _by_code()[scheme, code].iri
    except KeyError:
        raise KeyError(f"the scheme {scheme!r} has no concept {code!r}") from None


@cache
def _by_code() -> Mapping[tuple[str, str], Concept]:
    return MappingProxyType({(c.scheme, c.code): c for c in concepts()})


@cache
def concepts() -> tuple[Concept, ...]:
    """Every concept: types of instrument, units, themes, and the small schemes of `concepts.tsv`."""
    found = tuple(_all())
    names = [concept.name for concept in found]
    if len(set(names)) != len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ReferenceDataError(f"two concepts would have one IRI: {', '.join(twice)}")
    return found


def _all() -> Iterator[Concept]:
    for row in read_table("concepts.tsv", "name code scheme label label_en definition definition_en"):
        yield _concept(row["name"], row["code"], row["scheme"], row)
    types = "code label label_en heads symbols issuer by_title definition definition_en"
    for row in read_table("instrument_types.tsv", types):
        yield _concept(f"type-{slug(row['code'])}", row["code"], "instrument-types", row)
    for row in read_table("units.tsv", "code label label_en definition definition_en"):
        yield _concept(unit_name(row["code"]), row["code"], "units", row)
    for row in read_table("themes.tsv", "key label label_en terms definition definition_en"):
        yield _concept(f"theme-{row['key']}", row["key"], "themes", row)


def _concept(name: str, code: str, scheme: str, row: Mapping[str, str]) -> Concept:
    patterns = next((s for s in _scheme_rows() if s["name"] == scheme), None)
    if patterns is None:
        raise ReferenceDataError(f"the concept {name!r} names the scheme {scheme!r}, which schemes.tsv lacks")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise ReferenceDataError(f"{name!r} can't end an IRI: use a-z, 0-9 and single hyphens")
    definition = row["definition"] or patterns["member"].replace("{}", row["label"])
    definition_en = row["definition_en"] or patterns["member_en"].replace("{}", row["label_en"])
    if not (row["label"] and row["label_en"] and definition and definition_en):
        raise ReferenceDataError(f"the concept {name!r} needs a label and a definition in both languages")
    return Concept(name, code, scheme, row["label"], row["label_en"], definition, definition_en)
