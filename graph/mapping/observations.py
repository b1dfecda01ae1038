"""Indicators and their observed, estimated, forecast or targeted values."""

from __future__ import annotations

from pyoxigraph import NamedNode

from extraction.facts import Change, Observation, ObservationKind, ReportFacts
from graph.mapping.areas import area
from graph.mapping.concepts import concept, unit
from graph.mapping.literals import number, text
from graph.mapping.names import write_labels
from graph.mapping.scribe import Scribe
from graph.terms import KT, QB, RDF, SDMX_ATTRIBUTE, SDMX_CODE, SDMX_DIMENSION, SDMX_MEASURE, SKOS

_STATUS = {ObservationKind.ACTUAL: "A", ObservationKind.ESTIMATE: "E", ObservationKind.FORECAST: "F"}


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """The indicators of a report, then its values."""
    for indicator in facts.indicators:
        node = scribe.thing(indicator.ref)
        scribe.add(node, RDF.type, KT.Indicator, SKOS.Concept)
        write_labels(scribe, indicator.ref, indicator.label)
        scribe.add(node, SDMX_ATTRIBUTE.unitMeasure, unit(scribe, indicator.unit))
        for theme in indicator.themes:
            scribe.add(node, KT.theme, concept("themes", theme))
    for observation in facts.observations:
        _write_observation(scribe, observation)


def _write_observation(scribe: Scribe, observation: Observation) -> None:
    node = scribe.thing(observation.ref)
    scribe.add(node, RDF.type, QB.Observation)
    scribe.add(node, KT.indicator, scribe.thing(observation.indicator))
    scribe.add(node, SDMX_MEASURE.obsValue, number(observation.value))
    scribe.add(node, SDMX_ATTRIBUTE.unitMeasure, unit(scribe, observation.unit))
    scribe.add(node, KT.verbatim, text(observation.verbatim))
    if observation.kind is ObservationKind.TARGET:
        scribe.add(node, RDF.type, KT.Target)
    else:
        scribe.add(node, SDMX_ATTRIBUTE.obsStatus, SDMX_CODE[f"obsStatus-{_STATUS[observation.kind]}"])
    if observation.denominator is not None:
        scribe.add(node, KT.denominator, number(observation.denominator))
    if observation.qualifier is not None:
        scribe.add(node, KT.qualifier, concept("qualifiers", observation.qualifier))
    if observation.scope:
        scribe.add(node, KT.scope, text(observation.scope, "vi"))
    if observation.about is not None:
        scribe.add(node, KT.about, scribe.thing(observation.about))
    _write_when_and_where(scribe, node, observation)
    if observation.change is not None:
        _write_change(scribe, node, observation.ref.key, observation.change)
    scribe.quote(node, (observation.passage,))


def _write_when_and_where(scribe: Scribe, node: NamedNode, observation: Observation) -> None:
    period = observation.period
    if period is not None:
        scribe.add(node, SDMX_DIMENSION.refPeriod, scribe.period(period))
        if period.kind is not None:
            scribe.add(node, KT.periodKind, concept("period-kinds", period.kind))
    if observation.area:
        scribe.add(node, SDMX_DIMENSION.refArea, area(scribe, observation.area))


def _write_change(scribe: Scribe, observation: NamedNode, key: str, change: Change) -> None:
    node = scribe.iris.mint("change", key)
    scribe.add(observation, KT.change, node)
    scribe.add(node, RDF.type, KT.Change)
    scribe.add(node, KT.amount, number(change.amount))
    scribe.add(node, KT.changeUnit, unit(scribe, change.unit))
    scribe.add(node, KT.direction, concept("directions", change.direction))
    if change.upper is not None:
        scribe.add(node, KT.upperAmount, number(change.upper))
    if change.baseline_period is not None:
        scribe.add(node, KT.baselinePeriod, scribe.period(change.baseline_period))
    if change.baseline_value is not None:
        scribe.add(node, KT.baselineValue, number(change.baseline_value))
