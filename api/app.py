"""The web application: the SPARQL endpoint, the things at their addresses, the pages."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from api.accounts.door import Accounts, SignedIn
from api.accounts.routes import signing
from api.analysis import analyses
from api.answers.openapi import add_schemas
from api.answers.reviews import reviews
from api.answers.routes import answers
from api.answers.search import search
from api.delivery import Delivery
from api.doors import Doors, doors_of
from api.errors import PlainStart, handle_errors
from api.headers import SecurityHeaders
from api.limits import RateLimit
from api.pages import PageCache
from api.readers import Readers
from api.resources import resources
from api.reviewing.people import Nobody, People
from api.reviewing.routes import reviewing
from api.settings import Settings
from api.snapshots import versions_of
from api.telemetry import Metrics, Watched
from api.uploads.doors import Uploads
from api.uploads.routes import uploading
from api.uploads.withdrawing import withdrawing
from api.workers.generation import CAN_FORK
from api.workers.pool import Pool
from graph.run import software_version
from graph.search import Indexes
from viz.analysis_routes import analysis_pages
from viz.explorer.routes import explorer
from viz.reports.routes import reports
from viz.routes import pages
from viz.search.routes import searching

if TYPE_CHECKING:
    from api.model_context.door import ModelContext

_SPARQL_PATHS = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))


def create_app(settings: Settings, *, fork: bool = CAN_FORK, people: People | None = None) -> FastAPI:
    """The application for `settings`. Its processes and readers live as long as its lifespan.

    Starting raises what loading the graph raises: `graph.errors.StoreError`, `api.workers.loading.LoadError`.
    """
    readers = Readers(settings)
    if people is None and settings.accounts_directory is not None:
        people = Accounts(settings.accounts_directory, settings.secret)
    pool = Pool(settings, versions_of(settings), fork=fork, renewed=readers.renew)

    uploads = Uploads(readers, people or Nobody(), settings.store)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            async with pool, tools.run() if tools else nullcontext():
                yield
        finally:
            await uploads.jobs.close()
            readers.close()

    app = FastAPI(
        title="Khai thông",
        version=software_version(),
        lifespan=lifespan,
        docs_url=None,  # its pages would load scripts from elsewhere
        redoc_url=None,
    )
    app.state.pool = pool
    delivery = Delivery(pool)
    tools = _tools(readers, delivery) if settings.mcp else None
    doors: dict[str, ASGIApp] = {**doors_of(delivery)}
    if tools is not None:
        doors["/mcp"] = tools
    app.add_middleware(Doors, doors=doors)
    app.add_middleware(PageCache, version=lambda: readers.version)
    app.add_middleware(RateLimit, rate=settings.rate, burst=settings.burst)
    if isinstance(people, Accounts):
        app.add_middleware(SignedIn, accounts=people)
        app.include_router(signing(people))
    app.add_middleware(Watched, metrics=Metrics(pool), lines=settings.log == "json")
    app.add_middleware(SecurityHeaders)
    app.add_middleware(PlainStart)
    _health(app, pool)
    app.include_router(resources(readers))
    indexes = Indexes()
    app.include_router(searching(readers.current, indexes))
    app.include_router(search(readers, indexes))
    app.include_router(explorer(readers.current))
    app.include_router(withdrawing(uploads))
    app.include_router(uploading(uploads))
    app.include_router(reviewing(readers, people or Nobody(), settings.store))
    app.include_router(reports(readers.current, readers.history, readers.changes))
    app.include_router(analysis_pages(readers.current))
    app.include_router(analyses(readers))
    app.include_router(answers(readers))
    audit = people.audit if isinstance(people, Accounts) else None
    app.include_router(reviews(readers, settings.store, audit))
    app.include_router(pages(readers.current))
    handle_errors(app)
    _document(app)
    return app


def _tools(readers: Readers, delivery: Delivery) -> ModelContext:
    """The tools at /mcp; their package is loaded only where they are wanted, since that takes a second."""
    from api.model_context.door import ModelContext  # noqa: PLC0415
    from api.model_context.server import make_server  # noqa: PLC0415

    return ModelContext(make_server(readers, delivery))


def _health(app: FastAPI, pool: Pool) -> None:
    @app.get("/healthz", tags=["health"], summary="Whether the server runs")
    async def healthz() -> Response:
        return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})

    @app.get("/readyz", tags=["health"], summary="Whether the server can answer queries")
    async def readyz() -> Response:
        body = {"ready": pool.ready, "version": pool.version}
        return JSONResponse(body, 200 if pool.ready else 503, headers={"Cache-Control": "no-store"})


def _document(app: FastAPI) -> None:
    """Add the endpoint, which is no route of FastAPI's, to what OpenAPI says."""
    generated = app.openapi

    def openapi() -> dict[str, Any]:
        schema = generated()
        schema["paths"].setdefault("/sparql", _SPARQL_PATHS)
        add_schemas(schema)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]
