"""The tools: search, chain, evidence, impact, and read-only SPARQL through the endpoint's own limits.

Each answer holds its citations: passages verbatim with their offsets and report. What the program proposes
is told apart from what sources state, by property and by each claim's basis.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from api.answers.lists import page
from api.answers.numbers import instrument
from api.answers.served import Served
from api.delivery import Asked, Delivery, problem_of
from api.formats import GRAPHS, RESULTS
from api.model_context.labels import search as by_label
from api.negotiation import Choice
from api.problems import Problem
from api.readers import Readers
from api.workers.job import Refused
from graph.run import software_version
from graph.terms import KT
from viz.language import catalogue

_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_MOST = 50
_CITED = 20
_LARGEST = 200_000
_TABLE = next(kind for kind in RESULTS if kind.name == "JSON")
_GRAPH = next(kind for kind in GRAPHS if kind.name == "TURTLE")
Limit = Annotated[int, Field(ge=1, le=_MOST, description="How many at most.")]


def make_server(readers: Readers, delivery: Delivery) -> MCPServer[Any]:
    """The server over what `readers` read and `delivery` answers."""
    served = Served(readers)
    words = catalogue("en")
    server: MCPServer[Any] = MCPServer(
        "khaithong", instructions=words("tools.instructions"), version=software_version(), log_level="ERROR"
    )

    @server.tool(description=words("tools.search"), annotations=_READS)
    def search(query: str, kind: str = "", limit: Limit = 10) -> dict[str, Any]:
        reader = served.reader()
        found = by_label(reader, query, frozenset({kind} if kind else ()))
        documents = served.documents(reader, "")
        items = [documents.of(iri, of) for iri, of in found[:limit]]
        return {"version": readers.version, "total": len(found), "items": items}

    @server.tool(description=words("tools.chain"), annotations=_READS)
    def chain(
        status: str = "", theme: str = "", link: str = "", cursor: str = "", limit: Limit = 20
    ) -> dict[str, Any]:
        reader = served.reader()
        filters = {"status": status, "theme": theme, "link": link}
        wanted = {name: frozenset({value}) for name, value in filters.items() if value}
        try:
            found = page(served.members(reader, "chain"), wanted, readers.version, cursor, limit)
        except Problem as problem:
            raise ToolError(problem.detail("en")) from None
        documents = served.documents(reader, "")
        items = [documents.of(each.iri, "bottleneck") for each in found.members]
        return {
            "version": readers.version,
            "total": found.total,
            "next": found.next,
            "facets": found.facets,
            "items": items,
        }

    @server.tool(description=words("tools.evidence"), annotations=_READS)
    def evidence(claim: str) -> dict[str, Any]:
        try:
            iri = served.known("claim", claim, KT.Claim.value)
        except Problem as problem:
            raise ToolError(problem.detail("en")) from None
        document = served.documents(served.reader(), "").of(iri, "claim")
        return {"version": readers.version, "items": [document]}

    @server.tool(description=words("tools.impact"), annotations=_READS)
    def impact(number: str) -> dict[str, Any]:
        reader = served.reader()
        try:
            iri = instrument(reader, number)
        except Problem as problem:
            near = problem.about.get("nearest") or problem.about.get("candidates")
            raise ToolError(f"{problem.detail('en')} {json.dumps(near, ensure_ascii=False)}") from None
        document = served.documents(reader, "").of(iri, "affected")
        return {"version": readers.version, "items": [document]}

    @server.tool(description=words("tools.sparql"), annotations=_READS)
    async def sparql(query: str) -> dict[str, Any]:
        form, text = await _ask(delivery, query)
        reader = served.reader()
        if form != "table":
            return {"version": readers.version, "turtle": text}
        result = json.loads(text)
        things = dict.fromkeys(
            term["value"]
            for row in result.get("results", {}).get("bindings", ())
            for term in row.values()
            if term["type"] == "uri"
        )
        documents = served.documents(reader, "")
        cited = (documents.of(iri, "cited") for iri in list(things)[:_MOST])
        citations = [each for each in cited if each.keys() & {"quotedFrom", "mentionedIn"}]
        return {"version": readers.version, "result": result, "citations": citations[:_CITED]}

    return server


async def _ask(delivery: Delivery, query: str) -> tuple[str, str]:
    """The answer of a query as text, by a worker that can be killed. Raises ToolError."""
    if len(query.encode()) > delivery.pool.settings.query_bytes:
        problem = Problem("too-long", limit=delivery.pool.settings.query_bytes)
        raise ToolError(problem.detail("en"))
    asked = Asked(query, Choice(_TABLE, _TABLE.media[0], 1.0), Choice(_GRAPH, _GRAPH.media[0], 1.0))
    run = delivery.run({"client": ("mcp", 0)}, asked)
    run.first_part = _LARGEST + 1
    try:
        await run.begin()
        if not run.complete or len(run.first) > _LARGEST:
            raise ToolError(Problem("bytes", limit=_LARGEST).detail("en"))
        form = "graph" if run.head.form in {"construct", "describe"} else "table"
        return form, run.first.decode()
    except Refused as refused:
        problem = problem_of(refused)
        raise ToolError(f"{problem.title('en')}: {problem.detail('en')}") from None
    finally:
        run.close()
