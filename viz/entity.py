"""Entity pages: one model with the sections that each kind of thing fills, and the way to HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from viz.entity_sections import (
    Fact,
    Finding,
    Relation,
    Stage,
    Task,
    findings,
    relations,
    stages,
    tasks,
)
from viz.evidence import figures_of
from viz.explorer.web import KINDS_SHOWN
from viz.figures import Figure, figures
from viz.kinds import kind_of, read_kind
from viz.language import language
from viz.quotes import Quote, quotes
from viz.rendering import render
from viz.statements import local_name, neighbour_names, statement_of
from viz.terms import Label, Row, grouped, label_of, labels, need, plain_label, text
from viz.view import Link, View

if TYPE_CHECKING:
    from graph.reader import Reader


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with whatever the graph says of it; a section without content is left out of the page."""

    iri: str
    kind: str
    label: Label
    aliases: tuple[str, ...] = ()
    status: str | None = None
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    stages: tuple[Stage, ...] = ()
    relations: tuple[Relation, ...] = ()
    figures: tuple[Figure, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
    mentions: tuple[Quote, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    said: tuple[Link, ...] = ()
    source: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


def entity_page(reader: Reader, iri: str, lang: str) -> str | None:
    """The page of a thing as HTML; None where the graph does not know `iri`."""
    view = View(reader, language(lang))
    entity = read_entity(view, iri)
    if entity is None:
        return None
    explorable = entity.kind in KINDS_SHOWN
    explore = view.address("/explore", at=iri.removeprefix(view.base)) if explorable else ""
    return render("entity.html", view.lang, entity=entity, explore=explore)


def read_entity(view: View, iri: str) -> Entity | None:
    """What the graph says of `iri`; None where it says nothing."""
    kind = read_kind(view, iri)
    if kind is None:
        return None
    rows = view.rows("labels_of", thing=iri)
    aliases = sorted({alias for row in rows if (alias := text(row, "alternative"))})
    bare = Entity(iri, kind, label_of(rows) or plain_label(iri), tuple(aliases))
    return _FILL.get(kind, _thing)(view, bare)


def _mentions(view: View, iri: str) -> tuple[Quote, ...]:
    return tuple(quotes(view, view.rows("mentions_of", thing=iri)).values())


def _own_quotes(view: View, iri: str) -> tuple[Quote, ...]:
    return tuple(quotes(view, view.rows("passages_of", thing=iri)).values())


def _instrument(view: View, entity: Entity) -> Entity:
    rows = view.rows("instrument", thing=entity.iri)
    names = labels(rows, "issuer", "issuerLabel") if any("issuer" in row for row in rows) else {}
    facts = [Fact.text(key, value) for key in ("number", "title") for value in _values(rows, key)[:1]]
    kind = label_of(rows, "typeLabel")
    if kind:
        facts.append(Fact("type", label=kind))
    facts += [Fact.text("date", value) for value in _values(rows, "date")]
    facts += [Fact("issuer", link=view.link(each, names.get(each))) for each in _values(rows, "issuer")]
    return replace(
        entity,
        facts=tuple(facts),
        stages=stages(view, entity.iri),
        relations=relations(view, entity.iri),
        tasks=tasks(view, entity.iri),
        findings=findings(view, entity.iri),
        mentions=_mentions(view, entity.iri),
    )


def _indicator(view: View, entity: Entity) -> Entity:
    return replace(
        entity,
        figures=figures_of(view, entity.iri),
        relations=relations(view, entity.iri),
        findings=findings(view, entity.iri),
    )


def _named(view: View, entity: Entity) -> Entity:
    rows = view.rows("organization", thing=entity.iri)
    kind = label_of(rows, "classificationLabel")
    parents = labels([row for row in rows if "parent" in row], "parent", "parentLabel")
    facts = [Fact("classification", label=kind)] if kind else []
    facts += [Fact("parent", link=view.link(each, label)) for each, label in parents.items()]
    known = quotes(view, view.rows("observation_passages_about", about=entity.iri))
    about = view.rows("observations_about", about=entity.iri)
    return replace(
        entity,
        facts=tuple(facts),
        relations=relations(view, entity.iri),
        figures=figures(view, about, neighbour_names(view, entity.iri), known),
        tasks=tasks(view, entity.iri),
        findings=findings(view, entity.iri),
        mentions=_mentions(view, entity.iri),
    )


def _bottleneck(view: View, entity: Entity) -> Entity:
    rows = view.rows("bottleneck", thing=entity.iri)
    themes = labels([row for row in rows if "theme" in row], "theme", "themeLabel")
    return replace(
        entity,
        status=next(iter(_values(rows, "status")), None),
        facts=tuple(Fact("theme", label=label) for label in themes.values()),
        quotes=_own_quotes(view, entity.iri),
        relations=relations(view, entity.iri),
        findings=findings(view, entity.iri),
        extra={"chain": view.address("/", select=entity.iri)},
    )


def _report(view: View, entity: Entity) -> Entity:
    rows = view.rows("report", thing=entity.iri)
    facts = [Fact("period", period=value) for value in _values(rows, "period")]
    publishers = labels([row for row in rows if "publisher" in row], "publisher", "publisherLabel")
    facts += [Fact("publisher", link=view.link(each, label)) for each, label in publishers.items()]
    facts += [
        Fact.text(key, value) for key in ("source", "ended", "sha256") for value in _values(rows, key)[:1]
    ]
    counted = [
        (need(row, "kind"), int(need(row, "n"))) for row in view.rows("report_counts", report=entity.iri)
    ]
    return replace(
        entity,
        facts=tuple(facts),
        counts=tuple(sorted(counted, key=lambda pair: -pair[1])),
        source=view.source_href(entity.iri),
    )


def _observation(view: View, entity: Entity) -> Entity:
    known = quotes(view, view.rows("passages_of", thing=entity.iri))
    found = figures(
        view, view.rows("observation", observation=entity.iri), neighbour_names(view, entity.iri), known
    )
    if not found:
        return _thing(view, entity)
    label = found[0].indicator.label if found[0].indicator else entity.label
    return replace(
        entity, label=label, figures=found, quotes=tuple(known.values()), findings=findings(view, entity.iri)
    )


def _claim(view: View, entity: Entity) -> Entity:
    rows = list(view.rows("claim", claim=entity.iri))
    if not rows:
        return _thing(view, entity)
    known = quotes(view, view.rows("claim_passages", claim=entity.iri))
    names = neighbour_names(view, entity.iri)
    subject = need(rows[0], "subject")
    statement = statement_of(view, rows, known, names, outgoing=True)
    label = names.get(subject) or plain_label(subject)
    return replace(
        entity,
        label=label,
        facts=(Fact("subject", link=view.link(subject, label)),),
        relations=(Relation(statement.relation, outgoing=True, statements=(statement,)),),
    )


def _passage(view: View, entity: Entity) -> Entity:
    found = tuple(quotes(view, view.rows("passage", passage=entity.iri)).values())
    rows = view.rows("said_by", passage=entity.iri)
    names = labels(rows)
    said = []
    for thing, group in grouped(rows, "thing"):
        kind = kind_of(need(row, "class") for row in group) or "thing"
        said.append(view.link(thing, names.get(thing), kind))
    label = found[0].report.title if found and found[0].report else entity.label
    return replace(entity, label=label, quotes=found, said=tuple(said))


def _task(view: View, entity: Entity) -> Entity:
    entity = _thing(view, entity)
    return replace(entity, quotes=_own_quotes(view, entity.iri))


def _thing(view: View, entity: Entity) -> Entity:
    """Every property, for things without a page of their own design."""
    facts = []
    for (name, value), rows in _properties(view, entity.iri).items():
        link = (
            view.link(value, label_of(rows, "valueLabel"))
            if "value" in rows[0] and _is_node(rows[0])
            else None
        )
        facts.append(Fact(name, link=link, own=True) if link else Fact.text(name, value, own=True))
    return replace(entity, facts=tuple(facts), quotes=_own_quotes(view, entity.iri))


def _properties(view: View, iri: str) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in view.rows("properties", thing=iri):
        value = text(row, "value")
        if value is not None:
            found.setdefault((local_name(need(row, "property")), value), []).append(row)
    return found


def _is_node(row: Row) -> bool:
    return (text(row, "value") or "").startswith(("http://", "https://")) and not hasattr(
        row["value"], "datatype"
    )


def _values(rows: Iterable[Row], name: str) -> list[str]:
    return list(dict.fromkeys(value for row in rows if (value := text(row, name))))


_FILL: dict[str, Callable[[View, Entity], Entity]] = {
    "instrument": _instrument,
    "indicator": _indicator,
    "organization": _named,
    "database": _named,
    "platform": _named,
    "bottleneck": _bottleneck,
    "report": _report,
    "observation": _observation,
    "claim": _claim,
    "passage": _passage,
    "task": _task,
    "finding": _task,
    "stage": _task,
}
