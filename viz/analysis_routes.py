"""The pages of the analyses, and the page of questions. Plain forms: nothing here needs a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from graph.analysis.lookup import Lookup
from graph.analysis.naming import Ambiguous, Unknown
from graph.analysis.targets import EmptyPeriod
from viz.ask_page import ask_page
from viz.documents.html import page
from viz.documents.reports import FORMS, NAMES, report
from viz.language import LANGUAGES, language
from viz.rendering import HEADERS, render
from viz.view import address

if TYPE_CHECKING:
    from graph.reader import Reader

FIELDS = {"impact": ("number",), "agency": ("name",), "diff": ("one", "two"), "targets": ("year",)}


def analysis_pages(reader_provider: Callable[[], Reader]) -> APIRouter:
    """A router for `/analysis`, its reports, and `/ask`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/analysis")
    def desk(request: Request) -> HTMLResponse:
        lang = language(request.query_params.get("lang"))
        return HTMLResponse(_desk(Lookup(reader_provider()), lang), headers=HEADERS)

    @router.get("/analysis/{kind}")
    def analysis(kind: str, request: Request) -> Response:
        lang = language(request.query_params.get("lang"))
        lookup = Lookup(reader_provider())
        given = {name: request.query_params.get(name, "").strip() for name in FIELDS.get(kind, ())}
        missing = [name for name, value in given.items() if not value and name != "year"]
        if kind not in NAMES or missing:
            return HTMLResponse(
                _desk(lookup, lang), status_code=404 if kind not in NAMES else 400, headers=HEADERS
            )
        try:
            document = report(lookup, kind, lang, **given)
        except (Unknown, Ambiguous, EmptyPeriod) as error:
            shown = _choices(kind, lang, given, error)
            return HTMLResponse(shown, status_code=404, headers=HEADERS)
        form = request.query_params.get("format", "")
        if form in FORMS:
            headers = {
                "Content-Disposition": f'attachment; filename="khaithong-{kind}-{lang}.{form}"',
                "X-Content-Type-Options": "nosniff",
            }
            made = FORMS[form]
            return Response(made.write(document), media_type=made.media_type, headers=headers)
        return HTMLResponse(page(document, f"/analysis/{kind}", **given), headers=HEADERS)

    @router.get("/ask")
    def ask(request: Request) -> HTMLResponse:
        lang = language(request.query_params.get("lang"))
        given = {k: v.strip() for k, v in request.query_params.items() if k != "lang" and v.strip()}
        status, shown = ask_page(Lookup(reader_provider()), lang, given)
        return HTMLResponse(shown, status_code=status, headers=HEADERS)

    return router


def _desk(lookup: Lookup, lang: str) -> str:
    reports = [(each.iri.rsplit("/", 1)[-1], each.name(lang)) for each in lookup.reports]
    switch = {each: address("/analysis", each) for each in LANGUAGES}
    return render("analysis.html", lang, here="analysis", switch=switch, reports=reports, fields=FIELDS)


def _choices(kind: str, lang: str, given: dict[str, str], error: Unknown | Ambiguous | EmptyPeriod) -> str:
    """What was not found, and what there is instead, each a link."""
    path = f"/analysis/{kind}"
    field = FIELDS[kind][0]
    if isinstance(error, EmptyPeriod):
        options = [(period, "") for period in error.periods]
        links = [(period, "", address(path, lang, year=period[:4])) for period, _ in options]
        code = "empty"
    else:
        if kind == "diff":
            field = next((f for f in FIELDS[kind] if given[f] == error.details.get("name")), field)
        pairs = (
            [(thing, "") for thing in error.near] if isinstance(error, Unknown) else list(error.candidates)
        )
        links = [
            (
                thing.name(lang),
                date,
                address(path, lang, **{**given, field: thing.iri}),
            )
            for thing, date in pairs
        ]
        code = "unknown" if isinstance(error, Unknown) else "ambiguous"
    return render(
        "analysis_choices.html",
        lang,
        here="analysis",
        switch={each: address(path, each, **given) for each in LANGUAGES},
        code=code,
        name=str(error.details.get("name", "")),
        links=links,
    )
