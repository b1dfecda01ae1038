"""The programs that people ask SPARQL endpoints with, as they come."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

from tests.api.live import Live, bindings

KT = Namespace("https://w3id.org/khaithong/def#")
SELECT = "SELECT ?s WHERE { ?s a kt:Bottleneck }"
CONSTRUCT = "CONSTRUCT { ?s a kt:Bottleneck } WHERE { ?s a kt:Bottleneck }"


@pytest.fixture(scope="module")
def things(live: Live) -> set[str]:
    """What each client has to find."""
    found = {row["s"] for row in bindings(live.ask(SELECT))}
    assert found
    return found


@pytest.fixture
def wrapper(live: Live) -> SPARQLWrapper:
    made = SPARQLWrapper(f"{live.address}/sparql")
    made.setQuery(SELECT)
    return made


@pytest.mark.parametrize(
    ("method", "how"),
    [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)],
    ids=["get", "form", "direct"],
)
def test_sparqlwrapper_asks_in_every_way(
    wrapper: SPARQLWrapper, things: set[str], method: str, how: str
) -> None:
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert {row["s"]["value"] for row in rows} == things


def test_sparqlwrapper_reads_every_format(wrapper: SPARQLWrapper, things: set[str]) -> None:
    for kind in (CSV, TSV):
        wrapper.setReturnFormat(kind)
        lines = wrapper.queryAndConvert().decode().split()[1:]
        assert {line.strip("<>") for line in lines} == things
    wrapper.setReturnFormat(XML)
    found = wrapper.queryAndConvert().getElementsByTagName("uri")
    assert {each.firstChild.data for each in found} == things
    wrapper.setQuery(CONSTRUCT)
    for kind in (TURTLE, XML):
        wrapper.setReturnFormat(kind)
        answer = wrapper.queryAndConvert()
        graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
        assert {str(each) for each in graph.subjects(RDF.type, KT.Bottleneck)} == things


@pytest.fixture
def remote(live: Live) -> Iterator[Graph]:
    graph = Graph(SPARQLStore(f"{live.address}/sparql"))
    yield graph
    graph.close()


def test_rdflib_sees_a_graph_like_its_own(remote: Graph, things: set[str]) -> None:
    assert {str(each) for each in remote.subjects(RDF.type, KT.Bottleneck)} == things
    one = URIRef(min(things))
    assert (one, RDF.type, KT.Bottleneck) in remote
    assert len(list(remote.predicate_objects(one))) > 2
    assert {str(row.s) for row in remote.query(f"PREFIX kt: <{KT}> {SELECT}")} == things
    assert bool(remote.query(f"ASK {{ <{one}> a <{KT.Report}> }}")) is False


def _curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    done = subprocess.run(
        [program, "-sS", "--fail-with-body", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_curl_asks_as_the_readme_says_and_gets_zipped_answers(live: Live, things: set[str]) -> None:
    address = f"{live.address}/sparql"
    told = _curl("-G", address, "-H", "Accept: text/csv", "--data-urlencode", f"query={SELECT}")
    zipped = _curl("--compressed", address, "--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv")
    assert set(told.split()[1:]) == set(zipped.split()[1:]) == things
    direct = _curl(address, "-H", "Content-Type: application/sparql-query", "-d", SELECT, "-X", "QUERY")
    assert len(json.loads(direct)["results"]["bindings"]) == len(things)


def test_comunica_follows_the_service_description(live: Live, things: set[str]) -> None:
    """Where its program is installed, named by COMUNICA or found on the path."""
    program = os.environ.get("COMUNICA") or shutil.which("comunica-sparql")
    if program is None:
        pytest.skip("Comunica is not installed: npm install -g @comunica/query-sparql@4.5.0")
    query = f"PREFIX kt: <{KT}> {SELECT}"
    done = subprocess.run(
        [program, f"{live.address}/sparql", query], capture_output=True, text=True, check=True
    )
    assert {row["s"].strip("<>") for row in json.loads(done.stdout)} == things
