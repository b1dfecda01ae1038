"""Lists: which things there are, chosen by filters, in an order that stays, page by page.

A cursor names the version and the last thing of a page. It is good for that version only: within it nothing
moves, so that no thing comes twice and none is missed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from api.answers.queries import query
from api.problems import Problem
from graph.reader import Reader

Choice = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Member:
    """A thing of a list and its values, by filter. A value that is an IRI can be chosen by its end, too."""

    iri: str
    values: Choice

    def fits(self, wanted: Choice) -> bool:
        """Whether it has one of the wanted values of every filter."""
        return all(self.values.get(name, frozenset()) & values for name, values in wanted.items())


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its things, how many fit in all, where the next begins, and counts by value."""

    members: Sequence[Member]
    total: int
    next: str
    facets: Mapping[str, Mapping[str, int]]


class Lists:
    """The lists of each reader that is in use; a reader's graph never changes."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Reader, dict[tuple[str, str], list[Member]]] = WeakKeyDictionary()

    def members(self, reader: Reader, name: str, given: str = "") -> list[Member]:
        """Every thing that query `name` gives, by IRI; `given` is put in for the query's first variable."""
        kept = self._kept.setdefault(reader, {})
        if (name, given) not in kept:
            found = _read(reader, name, given)
            if given:
                return found
            kept[name, given] = found
        return kept[name, given]


def _read(reader: Reader, name: str, given: str) -> list[Member]:
    first = {"indicator": NamedNode(given)} if given else None
    found: dict[str, dict[str, set[str]]] = {}
    for row in reader.select(query(name), first):
        thing = row["thing"]
        if not isinstance(thing, NamedNode):
            continue
        values = found.setdefault(thing.value, {})
        for key, term in row.items():
            if key not in {"thing", "indicator"} and isinstance(term, (NamedNode, Literal)):
                values.setdefault(key, set()).add(_short(term))
    members = [
        Member(iri, {key: frozenset(each) for key, each in values.items()}) for iri, values in found.items()
    ]
    return sorted(members, key=lambda member: member.iri)


def _short(term: NamedNode | Literal) -> str:
    return short(term.value) if isinstance(term, NamedNode) else term.value


def short(iri: str) -> str:
    """The end of an IRI: `theme-du-lieu-so`, `82-2024-nd-cp`."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def page(members: Sequence[Member], wanted: Choice, version: str, cursor: str, limit: int) -> Page:
    """One page of what fits. Raises `Problem` for a cursor that is none or of another version."""
    fitting = [member for member in members if member.fits(wanted)]
    after = _read_cursor(cursor, version) if cursor else ""
    rest = [member for member in fitting if member.iri > after]
    shown = rest[:limit]
    following = _cursor(version, shown[-1].iri) if len(rest) > limit else ""
    return Page(shown, len(fitting), following, _facets(fitting))


def _facets(members: Sequence[Member]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for member in members:
        for name, values in member.values.items():
            counts.setdefault(name, Counter()).update(values)
    return {name: dict(sorted(counts[name].items())) for name in sorted(counts)}


def _cursor(version: str, iri: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([version, iri]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, version: str) -> str:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        of, iri = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError):
        raise Problem("cursor") from None
    if not isinstance(of, str) or not isinstance(iri, str):
        raise Problem("cursor")
    if of != version:
        raise Problem("cursor-old", version=version)
    return iri
