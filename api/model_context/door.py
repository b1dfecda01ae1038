"""The two ways to the tools: streamable HTTP at `/mcp`, standard input and output."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

from mcp.server.mcpserver import MCPServer
from starlette.types import Receive, Scope, Send

from api.accounts.door import check_origin
from api.delivery import Delivery
from api.model_context.server import make_server
from api.problems import Problem, send_problem
from api.readers import Readers
from api.settings import Settings
from api.snapshots import versions_of
from api.workers.pool import Pool

PATH = "/mcp"


class ModelContext:
    """The ASGI application at `/mcp`; it keeps no session, and answers no page of another site."""

    def __init__(self, server: MCPServer[Any]) -> None:
        # what its own check of hosts would refuse is every name that this server is known by
        self._app = server.streamable_http_app(streamable_http_path=PATH, stateless_http=True, host="0.0.0.0")  # noqa: S104
        self._manager = server.session_manager

    def run(self) -> AbstractAsyncContextManager[None]:
        """Has to be entered while requests come."""
        return self._manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            check_origin(scope)
        except Problem as problem:
            await send_problem(scope, send, problem)
            return
        await self._app(scope, receive, send)


async def over_stdio(settings: Settings) -> None:
    """Serve on standard input and output until it ends."""
    readers = Readers(settings)
    try:
        async with Pool(settings, versions_of(settings), renewed=readers.renew) as pool:
            await make_server(readers, Delivery(pool)).run_stdio_async()
    finally:
        readers.close()
