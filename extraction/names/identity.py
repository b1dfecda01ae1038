"""When two spellings name one thing: keys that expand abbreviations and forget commas."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extraction.facts import Kind
from extraction.names import tables
from ontology.keys import fold, name_key, name_slug
from ontology.reference import Entry, databases, organizations, platforms, provinces

_TOKEN = re.compile(r"[\w&]++(?:-[\w&]++)*+")
_DATABASE = "cơ sở dữ liệu"
_NATIONAL = "quốc gia"


def expanded(label: str) -> str:
    """A label with its abbreviations written out: "CSDL quốc gia về TTHC" in full words."""

    def full(match: re.Match[str]) -> str:
        printed = match.group()
        known = tables.abbreviations()
        if not printed.isupper():
            return printed
        if fold(printed) in known:
            return known[fold(printed)]
        return " ".join(known.get(fold(part), part) for part in printed.split("-"))

    return _TOKEN.sub(full, label).replace("&", " và ")


@lru_cache(maxsize=8192)
def spelled_key(kind: Kind, label: str) -> str:
    """What all spellings of a name share, as folded words."""
    words = name_key(expanded(label)).split()
    words = [w for k, w in enumerate(words) if k == 0 or w != words[k - 1]]
    if kind is not Kind.ORGANIZATION:
        words = [w for w in words if w != "của"]
    joined = " ".join(words)
    return _database_key(joined) if kind is Kind.DATABASE else joined


def _database_key(words: str) -> str:
    """A database by its topic: "CSDL đất đai quốc gia" is "CSDL quốc gia về đất đai"."""
    if not words.startswith(_DATABASE):
        return words
    topic = words[len(_DATABASE) :].strip()
    national = topic.startswith(_NATIONAL) or topic.endswith(" " + _NATIONAL)
    topic = topic.removeprefix(_NATIONAL).strip().removeprefix("chuyên ngành").strip()
    topic = topic.removeprefix("về ").removesuffix(" " + _NATIONAL).strip()
    return f"{_DATABASE} {_NATIONAL} về {topic}" if national else f"{_DATABASE} {topic}"


def known_as(kind: Kind, label: str) -> Entry | None:
    """The thing of the reference data that a label names."""
    return _index()[kind].get(spelled_key(kind, label))


def key_of(kind: Kind, label: str) -> str:
    """The key of a thing that the reference data does not know."""
    return name_slug(spelled_key(kind, label))


def database_of_topic(topic: str) -> Entry | None:
    """The national database with a topic, as lists under one head name it: "CBCCVC", "Đất đai"."""
    return _topics().get(name_key(expanded(topic))) or known_as(Kind.DATABASE, f"CSDL quốc gia về {topic}")


@cache
def _index() -> dict[Kind, dict[str, Entry]]:
    out: dict[Kind, dict[str, Entry]] = {}
    for kind, entries in (
        (Kind.ORGANIZATION, (*provinces(), *organizations())),
        (Kind.DATABASE, databases()),
        (Kind.PLATFORM, platforms()),
    ):
        table = out.setdefault(kind, {})
        for entry in entries:
            for spelling in (*entry.aliases, entry.label):
                table[spelled_key(kind, spelling)] = entry
    return out


@cache
def _topics() -> dict[str, Entry]:
    return {name_key(expanded(short)): entry for entry in databases() for short in entry.short}
