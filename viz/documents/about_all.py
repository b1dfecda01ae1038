"""Documents on the whole graph: the bottlenecks, the targets, the structure."""

from __future__ import annotations

from graph.analysis.bottlenecks import bottlenecks
from graph.analysis.lookup import Lookup
from graph.analysis.model import Ground
from graph.analysis.structure import structure
from graph.analysis.targets import Progress, targets
from viz.documents.composer import Composer
from viz.documents.model import Document, Says, Sentence, Table


def bottlenecks_document(lookup: Lookup, lang: str) -> Document:
    """The state of the bottlenecks."""
    c = Composer(lookup, lang)
    found = bottlenecks(lookup, lang)
    states = found.states
    if not states.entries:
        lead = [c.absent("state.lead.none", states.query)]
        c.section("state.resolved", *c.listed("state.resolved", found.resolves))
        return c.document("bottlenecks", c.t("state.title"), "", lead)
    kinds = {status: [e for e in states.entries if e.cells[1] == status] for status in ("resolved", "open")}
    lead = [
        c.count(f"state.lead.{status}", entries)
        if entries
        else c.absent(f"state.{status}.none", states.query)
        for status, entries in kinds.items()
    ]
    c.section("state.resolved", *c.listed("state.resolved", found.resolves, ("bottleneck", "instrument")))
    ages: list[Sentence | Table] = [c.method("state.open.how")]
    if found.ages:
        rows = [
            (
                [
                    c.name(age.bottleneck),
                    c.t.period(age.first),
                    c.t.period(age.last),
                    c.t("state.months", n=age.months) if age.repeated else c.t("state.once"),
                ],
                age.grounds,
            )
            for age in found.ages
        ]
        ages.append(c.rows("state.open.table", ("bottleneck", "first", "last", "months"), rows, states.query))
    else:
        ages.append(c.absent("state.open.none", states.query))
    c.section("state.open", *ages)
    both: list[Sentence | Table] = [c.method("state.both.how")]
    if found.both:
        pairs = [
            (
                [c.name(t.resolved), c.name(t.open), c.t("state.joined" if t.stated else "state.alike")],
                t.grounds,
            )
            for t in found.both
        ]
        both.append(c.rows("state.both.table", ("resolved", "open", "basis"), pairs, states.query))
    else:
        both.append(c.absent("state.both.none", states.query))
    c.section("state.both", *both)
    c.section(
        "state.gaps",
        *c.listed("state.without-instrument", found.without_instrument, ("bottleneck", "status", "period")),
        *c.listed("state.without-indicator", found.without_indicator, ("bottleneck", "status", "period")),
    )
    c.section("state.findings", *c.listed("state.findings", found.findings, ("message", "figure")))
    c.section(
        "state.by-theme", *c.listed("state.by-theme", found.by_theme, ("theme", "status", "bottleneck"))
    )
    c.section(
        "state.by-agency",
        c.method("state.by-agency.how"),
        *c.listed("state.by-agency", found.by_agency, ("agency", "bottleneck", "status")),
    )
    return c.document("bottlenecks", c.t("state.title"), "", lead)


def targets_document(lookup: Lookup, lang: str, year: str = "") -> Document:
    """Progress to the targets of a year.

    Raises:
        EmptyPeriod: there is no target for that year.
    """
    c = Composer(lookup, lang)
    found = targets(lookup, year)
    title = c.t("targets.title.year", year=year) if year else c.t("targets.title")
    if not found.progress:
        c.section("targets.measured", c.absent("targets.none", found.listed.query))
        return c.document("targets", title, "", [c.absent("targets.none", found.listed.query)])
    measured = [p for p in found.progress if p.latest]
    missing = [p for p in found.progress if not p.latest]
    lead = []
    for key, some in (("all", found.progress), ("met", [p for p in measured if p.met]), ("missing", missing)):
        if some:
            text = c.t(f"targets.lead.{key}", n=len(some))
            lead.append(_counted(c, text, [p.target.ground for p in some]))
    columns = ("indicator", "target", "latest", "gap", "trend", "needed", "agency")
    blocks: list[Sentence | Table] = [c.method("targets.how")]
    if measured:
        lines = [(_progress(c, p), _grounds(p)) for p in measured]
        blocks.append(c.rows("targets.measured.table", columns, lines, found.values.query))
    else:
        blocks.append(c.absent("targets.measured.none", found.values.query))
    c.section("targets.measured", *blocks)
    rows = [([_named(c, p), c.figure(p.target, kind=False), _agencies(c, p)], _grounds(p)) for p in missing]
    c.section(
        "targets.missing",
        c.rows("targets.missing.table", ("indicator", "target", "agency"), rows, found.listed.query)
        if rows
        else c.absent("targets.missing.none", found.listed.query),
    )
    iris = {p.target.iri for p in found.progress}
    chosen = [e for e in found.tasks.entries if getattr(e.cells[0], "iri", "") in iris]
    c.section(
        "targets.tasks",
        *c.listed("targets.tasks", found.tasks, ("target", "task", "agency", "due"), chosen),
    )
    return c.document("targets", title, "", lead)


