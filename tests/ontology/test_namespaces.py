"""A term that the project does not use raises where it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import URIRef

from ontology import namespaces
from ontology.namespaces import DCAT, DCTERMS, KT, PREFIXES, SDMX_CODE, SKOS, VOID, Terms

ROOT = Path(__file__).parents[2]
ALL = {value.prefix: value for value in vars(namespaces).values() if isinstance(value, Terms)}


@pytest.mark.parametrize(
    ("term", "iri"),
    [
        (KT.Claim, "https://w3id.org/khaithong/def#Claim"),
        (KT["type-decree"], "https://w3id.org/khaithong/def#type-decree"),
        (KT["more-than"], "https://w3id.org/khaithong/def#more-than"),
        (SDMX_CODE["obsStatus-E"], "http://purl.org/linked-data/sdmx/2009/code#obsStatus-E"),
        (DCTERMS.title, "http://purl.org/dc/terms/title"),
        (VOID["class"], "http://rdfs.org/ns/void#class"),
        (SKOS.note, "http://www.w3.org/2004/02/skos/core#note"),
    ],
)
def test_a_term_is_its_iri(term: URIRef, iri: str) -> None:
    assert isinstance(term, URIRef)
    assert str(term) == iri


@pytest.mark.parametrize("name", ["Clam", "type-decreee", "prefLabel", "format", "count", "title"])
def test_an_unknown_term_raises_by_attribute_and_by_item(name: str) -> None:
    with pytest.raises(AttributeError, match="is not a term of"):
        getattr(KT, name)
    with pytest.raises(KeyError, match="is not a term of"):
        KT[name]
    assert name not in KT


def test_the_error_names_the_nearest_term() -> None:
    with pytest.raises(AttributeError, match="did you mean kt:resolvedBy"):
        _ = KT.resolvedby


def test_dcat_is_closed_too() -> None:
    with pytest.raises(AttributeError):
        _ = DCAT.datset


def test_every_namespace_has_its_prefix() -> None:
    assert {terms.prefix: terms.base for terms in ALL.values()} == PREFIXES


def _queries() -> list[Path]:
    rooms = [path for room in ("graph", "viz", "api", "extraction") for path in (ROOT / room).rglob("*.rq")]
    return sorted([*rooms, *(ROOT.parent / "shared" / "eval" / "queries").glob("*.rq")])


def test_queries_use_no_term_that_does_not_exist() -> None:
    paths = _queries()
    if not paths:
        pytest.skip("no query files here")
    names = "|".join(sorted(map(re.escape, ALL), key=len, reverse=True))
    unknown = set()
    for path in paths:
        text = re.sub(r"<[^<>\s]*>|(?m:^\s*#.*$)", "", path.read_text(encoding="utf-8"))
        for prefix, name in re.findall(rf"(?<![\w:-])({names}):([A-Za-z][\w-]*)", text):
            if name not in ALL[prefix]:
                unknown.add(f"{path.parent.name}/{path.name}: {prefix}:{name}")
    assert unknown == set()
