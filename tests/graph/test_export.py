"""RDF exports: whole when they come back, the same twice, one report by itself, whole files or none."""

import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.errors import ExportError, GraphError, ReportUnknown
from graph.export import FORMATS, form_of, replace_file, write, write_store
from graph.graphs import UNION, fill_union, named_quads
from graph.iris import Iris
from graph.reader import Reader
from ontology.context import context, made
from tests.graph.fixtures import readings

OX = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "rdf": RdfFormat.RDF_XML,
}
RDFLIB = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "ttl": "turtle", "rdf": "xml"}
DATASETS = ("nq", "trig", "jsonld")


@pytest.fixture
def opened(built):
    with Reader.open(built) as reader:
        yield reader


def store_of(quads):
    store = Store()
    store.extend(quads)
    return store


def quads_of(path, form):
    return set(parse(path=str(path), format=OX[form]))


def triples_of(path, form):
    return {quad.triple for quad in quads_of(path, form)}


@pytest.mark.parametrize("form", DATASETS)
def test_every_quad_comes_back(tmp_path, reader, graph, form):
    write(reader, form, tmp_path / "g")
    assert quads_of(tmp_path / "g", form) == set(named_quads(graph))


@pytest.mark.parametrize("form", ["nt", "ttl", "rdf"])
def test_every_triple_of_the_union_comes_back_where_a_format_has_no_graphs(tmp_path, reader, graph, form):
    write(reader, form, tmp_path / "g")
    whole = {quad.triple for quad in graph.quads_for_pattern(None, None, None, UNION)}
    assert triples_of(tmp_path / "g", form) == whole


