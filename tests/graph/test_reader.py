import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from graph.errors import GraphError, QueryError
from graph.export import form_of, write
from graph.prefixes import shorten
from graph.queries import example, examples
from graph.reader import Reader, wants_graph
from tests.graph.fixtures import ND82, readings, sample_graph

KT = "https://w3id.org/khaithong/def#"


def test_a_row_has_only_the_variables_that_have_a_value(reader):
    rows = reader.select("SELECT ?x ?nothing { ?x a kt:Report OPTIONAL { ?x kt:nothing ?nothing } }")
    assert [set(row) for row in rows] == [{"x"}, {"x"}]


def test_variables_can_be_set_beforehand(reader):
    thing = reader.iris.thing(ND82)
    rows = reader.select("SELECT ?i ?n { ?i eli:id_local ?n }", {"i": thing})
    assert [row["n"].value for row in rows] == ["82/2024/NĐ-CP"]
    assert reader.ask("ASK { ?i eli:id_local ?n }", {"i": thing.value, "n": Literal("82/2024/NĐ-CP")})
    assert not reader.ask("ASK { ?i eli:id_local ?n }", {"i": "https://example.org/no"})


def test_a_string_that_is_no_iri_is_refused_with_words(reader):
    with pytest.raises(QueryError, match="Invalid IRI"):
        reader.select("SELECT ?i ?n { ?i eli:id_local ?n }", {"i": "not an iri"})


def test_a_triple_of_several_graphs_counts_once(reader):
    rows = reader.select('SELECT ?g { GRAPH ?g { ?i eli:id_local "73/2019/NĐ-CP" } }')
    assert len(rows) == 2
    rows = reader.select('SELECT ?i { ?i eli:id_local "73/2019/NĐ-CP" }')
    assert len(rows) == 1


def test_construct_ask_and_select_are_told_apart(reader):
    assert reader.construct("CONSTRUCT { ?x a kt:Thing } { ?x a kt:Report }")
    for call, query in (
        (reader.select, "ASK { ?s ?p ?o }"),
        (reader.ask, "SELECT * { ?s ?p ?o }"),
        (reader.construct, "ASK { ?s ?p ?o }"),
    ):
        with pytest.raises(QueryError, match="is needed here"):
            call(query)
    assert wants_graph("DESCRIBE <https://example.org/>")
    assert not wants_graph("SELECT * { ?s ?p ?o }")


def test_describe_gives_what_is_said_of_a_thing_and_by_whom_it_is_named(reader):
    thing = reader.iris.thing(ND82)
    found = reader.describe(thing.value)
    assert len(found) == len(set(found))
    assert {thing} == {triple.subject for triple in found if triple.object != thing}
    assert any(
        triple.predicate == NamedNode(f"{KT}resolvedBy") and triple.object == thing for triple in found
    )


@pytest.mark.parametrize(
    ("query", "line", "column", "said"),
    [
        ("SELECT ?x WHERE {\n ?x ?y }", 2, 8, "expected"),
        ("SELECT ?x WHERE {\n  ?x zz:b ?y\n}", 2, 6, "prefix zz: is not declared"),
        ("# zz:no\nSELECT ?x { ?x a 'yy:no' , <http://x/aa:no> , kt:Report ; ww:b ?y }", 2, 59, "prefix ww:"),
        ("", 1, 1, "expected"),
        ("SELECT ?x { ?x kt:a 'đầy đủ }", 1, 30, "expected"),
        ("SELECT ?x { ?x kt:a ?y } đ", 1, 26, "expected"),
    ],
)
def test_a_malformed_query_is_told_with_line_and_column_of_its_own_text(reader, query, line, column, said):
    with pytest.raises(QueryError, match=said) as caught:
        reader.select(query)
    assert caught.value.line == line
    assert caught.value.column - column in (0, 1)  # the engine may name the place after it
    assert f"line {line}, column {caught.value.column}" in str(caught.value)


def test_a_query_may_declare_a_known_prefix_as_something_else(reader):
    assert not reader.ask("PREFIX kt: <https://example.org/> ASK { ?x a kt:Report }")


@pytest.mark.parametrize("item", examples(), ids=lambda item: item.name)
def test_every_example_runs_and_finds_something_in_the_sample(reader, item):
    found = list(reader.query(item.text))
    assert bool(found) is (item.name != "reviews")  # nobody has reviewed anything in the sample
    assert item.vi != item.en
    assert item == example(item.name)


