"""The reader of instruments: from a report and its names to instruments, claims, statuses and mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from extraction.facts import Claim, Instrument, Kind, Named, Stage, StatusAssertion
from extraction.instruments.block import BodySpan
from extraction.instruments.effects import Effects
from extraction.instruments.find import find
from extraction.instruments.identity import group, instrument
from extraction.instruments.own import Own
from extraction.instruments.pointers import Antecedents
from extraction.instruments.relations import Relations
from extraction.instruments.stages import Stages
from extraction.mention import Mention
from extraction.periods import title_period
from extraction.report import BlockKind, Report
from ontology.keys import fold
from ontology.reference import organizations


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
    labels = {entry.key: entry.label for entry in organizations()}
    labels |= {named.ref.key: named.label for named in names.organizations}

    found = find(report, bodies)
    groups, of = group(report, found.occurrences)
    folded = fold(report.text)
    title = " ".join(report.text[b.start : b.end] for b in report.blocks if b.kind is BlockKind.TITLE)
    pointed = tuple(Antecedents(found.occurrences, of).resolved(found.pointers))
    own = Own(report, folded, found.occurrences, of)
    itself = ((block, c, own.before(c.start, c.type)) for block, c in found.itself)
    meant = [*pointed, *((block, c, g) for block, c, g in itself if g is not None)]
    effects = Effects(report, folded, of, own, statute=found.statute).rows(found.occurrences, meant)
    statuses = Stages(report, folded, of, title_period(title)).statuses(groups, found.occurrences)
    unissued = {s.instrument.key for s in statuses if s.stage is not Stage.ISSUED}
    claims = Relations(report, folded, of, bodies).claims(found.occurrences, effects, unissued)
    mentions = [Mention(o.start, o.end, of[id(o)].ref) for o in found.occurrences]
    mentions += [Mention(c.start, c.end, g.ref) for _, c, g in pointed]
    back: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for _, c, g in pointed:
        back[g.key].append((c.start, c.end))
    return InstrumentReading(
        instruments=tuple(instrument(report, g, labels.get, back[g.key]) for g in groups),
        claims=claims,
        statuses=statuses,
        mentions=tuple(sorted(set(mentions))),
    )
