"""The W3C's SPARQL tests over HTTP, beside the engine alone. Run by hand: prints a table, never asserts.

    python -m tests.bench.conformance SUITE/sparql11/manifest-all.ttl [SUITE/dawg-data-r2/manifest-….ttl]

SUITE is a copy of https://github.com/w3c/rdf-tests; rdflib's source distribution has one, under
test/data/suites/w3c. Query evaluation, CSV/TSV results and query syntax are run; updates, federation and
entailment regimes are left out: a read-only endpoint offers none of them. Data are swapped under one server,
which follows its file.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from tests.api.live import Live, serving

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
KINDS = {
    "QueryEvaluationTest": "evaluation",
    "CSVResultFormatTest": "results",
    "PositiveSyntaxTest": "syntax",
    "PositiveSyntaxTest11": "syntax",
    "NegativeSyntaxTest": "syntax",
    "NegativeSyntaxTest11": "syntax",
}
LEFT_OUT = ("/entailment/", "/service/", "/syntax-fed/")
Outcome = Callable[["Test"], bool]


@dataclass(frozen=True)
class Test:
    name: str
    kind: str
    negative: bool
    query: Path
    data: tuple[Path, ...]
    graphs: tuple[Path, ...]
    result: Path | None


def tests(manifest: Path) -> Iterator[Test]:
    """The tests of a manifest and of those that it includes."""
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    root = URIRef(manifest.as_uri())
    for include in graph.objects(root, MF.include):
        for each in Collection(graph, include):
            path = _path(each)
            if path.name == "manifest.ttl" and not any(part in str(path) for part in LEFT_OUT):
                yield from tests(path)
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
            if kind in KINDS:
                test = _test(graph, entry, kind)
                if test.query.suffix != ".ru":  # some updates are filed under queries
                    yield test


def _test(graph: Graph, entry: Any, kind: str) -> Test:
    action = graph.value(entry, MF.action)
    query = graph.value(action, QT.query) or action
    graphs = [graph.value(each, QT.graph) or each for each in graph.objects(action, QT.graphData)]
    result = graph.value(entry, MF.result)
    return Test(
        name=f"{_path(query).parent.name}/{graph.value(entry, MF.name)}",
        kind=KINDS[kind],
        negative=kind.startswith("Negative"),
        query=_path(query),
        data=tuple(_path(each) for each in graph.objects(action, QT.data)),
        graphs=tuple(_path(each) for each in graphs),
        result=_path(result) if result is not None else None,
    )


def _path(node: Any) -> Path:
    return Path(str(node).removeprefix("file://"))


def store_of(test: Test) -> ox.Store:
    """The data of a test; graphs that a FROM clause names beside them stand under their own addresses."""
    store = ox.Store()
    for path in test.data:
        store.load(path=path, format=_format(path), base_iri=path.as_uri())
    named = {*test.graphs, *_from(test)}
    for path in named:
        store.load(
            path=path, format=_format(path), base_iri=path.as_uri(), to_graph=ox.NamedNode(path.as_uri())
        )
    return store


def _from(test: Test) -> Iterator[Path]:
    text = test.query.read_text(encoding="utf-8", errors="replace")
    for name in re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]*)>", text, re.IGNORECASE):
        path = test.query.parent / name
        if ":" not in name and path.is_file():
            yield path


def _format(path: Path) -> ox.RdfFormat:
    return ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE


def query_of(test: Test) -> str:
    return test.query.read_text(encoding="utf-8")


def expected(test: Test) -> Any:
    path = test.result
    if path is None:
        raise ValueError(f"{test.name} has no result")
    kind = {".srx": "XML", ".srj": "JSON", ".csv": "CSV", ".tsv": "TSV"}.get(path.suffix)
    if test.kind == "results":
        return table(path.read_bytes(), path.suffix)
    if kind is not None:
        return shape(ox.parse_query_results(path.read_bytes(), getattr(ox.QueryResultsFormat, kind)))
    quads = list(ox.parse(path=path, format=_format(path), base_iri=path.as_uri()))
    if any(quad.object == ox.NamedNode(RS + "ResultSet") for quad in quads):
        return _result_set(quads)
    return _canonical(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def table(body: bytes, suffix: str) -> Any:
    """A CSV or TSV answer by its columns' names; numbers as such, every blank node as the same."""
    if suffix == ".tsv":
        return shape(ox.parse_query_results(body, ox.QueryResultsFormat.TSV))
    rows = csv.DictReader(io.StringIO(body.decode()))
    return sorted(sorted((name, _cell(cell)) for name, cell in row.items()) for row in rows)


def _cell(text: str) -> str:
    try:
        return str(float(text))
    except ValueError:
        return "_:" if text.startswith("_:") else text


def _result_set(quads: list[ox.Quad]) -> Any:
    """A table or a truth that is written as RDF."""
    store = ox.Store()
    store.extend(quads)
    truth = next(store.quads_for_pattern(None, ox.NamedNode(RS + "boolean"), None), None)
    if truth is not None:
        return truth.object.value == "true"
    row = f"SELECT ?s ?name ?v {{ ?s <{RS}binding> [ <{RS}variable> ?name ; <{RS}value> ?v ] }}"
    bound = [
        ox.Quad(each["s"], ox.NamedNode(f"urn:var:{each['name'].value}"), each["v"])
        for each in store.query(row)
    ]
    rows = [quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(RS + "solution"), None)]
    return _canonical([*bound, *(ox.Quad(each, ox.NamedNode("urn:row"), ox.Literal("")) for each in rows)])


