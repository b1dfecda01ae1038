"""What was read from one report as plain records, one for each mention or fact, in the order of the text.

Every record has `kind`, `iri`, `start` and `end` (code points of the source text, end exclusive) and `text`,
that slice made plain; where the file has pages, also `page`. The rest are the normalised values of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from extraction.facts import Change, Claim, Finding, Instrument, Named, Observation, Period, Ref, ReportFacts
from extraction.report import Passage, Report
from graph.iris import Iris
from graph.mapping.claims import predicate_node

Record = dict[str, Any]


def records(report: Report, facts: ReportFacts, iris: Iris | None = None) -> list[Record]:
    """The records of a report. Values are JSON's own types; an absent value is left out."""
    found = [_without_nothing(record) for record in _Records(report, facts, iris or Iris()).all()]
    return sorted(found, key=lambda record: (record["start"], record["end"], record["kind"], record["iri"]))


def _without_nothing(record: Record) -> Record:
    return {key: value for key, value in record.items() if value is not None and value not in ([], "")}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _notation(period: Period | None) -> str | None:
    return period.notation if period else None


class _Records:
    def __init__(self, report: Report, facts: ReportFacts, iris: Iris) -> None:
        self.report = report
        self.facts = facts
        self.iris = iris
        self.labels = {indicator.ref: indicator.label for indicator in facts.indicators}

    def all(self) -> Iterator[Record]:
        yield from self._instruments(self.facts.instruments)
        yield from self._named((*self.facts.organizations, *self.facts.databases, *self.facts.platforms))
        yield from map(self._observation, self.facts.observations)
        yield from self._bottlenecks()
        yield from map(self._claim, self.facts.claims)
        yield from self._statuses()
        yield from self._tasks()
        yield from (self._finding(finding) for finding in self.facts.findings if finding.passages)

    def _iri(self, ref: Ref) -> str:
        return self.iris.thing(ref).value

    def _place(self, passage: Passage) -> Record:
        place = {"start": passage.start, "end": passage.end, "text": self.report.exact(passage)}
        page = self.report.page(passage)
        return place if page is None else {**place, "page": page}

    def _fact(self, kind: str, iri: str, passages: tuple[Passage, ...], **values: Any) -> Record:
        """One fact: it stands where its first passage does; `passages` lists all where there are several."""
        places = [self._place(passage) for passage in passages]
        return {
            "kind": kind,
            "iri": iri,
            **places[0],
            **values,
            "passages": places if len(places) > 1 else None,
        }

    def _instruments(self, instruments: tuple[Instrument, ...]) -> Iterator[Record]:
        """Where instruments are cited, and where words only point back to one: `anaphor` ("Luật này")."""
        for instrument in instruments:
            named = [("instrument", passage) for passage in instrument.mentions]
            for kind, passage in (*named, *(("anaphor", passage) for passage in instrument.anaphors)):
                yield {
                    "kind": kind,
                    "iri": self._iri(instrument.ref),
                    **self._place(passage),
                    "type": instrument.type,
                    "number": instrument.number,
                    "label": instrument.label,
                    "title": instrument.title,
                    "issued": instrument.issued.isoformat() if instrument.issued else None,
                    "issued_text": instrument.issued_text,
                }

    def _named(self, things: tuple[Named, ...]) -> Iterator[Record]:
        for thing in things:
            for passage in thing.mentions:
                yield {
                    "kind": str(thing.ref.kind),
                    "iri": self._iri(thing.ref),
                    **self._place(passage),
                    "label": thing.label,
                    "classification": thing.classification,
                    "known": thing.known,
                }

    def _observation(self, item: Observation) -> Record:
        return self._fact(
            "observation",
            self._iri(item.ref),
            (item.passage,),
            indicator=self._iri(item.indicator),
            indicator_label=self.labels.get(item.indicator),
            value=_number(item.value),
            unit=item.unit,
            verbatim=item.verbatim,
            observation_kind=str(item.kind),
            period=_notation(item.period),
            period_kind=item.period.kind if item.period else None,
            denominator=_number(item.denominator),
            qualifier=item.qualifier,
            scope=item.scope,
            area=item.area,
            about=self._iri(item.about) if item.about else None,
            change=_change(item.change) if item.change else None,
        )

    def _bottlenecks(self) -> Iterator[Record]:
        for item in self.facts.bottlenecks:
            yield self._fact(
                "bottleneck",
                self._iri(item.ref),
                item.passages,
                label=item.label,
                status=item.status,
                themes=list(item.themes),
                section=".".join(item.section),
            )

    def _claim(self, claim: Claim) -> Record:
        subject, obj = self.iris.thing(claim.subject), self.iris.thing(claim.object)
        places = tuple(self.iris.passage(self.report.sha256, passage) for passage in claim.passages)
        node = self.iris.claim(subject, predicate_node(claim.predicate), obj, places)
        return self._fact(
            "claim",
            node.value,
            claim.passages,
            subject=subject.value,
            predicate=str(claim.predicate),
            object=obj.value,
            basis=str(claim.basis),
            confidence=_number(claim.confidence),
            rationale=claim.rationale,
        )

    def _statuses(self) -> Iterator[Record]:
        for status in self.facts.statuses:
            yield self._fact(
                "status",
                self._iri(status.instrument),
                status.passages,
                stage=str(status.stage),
                as_of=_notation(status.as_of),
            )

    def _tasks(self) -> Iterator[Record]:
        for task in self.facts.tasks:
            yield self._fact(
                "task",
                self._iri(task.ref),
                (task.passage,),
                label=task.label,
                proposal=task.proposal,
                assigned_to=[self._iri(ref) for ref in task.assigned_to],
                due=_notation(task.due),
                mandated_by=[self._iri(ref) for ref in task.mandated_by],
            )

    def _finding(self, finding: Finding) -> Record:
        return self._fact(
            "finding",
            self.iris.report(self.report.sha256).value,
            finding.passages,
            rule=finding.rule,
            severity=finding.severity,
            message_vi=finding.message_vi,
            message_en=finding.message_en,
            concerns=[self._iri(ref) for ref in finding.concerns],
            computed=finding.computed,
            printed=finding.printed,
        )


def _change(change: Change) -> Record:
    return _without_nothing(
        {
            "amount": _number(change.amount),
            "upper": _number(change.upper),
            "unit": change.unit,
            "direction": change.direction,
            "baseline_period": _notation(change.baseline_period),
            "baseline_value": _number(change.baseline_value),
        }
    )
