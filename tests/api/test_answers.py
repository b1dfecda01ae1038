"""The JSON API at the door of a real server: every answer is RDF of the graph, cited, paged, documented."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from pyoxigraph import NamedNode
from rdflib import Graph

from api.accounts.file import AccountFile
from api.accounts.model import Account, Role
from api.accounts.registry import Registry
from api.answers.frames import context
from graph.reader import Reader
from tests.api.live import Live, serving

LISTS = "bottlenecks chain instruments indicators organizations platforms databases reports findings reviews"
DECREE = "82/2024/NĐ-CP"


def get(live: Live, path: str, **headers: str) -> httpx.Response:
    with live.client() as client:
        return client.get(path, headers={"Accept": "application/json", **headers})


def items(live: Live, path: str) -> list[dict[str, Any]]:
    answer = get(live, path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.fixture(scope="module")
def claim(live: Live) -> str:
    found = items(live, "/api/reviews?limit=1")[0]["@id"]
    return str(found).rpartition("/")[2]


def paths(claim: str) -> list[str]:
    number = quote(DECREE)
    more = (f"instruments/{number}", f"instruments/{number}/impact", f"claims/{claim}")
    return [*LISTS.split(), *more, "indicators/ty-le-ho-so-toan-trinh/series"]


def test_every_answer_is_rdf_that_stands_in_the_graph(live: Live, store: Path, claim: str) -> None:
    with Reader.open(store) as reader:
        known = {
            (str(q.subject), str(q.predicate), str(q.object))
            for q in reader.store.quads_for_pattern(None, None, None, None)
        }
        for path in paths(claim):
            body = get(live, f"/api/{path}").json()
            assert body["@context"] == f"{live.address}/api/context.jsonld"
            body["@context"] = context()
            graph = Graph().parse(data=json.dumps(body), format="json-ld")
            assert len(graph) > len(body["items"]), path
            said = {(s.n3(), p.n3(), o.n3()) for s, p, o in graph if not hasattr(o, "datatype")}
            assert said <= known, (path, list(said - known)[:3])
            for s, p, o in graph:
                if hasattr(o, "datatype"):
                    values = {
                        (term.value, term.language)
                        for q in reader.store.quads_for_pattern(NamedNode(s), NamedNode(p), None, None)
                        if (term := q.object)
                    }
                    assert (str(o), o.language) in values, (path, s, p, o)


def test_what_is_published_as_context_is_what_is_used(live: Live) -> None:
    assert get(live, "/api/context.jsonld").json()["@context"] == context()


@pytest.mark.parametrize(
    "written", [DECREE, "82/2024/nđ-cp", "82-2024-nd-cp", "82 / 2024 / NĐ-CP", "Nghị định số 82/2024/NĐ-CP"]
)
def test_a_number_is_known_in_every_writing(live: Live, written: str) -> None:
    found = items(live, f"/api/instruments/{quote(written, safe='')}")
    assert found[0]["number"] == DECREE
    assert {each["label"]["vi"] for each in found[0]["resolves"]}
    for each in found[0]["claims"]:
        assert all(passage["selector"]["exact"] for passage in each["quotedFrom"])


def test_an_unknown_number_names_the_nearest(live: Live) -> None:
    answer = get(live, "/api/instruments/83/2024/N%C4%90-CP")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert DECREE in [each["number"] for each in answer.json()["nearest"]]
    assert get(live, answer.json()["nearest"][0]["href"]).status_code == 200


def test_a_number_of_several_instruments_names_them_with_their_dates(tmp_path: Path) -> None:
    triples = "".join(
        f"<https://w3id.org/khaithong/id/instrument/{key}> a eli:LegalResource ; eli:id_local '06/QĐ-TTg' ; "
        f"skos:prefLabel 'Quyết định số 06/QĐ-TTg'@vi ; eli:date_document '{date}'^^xsd:date .\n"
        for key, date in (("06-qd-ttg-2022", "2022-01-06"), ("06-qd-ttg-2024", "2024-01-04"))
    )
    file = tmp_path / "two.ttl"
    file.write_text(
        "@prefix eli: <http://data.europa.eu/eli/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + triples
    )
    with serving({"data": file, "workers": 1}) as server:
        answer = get(server, "/api/instruments/6/Q%C4%90-TTg")
        assert answer.status_code == 409
        candidates = answer.json()["candidates"]
        assert [each["date"] for each in candidates] == ["2022-01-06", "2024-01-04"]
        assert items(server, candidates[1]["href"])[0]["dated"] == "2024-01-04"


def test_pages_have_everything_once_and_a_cursor_is_no_guess(live: Live) -> None:
    whole = [each["@id"] for each in items(live, "/api/bottlenecks")]
    seen, path = [], "/api/bottlenecks?limit=3"
    while path:
        answer = get(live, path)
        seen += [each["@id"] for each in answer.json()["items"]]
        following = answer.json().get("next")
        path = f"/api/bottlenecks?limit=3&cursor={following}" if following else ""
    assert seen == whole
    assert len(whole) == get(live, "/api/bottlenecks").json()["total"] > 3
    assert get(live, "/api/bottlenecks?cursor=xyz").status_code == 400
    assert get(live, "/api/bottlenecks?cursor=WyIwIiwgIngiXQ").status_code == 410


def test_filters_facets_and_fields(live: Live) -> None:
    chain = get(live, "/api/chain").json()
    assert sum(chain["facets"]["status"].values()) == chain["total"]
    found = items(live, "/api/chain?status=open&fields=label,status")
    assert len(found) == chain["facets"]["status"]["open"]
    assert all(set(each) <= {"@id", "@type", "label", "status"} for each in found)
    assert get(live, "/api/chain?fields=colour").status_code == 400
    assert get(live, "/api/chain?stauts=open").json()["type"].endswith("#parameter")


def test_the_language_is_chosen_by_header_or_parameter(live: Live) -> None:
    spoken = get(live, "/api/findings", **{"Accept-Language": "en"})
    assert spoken.headers["content-language"] == "en"
    assert set(spoken.json()["items"][0]["description"]) == {"en"}
    assert set(items(live, "/api/findings?lang=vi")[0]["description"]) == {"vi"}
    assert set(items(live, "/api/findings")[0]["description"]) == {"en", "vi"}


def test_what_has_not_changed_is_not_sent_again(live: Live) -> None:
    first = get(live, "/api/reports")
    again = get(live, "/api/reports", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in first.headers


@pytest.fixture
def desk(store: Path, tmp_path: Path) -> Iterator[tuple[Live, str, str, Path]]:
    own = Path(shutil.copytree(store, tmp_path / "own"))
    registry = Registry(AccountFile(own / "accounts"))
    registry.add(Account("an", "An", frozenset({Role.reviewer})), "a long password")
    registry.add(Account("binh", "Bình"), "a long password")
    with serving({"store": own, "workers": 1}) as server:
        yield server, registry.add_key("an"), registry.add_key("binh"), own


def test_a_reviewers_key_decides_and_nobody_elses(desk: tuple[Live, str, str, Path]) -> None:
    server, reviewer, reader, store = desk
    claim = items(server, "/api/reviews?limit=1")[0]["@id"]
    sent = {"claim": claim, "decision": "reject", "reason": "It measures another thing"}

    def send(key: str, **more: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        with server.client(headers=headers) as client:
            return client.post("/api/reviews", json={**sent, **more})

    assert send("").status_code == 401
    assert send(reader).status_code == 403
    assert send(reviewer, claim="ffffffff").status_code == 404
    assert send(reviewer, reason="").status_code in {400, 409}
    done = send(reviewer)
    assert (done.status_code, done.json()["reviewer"]) == (201, "An")
    assert send(reviewer, seen="").status_code == 409
    rejected = get(server, "/api/reviews?status=rejected").json()
    assert rejected["reviews"][claim]["decisions"][0]["reviewer"] == "An"
    subject = rejected["items"][0]["subject"]["@id"]
    shown = {each["@id"]: each for each in items(server, "/api/bottlenecks")}
    assert "proposedMeasure" not in shown.get(subject, {})
    assert send(reviewer, decision="undo", reason="").status_code == 201
    log = [json.loads(line) for line in (store / "accounts" / "audit.jsonl").read_text().splitlines()]
    assert [line["outcome"] for line in log if line["who"] == "an"][-1] == "done"
    assert any(line["who"] == "binh" and line["outcome"].startswith("refused") for line in log)


def test_the_examples_of_the_document_work(live: Live, claim: str) -> None:
    document = get(live, "/openapi.json").json()
    tried = 0
    for path, operations in document["paths"].items():
        if not path.startswith("/api/") or path.startswith("/api/analysis") or "get" not in operations:
            continue
        filled, query = path, {}
        for parameter in operations["get"].get("parameters", ()):
            examples = parameter.get("schema", {}).get("examples", ())
            if parameter["in"] == "path" and "/claims/" in path:
                examples = [claim]  # a hash, which an example cannot know
            if parameter["in"] == "path":
                assert examples, (path, parameter["name"])
                filled = filled.replace(f"{{{parameter['name']}}}", quote(examples[0], safe=""))
            elif parameter.get("required"):
                query[parameter["name"]] = examples[0]
        with live.client() as client:
            assert client.get(filled, params=query).status_code == 200, filled
            tried += 1
    assert tried >= 13


CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


def test_no_request_gets_a_5xx_or_an_answer_that_is_not_documented(live: Live) -> None:
    schema = schemathesis.openapi.from_url(f"{live.address}/openapi.json")
    chosen = schema.include(path_regex="^/api/(?!analysis)").get_all_operations()
    tried = 0
    for result in chosen:
        operation = result.ok()

        @hypothesis_settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(checks=schemathesis.checks.CHECKS.get_by_names(list(CHECKS)), timeout=10)

        ask()
        tried += 1
    assert tried >= 13