def test_there_are_enough_examples():
    assert len(examples()) >= 12


@pytest.fixture(scope="module")
def files(tmp_path_factory, reader):
    folder = tmp_path_factory.mktemp("exports")
    for form in ("nq", "trig", "jsonld", "nt", "ttl", "rdf", "graphml"):
        write(reader, form, folder / f"g.{form}")
    return folder


@pytest.mark.parametrize("form", ["nq", "trig", "jsonld"])
def test_a_dataset_comes_back_whole(files, graph, form):
    with Reader.open(files / f"g.{form}") as again:
        assert set(again.store) == set(graph)


@pytest.mark.parametrize("form", ["nt", "ttl", "rdf"])
def test_a_graph_comes_back_as_the_union(files, graph, form):
    with Reader.open(files / f"g.{form}") as again:
        assert {quad.triple for quad in again.store} == {quad.triple for quad in graph}


def test_files_can_be_read_together(tmp_path, graph):
    half = list(sample_graph())
    (tmp_path / "a.nq").write_bytes(serialize(half[::2], format=RdfFormat.N_QUADS))
    (tmp_path / "b.nq").write_bytes(serialize(half[1::2], format=RdfFormat.N_QUADS))
    with Reader.open([tmp_path / "a.nq", tmp_path / "b.nq"]) as both:
        assert set(both.store) == set(graph)
        assert both.version == 0
        assert both.reading(readings()[0].sha256) is None


def test_an_export_is_the_same_twice(files, reader, tmp_path):
    for form in ("nq", "trig", "ttl", "rdf", "jsonld", "graphml"):
        write(reader, form, tmp_path / f"again.{form}")
        assert (tmp_path / f"again.{form}").read_bytes() == (files / f"g.{form}").read_bytes(), form


def test_prefixes_in_turtle_need_no_escapes(files):
    text = (files / "g.trig").read_text(encoding="utf-8")
    assert "instrument:82-2024-nd-cp" in text
    assert "\\/" not in text


def test_graphml_holds_things_and_claims(files):
    network = nx.read_graphml(files / "g.graphml", force_multigraph=True)
    thing = "https://w3id.org/khaithong/id/instrument/82-2024-nd-cp"
    assert network.nodes[thing] == {
        "kind": "instrument",
        "label": "Nghị định số 82/2024/NĐ-CP",
        "number": "82/2024/NĐ-CP",
    }
    incoming = {data["predicate"] for _, _, data in network.in_edges(thing, data=True)}
    assert incoming == {"resolvedBy"}
    bases = {
        data["basis"] for _, _, data in network.edges(data=True) if data["predicate"] == "proposedMeasure"
    }
    assert bases == {"Inferred"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("broken.ttl", "is not Turtle"),
        ("graph.doc", "no ending"),
        ("missing.nq", "there is no file"),
        ("bytes.nq", "bytes.nq is not N-Quads"),
    ],
)
def test_a_file_that_is_no_graph_is_told_so(tmp_path, name, said):
    (tmp_path / "broken.ttl").write_text("<a> <b>")
    (tmp_path / "graph.doc").write_text("x")
    (tmp_path / "bytes.nq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GraphError, match=said):
        Reader.open(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "form"), [("a.nq", "nq"), ("a.TTL", "ttl"), ("a.xml", "rdf"), ("a.json", "jsonld")]
)
def test_the_ending_names_the_format(tmp_path, name, form):
    assert form_of(tmp_path / name) == form


def test_an_export_that_fails_leaves_what_stood_there(tmp_path, reader):
    (tmp_path / "old.nq").write_text("old")
    with pytest.raises(GraphError, match="not a format"):
        write(reader, "doc", tmp_path / "old.nq")
    with pytest.raises(GraphError, match="no directory"):
        write(reader, "nq", tmp_path / "nowhere" / "g.nq")
    with pytest.raises(GraphError, match="is a directory"):
        write(reader, "nq", tmp_path)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_store_can_be_read_into_memory_and_then_taken_away(store):
    reader = Reader.open(store, in_memory=True)
    reader.close()
    (store / "versions").rename(store / "gone")
    assert len(reader.select("SELECT ?b { ?b a kt:Bottleneck }")) == 7


def test_iris_are_shortened_for_people():
    assert shorten(f"{KT}Claim") == "kt:Claim"
    assert shorten("https://w3id.org/khaithong/id/instrument/x") == "id:instrument/x"
    assert shorten("https://example.org/x") == "https://example.org/x"
