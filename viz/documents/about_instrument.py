"""The impact of an instrument as a document."""

from __future__ import annotations

from graph.analysis.impact import Around, Impact, impact
from graph.analysis.lookup import Lookup
from graph.analysis.model import Figure, Ground, Thing
from viz.documents.composer import Composer
from viz.documents.model import Document, Sentence, Table


def impact_document(lookup: Lookup, instrument: Thing, lang: str) -> Document:
    """What sources say of an instrument and of the figures around its date."""
    c = Composer(lookup, lang)
    found = impact(lookup, instrument, lang)
    name = c.name(instrument)
    lead = _lead(c, found)
    c.section("impact.identity", *_identity(c, found))
    c.section("impact.resolves", *c.listed("impact.resolves", found.resolves, ("bottleneck",)))
    c.section(
        "impact.relations",
        *c.listed("impact.acts", found.acts_on, ("relation", "other")),
        *c.listed("impact.acted", found.acted_on, ("other", "relation")),
    )
    c.section("impact.tasks", *c.listed("impact.tasks", found.tasks, ("task", "agency", "due")))
    c.section("impact.figures", *_figures(c, found))
    c.section("impact.beside", *c.listed("impact.beside", found.figures, ("indicator", "figure")))
    c.section("impact.findings", *c.listed("impact.findings", found.findings, ("message", "concerned")))
    return c.document("impact", c.t("impact.title", name=name), instrument.title, lead)


def _lead(c: Composer, found: Impact) -> list[Sentence]:
    lead = []
    if found.resolves.entries:
        lead.append(c.count("impact.lead.resolves", found.resolves.entries, name=found.instrument))
    else:
        lead.append(c.absent("impact.lead.none", found.resolves.query, name=found.instrument))
    lead.append(c.method("doc.no-cause"))
    return lead


def _identity(c: Composer, found: Impact) -> list[Sentence | Table]:
    said: list[Sentence | Table] = []
    if found.issuers.entries:
        said.extend(
            c.fact("impact.issuer", e.grounds, name=found.instrument, agency=e.cells[0])
            for e in found.issuers.entries
        )
    else:
        said.append(c.absent("impact.issuer.none", found.issuers.query))
    for dated in found.dates:
        key = "impact.date.printed" if dated.printed else "impact.date.reference"
        said.append(c.fact(key, (dated.ground,), day=dated.day))
    if not found.dates:
        said.append(c.absent("impact.date.none", found.mentions.query))
    said.extend(
        c.fact("impact.stage", e.grounds, period=e.cells[2], stage=e.cells[1]) for e in found.stages.entries
    )
    if not found.stages.entries:
        said.append(c.absent("impact.stage.none", found.stages.query))
    said.extend(
        c.fact("impact.successor", e.grounds, before=e.cells[0], confidence=e.cells[2], why=e.cells[3])
        for e in found.successors.entries
    )
    return said


def _figures(c: Composer, found: Impact) -> list[Sentence | Table]:
    """The figures of the indicators of its bottlenecks, before and after."""
    if not found.resolves.entries:
        return [c.absent("impact.figures.no-bottleneck", found.resolves.query)]
    if not found.indicators.entries:
        return [c.absent("impact.figures.none", found.indicators.query)]
    said: list[Sentence | Table] = [c.method("doc.no-cause"), c.method("impact.figures.how")]
    said.append(c.table("impact.indicators.table", found.indicators, ("bottleneck", "relation", "indicator")))
    if found.dates:
        said.append(c.method("impact.figures.within"))
    lines = [_line(c, around) for around in found.around]
    columns = ("indicator", "basis", "before", "within", "after", "gap")
    said.append(c.rows("impact.figures.table", columns, lines, found.indicators.query))
    said.append(c.method("impact.interrupted.limits"))
    compared = [(around, around.comparison) for around in found.around if around.comparison]
    said.extend(
        c.fact(
            "impact.interrupted",
            [f.ground for f in (*around.before, *around.after)],
            indicator=around.indicator,
            n_before=lines.before,
            n_after=lines.after,
            slope_before=lines.slope_before,
            slope_after=lines.slope_after,
        )
        for around, lines in compared
    )
    if not compared:
        said.append(c.absent("impact.interrupted.none", found.indicators.query))
    return said


def _line(c: Composer, around: Around) -> tuple[list[str], list[Ground]]:
    target = around.target
    gap = "–"
    if target and target.gap is not None:
        gap = f"{c.figure(target.target, kind=False)}: {c.amount(target.gap, target.target.unit)}"
    used = [*around.before, *around.within, *around.after, *around.undated]
    grounds = [f.ground for f in used] + ([target.target.ground] if target else [])
    basis = c.t("basis.Stated") if around.stated else c.t("basis.Inferred")
    name = c.name(around.indicator)
    scope = used[0].scope if used else ""
    cells = [
        f"{name} – {scope}" if scope else name,
        basis,
        _values(c, around.before),
        _values(c, (*around.within, *around.undated)),
        _values(c, around.after),
        gap,
    ]
    return cells, grounds


def _values(c: Composer, figures: tuple[Figure, ...]) -> str:
    return "; ".join(c.figure(f) for f in figures) or "–"
