"""The formats of answers: their names in Oxigraph, media types, file extensions and short names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)  # each is one: compared and hashed as such, for speed
class Format:
    """A format; the first media type is its own, the others are taken for it."""

    name: str
    media: tuple[str, ...]
    extension: str
    short: tuple[str, ...]

    @property
    def content_type(self) -> str:
        """Its own media type as a header says it."""
        return content_type(self.media[0])


def content_type(media: str) -> str:
    """A media type as a header says it: text has a charset."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


HTML = Format("HTML", ("text/html", "application/xhtml+xml"), "html", ("html",))

RESULTS = (
    Format("JSON", ("application/sparql-results+json", "application/json"), "srj", ("json", "srj")),
    Format("XML", ("application/sparql-results+xml", "application/xml", "text/xml"), "srx", ("xml", "srx")),
    Format("CSV", ("text/csv",), "csv", ("csv",)),
    Format("TSV", ("text/tab-separated-values",), "tsv", ("tsv",)),
)
"""For SELECT and ASK, the preferred first."""

GRAPHS = (
    Format("TURTLE", ("text/turtle", "application/x-turtle"), "ttl", ("ttl", "turtle")),
    Format("N_TRIPLES", ("application/n-triples", "text/plain"), "nt", ("nt", "ntriples")),
    Format("JSON_LD", ("application/ld+json", "application/json"), "jsonld", ("jsonld", "json")),
    Format("RDF_XML", ("application/rdf+xml", "application/xml", "text/xml"), "rdf", ("rdf", "xml")),
    Format("TRIG", ("application/trig",), "trig", ("trig",)),
    Format("N_QUADS", ("application/n-quads",), "nq", ("nq", "nquads")),
)
"""For CONSTRUCT and DESCRIBE, the preferred first."""


def by_name(name: str) -> Format:
    """The format that Oxigraph calls `name`; RESULTS before GRAPHS."""
    return next(kind for kind in (*RESULTS, *GRAPHS) if kind.name == name)


def named(wanted: str, formats: Iterable[Format]) -> Format | None:
    """The format that a person or a program asks for by a short name, an extension or a media type."""
    wanted = wanted.strip().lower()
    return next((kind for kind in formats if wanted in kind.short or wanted in kind.media), None)


def media_types(formats: Iterable[Format]) -> list[str]:
    """The media types of `formats`, each format's own only."""
    return [kind.media[0] for kind in formats]
