"""A plain search by names: every word of the question stands in a name, marks and case aside."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from api.model_context.queries import query
from graph.reader import Reader
from ontology.keys import bare

_Names = dict[tuple[str, str], list[str]]
_KEPT: WeakKeyDictionary[Reader, _Names] = WeakKeyDictionary()


def search(reader: Reader, words: str, kinds: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """IRI and kind of what is called so; names that hold the words side by side first, then the shorter."""
    wanted = bare(words).split()
    if not wanted:
        return []
    found = sorted(_ranked(reader, wanted, kinds))
    return [(iri, kind) for _, _, iri, kind in found]


def _ranked(reader: Reader, wanted: list[str], kinds: frozenset[str]) -> Iterator[tuple[bool, int, str, str]]:
    phrase = " ".join(wanted)
    for (iri, kind), names in _names(reader).items():
        if not kinds or kind in kinds:
            fitting = [name for name in names if all(word in name for word in wanted)]
            if fitting:
                yield min((phrase not in name, len(name), iri, kind) for name in fitting)


def _names(reader: Reader) -> _Names:
    if reader not in _KEPT:
        names: _Names = {}
        for row in reader.select(query("labels")):
            key = (getattr(row["thing"], "value", ""), getattr(row["kind"], "value", ""))
            names.setdefault(key, []).append(bare(getattr(row["label"], "value", "")))
        _KEPT[reader] = names
    return _KEPT[reader]
