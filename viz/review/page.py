"""The page of the review queue. Whoever looks may read; the forms are there for those who may decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.review.decision import Decision
from graph.review.listing import KINDS, STATUSES, Item
from viz.language import LANGUAGES
from viz.quotes import Quote, chosen, quotes
from viz.rendering import render
from viz.reports.listing import moment
from viz.review.queue import EACH, FINDING, SURENESS, Queues, State
from viz.statements import local_name
from viz.terms import Label, grouped, label_of, plain_label, text
from viz.view import View

_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who looks at the queue: a name, whether they may decide, and the token of their forms."""

    name: str = ""
    may_decide: bool = False
    token: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told above the queue: why a decision was not taken. `typed` is the reason kept for `claim`."""

    words: str = ""
    claim: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as it is shown. `seen` is the time of the last decision on it, which a form sends back."""

    item: Item
    relation: str
    subject_href: str
    object_href: str
    rationale: str
    quotes: tuple[Quote, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding: what a source prints and what it computes to."""

    href: str
    severity: str
    label: Label
    printed: str | None
    computed: str | None
    quotes: tuple[Quote, ...] = field(default=())


def review_page(
    view: View, queues: Queues, state: State, reviewer: Reviewer, notice: Notice | None = None
) -> str:
    """The queue as HTML."""
    queue = queues.page(view, state)
    doubts = read_doubts(view)
    done = queues.find(view, state.done)
    first = state.page * EACH if state.kind == FINDING else 0
    return render(
        "review.html",
        view.lang,
        here="review",
        switch={lang: state.address(lang, page=state.page, done=state.done) for lang in LANGUAGES},
        state=state,
        queue=queue,
        cards=[_card(view, item) for item in queue.items] if state.kind != FINDING else (),
        doubts=doubts[first : first + EACH] if state.kind == FINDING else (),
        pages=max(1, -(-len(doubts) // EACH)) if state.kind == FINDING else queue.pages,
        doubted=len(doubts),
        done=_card(view, done) if done else None,
        reviewer=reviewer,
        notice=notice or Notice(),
        statuses=STATUSES,
        kinds=KINDS,
        sureness=SURENESS,
        reports=_reports(view),
        go=lambda **changes: state.address(view.lang, **changes),
        here_again=state.address(view.lang, page=state.page),
        moment=lambda stamp: moment(view.words, stamp),
    )


def last_seen(decisions: tuple[Decision, ...]) -> str:
    """The time of the last decision on a claim; "" where there is none."""
    return decisions[-1].stamp if decisions else ""


def _reports(view: View) -> Mapping[str, Label]:
    return {iri.rpartition("/")[2][:12]: line.title for iri, line in view.reports.items()}


def _card(view: View, item: Item) -> Card:
    seen = item.statement
    known = quotes(view, view.rows("claim_passages", claim=seen.claim.value))
    found = chosen(known, (passage.value for passage in seen.passages))
    key = f"relation.{local_name(seen.predicate.value)}.out"
    relation = view.words(key) if view.words.has(key) else local_name(seen.predicate.value)
    why = item.rationale.get(view.lang) or item.rationale.get("vi") or ""
    return Card(
        item,
        relation,
        view.href(seen.subject.value),
        view.href(seen.object.value),
        why,
        found,
        last_seen(item.decisions),
    )


def read_doubts(view: View) -> tuple[Doubt, ...]:
    """Every finding, errors first."""
    known = quotes(view, view.rows("finding_passages"))
    found = []
    for finding, rows in grouped(view.rows("findings"), "finding"):
        places = chosen(known, (text(row, "passage") for row in rows))
        severity = text(rows[0], "severity") or "note"
        label = label_of(rows) or plain_label(finding)
        printed, computed = text(rows[0], "printed"), text(rows[0], "computed")
        found.append(Doubt(view.href(finding), severity, label, printed, computed, places))
    return tuple(sorted(found, key=lambda doubt: (_SEVERITIES.index(doubt.severity), doubt.href)))
