import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from graph import check, mapping
from graph.build import memory_store, publish
from graph.check import Ground, validate_store
from graph.errors import RulesBroken
from graph.graphs import fill_union, named_quads
from graph.iris import Iris
from graph.reader import Reader
from graph.terms import KT, OA, PROV, SKOS
from tests.graph.fixtures import readings, reports, sample_graph, sample_run
from tests.graph.test_store import content

GRAPH = Iris().report_graph(reports()[0][0].sha256)


def year_quads():
    report, facts = reports()[0]
    return [quad for quad in mapping.quads(report, facts, sample_run()) if quad.graph_name == GRAPH]


def broken(graph, quads):
    return [violation for violation in Ground(graph, Iris()).violations(quads) if not violation.warning]


def test_the_sample_keeps_every_rule(graph):
    assert [violation for violation in validate_store(graph) if not violation.warning] == []
    assert broken(graph, year_quads()) == []


@pytest.mark.parametrize(
    ("without", "property_", "said"),
    [
        (PROV.wasQuotedFrom, "wasQuotedFrom", "passage"),
        (SKOS.prefLabel, "prefLabel", "label"),
        (OA.hasSelector, "hasSelector", "selector"),
        (KT.basis, "basis", "basis"),
        (KT.statusOf, "statusOf", "instrument"),
    ],
)
def test_a_graph_that_lacks_something_is_refused_with_what_and_where(graph, without, property_, said):
    found = broken(graph, [quad for quad in year_quads() if quad.predicate != without])
    assert found
    assert any(violation.path.endswith(property_) and said in violation.message for violation in found)
    # An edge that is left without a sound claim is told at the basis that its claim should have.
    named = ("https://w3id.org/khaithong/id/", KT.Stated.value, KT.Inferred.value)
    assert all(violation.focus.startswith(named) for violation in found)


def test_a_second_vietnamese_name_is_refused(graph):
    thing = NamedNode("https://w3id.org/khaithong/id/instrument/82-2024-nd-cp")
    found = broken(
        graph, [*year_quads(), Quad(thing, SKOS.prefLabel, Literal("Tên khác", language="vi"), GRAPH)]
    )
    assert [violation.focus for violation in found] == [thing.value]


def test_violations_come_in_one_order(graph):
    quads = [quad for quad in year_quads() if quad.predicate != PROV.wasQuotedFrom]
    assert broken(graph, quads) == broken(graph, quads[::-1])


def test_a_build_that_breaks_a_rule_is_refused_and_the_store_is_as_before(store, monkeypatch):
    before = content(store)
    monkeypatch.setattr(
        check.Ground, "violations", lambda self, quads, **_: [check.Violation(False, "x", "", "", "no label")]
    )
    with pytest.raises(RulesBroken, match=r"bao-cao-2024\.txt breaks 1 rule.*\n.*no label"):
        publish(readings()[:1], store, run=sample_run())
    assert content(store) == before


def test_a_real_violation_stops_a_real_build(tmp_path, monkeypatch):
    real = mapping.quads

    def without_quotes(*arguments):
        return (quad for quad in real(*arguments) if quad.predicate != PROV.wasQuotedFrom)

    monkeypatch.setattr(mapping, "quads", without_quotes)
    with pytest.raises(RulesBroken, match="nothing was changed"):
        memory_store(readings(), sample_run(), inferences=())


def test_a_store_on_disk_can_be_checked(store):
    with Reader.open(store) as reader:
        assert [violation for violation in validate_store(reader.store) if not violation.warning] == []


def test_a_broken_file_is_found_broken(tmp_path):
    store = Store()
    store.extend(quad for quad in sample_graph() if quad.predicate != KT.sha256)
    fill_union(store)
    (tmp_path / "g.nq").write_bytes(serialize(named_quads(store), format=RdfFormat.N_QUADS))
    with Reader.open(tmp_path / "g.nq") as reader:
        found = validate_store(reader.store)
    assert {violation.path for violation in found if not violation.warning} == {KT.sha256.value}
