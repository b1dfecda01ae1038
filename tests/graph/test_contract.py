"""The queries that measure the reader find every binding they ask for in the sample graph."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.reader import Reader, run_query
from tests.graph.fixtures import sample_graph

QUERIES = Path(__file__).resolve().parents[3] / "shared" / "eval" / "queries"

pytestmark = pytest.mark.skipif(not QUERIES.is_dir(), reason="the measuring queries are not beside this tree")


def rows(reader: Reader, name: str) -> list[dict[str, str]]:
    found = reader.select((QUERIES / f"{name}.rq").read_text(encoding="utf-8"))
    return [{key: term.value for key, term in row.items()} for row in found]


def test_documents_have_number_name_type_and_stage(reader):
    found = {row["name"]: row for row in rows(reader, "documents")}
    assert len(found) == 9
    decree = found["Nghị định số 82/2024/NĐ-CP"]
    assert (decree["id"], decree["type"], decree["status"]) == ("82/2024/NĐ-CP", "decree", "issued")
    assert found["Nghị định bổ sung Nghị định số 73/2019/NĐ-CP"]["status"] == "consulting"
    assert "id" not in found["Luật Dữ liệu"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("databases", {"Cơ sở dữ liệu quốc gia về dân cư"}),
        ("platforms", {"Cổng Dịch vụ công quốc gia"}),
        (
            "organizations",
            {"Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "Bộ Tư pháp", "Bộ Thông tin và Truyền thông"}
            | {"Bộ Công an", "Văn phòng Chính phủ"},
        ),
    ],
)
def test_named_things_are_those_that_a_report_mentions(reader, kind, names):
    assert {row["name"] for row in rows(reader, kind)} == names


def test_observations_have_one_row_a_value(reader):
    found = {(row["indicator"], row["value"]): row for row in rows(reader, "observations")}
    assert len(found) == 9
    online = "Tỷ lệ hồ sơ trực tuyến toàn trình"
    whole = found[online, "43.5"]
    assert (whole["unit"], whole["period"], whole["kind"]) == ("percent", "2024", "actual")
    assert (whole["changeValue"], whole["changeDirection"]) == ("26", "up")
    assert found[online, "61.2"]["scope"] == "khối bộ"
    assert (found[online, "68"]["kind"], found[online, "68"]["qualifier"]) == ("target", "at_least")
    assert found["Doanh thu công nghiệp công nghệ số", "150000000000"]["kind"] == "estimate"
    assert found["Số địa phương kết nối Cổng Dịch vụ công quốc gia", "57"]["denominator"] == "63"


def test_bottlenecks_have_label_status_and_quote(reader):
    found = rows(reader, "bottlenecks")
    assert len(found) == 7
    assert sorted(row["status"] for row in found) == ["open"] * 4 + ["resolved"] * 3
    assert all(row["label"] and row["quote"] for row in found)


def test_three_bottlenecks_are_resolved_by_both_decrees(reader):
    found = rows(reader, "links-resolves")
    assert len(found) == 6
    assert {row["document"] for row in found} == {"82/2024/NĐ-CP", "138/2024/NĐ-CP"}


def test_proposed_measures_are_found(reader):
    assert [row["indicator"] for row in rows(reader, "links-measured")] == [
        "Tỷ lệ hồ sơ trực tuyến toàn trình"
    ]


def test_relations_are_found(reader):
    found = {(row["subject"], row["predicate"], row["object"]) for row in rows(reader, "relations")}
    assert found == {
        ("82/2024/NĐ-CP", "amends", "73/2019/NĐ-CP"),
        ("Nghị định bổ sung Nghị định số 73/2019/NĐ-CP", "amends", "73/2019/NĐ-CP"),
        ("82/2024/NĐ-CP", "issued_by", "Chính phủ"),
        ("138/2024/NĐ-CP", "issued_by", "Chính phủ"),
        ("Luật Dữ liệu", "issued_by", "Quốc hội"),
        ("Nghị định hướng dẫn Luật Dữ liệu", "details", "Luật Dữ liệu"),
        ("17/QĐ-UBQGCĐS", "approves", "Kế hoạch hoạt động năm 2024"),
    }


def test_an_exported_file_answers_as_the_store_does(reader):
    """Files hold named graphs only; asked over their union, they give the same rows."""
    exported = Store()
    exported.extend(sample_graph())
    for file in sorted(QUERIES.glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        theirs = {str(row) for row in exported.query(text, use_default_graph_as_union=True)}
        ours = {str(row) for row in run_query(reader.store, text, reader.prefixes)}
        assert len(theirs) == len(ours), file.name
