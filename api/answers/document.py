"""From a thing of the graph to its document, field by field."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from api.answers.frames import Field, frames
from graph.graphs import UNION
from graph.terms import RDF

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XSD = "http://www.w3.org/2001/XMLSchema#"
Rejected = frozenset[tuple[str, str, str]]
"""Subject, predicate and object of proposals that a reviewer rejected, as Oxigraph writes them."""


class Documents:
    """Makes documents from `store`. `lang`: only labels in this language where there are any in it."""

    def __init__(self, store: Store, lang: str = "", rejected: Rejected = frozenset()) -> None:
        self._store, self._lang, self._rejected = store, lang, rejected

    def of(self, iri: str, kind: str, only: Collection[str] = ()) -> dict[str, Any]:
        """The document of a thing as one of `kind`; `only` names the fields that are wanted."""
        return self._document(NamedNode(iri), kind, only)

    def _document(self, node: NamedNode, kind: str, only: Collection[str] = ()) -> dict[str, Any]:
        made: dict[str, Any] = {"@id": node.value}
        types = self._store.quads_for_pattern(node, RDF.type, None, UNION)
        classes = sorted(quad.object.value for quad in types if isinstance(quad.object, NamedNode))
        if classes:
            made["@type"] = classes
        for field in frames()[kind].values():
            if only and field.name not in only:
                continue
            value = self._literals(node, field) if field.literal else self._things(node, field)
            if value:
                made[field.name] = value
        return made

    def _literals(self, node: NamedNode, field: Field) -> Any:
        quads = self._store.quads_for_pattern(node, NamedNode(field.iri), None, UNION)
        found = sorted((q.object for q in quads if isinstance(q.object, Literal)), key=_order)
        if field.holds == "text":
            return self._text(found, many=field.many)
        values = [_value(each, field) for each in found]
        return values if field.many or len(values) > 1 else next(iter(values), None)

    def _text(self, found: list[Literal], *, many: bool) -> dict[str, Any]:
        """Labels by language; a label without one stands under "@none"."""
        by_language: dict[str, list[str]] = {}
        for each in found:
            by_language.setdefault(each.language or "@none", []).append(each.value)
        if self._lang in by_language:
            by_language = {self._lang: by_language[self._lang]}
        return {
            lang: labels if many or len(labels) > 1 else labels[0] for lang, labels in by_language.items()
        }

    def _things(self, node: NamedNode, field: Field) -> Any:
        predicate = NamedNode(field.iri)
        if field.reverse:
            quads = self._store.quads_for_pattern(None, predicate, node, UNION)
            found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        else:
            quads = self._store.quads_for_pattern(node, predicate, None, UNION)
            objects = (quad.object for quad in quads)
            found = {each for each in objects if isinstance(each, NamedNode)}
            found = {each for each in found if (str(node), str(predicate), str(each)) not in self._rejected}
        made = [self._document(each, field.holds) for each in sorted(found, key=str)]
        return made if field.many or len(made) > 1 else next(iter(made), None)


def _order(literal: Literal) -> tuple[str, str]:
    return literal.language or "", literal.value


def _value(literal: Literal, field: Field) -> Any:
    """A value as JSON that the context gives its type back to."""
    datatype = literal.datatype.value
    expected = _STRING if field.holds == "string" else _XSD + field.holds.removeprefix("xsd:")
    if literal.language:
        return {"@value": literal.value, "@language": literal.language}
    if datatype != expected:
        return {"@value": literal.value, "@type": datatype}
    return int(literal.value) if field.holds == "xsd:integer" else literal.value
