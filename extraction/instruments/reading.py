"""The reader of instruments: from a report and its names to instruments, claims, statuses and mentions."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Protocol

from extraction.citations import Citation
from extraction.facts import Claim, Instrument, Kind, Named, Stage, StatusAssertion
from extraction.front import publisher_of
from extraction.instruments.cover import own_title
from extraction.instruments.effects import Effects
from extraction.instruments.find import find
from extraction.instruments.identity import group
from extraction.instruments.issuers import Issuers
from extraction.instruments.naming import instrument
from extraction.instruments.own import Own
from extraction.instruments.pointers import Antecedents, resolved
from extraction.instruments.relations import Relations
from extraction.instruments.single import BodySpan
from extraction.instruments.stages import Stages, approved
from extraction.mention import Mention
from extraction.periods import title_period
from extraction.report import BlockKind, Report
from ontology.reference import organizations


@cache
def _known_labels() -> dict[str, str]:
    return {entry.key: entry.label for entry in organizations()}


class Names(Protocol):
    """What this reader needs of the names of a report."""

    @property
    def mentions(self) -> Sequence[Mention]:
        """Where bodies are named."""

    @property
    def organizations(self) -> Sequence[Named]:
        """The bodies."""


@dataclass(frozen=True, slots=True)
class InstrumentReading:
    """The instruments of a report in order of first mention, and what it says of them."""

    instruments: tuple[Instrument, ...] = ()
    claims: tuple[Claim, ...] = ()
    statuses: tuple[StatusAssertion, ...] = ()
    mentions: tuple[Mention, ...] = ()


def read_instruments(report: Report, names: Names) -> InstrumentReading:
    """The instruments that a report names, drafts and its own cover instrument included."""
    bodies: dict[int, BodySpan] = {}
    for m in names.mentions:
        if m.ref.kind is Kind.ORGANIZATION and (m.start not in bodies or bodies[m.start][1] < m.end):
            bodies[m.start] = (m.start, m.end, m.ref.key)
    labels = ChainMap({named.ref.key: named.label for named in names.organizations}, _known_labels())

    found = find(report, bodies)
    groups, of = group(report, found.occurrences)
    folded = report.folded
    title = " ".join(report.text[b.start : b.end] for b in report.blocks if b.kind is BlockKind.TITLE)
    own = Own(report, folded, found.occurrences, of)
    pointed = resolved(found, Antecedents(found.occurrences, of, found.folded), own)
    effects = Effects(report, folded, of, own, statute=found.statute).rows(found.occurrences, pointed)
    publisher = publisher_of(report, names.mentions, names.organizations)
    issuers = Issuers(report, folded, of, bodies, labels).rows(
        found.occurrences, own.occurrences, publisher.key if publisher else None
    )
    as_of = title_period(title)
    statuses = Stages(report, folded, of, as_of).statuses(groups, found.occurrences)
    unissued = {s.instrument.key for s in statuses if s.stage is not Stage.ISSUED}
    relations = Relations(report, folded, of)
    cover = found.cover or next((o for o in own.occurrences if of[id(o)].key in own.head), None)
    titled = relations.of_text(cover, found.occurrences) if cover else ()
    claims = relations.claims(found.occurrences, chain(issuers, effects, titled), unissued)
    statuses = (*statuses, *approved(claims, statuses, as_of))
    titles = dict.fromkeys(own.head, own_title(report))
    mentions = [Mention(o.start, o.end, of[id(o)].ref) for o in found.occurrences]
    mentions += [Mention(c.start, c.end, g.ref) for _, c, g in pointed]
    back: dict[str, list[Citation]] = defaultdict(list)
    for _, c, g in pointed:
        back[g.key].append(c)
    return InstrumentReading(
        instruments=tuple(instrument(report, g, labels.get, back[g.key], titles.get(g.key)) for g in groups),
        claims=claims,
        statuses=statuses,
        mentions=tuple(sorted(set(mentions))),
    )
