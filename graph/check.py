"""SHACL: nothing enters the graph that breaks its own rules.

Validation runs over an rdflib Memory graph of what changed with the vocabulary beside it: over the whole
store it would take minutes (34 s at 100,000 triples through an adapter, 2 s over Memory).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple
from rdflib.namespace import RDF, SH

from graph.errors import GraphError, RulesBroken
from graph.graphs import UNION
from graph.ground import shapes
from graph.iris import Iris
from graph.prefixes import shorten
from ontology.graphs import pivots

_SHOWN = 5
_SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule: the node, the property (or ""), the offending value (or ""), the rule in words.

    A `warning` marks what a report may lack (a value's period); it refuses nothing.
    """

    warning: bool
    focus: str
    path: str
    value: str
    message: str

    def __str__(self) -> str:
        at = f" {shorten(self.path)}" if self.path else ""
        value = f" (found {self.value})" if self.value else ""
        return f"{shorten(self.focus)}{at}: {self.message}{value}"


def require(found: Sequence[Violation], what: str) -> None:
    """Refuse what breaks a rule; warnings pass.

    Raises:
        RulesBroken: with the first few violations.
    """
    violations = [violation for violation in found if not violation.warning]
    if not violations:
        return
    shown = "\n".join(f"  {violation}" for violation in violations[:_SHOWN])
    more = f"\n  … and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
    raise RulesBroken(
        f"what was read from {what} breaks {len(violations)} rule(s) of the graph; nothing was changed:\n"
        f"{shown}{more}\n"
        "This is a fault of the program, not of the report: please report it with the file."
    )


class Ground:
    """What every report may refer to: the vocabulary's concepts and the reference data of a store."""

    def __init__(self, store: Store, iris: Iris) -> None:
        self._store = store
        self._graphs = (iris.graph("ontology"), iris.graph("reference"))
        # What a class is below does not follow from the things that a report mentions.
        self._classes = [
            quad for graph in self._graphs for quad in store.quads_for_pattern(None, _SUBCLASS, None, graph)
        ]

    def violations(self, quads: Iterable[Quad], *, beside_reports: bool = False) -> list[Violation]:
        """The rules that `quads` break, in a fixed order.

        They are checked with what the ground says of everything they mention; `beside_reports` adds what
        the whole store says of it (the inferred graph speaks of things that reports describe).
        """
        new = list(quads)
        focus = {quad.subject for quad in new if isinstance(quad.subject, NamedNode)}
        if not focus:
            return []
        nodes = {node.value for node in focus}
        # Some rules look over the graph from a basis ("no edge without its claim"), not from what is new.
        bases = set(map(str, pivots()))
        known = _validate(self._data(new, everywhere=False), None)
        found = [violation for violation in known if violation.focus in nodes or violation.focus in bases]
        if not beside_reports:
            return found
        # Here the reports' own edges come without their claims: what they lack was checked as they came in.
        told = [violation for violation in found if violation.focus in bases]
        return sorted([*told, *_validate(self._data(new, everywhere=True), sorted(nodes))])

    def _data(self, new: Sequence[Quad], *, everywhere: bool) -> rdflib.Graph:
        data = rdflib.Graph(bind_namespaces="none")
        terms = _Terms()  # one object for each node, however many triples name it
        for quad in chain(self._classes, new, self._described(new, everywhere=everywhere)):
            data.add((terms[quad.subject], terms[quad.predicate], terms[quad.object]))
        return data

    def _described(self, quads: Iterable[Quad], *, everywhere: bool) -> Iterator[Quad]:
        mentioned = {
            node for quad in quads for node in (quad.subject, quad.object) if isinstance(node, NamedNode)
        }
        graphs = (UNION,) if everywhere else self._graphs
        for node in mentioned:
            for graph in graphs:
                yield from self._store.quads_for_pattern(node, None, None, graph)


def validate_store(store: Store) -> list[Violation]:
    """The rules that a whole store breaks, over its union of graphs."""
    data = rdflib.Graph(bind_namespaces="none")
    for quad in store.quads_for_pattern(None, None, None, UNION):
        data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return _validate(data, None)


def _validate(data: rdflib.Graph, focus: list[str] | None) -> list[Violation]:
    # Imported here: pySHACL takes a third of a second, which only builds and checks should pay.
    import pyshacl  # noqa: PLC0415

    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=shapes(), inference="none", focus_nodes=focus, do_owl_imports=False
    )
    if conforms:
        return []
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"the rules could not be checked: {report}")
    return sorted(_violation(report, node) for node in report.subjects(RDF.type, SH.ValidationResult))


def _violation(report: rdflib.Graph, node: rdflib.term.Node) -> Violation:
    def value(predicate: rdflib.URIRef) -> str:
        found = report.value(node, predicate)
        return "" if found is None else str(found)

    messages = {
        getattr(message, "language", None): str(message) for message in report.objects(node, SH.resultMessage)
    }
    words = messages.get("en") or "; ".join(sorted(messages.values()))
    warning = report.value(node, SH.resultSeverity) != SH.Violation
    return Violation(warning, value(SH.focusNode), value(SH.resultPath), value(SH.value), words)


class _Terms(dict[NamedNode | BlankNode | Literal | Triple, rdflib.term.Identifier]):
    """The nodes of rdflib by those of the store, each made once."""

    def __missing__(self, term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Identifier:
        made = self[term] = _term(term)
        return made


def _term(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Identifier:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        # rdflib keeps "x" and "x"^^xsd:string apart; RDF 1.1 does not, and shapes write the former.
        kind = None if term.datatype.value == _STRING else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=kind, normalize=False)
    raise TypeError(f"a claim is plain RDF 1.1; triple terms do not belong here: {term}")
