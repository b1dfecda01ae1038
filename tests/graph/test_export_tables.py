"""Tables for people: what they hold, that no cell is a formula, that a datapackage says what is in it."""

import csv
import gzip
import hashlib
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.errors import ExportError
from graph.export import write
from graph.export.delimited import defused, plain, read_rows
from graph.export.tables import tables
from graph.export.workbook import fitting
from graph.graphs import UNION, fill_union, named_quads
from graph.reader import Reader

KINDS = (
    "instruments organizations databases platforms indicators observations bottlenecks claims findings tasks"
).split()
KT = "https://w3id.org/khaithong/def#"
VOID = "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def opened(tmp_path_factory, built):
    with Reader.open(built) as reader:
        yield reader


@pytest.fixture(scope="module")
def exported(tmp_path_factory, opened):
    folder = tmp_path_factory.mktemp("tables")
    write(opened, "csv", folder / "g.zip")
    write(opened, "xlsx", folder / "g.xlsx")
    write(opened, "datapackage", folder / "package")
    return folder


def records(path, name):
    with zipfile.ZipFile(path) as archive:
        header, *rows = read_rows(archive.read(f"{name}.csv"))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_there_is_a_table_for_every_kind_and_it_is_not_empty(exported):
    assert [table.name for table in tables()] == KINDS
    for name in KINDS:
        assert records(exported / "g.zip", name), name


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_column_is_one_that_its_query_fills(opened, table):
    names = {column.name for column in table.columns}
    assert len({column.vi for column in table.columns}) == len(table.columns)
    assert all(len(row) == len(names) for row in table.rows(opened))


def test_no_thing_has_two_rows(exported):
    for name in KINDS:
        iris = [row["IRI"] for row in records(exported / "g.zip", name)]
        assert len(set(iris)) == len(iris), name


def test_a_value_stands_as_printed_and_as_a_number(exported):
    rows = records(exported / "g.zip", "observations")
    row = next(row for row in rows if row["Như nguồn in"] == "57/63 địa phương")
    assert row["Giá trị"] == "57"
    assert row["Trên tổng số"] == "63"
    assert row["Kỳ"] == "2024"
    assert row["Nói về"] == "Cổng Dịch vụ công quốc gia"
    assert row["Nguyên văn"] == "đã nối với 57/63 địa phương"
    target = next(row for row in rows if row["Mục tiêu"])
    assert target["Giá trị"] == "68"


def test_what_is_proposed_stands_apart_from_what_is_stated(exported):
    rows = {row["Điểm nghẽn"]: row for row in records(exported / "g.zip", "bottlenecks")}
    remote = rows["Người dân vùng sâu ít tự nộp hồ sơ trên mạng"]
    assert remote["Được đo bằng (nguồn nêu)"] == ""
    assert remote["Đề xuất: chỉ tiêu đo"] == "Tỷ lệ hồ sơ trực tuyến toàn trình"
    spending = rows["Chưa bố trí được chi thường xuyên để mua sắm thiết bị"]
    assert spending["Được tháo gỡ bởi (nguồn nêu)"].count("\n") == 1


def test_an_instrument_has_every_stage_with_its_period(exported):
    rows = {row["Tên văn bản"]: row for row in records(exported / "g.zip", "instruments")}
    assert len(rows["Luật Dữ liệu"]["Giai đoạn"].splitlines()) == 2
    assert "(2024-05)" in rows["Luật Dữ liệu"]["Giai đoạn"]
    assert rows["Luật Dữ liệu"]["Báo cáo nguồn"].count("\n") == 1


def test_a_proposal_to_the_government_is_told_from_a_task(exported):
    kinds = {row["Nhiệm vụ"]: row["Loại"] for row in records(exported / "g.zip", "tasks")}
    assert kinds["Ban hành Chiến lược dữ liệu cho vùng cao"] != kinds["Nâng cấp Cổng Dịch vụ công quốc gia"]


def test_one_report_has_only_its_own_things_with_their_names(tmp_path, opened):
    write(opened, "csv", tmp_path / "g.zip", report="bao-cao-thang-5.txt")
    assert [row["Điểm nghẽn"] for row in records(tmp_path / "g.zip", "bottlenecks")] == [
        "Dữ liệu chia cắt giữa các ngành"
    ]
    values = records(tmp_path / "g.zip", "observations")
    assert {row["Như nguồn in"] for row in values} == {"gần 38,2%", "khoảng 300 triệu lượt"}
    assert all(row["Đơn vị"] for row in values)
    assert all(row["Quan hệ"] for row in records(tmp_path / "g.zip", "claims"))


def test_files_open_in_excel_as_utf_8(exported):
    with zipfile.ZipFile(exported / "g.zip") as archive:
        assert all(archive.read(name).startswith(b"\xef\xbb\xbf") for name in archive.namelist())


