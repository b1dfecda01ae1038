from __future__ import annotations

import pyoxigraph as ox

from api.table import Cell, read_table

XSD = "http://www.w3.org/2001/XMLSchema#"


def _tsv(query: str) -> bytes:
    answer = ox.Store().query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return answer.serialize(format=ox.QueryResultsFormat.TSV) or b""


def test_every_kind_of_value_is_read_as_oxigraph_writes_it() -> None:
    query = f"""SELECT * {{ VALUES (?a ?b ?c ?d ?e) {{
        (<http://e/x> "một\\t\\"hai\\"\\n\\\\"@vi 12 "2024"^^<{XSD}gYear> UNDEF) }} }}"""
    table = read_table(_tsv(query), 10, whole=True)
    assert table.columns == ("a", "b", "c", "d", "e")
    assert table.whole
    assert table.rows == (
        (
            Cell("iri", "http://e/x"),
            Cell("literal", 'một\t"hai"\n\\', "vi"),
            Cell("literal", "12"),
            Cell("literal", "2024", "", f"{XSD}gYear"),
            Cell("nothing", ""),
        ),
    )


def test_a_table_that_is_cut_says_so_and_shows_whole_rows_only() -> None:
    tsv = _tsv("SELECT ?x { VALUES ?x { 1 2 3 4 } }")
    assert len(read_table(tsv, 4, whole=True).rows) == 4
    assert not read_table(tsv, 3, whole=True).whole
    cut = read_table(tsv[:-3], 10, whole=False)
    assert [row[0].text for row in cut.rows] == ["1", "2"]
    assert not cut.whole
