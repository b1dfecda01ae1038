"""The graph in the formats that others read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from graph.errors import GraphError, no_room
from graph.graphs import UNION, named_quads
from graph.iris import Iris
from graph.prefixes import known
from graph.reader import Reader

QUADS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
TRIPLES = {"nt": RdfFormat.N_TRIPLES, "ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML}
FORMATS = (*QUADS, *TRIPLES, "graphml")

_ENDINGS = {"xml": "rdf", "json": "jsonld", "nquads": "nq", "ntriples": "nt", "turtle": "ttl"}
_FOLDERS = (
    "report passage selector claim instrument organization database platform indicator observation change "
    "bottleneck task status finding period instant run area graph/report"
).split()


def write(reader: Reader, form: str, path: Path) -> None:
    """Write the whole graph to `path`, which appears only when it is complete.

    Formats with named graphs keep them; those without get the union.

    Raises:
        GraphError: no such format, or the file cannot be written.
    """
    if form == "graphml":
        from graph.network import write_graphml  # noqa: PLC0415

        replace_file(path, lambda fresh: write_graphml(reader, fresh))
    else:
        write_store(reader.store, form, path, reader.iris)


def write_store(store: Store, form: str, path: Path, iris: Iris) -> None:
    """Write a store's named graphs, or their union where the format has no named graphs, in a fixed order."""
    if form in QUADS:
        quads = in_order(named_quads(store))
        replace_file(path, lambda fresh: _write(quads, QUADS[form], fresh, iris))
    elif form in TRIPLES:
        union = in_order(store.quads_for_pattern(None, None, None, UNION))
        triples = (quad.triple for quad in union)
        replace_file(path, lambda fresh: _write(triples, TRIPLES[form], fresh, iris))
    else:
        raise GraphError(
            f"{form!r} is not a format that graphs are written in. Choose one of {', '.join(FORMATS)}."
        )


def form_of(path: Path) -> str:
    """The format that a file's ending asks for.

    Raises:
        GraphError: the ending is not one of a format.
    """
    ending = path.suffix.lower().lstrip(".")
    form = _ENDINGS.get(ending, ending)
    if form not in FORMATS:
        raise GraphError(
            f"{path.name} has no ending of a format. Known: {', '.join('.' + name for name in FORMATS)}."
        )
    return form


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Quads in the order of their graphs, subjects, predicates and objects as text."""
    return sorted(
        quads,
        key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)),
    )


def readable_prefixes(iris: Iris) -> Mapping[str, str]:
    """Prefixes for people to read: one for each folder of IRIs (a slash in a local name needs escaping)."""
    prefixes = {name: iri for name, iri in known(iris.base).items() if name != "id"}
    return {**prefixes, **{folder.replace("/", "-"): f"{iris.base}{folder}/" for folder in _FOLDERS}}


def _write(items: Iterable[Quad] | Iterable[Triple], form: RdfFormat, path: Path, iris: Iris) -> None:
    plain = form in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES)
    serialize(items, str(path), form, prefixes=None if plain else dict(readable_prefixes(iris)))


def replace_file(path: Path, write_to: Callable[[Path], object]) -> None:
    """Have `write_to` write a file beside `path`, then put it in its place.

    Raises:
        GraphError: the file cannot be written; what stood there is as it was.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    if path.is_dir():
        raise GraphError(f"{path} is a directory; give a file's name.")
    if not path.parent.is_dir():
        raise GraphError(f"there is no directory {path.parent} to write {path.name} into; make it first.")
    try:
        write_to(fresh)
        fresh.replace(path)
    except (OSError, RuntimeError) as error:
        reason = "no room on the disk" if no_room(error) else str(error)
        raise GraphError(
            f"{path} cannot be written: {reason}. What stood there before is as it was."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