@pytest.mark.parametrize("form", OX)
def test_another_engine_reads_the_same_statements(tmp_path, opened, form, monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    write(opened, form, tmp_path / "g", report="bao-cao-2024.txt")
    mine = quads_of(tmp_path / "g", form)
    theirs = rdflib.Dataset()
    theirs.parse(tmp_path / "g", format=RDFLIB[form])
    found = {(str(s), str(p), str(o)) for s, p, o, _ in theirs.quads()}
    assert found == {(q.subject.value, q.predicate.value, q.object.value) for q in mine}


S, P, G = (NamedNode(f"https://example.org/{name}") for name in "spg")
XSD = "http://www.w3.org/2001/XMLSchema#"
KT = "https://w3id.org/khaithong/def#"


@pytest.mark.parametrize("form", DATASETS)
@pytest.mark.parametrize(
    ("predicate", "obj"),
    [
        (P.value, Literal('“a”\n\t\\ "b" </script> 𝔘')),
        (P.value, Literal("0.10", datatype=NamedNode(XSD + "decimal"))),
        (P.value, Literal("123456789012345678901234567890", datatype=NamedNode(XSD + "integer"))),
        (P.value, Literal("true", datatype=NamedNode(XSD + "boolean"))),
        (P.value, Literal("", language="vi")),
        (f"{KT}confidence", Literal("0.5", datatype=NamedNode(XSD + "decimal"))),
        (f"{KT}confidence", Literal("0.5")),
        (f"{KT}confidence", Literal("0.5", datatype=NamedNode(XSD + "double"))),
        (f"{KT}resolvedBy", Literal("a text where a thing should stand")),
        (f"{KT}verbatim", NamedNode("https://example.org/a thing".replace(" ", "%20"))),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", Literal("a text for a class")),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode(f"{KT}Claim")),
        (P.value, NamedNode("https://w3id.org/khaithong/id///double")),
        (P.value, NamedNode("urn:example:x")),
        (P.value, NamedNode("https://w3id.org/khaithong/def#")),
        ("https://w3id.org/khaithong/def#more.dots", NamedNode("https://example.org/?q=1#x:y")),
    ],
    ids=str,
)
def test_odd_statements_come_back_as_they_are(tmp_path, form, predicate, obj):
    store = store_of([Quad(S, NamedNode(predicate), obj, G)])
    write_store(store, form, tmp_path / "g", Iris())
    assert quads_of(tmp_path / "g", form) == set(store)


def test_a_base_of_ones_own_is_shortened_and_comes_back(tmp_path):
    store = store_of([Quad(NamedNode("https://example.org/id/claim/1"), P, S, G)])
    write_store(store, "jsonld", tmp_path / "g", Iris("https://example.org/id/"))
    assert '"id:claim/1"' in (tmp_path / "g").read_text(encoding="utf-8")
    assert quads_of(tmp_path / "g", "jsonld") == set(store)


def test_json_ld_speaks_the_terms_of_the_context(tmp_path, reader):
    write(reader, "jsonld", tmp_path / "g.jsonld")
    text = json.loads((tmp_path / "g.jsonld").read_text(encoding="utf-8"))
    assert text["@context"] == context()
    nodes = [node for graph in text["@graph"] for node in graph["@graph"]]
    claim = next(node for node in nodes if node.get("@type") == "Claim" and node["basis"] == "kt:Inferred")
    assert claim["predicate"] == "kt:proposedMeasure"
    assert claim["object"].startswith("id:indicator/")
    assert claim["confidence"] == "0.55"
    assert {value["@language"] for value in claim["rationale"]} == {"vi", "en"}


def test_the_published_context_is_what_the_vocabulary_makes():
    assert context() == made()


def test_the_context_has_a_term_for_the_links_of_the_chain():
    for name in ("resolvedBy", "measuredBy", "proposedResolution", "proposedMeasure"):
        assert context()[name] == {"@id": f"kt:{name}", "@type": "@id"}
    assert "title" not in context()  # two vocabularies have one


def test_an_empty_graph_is_written_in_every_rdf_format(tmp_path):
    for form in OX:
        write_store(Store(), form, tmp_path / "g", Iris())
        assert quads_of(tmp_path / "g", form) == set()


def test_one_report_is_its_graph_and_no_other(tmp_path, opened):
    own = opened.iris.report_graph(readings()[0].sha256)
    whole = set(opened.store.quads_for_pattern(None, None, None, own))
    for name in ("bao-cao-2024.txt", readings()[0].sha256[:10]):
        write(opened, "nq", tmp_path / "g", report=name)
        assert quads_of(tmp_path / "g", "nq") == whole
    write(opened, "ttl", tmp_path / "g", report="bao-cao-2024.txt")
    assert triples_of(tmp_path / "g", "ttl") == {quad.triple for quad in whole}


def test_a_report_that_is_not_there_is_told(tmp_path, opened, reader):
    with pytest.raises(ReportUnknown, match=r"bao-cao-2024\.txt"):
        write(opened, "nq", tmp_path / "g", report="other.txt")
    with pytest.raises(ExportError, match="do not list their reports"):
        write(reader, "nq", tmp_path / "g", report="bao-cao-2024.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_that_is_not_there_is_told_in_both_languages(tmp_path, reader, form):
    with pytest.raises(ExportError, match="no directory") as caught:
        write(reader, form, tmp_path / "none" / "g")
    assert "không có thư mục" in caught.value.text("vi")


def test_a_format_that_is_not_there_lists_those_that_are(tmp_path, reader):
    with pytest.raises(ExportError) as caught:
        write(reader, "doc", tmp_path / "g")
    assert all(form in str(caught.value) for form in FORMATS)


@pytest.mark.parametrize("name", ["g.doc", "g", "g.csv", "g.datapackage"])
def test_an_ending_that_names_no_file_format_is_told(tmp_path, name):
    with pytest.raises(GraphError, match="no ending of a format"):
        form_of(tmp_path / name)


def test_a_writer_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path):
    def half(fresh):
        fresh.write_text("half")
        raise OSError(28, "No space left on device")

    (tmp_path / "old").write_text("old")
    with pytest.raises(ExportError, match="no room on the disk"):
        replace_file(tmp_path / "old", half)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("old", "old")]


def test_statements_stand_in_one_order_whatever_order_they_came_in(tmp_path, graph):
    turned = store_of(reversed(list(named_quads(graph))))
    fill_union(turned)
    for form in OX:
        write_store(graph, form, tmp_path / "a", Iris())
        write_store(turned, form, tmp_path / "b", Iris())
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes(), form
