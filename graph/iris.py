"""IRIs of everything the graph speaks of, minted under one base.

Every IRI follows from what it names, so a second reading of a report gives the same IRIs. Keys of things
are ASCII slugs already; whatever else goes into a path is NFC and percent-encoded.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode

from extraction.facts import Ref
from extraction.report import Passage

DEFAULT_BASE = "https://w3id.org/khaithong/id/"

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+/\Z")
_SHA = re.compile(r"[0-9a-f]{64}\Z")
_SHORT = 16


def _segment(text: str) -> str:
    return quote(unicodedata.normalize("NFC", text), safe="")


def _digest(*parts: str) -> str:
    joined = "\x1f".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:24]


def _short(sha256: str) -> str:
    if not _SHA.match(sha256):
        raise ValueError(f"not a SHA-256 in hexadecimal: {sha256!r}")
    return sha256[:_SHORT]


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints IRIs under `base`, an absolute http(s) IRI that ends in a slash."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.match(self.base):
            raise ValueError(f"a base is an absolute http(s) IRI that ends in '/': {self.base!r}")

    def mint(self, folder: str, name: str) -> NamedNode:
        """The thing `name` in `folder`; `name` may be any text."""
        return NamedNode(f"{self.base}{folder}/{_segment(name)}")

    def thing(self, ref: Ref) -> NamedNode:
        """A thing by its kind and key: `instrument/82-2024-nd-cp`."""
        return NamedNode(f"{self.base}{ref.kind}/{ref.key}")

    def report(self, sha256: str) -> NamedNode:
        """A report, by the first 16 hexadecimal digits of its file's SHA-256."""
        return self.mint("report", _short(sha256))

    def report_graph(self, sha256: str) -> NamedNode:
        """The named graph that holds what one report states."""
        return NamedNode(f"{self.base}graph/report/{_short(sha256)}")

    def graph(self, origin: str) -> NamedNode:
        """The named graph of another origin: reference, inferred, review or ontology."""
        if origin not in ("reference", "inferred", "review", "ontology"):
            raise ValueError(f"not an origin of a graph: {origin!r}")
        return NamedNode(f"{self.base}graph/{origin}")

    def passage(self, sha256: str, passage: Passage) -> NamedNode:
        """A passage of a report."""
        return self.mint("passage", f"{_short(sha256)}-{passage.start}-{passage.end}")

    def selector(self, sha256: str, passage: Passage) -> NamedNode:
        """The one selector of a passage."""
        return self.mint("selector", f"{_short(sha256)}-{passage.start}-{passage.end}")

    def claim(
        self, subject: NamedNode, predicate: NamedNode, obj: NamedNode, places: tuple[NamedNode, ...]
    ) -> NamedNode:
        """A claim: a hash of subject, predicate, object and the passages, which name report and offsets."""
        where = sorted(place.value for place in places)
        return self.mint("claim", _digest(subject.value, predicate.value, obj.value, *where))

    def statement(self, folder: str, *parts: str) -> NamedNode:
        """A statement's node (a status, a finding), by a hash of what it says and where."""
        return self.mint(folder, _digest(*parts))

    def run(self, subject: str, version: str) -> NamedNode:
        """The run of one version of the software over one report (or over the inferences)."""
        return self.mint("run", f"{subject[:_SHORT]}-{version}")

    def software(self, version: str) -> NamedNode:
        """The version of the software that ran."""
        return self.mint("software", f"khaithong-{version}")

    def person(self, name: str) -> NamedNode:
        """A person who reviews, by the name that was given."""
        return self.mint("person", name)

    def period(self, notation: str) -> NamedNode:
        """A calendar period; the stroke of a span ("2024/2025") is written as ISO 8601 allows, "--"."""
        return self.mint("period", notation.replace("/", "--"))

    def instant(self, day: str) -> NamedNode:
        """A day, as the beginning or end of a period: `instant/2024-01-01`."""
        return self.mint("instant", day)
