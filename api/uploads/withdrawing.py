"""Withdrawing a report in the browser: asked first, then done in one transaction."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.problems import Problem
from api.reviewing.people import Person
from api.uploads.doors import PATH, Uploads, lang_of
from graph.errors import GraphError, ReportUnknown, StoreLocked
from graph.run import Run
from graph.withdraw import find_report, withdraw
from viz.language import catalogue
from viz.view import address

_ASKED = f"{PATH}/withdraw"


def withdrawing(doors: Uploads) -> APIRouter:
    """The two routes; they have to come before those of uploads, whose keys they look like."""
    router = APIRouter(include_in_schema=False)

    @router.get(_ASKED)
    async def ask_withdraw(request: Request) -> HTMLResponse:
        entry = _entry(doors, request.query_params.get("report", ""))
        lang = lang_of(request)
        person = doors.people.at(request)
        may = person.may_edit and doors.store is not None
        return doors.page("withdraw.html", _ASKED, lang, entry=entry, person=person, may=may)

    @router.post(_ASKED)
    async def do_withdraw(request: Request) -> Response:
        person, lang = doors.editor(request), lang_of(request)
        fields = await doors.fields(request)
        entry = _entry(doors, fields.get("report", ""))
        try:
            await run_in_threadpool(withdraw, doors.store or Path(), entry["sha256"], run=Run())
        except StoreLocked:
            return _still(doors, person, entry, lang, 503, "upload.busy")
        except ReportUnknown:
            raise Problem("not-found") from None
        except GraphError as error:
            return _still(doors, person, entry, lang, 500, "upload.failed", reason=error)
        await run_in_threadpool(doors.readers.refresh)
        return RedirectResponse(address("/reports", lang), status_code=303)

    return router


def _entry(doors: Uploads, name: str) -> dict[str, str]:
    """What the store lists of a report."""
    try:
        return dict(find_report(doors.readers.current().about.get("reports", ()), name))
    except ReportUnknown:
        raise Problem("not-found") from None


def _still(
    doors: Uploads, person: Person, entry: dict[str, str], lang: str, status: int, key: str, **about: object
) -> HTMLResponse:
    """The question once more, with the reason why nothing was done."""
    words = catalogue(lang)(key, **about)
    return doors.page(
        "withdraw.html", _ASKED, lang, status, entry=entry, person=person, may=True, notice=words
    )
