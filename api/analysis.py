"""The analyses and named questions for programs: the same content as the pages, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from api.problems import Problem, language_for_programs
from api.readers import Readers
from graph.analysis.asking import put_in
from graph.analysis.lookup import Lookup
from graph.analysis.matching import NoQuestion, match, people_ask
from graph.analysis.naming import Ambiguous, Unknown
from graph.analysis.question import answer
from graph.analysis.structure import structure
from graph.analysis.targets import EmptyPeriod
from graph.errors import ToldError
from viz.analysis_routes import FIELDS
from viz.documents.answers import answer_json
from viz.documents.model import Document, Sentence
from viz.documents.reports import FORMS, NAMES, report

_CANNOT = (Unknown, Ambiguous, EmptyPeriod, NoQuestion)


def analyses(readers: Readers) -> APIRouter:
    """The routes under `/api/analysis`."""
    router = APIRouter(prefix="/api/analysis", tags=["analysis"])

    @router.get("/questions", summary="The named questions")
    def listed() -> JSONResponse:
        """Every named question, in both languages, with the variables that it takes."""
        return JSONResponse(
            [
                {"name": each.name, "vi": each.vi, "en": each.en, "takes": list(each.given)}
                for each in people_ask().values()
            ]
        )

    @router.get("/questions/{name}", summary="The answer to a named question")
    def named(name: str, request: Request) -> JSONResponse:
        """Variables of the question are taken from the query string: `?instrument=82/2024/NĐ-CP`."""
        if name not in people_ask():
            raise Problem("not-found")
        lang = language_for_programs(request.scope)
        lookup = Lookup(readers.current())
        question = people_ask()[name]
        asked = {key: value for key, value in request.query_params.items() if key != "lang"}
        try:
            given = put_in(lookup, question, asked)
        except KeyError as error:
            raise Problem("bad-request", reason=str(error.args[0])) from None
        except _CANNOT as error:
            raise _problem(error, lang) from None
        return JSONResponse(answer_json(lookup, answer(lookup, name, lang=lang, **given), lang))

    @router.get("/ask", summary="The answer to a question in words")
    def asked(q: Annotated[str, Query(min_length=1, max_length=400)], request: Request) -> JSONResponse:
        """The nearest named question is answered; `matched` says which, and how alike it is."""
        lang = language_for_programs(request.scope)
        lookup = Lookup(readers.current())
        try:
            found = match(lookup, q)
        except _CANNOT as error:
            raise _problem(error, lang) from None
        said = answer(lookup, found.question.name, lang=lang, **found.given)
        return JSONResponse(answer_json(lookup, said, lang, found))

    _reports(router, readers)
    return router


def _reports(router: APIRouter, readers: Readers) -> None:
    @router.get("/structure/weights", summary="Every thing's place in the graph")
    def weights() -> JSONResponse:
        """By IRI: betweenness (0 to 1), links, dependents; for size or colour in a picture."""
        found = structure(Lookup(readers.current()))
        names = ("betweenness", "links", "dependents")
        things = {iri: dict(zip(names, values, strict=True)) for iri, values in found.every.items()}
        return JSONResponse(
            {"nodes": found.nodes, "edges": found.edges, "sampled": found.sampled, "things": things}
        )

    @router.get("/{kind}", summary="A report")
    def made(kind: str, request: Request) -> Response:
        """Reports: impact (number), bottlenecks, targets (year), agency (name), diff (one, two), structure.

        `format=html|docx|xlsx|md` gives a file, else JSON.
        """
        if kind not in NAMES:
            raise Problem("not-found")
        lang = language_for_programs(request.scope)
        given = {name: request.query_params.get(name, "").strip() for name in FIELDS.get(kind, ())}
        if missing := [name for name, value in given.items() if not value and name != "year"]:
            raise Problem("bad-request", reason=f"{', '.join(missing)} is needed")
        form = request.query_params.get("format", "json")
        if form != "json" and form not in FORMS:
            raise Problem("bad-request", reason=f"format: json, {', '.join(FORMS)}")
        try:
            document = report(Lookup(readers.current()), kind, lang, **given)
        except _CANNOT as error:
            raise _problem(error, lang) from None
        if form == "json":
            return JSONResponse(document_json(document))
        return Response(FORMS[form].write(document), media_type=FORMS[form].media_type)


def _problem(error: ToldError, lang: str) -> Problem:
    """What was not found as a problem, with what there is instead."""
    if isinstance(error, Unknown):
        instead = [{"iri": t.iri, "name": t.name(lang), "number": t.number or None} for t in error.near]
    elif isinstance(error, Ambiguous):
        instead = [{"iri": t.iri, "name": t.name(lang), "date": date or None} for t, date in error.candidates]
    else:
        instead = [{"name": each} for each in getattr(error, "periods", ())]
    problem = Problem("bad-request", status=404, reason=error.text(lang))
    problem.about["instead"] = instead
    return problem


def document_json(document: Document) -> dict[str, Any]:
    """A document as plain values; sentences and tables are told apart by `block`."""
    body = asdict(document)
    for section, made in zip(document.sections, body["sections"], strict=True):
        for block, values in zip(section.blocks, made["blocks"], strict=True):
            values["block"] = "sentence" if isinstance(block, Sentence) else "table"
    return body
