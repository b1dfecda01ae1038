"""Deciding: accept, reject or undo, in one transaction over the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.edition import Edition, edit, replace_checked
from graph.errors import ReviewError
from graph.history import Change, ReviewNote, changed_graphs
from graph.prefixes import shorten
from graph.review import claims
from graph.review.decision import Decision, Statement, Verdict, clean
from graph.review.ledger import Ledger
from graph.review.record import read, write
from graph.run import Run


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided; `version` is the published version's number."""

    version: int
    decisions: tuple[Decision, ...]


def decide(
    directory: Path,
    names: Sequence[str],
    verdict: Verdict,
    *,
    reviewer: str,
    reason: str = "",
    language: str = "vi",
    run: Run,
    seen_until: str | None = None,
) -> Decided:
    """Accept, reject or undo claims by their IRIs or short names (see `graph.review.claims.find`).

    All of them or none. The base of `run` does not matter: IRIs are those of the store. `seen_until` is the
    time of the last decision that the reviewer saw on the claims, "" for none: a later one by somebody else
    is told instead of overruled.

    Raises:
        ReviewError: an unknown or ambiguous claim, no reviewer, no reason to reject, nothing to undo, or
            another decision meanwhile.
        StoreError: the store cannot be written; see `graph.errors`.
    """
    with edit(directory, run) as edition:
        store, iris = edition.writer.graph, edition.run.iris
        ledger = read(store, iris)
        taken: list[Decision] = []
        for name in names:
            seen = claims.find(store, ledger, name, iris)
            _require_fresh(ledger, seen, seen_until)
            decision = Decision(
                seen,
                verdict,
                clean(reviewer),
                ledger.next_time(seen, run.ended),
                clean(reason),
                language,
                run.version,
            )
            _require_sense(ledger, seen, decision)
            ledger = ledger.with_([decision])
            taken.append(decision)
        return Decided(keep(edition, ledger, taken, "review"), tuple(taken))


def keep(edition: Edition, ledger: Ledger, taken: Iterable[Decision], command: str) -> int:
    """Publish a ledger as the store's review graph; gives the version's number.

    What else stands in that graph stays: nothing there is ever lost.
    """
    store, iris = edition.writer.graph, edition.run.iris
    there = store.quads_for_pattern(None, None, None, iris.graph("review"))
    known = set(write(read(store, iris), iris))
    others = [quad for quad in there if quad not in known]
    change = replace_checked(edition, "review", dict.fromkeys([*others, *write(ledger, iris)]))
    notes = tuple(_note(decision) for decision in taken)
    return edition.publish(Change(command, graphs=changed_graphs({"review": change}), reviews=notes))


def _require_fresh(ledger: Ledger, seen: Statement, seen_until: str | None) -> None:
    """Refuse a decision on a claim that somebody decided on since the reviewer looked."""
    found = ledger.on(seen)
    if seen_until is not None and (found[-1].stamp if found else "") != seen_until:
        last = found[-1] if found else None
        raise ReviewError(
            "review-stale",
            claim=seen.short,
            reviewer=last.reviewer if last else "–",
            decision=str(last.verdict) if last else "–",
            time=last.stamp if last else "–",
        )


def _require_sense(ledger: Ledger, seen: Statement, decision: Decision) -> None:
    """Refuse an undo of nothing, and the same decision by the same person once more."""
    standing = ledger.standing(seen)
    if decision.verdict is Verdict.UNDONE:
        if standing is None:
            raise ReviewError("review-nothing-to-undo", claim=seen.short)
    elif standing is not None and (standing.verdict, standing.reviewer) == (
        decision.verdict,
        decision.reviewer,
    ):
        raise ReviewError(
            "review-same", reviewer=decision.reviewer, decision=str(decision.verdict), claim=seen.short
        )


def _note(decision: Decision) -> ReviewNote:
    seen = decision.statement
    return ReviewNote(
        str(decision.verdict),
        seen.claim.value,
        seen.subject_label,
        shorten(seen.predicate.value),
        seen.object_label,
        decision.reviewer,
        decision.reason,
    )