def shape(answer: Any) -> Any:
    """An answer as a value that is equal for equal answers: a truth, or a graph without blank names."""
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QuerySolutions):
        return _canonical(_rows(answer))
    return _canonical(ox.Quad(each.subject, each.predicate, each.object) for each in answer)


def _rows(solutions: ox.QuerySolutions) -> Iterator[ox.Quad]:
    variables = list(solutions.variables)
    for solution in solutions:
        row = ox.BlankNode()
        yield ox.Quad(row, ox.NamedNode("urn:row"), ox.Literal(""))
        for variable in variables:
            if solution[variable] is not None:
                yield ox.Quad(row, ox.NamedNode(f"urn:var:{variable.value}"), solution[variable])


def _canonical(quads: Any) -> tuple[int, list[str]]:
    """Numbers as a store writes them, blank nodes renamed. Rows that are equal are told by their number."""
    store = ox.Store()
    store.extend(quads)
    stored = ox.Dataset(store)
    stored.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return len(stored), sorted(str(quad) for quad in stored)


def engine(test: Test) -> bool:
    """Whether the engine alone passes."""
    try:
        answer = store_of(test).query(query_of(test), base_iri=test.query.as_uri())
    except (SyntaxError, UnicodeError):
        return test.negative
    except RuntimeError:  # a function that it does not know: no fault of the syntax
        return test.kind == "syntax" and not test.negative
    if test.kind == "syntax":
        return not test.negative
    if test.kind == "results" and test.result is not None:
        body = answer.serialize(format=getattr(ox.QueryResultsFormat, test.result.suffix[1:].upper()))
        return bool(table(body or b"", test.result.suffix) == expected(test))
    return bool(shape(answer) == expected(test))


class Endpoint:
    """The server that is asked, and the file that it serves."""

    def __init__(self, live: Live, data: Path) -> None:
        self._data = data
        self._client: httpx.Client = live.client()
        self._served: bytes | None = None

    def passes(self, test: Test) -> bool:
        if test.kind != "syntax":
            self._serve(store_of(test))
        query = query_of(test)
        if not re.search(r"^\s*BASE\b", query, re.IGNORECASE | re.MULTILINE):
            query = f"BASE <{test.query.as_uri()}>\n{query}"
        headers = {"content-type": "application/sparql-query"}
        if test.kind == "results" and test.result is not None:
            headers["accept"] = {"csv": "text/csv", "tsv": "text/tab-separated-values"}[
                test.result.suffix[1:]
            ]
        answer = self._client.post("/sparql", content=query.encode(), headers=headers)
        if test.kind == "syntax":
            refused = answer.status_code == 400 and answer.json()["type"].endswith("#syntax")
            return refused == test.negative
        if answer.status_code != 200:
            return False
        if test.kind == "results" and test.result is not None:
            return bool(table(answer.content, test.result.suffix) == expected(test))
        kind = answer.headers["content-type"].partition(";")[0]
        if kind == "text/turtle":
            return bool(
                shape(quad.triple for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE)) == expected(test)
            )
        return bool(
            shape(ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)) == expected(test)
        )

    def _serve(self, store: ox.Store) -> None:
        """Put the data of a test in place and wait until they are served."""
        text = store.dump(format=ox.RdfFormat.N_QUADS) or b""
        if text == self._served:
            return
        before = self._client.get("/readyz").json()["version"]
        fresh = self._data.with_suffix(".new")
        fresh.write_bytes(text)
        fresh.replace(self._data)
        self._served = text
        while self._client.get("/readyz").json()["version"] == before:
            time.sleep(0.02)


def main(manifests: list[str]) -> None:
    """Print how many pass, and which do not."""
    found = [test for manifest in manifests for test in tests(Path(manifest).resolve())]
    tally: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.nq"
        data.touch()
        settings = {"data": data, "default_graph": "default", "workers": 1, "watch_seconds": 0.05}
        with serving(settings) as live:
            endpoint = Endpoint(live, data)
            for test in found:
                alone, served = _outcome(engine, test), _outcome(endpoint.passes, test)
                tally[test.kind, "all"] += 1
                tally[test.kind, "engine"] += alone
                tally[test.kind, "endpoint"] += served
                if not (alone and served):
                    passed = {True: "passed", False: "failed"}
                    print(f"  engine {passed[alone]}, endpoint {passed[served]}: {test.name}")
    print(f"{'':<12}{'tests':>8}{'engine':>8}{'endpoint':>10}")
    for kind in sorted({kind for kind, _ in tally}):
        print(f"{kind:<12}{tally[kind, 'all']:>8}{tally[kind, 'engine']:>8}{tally[kind, 'endpoint']:>10}")


def _outcome(passes: Outcome, test: Test) -> bool:
    try:
        return passes(test)
    except Exception as error:  # noqa: BLE001 (whatever it is, the others are run)
        print(f"  {test.name}: {type(error).__name__}: {str(error)[:200]}")
        return False


if __name__ == "__main__":
    main(sys.argv[1:])
