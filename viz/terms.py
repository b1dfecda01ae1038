"""From the terms of a query's result to plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]


def text(row: Row, name: str) -> str | None:
    """The lexical form of a literal or the IRI of a node; None where the variable is unbound."""
    term = row.get(name)
    if isinstance(term, (Literal, NamedNode)):
        return term.value
    return None


def need(row: Row, name: str) -> str:
    """Like `text`, for a variable that the query always binds."""
    value = text(row, name)
    if value is None:
        raise KeyError(f"the query left ?{name} unbound")
    return value


def decimal(row: Row, name: str) -> Decimal | None:
    """A finite number, or None where there is none."""
    value = text(row, name)
    if value is None:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def integer(row: Row, name: str) -> int | None:
    """A whole number, or None where there is none."""
    number = decimal(row, name)
    return None if number is None else int(number)


@dataclass(frozen=True, slots=True)
class Label:
    """What a thing is called, by language; `texts` holds (language tag, words) pairs."""

    texts: tuple[tuple[str, str], ...]

    def _best(self, lang: str) -> tuple[str, str]:
        for wanted in (lang, "vi", ""):
            for tag, words in self.texts:
                if tag.split("-")[0] == wanted:
                    return tag, words
        return self.texts[0]

    def text(self, lang: str) -> str:
        """The words in `lang`, else in Vietnamese, else in any language."""
        return self._best(lang)[1]

    def lang(self, lang: str) -> str:
        """The language of what `text` gives, for the lang attribute; reports speak Vietnamese."""
        return self._best(lang)[0] or "vi"

    @property
    def all_words(self) -> str:
        """Every form of the name, for search."""
        return " ".join(words for _, words in self.texts)


def labels(rows: Iterable[Row], subject: str = "thing", label: str = "label") -> dict[str, Label]:
    """One `Label` per subject from rows that bind it and one of its names each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        term = row.get(label)
        if isinstance(term, Literal):
            pair = (term.language or "", term.value)
            names = found.setdefault(need(row, subject), [])
            if pair not in names:
                names.append(pair)
    return {iri: Label(tuple(sorted(names))) for iri, names in found.items()}


def label_of(rows: Iterable[Row], label: str = "label") -> Label | None:
    """The `Label` of one thing from rows that bind only its names."""
    texts = {(term.language or "", term.value) for row in rows if isinstance(term := row.get(label), Literal)}
    return Label(tuple(sorted(texts))) if texts else None


def plain_label(iri: str) -> Label:
    """The name of a thing that has none: the end of its IRI."""
    tail = iri.rstrip("/#")
    for separator in ("#", "/"):
        tail = tail.rsplit(separator, 1)[-1]
    return Label((("en", tail or iri),))


def grouped(rows: Iterable[Row], key: str) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each value of `key`, in the order in which the values first appear."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(need(row, key), []).append(row)
    yield from groups.items()
