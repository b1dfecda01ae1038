"""What the OpenAPI document says of the JSON API's answers."""

from __future__ import annotations

from typing import Any

from api.answers.asking import MEDIA
from api.answers.frames import schemas

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
_WHAT = {
    400: "A parameter, a field or a cursor that cannot be used",
    401: "An API key that is none",
    404: "Nothing of that name; `nearest` names what there is",
    403: "An account that may not do this, or a form of another site",
    405: "Another method",
    409: "A number that means several instruments; `candidates` names them with their dates",
    410: "A cursor of an earlier version",
    429: "Too many requests; Retry-After says when to come back",
    503: "The graph is not there, or busy",
}
_FORM = {"text/html": {"schema": {"type": "string"}}, "application/problem+json": {"schema": _PROBLEM}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documented problems of a route."""
    return {status: {"description": _WHAT[status], "content": _FORM} for status in statuses}


def responses(kind: str) -> dict[int | str, dict[str, Any]]:
    """The documented answers of a route whose items are documents of `kind`."""
    schema = {
        "type": "object",
        "required": ["@context", "version", "items"],
        "properties": {
            "@context": {"type": "string", "format": "uri"},
            "version": {"type": "string", "description": "The version of the graph."},
            "total": {"type": "integer", "description": "How many fit in all."},
            "next": {"type": "string", "description": "The cursor of the next page; absent on the last."},
            "facets": {"type": "object", "description": "By filter and value: how many of what fits."},
            "reviews": {"type": "object", "description": "By claim: status and decisions."},
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{kind}"}},
        },
    }
    return {
        200: {"description": "The documents", "content": {MEDIA: {"schema": schema}}},
        304: {"description": "Unchanged since the ETag that was sent"},
        **problems(400, 401, 404, 409, 410, 429, 503),
    }


def add_schemas(document: dict[str, Any]) -> None:
    """Add the schemas of all frames; drop FastAPI's 422, since such errors are problems with status 400."""
    components = document.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in schemas().items():
        components[name] = schema
    for name in ("HTTPValidationError", "ValidationError"):
        components.pop(name, None)
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation.get("responses", {}) if isinstance(operation, dict) else {}
            answers.pop("422", None)
    for path, operations in document["paths"].items():
        if path.startswith("/api/") and not path.startswith("/api/analysis"):
            for operation in operations.values():
                operation["responses"].get("200", {}).get("content", {}).pop("application/json", None)
