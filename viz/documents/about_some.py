"""Documents on an agency and on two reports laid side by side."""

from __future__ import annotations

from graph.analysis.agency import brief
from graph.analysis.changes import changes
from graph.analysis.lookup import Lookup
from graph.analysis.model import Figure, Thing
from viz.documents.composer import Composer
from viz.documents.model import Document, Sentence, Table


def agency_document(lookup: Lookup, agency: Thing, lang: str) -> Document:
    """The brief of an agency."""
    c = Composer(lookup, lang)
    found = brief(lookup, agency)
    name = c.name(agency)
    lead: list[Sentence] = []
    lead.extend(
        c.fact("agency.heir", e.grounds, name=agency, successor=e.cells[1], on=e.cells[2])
        for e in found.heirs
    )
    lead.extend(
        c.fact("agency.forebear", e.grounds, name=agency, before=e.cells[0], on=e.cells[2])
        for e in found.forebears
    )
    if not lead:
        lead.append(c.absent("agency.no-merger", found.mergers.query, name=agency))
    c.section("agency.issued", *c.listed("agency.issued", found.issued, ("instrument",)))
    c.section("agency.owns", c.method("agency.owns.how"), *c.listed("agency.owns", found.owns, ("thing",)))
    c.section("agency.tasks", *c.listed("agency.tasks", found.tasks, ("task", "due")))
    c.section("agency.figures", *c.listed("agency.figures", found.figures, ("indicator", "figure")))
    c.section(
        "agency.bottlenecks", *c.listed("agency.bottlenecks", found.bottlenecks, ("bottleneck", "status"))
    )
    passed: list[Sentence | Table] = [c.method("agency.passed.how")]
    if found.passed:
        passed.append(c.table("agency.passed.table", found.tasks, ("task", "due"), found.passed))
    else:
        passed.append(c.absent("agency.passed.none", found.mergers.query))
    c.section("agency.passed", *passed)
    return c.document("agency", c.t("agency.title", name=name), "", lead)


def changes_document(lookup: Lookup, one: Thing, two: Thing, lang: str) -> Document:
    """What changed between two reports."""
    c = Composer(lookup, lang)
    found = changes(lookup, one, two)
    figures, later_figures, before, bottlenecks, instruments, later_instruments = found.answers
    reports = [c.name(found.earlier), c.name(found.later)]
    lead: list[Sentence] = [c.method("diff.how")]

    moved = [
        (
            [
                _scoped(c, m.later),
                c.figure(m.earlier),
                c.figure(m.later),
                c.amount(m.difference, m.later.unit),
            ],
            [m.earlier.ground, m.later.ground],
        )
        for m in found.moved
    ]
    c.section(
        "diff.moved",
        c.method("diff.moved.how"),
        c.rows(
            "diff.moved.table", ("indicator", "earlier", "later", "difference"), moved, later_figures.query
        )
        if moved
        else c.absent("diff.moved.none", later_figures.query),
    )
    columns = ("before", "stage", "period", "instrument", "laterStage", "laterPeriod")
    c.section(
        "diff.advanced",
        c.method("diff.advanced.how"),
        *c.listed("diff.advanced", found.advances, columns, found.advanced),
    )
    closed = [
        ([c.cell(old.cells[0]), c.cell(new.cells[0])], [*old.grounds, *new.grounds])
        for old, new in found.closed
    ]
    c.section(
        "diff.bottlenecks",
        c.rows("diff.closed.table", ("earlier", "later"), closed, bottlenecks.query)
        if closed
        else c.absent("diff.closed.none", bottlenecks.query),
        *c.listed("diff.resolved", bottlenecks, ("bottleneck",), found.resolved),
        *c.listed("diff.opened", bottlenecks, ("bottleneck",), found.opened),
        *c.listed("diff.unmentioned", before, ("bottleneck",), found.unmentioned),
    )
    shifted = [
        (
            [
                c.name(s.indicator),
                c.t(f"diff.what.{s.what}"),
                _scoped_value(c, s.earlier),
                _scoped_value(c, s.later),
            ],
            [s.earlier.ground, s.later.ground],
        )
        for s in found.shifted
    ]
    c.section(
        "diff.shifted",
        c.method("diff.shifted.how"),
        c.rows("diff.shifted.table", ("indicator", "what", "earlier", "later"), shifted, figures.query)
        if shifted
        else c.absent("diff.shifted.none", figures.query),
    )
    c.section(
        "diff.instruments",
        *c.listed("diff.new-instruments", later_instruments, ("instrument",), found.new_instruments),
        *c.listed("diff.gone-instruments", instruments, ("instrument",), found.gone_instruments),
    )
    for side, listed, answer in (
        ("new", found.new_figures, later_figures),
        ("gone", found.gone_figures, figures),
    ):
        rows = [([_scoped(c, f), c.figure(f)], [f.ground]) for f in listed]
        c.section(
            f"diff.{side}-figures",
            c.rows(f"diff.{side}-figures.table", ("indicator", "figure"), rows, answer.query)
            if rows
            else c.absent(f"diff.{side}-figures.none", answer.query),
        )
    return c.document("diff", c.t("diff.title"), " → ".join(reports), lead)


def _scoped(c: Composer, figure: Figure) -> str:
    name = c.name(figure.indicator)
    return f"{name} – {figure.scope}" if figure.scope else name


def _scoped_value(c: Composer, figure: Figure) -> str:
    shown = c.figure(figure)
    return f"{shown} – {figure.scope}" if figure.scope else shown
