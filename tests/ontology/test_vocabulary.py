"""The vocabulary defines what the contract names; the reference graph says what the tables say."""

from __future__ import annotations

from importlib.resources import files

import pyoxigraph
import pytest
from rdflib import Graph, Literal, URIRef

from ontology.concepts import DEFINITIONS, concept_iri, concepts, schemes
from ontology.graphs import reference_graph, shapes, vocabulary
from ontology.namespaces import DCTERMS, KT, ORG, OWL, RDF, RDFS, SCHEMA, SDMX_ATTRIBUTE, SKOS
from ontology.reference import databases, indicators, organizations, platforms, provinces

BASE = "https://example.org/id/"
# Every kt: term that the contract of the graph names.
CONTRACT = """
Report Claim basis Stated Inferred Reviewed confidence rationale resolvedBy measuredBy proposedMeasure
proposedResolution Finding sha256 asOf mentionedIn StatusAssertion statusOf details implements approves became
proposedSuccessor Database Platform Indicator indicator denominator scope qualifier verbatim about Target
change Change amount changeUnit direction baselinePeriod baselineValue periodKind Bottleneck theme Task
assignedTo due mandatedBy rule severity concerns computed printed
type-decree stage-issued bottleneck-resolved more-than unit-count-nen-tang
""".split()
NOTATIONS = {
    "instrument-types": """constitution law code ordinance decree resolution decision directive circular
        joint_circular dispatch letter notice conclusion regulation strategy plan programme scheme norm
        standard submission report proposal""",
    "stages": "issued draft consulting appraised submitted proposed",
    "bottleneck-states": "resolved open",
    "qualifiers": "more_than less_than nearly about at_least at_most",
    "directions": "up down",
    "units": "percent VND USD rank points MW count unknown",
    "period-kinds": "point flow cumulative",
    "severities": "error warning note",
}


@pytest.fixture(scope="module")
def words() -> Graph:
    return vocabulary()


@pytest.fixture(scope="module")
def known() -> Graph:
    return reference_graph(BASE)


def _own(graph: Graph) -> set[str]:
    return {str(s).removeprefix(DEFINITIONS) for s in graph.subjects() if str(s).startswith(DEFINITIONS)}


@pytest.mark.parametrize("term", CONTRACT)
def test_a_term_of_the_contract_is_defined(words: Graph, term: str) -> None:
    assert (KT[term], RDF.type, None) in words


def test_the_closed_namespace_and_the_vocabulary_are_the_same_list(words: Graph) -> None:
    assert _own(words) == set(KT)


def test_every_term_has_a_label_and_a_definition_in_both_languages(words: Graph) -> None:
    for name in KT:
        for predicate in (RDFS.label, SKOS.definition):
            texts = [o for o in words.objects(KT[name], predicate) if isinstance(o, Literal)]
            assert sorted(str(o.language) for o in texts) == ["en", "vi"], (name, predicate)
            assert all(text.strip() for text in texts), name
        assert (KT[name], RDFS.isDefinedBy, URIRef(DEFINITIONS[:-1])) in words


