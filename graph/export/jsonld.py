"""JSON-LD with the published context: terms for properties and classes, prefixed names for things.

The context stands in the file itself, so that reading it needs no network. Numbers and dates are strings
with their datatype (JSON's numbers would lose digits), and one line holds one thing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.errors import GraphError
from graph.iris import Iris
from ontology.context import context

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write_jsonld(quads: Iterable[Quad], path: Path, iris: Iris) -> None:
    """Write quads that are grouped by graph and, within it, by subject."""
    compact = _Compact({**context(), "id": iris.base})
    with path.open("w", encoding="utf-8", newline="\n") as file:
        head = json.dumps(compact.context, ensure_ascii=False, indent=1)
        file.write(f'{{"@context": {head},\n"@graph": [')
        for number, (graph, own) in enumerate(groupby(quads, lambda quad: quad.graph_name)):
            name = json.dumps(compact.node(graph), ensure_ascii=False)
            file.write(f'{"," if number else ""}\n{{"@id": {name}, "@graph": [')
            _write_nodes(file, _nodes(own, compact))
            file.write("\n]}")
        file.write("\n]}\n")


def _write_nodes(file: TextIO, nodes: Iterator[Mapping[str, Any]]) -> None:
    file.writelines(
        ("," if number else "") + "\n" + json.dumps(node, ensure_ascii=False)
        for number, node in enumerate(nodes)
    )


def _nodes(quads: Iterable[Quad], compact: _Compact) -> Iterator[dict[str, Any]]:
    for subject, own in groupby(quads, lambda quad: quad.subject):
        node: dict[str, list[Any]] = {}
        for quad in own:
            if quad.predicate.value == _TYPE and not isinstance(quad.object, Literal):
                node.setdefault("@type", []).append(compact.name(quad.object))
            else:
                key = compact.term(quad.predicate.value)
                node.setdefault(key, []).append(compact.value(key, quad.object))
        shown = {key: values[0] if len(values) == 1 else values for key, values in node.items()}
        yield {"@id": compact.node(subject), **shown}


class _Compact:
    """Shortens IRIs and values so that the context gives them back."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        self._prefixes = {iri: name for name, iri in context.items() if str(iri)[-1:] in "#/"}
        self._base = context["id"]
        self._terms: dict[str, str] = {}
        self._coerced: dict[str, str] = {}
        for name, meaning in context.items():
            short = meaning["@id"] if isinstance(meaning, dict) else meaning
            if short in self._prefixes:
                continue
            prefix, _, local = short.partition(":")
            self._terms[f"{context[prefix]}{local}"] = name
            if isinstance(meaning, dict):
                kind = meaning["@type"]
                scheme, _, local = kind.partition(":")
                self._coerced[name] = kind if kind == "@id" else f"{context[scheme]}{local}"

    def term(self, iri: str) -> str:
        """A property or class: its term, or else its prefixed name."""
        return self._terms.get(iri) or self._iri(iri)

    def name(self, node: object) -> str:
        """A class, as `@type` takes it."""
        return self.term(node.value) if isinstance(node, NamedNode) else self.node(node)

    def node(self, node: object) -> str:
        """A thing, as `@id` takes it."""
        if isinstance(node, NamedNode):
            return self._iri(node.value)
        if isinstance(node, BlankNode):
            return str(node)
        raise GraphError(f"JSON-LD has no way to write {node} as a thing. Export as nq instead.")

    def value(self, term: str, value: NamedNode | BlankNode | Literal | Triple) -> str | dict[str, str]:
        """An object under a term, plain where the term's type says what it is."""
        kind = self._coerced.get(term)
        if not isinstance(value, Literal):
            name = self.node(value)
            return name if kind == "@id" else {"@id": name}
        if value.language:
            return {"@language": value.language, "@value": value.value}
        datatype = value.datatype.value
        if datatype == (kind or _STRING):
            return value.value
        if datatype == _STRING:
            return {"@value": value.value}
        return {"@type": self._iri(datatype), "@value": value.value}

    def _iri(self, iri: str) -> str:
        if iri.startswith(self._base):
            return self._prefixed("id", iri.removeprefix(self._base)) or iri
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return (self._prefixed(prefix, iri[cut:]) if prefix else None) or iri

    @staticmethod
    def _prefixed(prefix: str, local: str) -> str | None:
        """`prefix:local`; None where that would read as an address ("id://…")."""
        return None if local.startswith("//") else f"{prefix}:{local}"
