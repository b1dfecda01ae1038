"""Turns whatever goes wrong in a route into a problem: a sentence for people, details for programs."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, send_problem
from api.workers.loading import LoadError
from graph.errors import GraphError

logger = logging.getLogger(__name__)
_CODES = {404: "not-found", 405: "method", 406: "unacceptable"}


class ProblemResponse(Response):
    """A problem as a response of a route."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(status_code=problem.status)
        self._problem = problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 (ASGI)
        """Send the problem in the form that the client prefers."""
        await send_problem(scope, send, self._problem)


class PlainStart:
    """ASGI middleware: a graph that cannot be loaded is told in its own words, without a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch over the start; leave everything else alone."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold_failure(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                held.append(message)
            else:
                await send(message)

        try:
            await self._app(scope, receive, hold_failure)
        except (GraphError, LoadError) as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
        except BaseException:
            for message in held:
                await send(message)
            raise


def handle_errors(app: FastAPI) -> None:
    """Make every error of `app` a problem."""

    @app.exception_handler(Problem)
    def problem(_request: Request, error: Problem) -> Response:
        return ProblemResponse(error)

    @app.exception_handler(HTTPException)
    def http(_request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        if error.status_code == 405:
            return ProblemResponse(Problem("method", allowed=headers.get("Allow", ""), headers=headers))
        code = _CODES.get(error.status_code)
        if code is None:
            about = {"reason": str(error.detail)}
            return ProblemResponse(Problem("bad-request", status=error.status_code, headers=headers, **about))
        return ProblemResponse(Problem(code, headers=headers))

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> Response:
        reason = "; ".join(
            f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()
        )
        return ProblemResponse(Problem("bad-request", reason=reason))

    @app.exception_handler(Exception)
    def unforeseen(request: Request, _error: Exception) -> Response:
        logger.error("an error in answering %s %s", request.method, request.url.path)
        return ProblemResponse(Problem("internal"))
