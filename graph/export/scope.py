"""What one report states, as a graph of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode, Quad, Store

from graph.errors import ExportError
from graph.graphs import UNION, fill_union
from graph.reader import Reader
from graph.terms import RDFS, SKOS
from graph.withdraw import find_report


def one_report(reader: Reader, name: str, *, with_names: bool = False) -> Reader:
    """A reader of the named graph of one report, in memory.

    `with_names` adds to the union, not to the graph, what the rest calls the things that the report speaks of
    (labels and notations of units, stages, predicates …), for tables and pictures.

    Raises:
        ReportUnknown: no such report, or several.
        ExportError: the graph was read from RDF files, which do not list their reports.
    """
    if not reader.about:
        raise ExportError("export-no-reports")
    graph = reader.iris.report_graph(find_report(reader.about["reports"], name)["sha256"])
    store = Store()
    store.bulk_extend(reader.store.quads_for_pattern(None, None, None, graph))
    fill_union(store)
    if with_names:
        store.bulk_extend(list(_names(reader.store, store, graph)))
    return reader.over(store)


def _names(whole: Store, part: Store, graph: NamedNode) -> Iterator[Quad]:
    own = part.quads_for_pattern(None, None, None, graph)
    nodes = {node for quad in own for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}
    labels = (SKOS.prefLabel, SKOS.notation, RDFS.label)
    for node in nodes:
        found = (whole.quads_for_pattern(node, label, None, UNION) for label in labels)
        yield from chain.from_iterable(found)