HOSTILE = [
    "=1+1",
    "+84 24",
    "-- khó khăn",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\n=1",
    "＝1",
    "'=1",
    "''+x",
    "-",
    "=HYPERLINK()",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_cell_that_looks_like_a_formula_is_defused(cell):
    assert defused(cell) == f"'{cell}"
    assert plain(defused(cell)) == cell


@pytest.mark.parametrize("cell", ["", "-12.5", "0", "Nghị định", "'nháy đơn'", "5 = 5", "a-b"])
def test_other_cells_stay_as_they_are(cell):
    assert defused(cell) == cell
    assert plain(cell) == cell


@given(st.text(st.sampled_from("=+-@'\t\n 1a."), max_size=6))
def test_defusing_can_always_be_undone(cell):
    assert plain(defused(cell)) == cell


def _hostile_graph():
    """Tasks whose names a spreadsheet might run, or could not hold."""
    names = [*HOSTILE, "#N/A", "\x01\x0b", "x" * 40_000, "007"]
    graph, kind = NamedNode("https://example.org/g"), NamedNode(f"{KT}Task")
    store = Store()
    for number, name in enumerate(names):
        node = NamedNode(f"https://example.org/{number:03}")
        store.add(Quad(node, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind, graph))
        label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
        store.add(Quad(node, label, Literal(name, language="vi"), graph))
    fill_union(store)
    return names, Reader(store)


def test_no_cell_of_a_workbook_is_a_formula_or_an_error(tmp_path):
    names, reader = _hostile_graph()
    write(reader, "xlsx", tmp_path / "g.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "g.xlsx")["Nhiệm vụ"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [fitting(name) for name in names]
    assert [cell.quotePrefix for cell in cells[: len(HOSTILE)]] == [True] * len(HOSTILE)


def test_csv_gives_hostile_names_back_through_its_reader(tmp_path):
    names, reader = _hostile_graph()
    write(reader, "csv", tmp_path / "g.zip")
    assert [row["Nhiệm vụ"] for row in records(tmp_path / "g.zip", "tasks")] == names
    with zipfile.ZipFile(tmp_path / "g.zip") as archive:
        raw = csv.reader(io.StringIO(archive.read("tasks.csv").decode("utf-8-sig"), newline=""))
        assert not [row[0] for row in raw if row[0][:1] in {"=", "+", "-", "@"}]


def test_a_workbook_has_frozen_headers_filters_and_numbers(exported):
    book = openpyxl.load_workbook(exported / "g.xlsx")
    assert book.sheetnames == [table.vi for table in tables()]
    for table in tables():
        sheet = book[table.vi]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.endswith(str(sheet.max_row))
        assert [cell.value for cell in sheet[1]] == [column.vi for column in table.columns]
        assert sheet.column_dimensions["A"].width == table.columns[0].width
    header = {cell.value: cell.column - 1 for cell in book["Số liệu"][1]}
    rows = list(book["Số liệu"].iter_rows(min_row=2, values_only=True))
    assert {type(row[header["Giá trị"]]) for row in rows} <= {int, float}
    assert 43.5 in {row[header["Giá trị"]] for row in rows}


def test_a_workbook_says_what_the_csv_says(exported):
    book = openpyxl.load_workbook(exported / "g.xlsx", read_only=True)
    for table in tables():
        rows = list(book[table.vi].iter_rows(min_row=2, values_only=True))
        texts = records(exported / "g.zip", table.name)
        assert len(rows) == len(texts)
        for row, text in zip(rows, texts, strict=True):
            said = list(text.values())
            same = [str(a) == b for a, b in zip(row, said, strict=True) if isinstance(a, str)]
            assert all(same)
            assert [a is None for a in row] == [not b for b in said]


def test_a_package_describes_every_file_in_it(exported):
    folder = exported / "package"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {item["path"] for item in package["resources"]} == there - {"datapackage.json"}
    for item in package["resources"]:
        data = (folder / item["path"]).read_bytes()
        assert item["bytes"] == len(data)
        assert item["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        if "schema" in item:
            header = next(read_rows(data))
            assert [field["name"] for field in item["schema"]["fields"]] == header
    assert len(package["sources"]) == 2


def test_a_package_holds_the_whole_graph(exported, opened):
    data = gzip.decompress((exported / "package" / "graph.nq.gz").read_bytes())
    assert set(parse(data, format=RdfFormat.N_QUADS)) == set(named_quads(opened.store))


def test_the_description_counts_classes_and_properties(exported, opened):
    store = Store()
    store.load(path=str(exported / "package" / "void.ttl"), format=RdfFormat.TURTLE)

    def ask(text):
        return {tuple(term.value for term in row) for row in store.query(text, prefixes={"void": VOID})}

    whole = len(list(opened.store.quads_for_pattern(None, None, None, UNION)))
    assert ask("SELECT ?n { ?d void:triples ?n FILTER EXISTS { ?d a void:Dataset } }") == {(str(whole),)}
    assert (f"{KT}Bottleneck", "7") in ask("SELECT ?c ?n { ?x void:class ?c ; void:entities ?n }")
    uses = ask("SELECT ?p ?n { ?x void:property ?p ; void:triples ?n }")
    assert sum(int(count) for _, count in uses) == whole


def test_a_package_may_be_a_zip_and_is_the_same_twice(tmp_path, opened, exported):
    for name in ("a.zip", "b.zip"):
        write(opened, "datapackage", tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        folder = exported / "package"
        assert archive.read("void.ttl") == (folder / "void.ttl").read_bytes()
        assert archive.read("data/claims.csv") == (folder / "data" / "claims.csv").read_bytes()


def test_a_folder_that_holds_something_is_never_overwritten(tmp_path, opened):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "mine").write_text("mine")
    with pytest.raises(ExportError, match="holds something already"):
        write(opened, "datapackage", tmp_path / "package")
    assert [path.name for path in tmp_path.rglob("*")] == ["package", "mine"]


def test_a_package_that_fails_leaves_nothing(tmp_path, opened, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graph.export.datapackage.write_description", full)
    for name in ("package", "package.zip"):
        with pytest.raises(ExportError, match="no room"):
            write(opened, "datapackage", tmp_path / name)
    assert list(tmp_path.iterdir()) == []
