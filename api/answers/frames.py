"""What a document of each kind holds: `frames.tsv`, a line for each field.

A field has one property in every frame, so that one JSON-LD context serves all answers. `^` before a property
means the things that point here. What a field holds is a language map (`text`), a string, an XSD type, or a
frame of its own; `thing` is a frame without fields.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ontology.namespaces import PREFIXES

ENVELOPE = ("version", "total", "next", "facets", "reviews")
"""What an answer tells of itself; it says nothing about the world, so it is no RDF."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its property's IRI, whether it is followed backwards, what it holds and whether many."""

    name: str
    short: str
    iri: str
    reverse: bool
    holds: str
    many: bool

    @property
    def literal(self) -> bool:
        """Whether it holds values instead of things."""
        return self.holds in {"text", "string"} or self.holds.startswith("xsd:")


Frame = Mapping[str, Field]


@cache
def frames() -> Mapping[str, Frame]:
    """Every frame by its name. Raises ValueError for a field with two meanings, an unknown frame."""
    found: dict[str, dict[str, Field]] = {"thing": {}}
    meanings: dict[str, tuple[object, ...]] = {}
    text = files("api.answers").joinpath("frames.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        short = row["property"].removeprefix("^")
        prefix, _, local = short.partition(":")
        reverse = row["property"].startswith("^")
        field = Field(
            row["field"], short, PREFIXES[prefix] + local, reverse, row["holds"], row["many"] == "many"
        )
        meaning = (field.iri, field.reverse, field.literal and field.holds)
        if meanings.setdefault(field.name, meaning) != meaning:
            raise ValueError(f"frames.tsv: the field {field.name} means two things")
        found.setdefault(row["frame"], {})[field.name] = field
    for frame in found.values():
        for field in frame.values():
            if not field.literal and field.holds not in found:
                raise ValueError(f"frames.tsv: {field.name} holds {field.holds}, which is no frame")
    return found


@cache
def context() -> Mapping[str, Any]:
    """The JSON-LD context of every answer: what stands under "@context"."""
    terms: dict[str, Any] = dict.fromkeys(ENVELOPE)
    terms["items"] = "@graph"
    used = {"xsd"}
    for frame in frames().values():
        for field in frame.values():
            used.add(field.short.partition(":")[0])
            if field.reverse:
                terms[field.name] = {"@reverse": field.short, "@type": "@id"}
            elif field.holds == "text":
                terms[field.name] = {"@id": field.short, "@container": "@language"}
            elif field.holds == "string":
                terms[field.name] = field.short
            else:
                kind = field.holds if field.literal else "@id"
                terms[field.name] = {"@id": field.short, "@type": kind}
    prefixes = {name: iri for name, iri in PREFIXES.items() if name in used}
    return {**prefixes, **dict(sorted(terms.items()))}


@cache
def schemas() -> Mapping[str, Any]:
    """The JSON Schema of every frame, by the frame's name."""
    return {name: _schema(frame) for name, frame in frames().items()}


def _schema(frame: Frame) -> dict[str, Any]:
    fields = {
        "@id": {"type": "string", "description": "The thing's IRI."},
        "@type": {"type": "array", "items": {"type": "string"}},
    }
    return {
        "type": "object",
        "properties": {**fields, **{field.name: _field_schema(field) for field in frame.values()}},
        "required": ["@id"],
        "additionalProperties": False,
    }


def _field_schema(field: Field) -> dict[str, Any]:
    one: dict[str, Any]
    if field.holds == "text":
        # more than one value in a language stands as a list
        value = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
        return {"type": "object", "additionalProperties": value, "description": f"{field.short}, by language"}
    if field.holds == "xsd:integer":
        one = {"type": "integer"}
    elif field.literal:
        one = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["@value"]}]}
    else:
        one = {"$ref": f"#/components/schemas/{field.holds}"}
    about = f"{'inverse of ' if field.reverse else ''}{field.short}"
    if field.many or field.literal:
        listed = {"type": "array", "items": one}
        return {**(listed if field.many else {"anyOf": [one, listed]}), "description": about}
    return {"anyOf": [one, {"type": "array", "items": one}], "description": about}