def _counted(c: Composer, text: str, grounds: list[Ground]) -> Sentence:
    return Sentence(text, Says.COUNT, c.notes(grounds, 0), tuple(g.iri for g in grounds))


def _named(c: Composer, p: Progress) -> str:
    name = c.name(p.target.indicator)
    return f"{name} – {p.target.scope}" if p.target.scope else name


def _agencies(c: Composer, p: Progress) -> str:
    return "; ".join(c.name(agency) for agency in p.agencies) or c.t("doc.unsaid")


def _grounds(p: Progress) -> list[Ground]:
    figures = [f for f in (p.target, p.latest, p.earlier) if f]
    return [f.ground for f in figures] + [g for entry in p.tasks for g in entry.grounds]


def _progress(c: Composer, p: Progress) -> list[str]:
    unit = p.target.unit
    trend = "–"
    if p.earlier and p.latest:
        trend = f"{c.figure(p.earlier)} → {c.figure(p.latest)}"
        trend += f": {c.t('targets.per-month', amount=c.amount(p.pace, unit))}" if p.pace is not None else ""
    needed = c.t("targets.per-month", amount=c.amount(p.needed, unit)) if p.needed is not None else "–"
    gap = c.t("targets.met") if p.met else c.amount(p.gap, unit)
    latest = c.figure(p.latest) if p.latest else "–"
    return [_named(c, p), c.figure(p.target, kind=False), latest, gap, trend, needed, _agencies(c, p)]


def structure_document(lookup: Lookup, lang: str) -> Document:
    """The structure of the graph, each measure told in one sentence."""
    c = Composer(lookup, lang)
    found = structure(lookup)
    query = found.links
    lead = [c.method("structure.how")]
    lead.append(c.method("structure.sampled" if found.sampled else "structure.exact"))
    weights = [
        (
            [
                c.name(w.thing),
                c.t(f"kind.{w.thing.kind}"),
                str(w.bottlenecks),
                f"{w.betweenness:.3f}" if lang == "en" else f"{w.betweenness:.3f}".replace(".", ","),
                str(w.links),
                str(w.dependents),
            ],
            w.grounds,
        )
        for w in found.weights
        if w.grounds
    ]
    columns = ("thing", "kind", "bottlenecks", "betweenness", "links", "dependents")
    said: list[Sentence | Table] = [
        c.method(f"structure.{each}.how") for each in ("bottlenecks", "betweenness", "links", "dependents")
    ]
    said.append(
        c.rows("structure.weights.table", columns, weights, query)
        if weights
        else c.absent("structure.weights.none", query)
    )
    c.section("structure.weights", *said)
    chains = [([" → ".join(c.name(t) for t in chain.things)], chain.grounds) for chain in found.chains]
    c.section(
        "structure.chains",
        c.method("structure.chains.how"),
        c.rows("structure.chains.table", ("chain",), chains, query)
        if chains
        else c.absent("structure.chains.none", query),
    )
    clusters = [
        (["; ".join(c.name(t) for t in each.themes), str(each.bottlenecks)], each.grounds)
        for each in found.clusters
    ]
    c.section(
        "structure.clusters",
        c.method("structure.clusters.how"),
        c.rows("structure.clusters.table", ("themes", "bottlenecks"), clusters, found.themes.query)
        if clusters
        else c.absent("structure.clusters.none", found.themes.query),
    )
    orphans = [([c.name(thing), c.t(f"kind.{thing.kind}")], [ground]) for thing, ground in found.orphans]
    c.section(
        "structure.orphans",
        c.method("structure.orphans.how"),
        c.rows("structure.orphans.table", ("thing", "kind"), orphans, query)
        if orphans
        else c.absent("structure.orphans.none", query),
    )
    return c.document("structure", c.t("structure.title"), "", lead)
