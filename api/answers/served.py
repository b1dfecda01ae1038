"""What the routes of the JSON API share: the reader, its lists, what was rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import Request
from pyoxigraph import NamedNode
from starlette.responses import Response

from api.answers.asking import Asked, answer
from api.answers.document import Documents, Rejected
from api.answers.lists import Lists, Member, page
from api.answers.queries import query
from api.problems import Problem
from api.readers import Readers
from graph.graphs import UNION
from graph.reader import Reader
from graph.terms import RDF


class Served:
    """Answers from the current version of the graph."""

    def __init__(self, readers: Readers) -> None:
        self._readers, self._lists = readers, Lists()
        self._rejected: WeakKeyDictionary[Reader, Rejected] = WeakKeyDictionary()

    def reader(self) -> Reader:
        """The reader of the current version."""
        return self._readers.current()

    def documents(self, reader: Reader, lang: str) -> Documents:
        """Makes documents of the version of `reader`."""
        if reader not in self._rejected:
            rows = reader.select(query("rejected"))
            self._rejected[reader] = frozenset(
                (str(row["subject"]), str(row["predicate"]), str(row["object"])) for row in rows
            )
        return Documents(reader.store, lang, self._rejected[reader])

    def members(self, reader: Reader, name: str) -> list[Member]:
        """Every thing of list `name`."""
        return self._lists.members(reader, name)

    def many(
        self,
        request: Request,
        name: str,
        kind: str,
        asked: Asked,
        filters: Mapping[str, Sequence[str]],
        *,
        given: str = "",
        facets: bool = False,
    ) -> Response:
        """A page of list `name`, each thing as a document of `kind`."""
        reader = self.reader()
        version = self._readers.version
        wanted = {key: frozenset(values) for key, values in filters.items() if values}
        members = self._lists.members(reader, name, given)
        found = page(members, wanted, version, asked.cursor, asked.limit)
        documents = self.documents(reader, asked.lang)
        items = [documents.of(member.iri, kind, asked.fields) for member in found.members]
        more: dict[str, Any] = {"facets": found.facets} if facets else {}
        return answer(request, version, items, asked, total=found.total, next=found.next, **more)

    def one(self, request: Request, iri: str, kind: str, asked: Asked) -> Response:
        """One thing, as the only item."""
        reader = self.reader()
        document = self.documents(reader, asked.lang).of(iri, kind, asked.fields)
        return answer(request, self._readers.version, [document], asked)

    def known(self, folder: str, key: str, kind: str) -> str:
        """The IRI of `key` in `folder`, or `key` itself where it is one. Raises `Problem` for none."""
        reader = self.reader()
        iri = key if "://" in key else f"{reader.iris.base}{folder}/{key}"
        try:
            wanted = RDF.type, NamedNode(kind), UNION
            known = next(iter(reader.store.quads_for_pattern(NamedNode(iri), *wanted)), None)
        except ValueError:
            known = None
        if known is None:
            raise Problem("unknown-thing", name=key)
        return iri
