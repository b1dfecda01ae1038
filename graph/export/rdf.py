"""RDF: every quad, graph by graph and subject by subject, in a fixed order.

Memory holds the names of one graph's subjects and the statements of one subject, never the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from graph.errors import ExportError
from graph.export.files import replace_file
from graph.export.jsonld import write_jsonld
from graph.graphs import UNION
from graph.iris import Iris
from graph.prefixes import known

QUADS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
TRIPLES = {"nt": RdfFormat.N_TRIPLES, "ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML}

_FOLDERS = (
    "report passage selector claim instrument organization database platform indicator observation change "
    "bottleneck task status finding period instant run area review person graph/report"
).split()


def write_store(store: Store, form: str, path: Path, iris: Iris) -> None:
    """Write a store's named graphs, or their union where the format has no named graphs, in a fixed order.

    Raises:
        ExportError: no RDF format, or the file cannot be written.
    """
    if form == "jsonld":
        replace_file(path, lambda fresh: write_jsonld(ordered_graphs(store), fresh, iris))
    elif form in QUADS:
        quads = ordered_graphs(store)
        replace_file(path, lambda fresh: _write(quads, QUADS[form], fresh, iris))
    elif form in TRIPLES:
        triples = (quad.triple for quad in ordered(store, UNION))
        replace_file(path, lambda fresh: _write(triples, TRIPLES[form], fresh, iris))
    else:
        raise ExportError("export-format", name=form, formats=", ".join((*QUADS, *TRIPLES)))


def ordered_graphs(store: Store) -> Iterator[Quad]:
    """Every quad of every named graph, in the order of graphs, subjects, predicates and objects as text."""
    for graph in sorted((node for node in store.named_graphs() if isinstance(node, NamedNode)), key=str):
        yield from ordered(store, graph)


def ordered(store: Store, graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    """The quads of one graph, in the order of subjects, predicates and objects as text."""
    subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, graph)}
    for subject in sorted(subjects, key=str):
        own = store.quads_for_pattern(subject, None, None, graph)
        yield from sorted(own, key=lambda quad: (str(quad.predicate), str(quad.object)))


def readable_prefixes(iris: Iris) -> Mapping[str, str]:
    """Prefixes for people to read: one for each folder of IRIs (a slash in a local name needs escaping)."""
    prefixes = {name: iri for name, iri in known(iris.base).items() if name != "id"}
    return {**prefixes, **{folder.replace("/", "-"): f"{iris.base}{folder}/" for folder in _FOLDERS}}


def _write(items: Iterable[Quad] | Iterable[Triple], form: RdfFormat, path: Path, iris: Iris) -> None:
    plain = form in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES)
    serialize(items, str(path), form, prefixes=None if plain else dict(readable_prefixes(iris)))
