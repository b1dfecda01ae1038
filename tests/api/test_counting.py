from __future__ import annotations

import pyoxigraph as ox
import pytest

from api.workers.counting import COUNTERS

AWKWARD = ['"},{"', '\\"},{\\"', "a\r\nb\nc", '""', "<result>", "\\", '[{"', "},{", "\t", "x\\\\", ""]


def _answer(kind: str, query: str) -> bytes:
    store = ox.Store()
    for number, text in enumerate(AWKWARD):
        store.add(ox.Quad(ox.NamedNode(f"e:{number}"), ox.NamedNode("e:p"), ox.Literal(text)))
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return answer.serialize(format=getattr(ox.QueryResultsFormat, kind)) or b""


@pytest.mark.parametrize("kind", sorted(COUNTERS))
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?o { ?s ?p ?o }", len(AWKWARD)),
        ("SELECT ?o ?nothing ?s { ?s ?p ?o }", len(AWKWARD)),
        ("SELECT ?nothing { ?s ?p ?o }", len(AWKWARD)),
        ("SELECT ?o ?q { { ?s ?p ?o } UNION { VALUES ?x { 1 2 } } }", len(AWKWARD) + 2),
        ("SELECT ?o { ?s ?p ?o FILTER(false) }", 0),
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", 1),
    ],
)
@pytest.mark.parametrize("block", [1, 2, 3, 7, 1 << 16])
def test_rows_are_counted_exactly_wherever_the_answer_is_cut(
    kind: str, query: str, rows: int, block: int
) -> None:
    answer = _answer(kind, query)
    counter = COUNTERS[kind]()
    for start in range(0, len(answer), block):
        counter.feed(answer[start : start + block])
    assert counter.rows == rows