def test_every_property_says_what_it_is_said_of_and_of_what_kind(words: Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in words.subjects(RDF.type, kind):
            assert set(words.objects(term, RDFS.domain)) | set(words.objects(term, SCHEMA.domainIncludes)), (
                term
            )
            assert set(words.objects(term, RDFS.range)) | set(words.objects(term, SCHEMA.rangeIncludes)), term


def test_every_own_term_that_a_definition_leans_on_exists(words: Graph) -> None:
    objects = {str(o).removeprefix(DEFINITIONS) for o in words.objects() if str(o).startswith(DEFINITIONS)}
    assert objects <= set(KT)


@pytest.mark.parametrize("scheme", NOTATIONS)
def test_a_scheme_has_every_notation_of_the_contract(words: Graph, scheme: str) -> None:
    for code in NOTATIONS[scheme].split():
        node = concept_iri(scheme, code)
        assert (node, SKOS.notation, Literal(code)) in words
        assert (node, SKOS.inScheme, KT[scheme]) in words


def test_notations_are_unique_within_their_scheme() -> None:
    pairs = [(concept.scheme, concept.code) for concept in concepts()]
    assert len(set(pairs)) == len(pairs)


def test_every_scheme_has_members() -> None:
    assert {concept.scheme for concept in concepts()} == {scheme.name for scheme in schemes()}


def test_a_concept_that_does_not_exist_raises() -> None:
    with pytest.raises(KeyError, match="no concept 'vague'"):
        concept_iri("qualifiers", "vague")


def test_a_class_stands_below_a_class_of_the_web(words: Graph) -> None:
    below = {
        "Report": "http://www.w3.org/ns/prov#Entity",
        "Database": "http://www.w3.org/ns/dcat#Dataset",
        "Platform": "https://schema.org/SoftwareApplication",
        "Indicator": "http://www.w3.org/2004/02/skos/core#Concept",
        "Bottleneck": "http://www.w3.org/2004/02/skos/core#Concept",
        "Target": "http://purl.org/linked-data/cube#Observation",
    }
    for name, above in below.items():
        assert (KT[name], RDFS.subClassOf, URIRef(above)) in words


@pytest.mark.parametrize("name", ["vocabulary.ttl", "borrowed.ttl", "shapes.ttl"])
def test_both_parsers_read_the_same_number_of_triples(name: str) -> None:
    text = files("ontology").joinpath(name).read_text(encoding="utf-8")
    quads = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(Graph().parse(data=text, format="turtle")) == len(quads) > 50


def test_serialised_graphs_read_back_the_same_in_the_other_engine(words: Graph, known: Graph) -> None:
    for graph in (words, known, shapes()):
        data = graph.serialize(format="nt", encoding="utf-8")
        assert len(set(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES))) == len(graph)


def test_the_reference_graph_holds_every_row(known: Graph) -> None:
    assert set(known.subjects(RDF.type, ORG.FormalOrganization)) == {
        URIRef(f"{BASE}organization/{entry.key}") for entry in (*organizations(), *provinces())
    }
    assert len(set(known.subjects(RDF.type, KT.Database))) == len(databases())
    assert len(set(known.subjects(RDF.type, KT.Platform))) == len(platforms())
    assert len(set(known.subjects(RDF.type, KT.Indicator))) == len(indicators())


def test_nothing_of_the_reference_graph_is_mentioned_anywhere(known: Graph) -> None:
    assert (None, KT.mentionedIn, None) not in known


def test_reference_iris_stand_under_the_base(known: Graph) -> None:
    assert {str(s) for s in known.subjects() if not str(s).startswith(BASE)} == set()


def test_every_thing_names_its_table_as_source(known: Graph) -> None:
    for kind in (ORG.FormalOrganization, KT.Database, KT.Platform, KT.Indicator):
        for thing in known.subjects(RDF.type, kind):
            assert len(list(known.objects(thing, DCTERMS.source))) == 1


def test_a_merger_is_one_event_with_all_that_went_in(known: Graph) -> None:
    ministry = URIRef(f"{BASE}organization/bo-nong-nghiep-va-moi-truong")
    events = set(known.objects(ministry, ORG.resultedFrom))
    assert len(events) == 1
    event = events.pop()
    before = {str(o).rpartition("/")[2] for o in known.objects(event, ORG.originalOrganization)}
    assert before == {"bo-tai-nguyen-va-moi-truong", "bo-nong-nghiep-va-phat-trien-nong-thon"}
    assert str(known.value(event, DCTERMS.date)) == "2025-03-01"
    assert all((o, ORG.changedBy, event) in known for o in known.objects(event, ORG.originalOrganization))


def test_units_and_themes_of_reference_indicators_are_concepts_of_the_vocabulary(
    words: Graph, known: Graph
) -> None:
    for predicate in (SDMX_ATTRIBUTE.unitMeasure, KT.theme, ORG.classification, DCTERMS.type):
        for concept in set(known.objects(None, predicate)):
            assert (concept, RDF.type, SKOS.Concept) in words, concept
