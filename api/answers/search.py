"""The JSON route of search: hits by kind, each a small document with what the query meant in its name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.answers.asking import MEDIA, Language, answer, asked
from api.answers.openapi import problems
from api.answers.served import Served
from api.readers import Readers
from graph.search import KINDS, Hit, Indexes, highlighted
from graph.search.words import LONGEST

Kind = Literal[
    "bottleneck",
    "instrument",
    "indicator",
    "organization",
    "database",
    "platform",
    "task",
    "report",
    "passage",
]
Kinds = Annotated[
    list[Kind] | None, Query(max_length=len(KINDS) + 1, description="May be repeated: one of these.")
]
Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="Words, a number in any writing, an acronym; no marks needed.",
        examples=["nghi dinh 82"],
    ),
]
Each = Annotated[int, Query(ge=1, le=50, description="Hits of each kind.")]
_FRAMES = {"report": "source", "instrument": "numbered"}
_ITEM = {
    "type": "object",
    "required": ["@id", "kind", "highlight"],
    "properties": {
        "@id": {"type": "string", "format": "uri"},
        "kind": {"type": "string"},
        "highlight": {
            "type": "array",
            "description": "The name, or of a passage its quote, in parts.",
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "hit": {"type": "boolean"}},
            },
        },
    },
}
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The hits, kind by kind, the best first",
        "content": {
            MEDIA: {
                "schema": {
                    "type": "object",
                    "required": ["@context", "version", "items"],
                    "properties": {
                        "instead": {
                            "type": "object",
                            "description": "By word that nothing has: the words that were looked for.",
                        },
                        "items": {"type": "array", "items": _ITEM},
                    },
                }
            }
        },
    },
    304: {"description": "Unchanged since the ETag that was sent"},
    **problems(400, 401, 429, 503),
}


def search(readers: Readers, indexes: Indexes) -> APIRouter:
    """The route `/api/search`; `indexes` are shared with the page."""
    router = APIRouter(prefix="/api", tags=["api"])
    served = Served(readers)

    @router.get("/search", summary="By words, numbers, acronyms, without marks", responses=_ANSWER)
    def found(
        request: Request, q: Words, kind: Kinds = None, limit: Each = 8, lang: Language = ""
    ) -> Response:
        """Names and numbers of things, and words of the reports; for a slip the likest words stand in."""
        want = asked(request, limit, "", "", lang, "named")
        reader = served.reader()
        answered = indexes.of(reader).search(q, limit, kind or ())
        documents = served.documents(reader, want.lang)
        items = [
            {**documents.of(hit.iri, _frame(hit)), "kind": hit.kind, "highlight": _parts(hit, answered.words)}
            for hits in answered.hits.values()
            for hit in hits
        ]
        return answer(request, readers.version, items, want, instead=answered.instead)

    return router


def _frame(hit: Hit) -> str:
    return "passage" if hit.kind == "passage" else _FRAMES.get(hit.kind, "named")


def _parts(hit: Hit, wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"text": part.text, "hit": part.hit} for part in highlighted(hit.names[0], wanted)]
