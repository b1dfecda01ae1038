"""The tools for programs that reason, asked by the protocol's own client over both of its ways."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.api.live import ROOT, Live, serving
from tests.loops import run


@pytest.fixture(scope="module")
def tools(store: Path) -> Iterator[Live]:
    with serving({"store": store, "workers": 2, "mcp": "true"}) as server:
        yield server


async def talk(client: Client) -> None:
    async def call(name: str, **arguments: Any) -> Any:
        answer = await client.call_tool(name, arguments)
        assert not answer.is_error, answer
        return answer.structured_content

    listed = await client.list_tools()
    assert {tool.name for tool in listed.tools} == {"search", "chain", "evidence", "impact", "sparql"}
    assert all(tool.description and tool.annotations for tool in listed.tools)

    found = await call("search", query="tham dinh du an")
    assert found["items"][0]["quotedFrom"][0]["selector"]["exact"]
    assert (await call("search", query="không nguồn nào nêu điều này"))["items"] == []

    chain = await call("chain", link="resolved-by", limit=2)
    claims = chain["items"][0]["claims"]
    assert all(claim["quotedFrom"] for claim in claims)
    evidence = await call("evidence", claim=claims[0]["@id"].rpartition("/")[2])
    passage = evidence["items"][0]["quotedFrom"][0]
    assert passage["selector"]["exact"]
    assert passage["report"]["title"]

    impact = await call("impact", number="82-2024-nd-cp")
    assert impact["items"][0]["resolves"]
    unknown = await client.call_tool("impact", {"number": "83/2024/NĐ-CP"})
    assert unknown.is_error
    assert "82/2024/NĐ-CP" in json.dumps(unknown.model_dump(), ensure_ascii=False)

    asked = await call("sparql", query="SELECT ?b { ?b a kt:Bottleneck } LIMIT 3")
    assert len(asked["result"]["results"]["bindings"]) == len(asked["citations"]) == 3
    for bad in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "CLEAR ALL", "SELECT"):
        assert (await client.call_tool("sparql", {"query": bad})).is_error


async def over(client: Client) -> None:
    async with client as connected:
        await talk(connected)


def test_over_streamable_http(tools: Live) -> None:
    run(over(Client(f"{tools.address}/mcp")))


def test_over_standard_input_and_output(store: Path) -> None:
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "api.cli", "mcp", "--store", str(store)], cwd=ROOT
    )
    run(over(Client(parameters)))


def test_it_is_off_unless_asked_for_and_closed_to_pages_of_others(live: Live, tools: Live) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    with live.client() as client:
        assert client.post("/mcp", json=body).status_code in {404, 405}
    with tools.client() as client:
        stranger = client.post("/mcp", json=body, headers={"Origin": "https://else.example"})
        assert stranger.status_code == 403
