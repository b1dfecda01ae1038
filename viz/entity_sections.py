"""The sections of entity pages: facts, stages, relations, tasks, findings."""

from __future__ import annotations

from dataclasses import dataclass

from viz.quotes import Quote, chosen, quotes
from viz.statements import Statement, neighbour_names, read_statements
from viz.terms import Label, grouped, label_of, need, plain_label, text
from viz.view import Link, View

# The order in which Vietnamese readers of a "lược đồ" expect the relations.
_ORDER = (
    "resolvedBy", "proposedResolution", "measuredBy", "proposedMeasure", "based_on", "details", "implements",
    "amends", "repeals", "corrects", "consolidates", "approves", "cites", "proposedSuccessor", "became",
    "passed_by", "draftedBy", "closeMatch",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A named property with its value; `own` says that the name is the vocabulary's, not the catalogue's."""

    name: str
    value: str | None = None
    label: Label | None = None
    link: Link | None = None
    period: str | None = None
    own: bool = False

    @classmethod
    def text(cls, name: str, value: str, *, own: bool = False) -> Fact:
        """A fact whose value is plain text."""
        return cls(name, value=value, own=own)


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage at which a report presents an instrument."""

    stage: str
    as_of: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """The claims of one predicate in one direction."""

    name: str
    outgoing: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that an organization is to do or that an instrument demands."""

    link: Link
    due: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up, as the source prints it and as it computes."""

    href: str
    severity: str
    label: Label
    printed: str | None
    computed: str | None


def stages(view: View, iri: str) -> tuple[Stage, ...]:
    """The stage history of an instrument, the earliest first."""
    known = quotes(view, view.rows("stage_passages", thing=iri))
    found = [
        Stage(
            need(rows[0], "stage"),
            text(rows[0], "asOf"),
            chosen(known, (text(row, "passage") for row in rows)),
        )
        for _, rows in grouped(view.rows("stages", thing=iri), "assertion")
    ]
    return tuple(sorted(found, key=lambda stage: stage.as_of or ""))


def relations(view: View, iri: str) -> tuple[Relation, ...]:
    """The claims about a thing by predicate and direction, in the order of `_ORDER`."""
    groups: dict[tuple[str, bool], list[Statement]] = {}
    for statement in read_statements(view, iri, neighbour_names(view, iri)):
        groups.setdefault((statement.relation, statement.outgoing), []).append(statement)

    def place(key: tuple[str, bool]) -> tuple[int, str, bool]:
        return (_ORDER.index(key[0]) if key[0] in _ORDER else len(_ORDER), key[0], not key[1])

    return tuple(Relation(name, out, tuple(groups[name, out])) for name, out in sorted(groups, key=place))


def tasks(view: View, iri: str) -> tuple[Task, ...]:
    """The tasks of an organization or under an instrument, the first due first."""
    known = quotes(view, view.rows("task_passages", thing=iri))
    found = []
    for task, rows in grouped(view.rows("tasks_of", thing=iri), "task"):
        link = view.link(task, label_of(rows), "task")
        found.append(Task(link, text(rows[0], "due"), chosen(known, (text(row, "passage") for row in rows))))
    return tuple(sorted(found, key=lambda task: (task.due or "9999", task.link.iri)))


def findings(view: View, iri: str) -> tuple[Finding, ...]:
    """What does not add up about a thing."""
    return tuple(
        Finding(
            view.href(finding),
            text(rows[0], "severity") or "note",
            label_of(rows) or plain_label(finding),
            text(rows[0], "printed"),
            text(rows[0], "computed"),
        )
        for finding, rows in grouped(view.rows("findings_about", thing=iri), "finding")
    )
