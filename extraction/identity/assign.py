"""One identifier for one indicator: by the reference data where they know it, else by its signature."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from extraction.facts import Indicator, Kind, Ref
from extraction.figures.reading import FigureReading
from extraction.identity.signature import SYSTEMS, Signature, signature_of
from extraction.names import NameReading
from extraction.report import Report
from ontology.keys import fold, slug
from ontology.reference import databases, indicators, organizations, platforms

_SLUG = 60  # characters of an identifier that a person can read
_DIGEST = 6


def identified(
    report: Report, figures: FigureReading, names: NameReading, expansions: Mapping[str, str]
) -> FigureReading:
    """The figures with every indicator under the identifier of its signature; equal ones are one.

    The first label that a report prints stays; observations follow their indicator.
    """
    known = _names_of(names)
    places = [(report.starts[m.start], m.ref) for m in names.mentions if m.ref.kind in SYSTEMS]
    starts = [start for start, _ in places]
    about: dict[Ref, Ref | None] = {}
    for observation in figures.observations:
        if observation.indicator not in about:
            here = places[
                bisect_left(starts, observation.passage.start) : bisect_left(starts, observation.passage.end)
            ]
            about[observation.indicator] = observation.about or _only(ref for _, ref in here)
    refs: dict[Ref, Ref] = {}
    kept: dict[Ref, Indicator] = {}
    for indicator in figures.indicators:
        signature = signature_of(indicator.label, indicator.unit, known, expansions, about.get(indicator.ref))
        ref = Ref(Kind.INDICATOR, key_of(signature))
        refs[indicator.ref] = ref
        kept.setdefault(ref, replace(indicator, ref=ref))
    figures.indicators = list(kept.values())
    figures.observations = [replace(o, indicator=refs[o.indicator]) for o in figures.observations]
    return figures


def _only(refs: Iterable[Ref]) -> Ref | None:
    """The one system that a sentence names; a figure without a subject of its own is about it."""
    distinct = set(refs)
    return distinct.pop() if len(distinct) == 1 else None


def key_of(signature: Signature) -> str:
    """The identifier: the key of the reference data, or words to read and a digest of the whole signature.

    A revenue printed in đồng and in dollars is one indicator; what is counted is told by the words.
    """
    entry = _reference().get(signature)
    if entry is not None:
        return entry
    words = sorted(signature.words)
    systems = sorted(ref.key for ref in signature.systems)
    digest = hashlib.sha256("|".join([signature.measure, *words, "@", *systems]).encode()).hexdigest()
    readable = slug(" ".join([*words, *systems]))[:_SLUG].rstrip("-")
    return f"{readable}-{digest[:_DIGEST]}"


@cache
def _reference() -> dict[Signature, str]:
    """Signature → key of every indicator of the reference data, by its label and its aliases."""
    names = _reference_names()
    out: dict[Signature, str] = {}
    for entry in indicators():
        about = _subject(entry.subject)
        for label in (entry.label, *entry.aliases):
            signature = signature_of(label, entry.unit, names, {}, about)
            out.setdefault(signature, entry.key)
    return out


def _subject(path: str | None) -> Ref | None:
    """The system that an indicator of the reference data is measured on ("platform/vneid")."""
    kind, _, key = (path or "").partition("/")
    return Ref(Kind(kind), key) if key else None


@cache
def _reference_names() -> dict[str, Ref]:
    out: dict[str, Ref] = {}
    for kind, entries in (
        (Kind.ORGANIZATION, organizations()),
        (Kind.DATABASE, databases()),
        (Kind.PLATFORM, platforms()),
    ):
        for entry in entries:
            for name in (entry.label, *entry.aliases):
                out.setdefault(fold(name), Ref(kind, entry.key))
    return out


def _names_of(names: NameReading) -> dict[str, Ref]:
    """Folded name → what it names, for the names that the report itself uses."""
    out: dict[str, Ref] = {}
    for named in (*names.organizations, *names.databases, *names.platforms):
        for name in (named.label, *named.aliases):
            out.setdefault(fold(name), named.ref)
    return out
