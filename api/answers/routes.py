"""The JSON API's reading routes. What each answer holds stands in `frames.tsv`."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.answers.asking import CONTEXT, MEDIA, Cursor, Fields, Language, Limit, Many, asked
from api.answers.frames import context
from api.answers.numbers import instrument
from api.answers.openapi import responses
from api.answers.served import Served
from api.readers import Readers
from graph.terms import KT

Number = Annotated[
    str,
    Path(
        max_length=300,
        description="A number in any writing, a name, or the end of the IRI.",
        examples=["82/2024/NĐ-CP"],
    ),
]
Id = Annotated[
    str, Path(max_length=300, description="The end of the IRI.", examples=["ty-le-ho-so-toan-trinh"])
]


def answers(readers: Readers) -> APIRouter:
    """The routes under `/api`."""
    router = APIRouter(prefix="/api", tags=["api"])
    served = Served(readers)
    _lists(router, served)
    _simple_lists(router, served)
    _instruments(router, served)
    _single(router, served)

    @router.get(CONTEXT.removeprefix("/api"), summary="The JSON-LD context of every answer")
    def published() -> Response:
        """What makes each answer RDF."""
        body = json.dumps({"@context": context()}, ensure_ascii=False)
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=3600"}
        return Response(body, media_type=MEDIA, headers=headers)

    return router


def _lists(router: APIRouter, served: Served) -> None:
    @router.get(
        "/bottlenecks", summary="Obstacles, with what resolves them", responses=responses("bottleneck")
    )
    def bottlenecks(
        request: Request,
        status: Many = (),
        theme: Many = (),
        report: Many = (),
        link: Many = (),
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """`status` open, resolved; `link` resolved-by, measured-by, proposed-resolution, proposed-measure."""
        want = asked(request, limit, cursor, fields, lang, "bottleneck")
        chosen = {"status": status, "theme": theme, "report": report, "link": link}
        return served.many(request, "bottlenecks", "bottleneck", want, chosen)

    @router.get(
        "/chain", summary="From obstacle to instrument to indicator", responses=responses("bottleneck")
    )
    def chain(
        request: Request,
        status: Many = (),
        theme: Many = (),
        report: Many = (),
        link: Many = (),
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """The same things as `/bottlenecks`, with `facets`: how many of what fits have each value."""
        want = asked(request, limit, cursor, fields, lang, "bottleneck")
        chosen = {"status": status, "theme": theme, "report": report, "link": link}
        return served.many(request, "chain", "bottleneck", want, chosen, facets=True)

    @router.get("/indicators", summary="What is measured", responses=responses("indicator"))
    def indicators(
        request: Request,
        unit: Many = (),
        theme: Many = (),
        report: Many = (),
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """Indicators that have a value or that a claim links."""
        want = asked(request, limit, cursor, fields, lang, "indicator")
        return served.many(
            request, "indicators", "indicator", want, {"unit": unit, "theme": theme, "report": report}
        )

    @router.get("/findings", summary="What does not add up in the sources", responses=responses("finding"))
    def findings(
        request: Request,
        rule: Many = (),
        severity: Many = (),
        report: Many = (),
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """Printed as it is, with what was computed."""
        want = asked(request, limit, cursor, fields, lang, "finding")
        return served.many(
            request, "findings", "finding", want, {"rule": rule, "severity": severity, "report": report}
        )

    @router.get("/reports", summary="The reports that were read", responses=responses("report"))
    def reports(
        request: Request,
        period: Many = (),
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """Each with the period that it speaks of and the hash of its file."""
        want = asked(request, limit, cursor, fields, lang, "report")
        return served.many(request, "reports", "report", want, {"period": period})


def _simple_lists(router: APIRouter, served: Served) -> None:
    def listing(name: str, kind: str) -> Any:
        def listed(
            request: Request,
            type: Many = (),  # noqa: A002 (the parameter's name in the address)
            report: Many = (),
            limit: Limit = 50,
            cursor: Cursor = "",
            fields: Fields = "",
            lang: Language = "",
        ) -> Response:
            """Those that a report names, with the places that name them."""
            want = asked(request, limit, cursor, fields, lang, kind)
            return served.many(request, name, kind, want, {"type": type, "report": report})

        return listed

    for name, kind in (
        ("organizations", "organization"),
        ("platforms", "platform"),
        ("databases", "database"),
    ):
        summary = f"{name.capitalize()} that reports name"
        route = listing(name, kind)
        router.get(f"/{name}", summary=summary, operation_id=name, responses=responses(kind))(route)


def _instruments(router: APIRouter, served: Served) -> None:
    @router.get("/instruments", summary="Laws, decrees, decisions", responses=responses("instrument"))
    def instruments(
        request: Request,
        type: Many = (),  # noqa: A002
        issuer: Many = (),
        stage: Many = (),
        report: Many = (),
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """`type` decree, decision, law …; `stage` issued, draft, consulting, appraised, submitted."""
        want = asked(request, limit, cursor, fields, lang, "instrument")
        chosen = {"type": type, "issuer": issuer, "stage": stage, "report": report}
        return served.many(request, "instruments", "instrument", want, chosen)

    @router.get(
        "/instruments/{number:path}/impact",
        summary="What sources say that an instrument changes",
        responses=responses("affected"),
    )
    def impact(
        request: Request,
        number: Number,
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """What it resolves, how that is measured, what it amends, the tasks that it mandates, its stages."""
        want = asked(request, 1, "", fields, lang, "affected")
        return served.one(request, instrument(served.reader(), number), "affected", want)

    @router.get("/instruments/{number:path}", summary="One instrument", responses=responses("instrument"))
    def single(
        request: Request,
        number: Number,
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """By its number in any writing, "82/2024/NĐ-CP" or "82-2024-nd-cp".

        404 names the nearest known ones; 409 the candidates, where a number means several.
        """
        want = asked(request, 1, "", fields, lang, "instrument")
        return served.one(request, instrument(served.reader(), number), "instrument", want)


def _single(router: APIRouter, served: Served) -> None:
    @router.get(
        "/indicators/{id}/series", summary="The values of an indicator", responses=responses("observation")
    )
    def series(
        request: Request,
        id: Id,  # noqa: A002
        period: Many = (),
        report: Many = (),
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """Every value that a report prints, with its period and the sentence; never one of our own."""
        want = asked(request, limit, cursor, fields, lang, "observation")
        given = served.known("indicator", id, KT.Indicator.value)
        return served.many(
            request, "series", "observation", want, {"period": period, "report": report}, given=given
        )

    @router.get("/claims/{id}", summary="A claim with its passages", responses=responses("claim"))
    def claim(
        request: Request,
        id: Id,  # noqa: A002
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """Subject, predicate, object, what it rests on: each passage verbatim, with offsets and report."""
        want = asked(request, 1, "", fields, lang, "claim")
        return served.one(request, served.known("claim", id, KT.Claim.value), "claim", want)
