import json

import pytest

from extraction.report import plain
from graph.codec import CodecError, decode, encode
from graph.records import records
from tests.graph.fixtures import reports

from extraction.facts import Bottleneck, Period, ReportFacts  # isort: skip
from extraction.report import Report  # isort: skip


@pytest.mark.parametrize("which", [0, 1])
def test_every_record_says_where_it_stands_and_what_stands_there(which):
    report, facts = reports()[which]
    found = records(report, facts)
    assert found == sorted(
        found, key=lambda record: (record["start"], record["end"], record["kind"], record["iri"])
    )
    for record in found:
        assert record["text"] == plain(report.raw[record["start"] : record["end"]])
        assert record["iri"].startswith("https://w3id.org/khaithong/id/")
        for place in record.get("passages", ()):
            assert place["text"] == plain(report.raw[place["start"] : place["end"]])
    json.dumps(found)


def test_there_is_a_record_for_every_mention_and_every_fact():
    report, facts = reports()[0]
    kinds = [record["kind"] for record in records(report, facts)]
    assert kinds.count("instrument") == sum(len(item.mentions) for item in facts.instruments)
    assert kinds.count("organization") == sum(len(item.mentions) for item in facts.organizations)
    for kind in ("observation", "bottleneck", "claim", "task", "finding"):
        assert kinds.count(kind) == len(getattr(facts, f"{kind}s")), kind
    assert kinds.count("status") == len(facts.statuses)


def test_values_are_normalised_and_absent_ones_left_out():
    report, facts = reports()[0]
    found = {
        record["verbatim"]: record for record in records(report, facts) if record["kind"] == "observation"
    }
    assert found["hơn 1,4 tỷ lượt"]["value"] == 1_400_000_000
    assert found["hơn 1,4 tỷ lượt"]["qualifier"] == "more_than"
    assert found["43,5%"]["value"] == 43.5
    assert found["43,5%"]["change"] == {
        "amount": 26,
        "unit": "points",
        "direction": "up",
        "baseline_period": "2023",
    }
    assert "scope" not in found["43,5%"]
    decree = next(record for record in records(report, facts) if record["kind"] == "instrument")
    assert (decree["type"], decree["number"]) == ("decree", "82/2024/NĐ-CP")


def test_a_claim_has_the_iri_that_it_has_in_the_graph(reader):
    report, facts = reports()[0]
    for record in records(report, facts):
        if record["kind"] == "claim":
            assert reader.ask(
                "ASK { ?c a kt:Claim ; rdf:subject ?s }", {"c": record["iri"], "s": record["subject"]}
            )


@pytest.mark.parametrize("which", [0, 1])
def test_reports_and_facts_survive_json(which):
    report, facts = reports()[which]
    assert decode(ReportFacts, json.loads(json.dumps(encode(facts)))) == facts
    again = decode(Report, json.loads(json.dumps(encode(report))))
    assert (again.text, again.raw, again.blocks, tuple(again.starts)) == (
        report.text, report.raw, report.blocks, tuple(report.starts),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Period, ["2024"]),
        (Period, ["not a period", None]),
        (Period, {"notation": "2024"}),
        (Bottleneck, [["bottleneck", "x"], "l", "solved", [[0, 1]], [], []]),
        (Bottleneck, [["bottleneck", "x"], "l", "open", [], [], []]),
        (Bottleneck, [["nonsense", "x"], "l", "open", [[0, 1]], [], []]),
        (ReportFacts, None),
    ],
)
def test_json_of_another_shape_is_refused(kind, data):
    with pytest.raises(CodecError):
        decode(kind, data)


def test_a_value_without_a_json_form_is_refused():
    with pytest.raises(CodecError, match="no JSON form for object"):
        encode(object())
