"""Things at their own addresses, `/id/…`, and the vocabulary at `/def`, as pages and as RDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import Response

from api.formats import GRAPHS, HTML, Format, media_types, named
from api.negotiation import choose
from api.problems import Problem, header, language_of
from api.readers import Readers
from api.rendering import render, switch
from graph.ground import ontology_quads
from graph.iris import Iris
from graph.prefixes import known
from graph.reader import Reader
from graph.run import software_version
from ontology.concepts import DEFINITIONS
from viz.entity import entity_page
from viz.rendering import HEADERS as PAGE_HEADERS

_FORMATS = (GRAPHS[0], HTML, *GRAPHS[1:])
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"
_NO_HEADERS: Mapping[str, str] = {}
_DATA_HEADERS = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "Vary": "Accept"}


def resources(readers: Readers) -> APIRouter:
    """The routes of things and of the vocabulary."""
    router = APIRouter(tags=["resources"])

    @router.get("/id/{key:path}", summary="A thing of the graph")
    def thing(key: str, request: Request) -> Response:  # noqa: ARG001 (the raw path is read instead)
        """A thing by the path of its IRI. `.ttl .nt .jsonld .rdf .trig .nq .html` after it name a format."""
        path = _raw_path(request).removeprefix("/id/")
        reader = readers.current()
        iri, chosen = _find(reader, path, request)
        if chosen is HTML:
            page = entity_page(reader, iri, language_of(request.scope))
            if page is None:
                raise Problem("not-found")
            return Response(page, media_type="text/html", headers={**PAGE_HEADERS, **_links(path, page=True)})
        triples = reader.describe(iri)
        if not triples:
            raise Problem("not-found")
        return _data(
            request,
            triples,
            reader.prefixes,
            chosen,
            version=readers.version,
            headers=_links(path, page=False),
        )

    @router.get("/def", summary="The vocabulary")
    @router.get("/def.{suffix}", include_in_schema=False)
    def vocabulary(request: Request, suffix: str = "") -> Response:
        """The terms of the graph and their definitions."""
        kind = named(suffix, (*GRAPHS, HTML)) if suffix else _negotiate(request)
        if kind is None:
            raise Problem("not-found")
        if kind is HTML:
            lang = language_of(request.scope)
            page = render("vocabulary.html", lang, switch=switch(), terms=_terms(lang), formats=GRAPHS)
            headers = {**PAGE_HEADERS, **_links_of("/def", page=True)}
            return Response(page, media_type="text/html", headers=headers)
        headers = _links_of("/def", page=False)
        return _data(request, _vocabulary(), known(), kind, version=software_version(), headers=headers)

    return router


def _raw_path(request: Request) -> str:
    """The path as it was sent, so that an IRI with an escaped "/" in a name stays what it is."""
    raw = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    root = request.scope.get("root_path", "")
    return str(raw.decode("latin-1")).partition("?")[0].removeprefix(root)


def _find(reader: Reader, path: str, request: Request) -> tuple[str, Format]:
    """The IRI that `path` stands for and the format it is wanted in, which a suffix may name."""
    base = reader.iris.base
    stem, dot, suffix = path.rpartition(".")
    kind = named(suffix, (*GRAPHS, HTML)) if dot and "/" not in suffix else None
    if kind is not None and suffix == kind.extension and not _known(reader, base + path):
        return base + stem, kind
    return base + path, _negotiate(request)


def _known(reader: Reader, iri: str) -> bool:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        raise Problem("not-found") from None
    return next(iter(reader.store.quads_for_pattern(node, None, None, None)), None) is not None


def _negotiate(request: Request) -> Format:
    asked = request.query_params.get("format")
    if asked:
        kind = named(asked, _FORMATS)
    else:
        choice = choose(header(request.scope, b"accept"), _FORMATS)
        kind = choice.format if choice else None
    if kind is None:
        raise Problem("unacceptable", available=media_types(_FORMATS))
    return kind


def _data(
    request: Request,
    triples: Sequence[ox.Triple],
    prefixes: Mapping[str, str],
    kind: Format,
    *,
    version: str = "",
    headers: Mapping[str, str] = _NO_HEADERS,
) -> Response:
    parts = (version, request.url.path, kind.name)
    etag = f'W/"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'
    headers = {**_DATA_HEADERS, **headers, "ETag": etag}
    if etag in {tag.strip() for tag in header(request.scope, b"if-none-match").split(",")}:
        return Response(status_code=304, headers=headers)
    used = _used(triples, prefixes)
    body = ox.serialize(triples, format=getattr(ox.RdfFormat, kind.name), prefixes=used) or b""
    return Response(body, headers={**headers, "Content-Type": kind.content_type})


def _used(triples: Sequence[ox.Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that shorten something here; `id:` would shorten hardly anything and escape much."""
    namespaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in _iris(triples)}
    return {name: iri for name, iri in prefixes.items() if iri in namespaces and name != "id"}


def _iris(triples: Sequence[ox.Triple]) -> Iterator[str]:
    for triple in triples:
        yield triple.predicate.value
        if isinstance(triple.object, ox.NamedNode):
            yield triple.object.value
        elif isinstance(triple.object, ox.Literal):
            yield triple.object.datatype.value


def _links(path: str, *, page: bool) -> dict[str, str]:
    """Where the other forms of a thing are: https://www.rfc-editor.org/rfc/rfc8288."""
    return _links_of("/id/" + quote(path, safe="/%-._~"), page=page)


def _links_of(stem: str, *, page: bool) -> dict[str, str]:
    others = GRAPHS if page else (HTML,)
    links = (f'<{stem}.{kind.extension}>; rel="alternate"; type="{kind.media[0]}"' for kind in others)
    return {"Link": ", ".join(links), "Vary": "Accept, Accept-Language"}


@cache
def _vocabulary() -> list[ox.Triple]:
    return [quad.triple for quad in ontology_quads(Iris())]


@cache
def _terms(lang: str) -> list[dict[str, str]]:
    """Our terms with label and definition in `lang`, by name."""
    found: dict[str, dict[str, str]] = {}
    for triple in _vocabulary():
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(DEFINITIONS):
            continue
        term = found.setdefault(subject.value.removeprefix(DEFINITIONS), {"label": "", "definition": ""})
        part = {_LABEL: "label", _DEFINITION: "definition"}.get(triple.predicate.value)
        if part and isinstance(value, ox.Literal) and value.language in {lang, None}:
            term[part] = value.value
    return [{"name": name, **found[name]} for name in sorted(found, key=str.lower)]
