"""`khaithong review`: accept, reject or undo what the program proposes; every decision is kept."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import say

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from graph.reader import Reader
    from graph.review.decision import Decision
    from graph.review.listing import Item

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

_Claims = Annotated[
    list[str],
    typer.Argument(metavar="CLAIM…", help="Claims, by the short names that 'review list' shows, or by IRI."),
]
_Reviewer = Annotated[
    str,
    typer.Option(
        "--reviewer", metavar="NAME", envvar="KHAITHONG_REVIEWER", help="Who decides.", show_default=False
    ),
]
_Language = Annotated[str, typer.Option("--lang", metavar="vi|en", help="The language of the reason.")]


@app.callback()
def review() -> None:
    """Accept or reject what the program proposes, with name, time and reason.

    Example: khaithong review list --min-confidence 0.7 && khaithong review accept 3f2a91c4 --reviewer "An"
    """


@app.command("list")
@guarded
def list_(
    store: Store = DEFAULT_STORE,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="open, accepted, rejected, or gone (no longer extracted). [default: open]",
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", help="measure, resolution, successor, match, or a stated predicate."
        ),
    ] = None,
    least: Annotated[
        float,
        typer.Option("--min-confidence", metavar="NUMBER", min=0, max=1, help="Leave out what is less sure."),
    ] = 0.0,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="REPORT", help="Only what rests on this report: its name or SHA-256."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line for each claim.")] = False,
    quiet: Quiet = False,
) -> None:
    """List what there is to review, best confidence first, with reasons and quotes.

    Example: khaithong review list --kind measure --min-confidence 0.7 --store my-store
    """
    from graph.reader import Reader
    from graph.review.listing import STATUSES, items

    wanted = status or ["open"]
    if strange := sorted(set(wanted) - set(STATUSES)):
        raise typer.BadParameter(f"--status: {strange[0]!r} is none of {', '.join(STATUSES)}.")
    with Reader.open(store) as reader:
        found = items(
            reader.store,
            reader.iris,
            statuses=wanted,
            kinds=kind or (),
            least=Decimal(str(least)),
            report=_report(reader, report) if report else None,
        )
    if as_json:
        for item in found:
            sys.stdout.buffer.write((json.dumps(item.as_json(), ensure_ascii=False) + "\n").encode())
        sys.stdout.buffer.flush()
        return
    for item in found:
        _show(item)
    say(f"{len(found)} claim(s): {', '.join(wanted)}.", quiet=quiet)


@app.command()
@guarded
def accept(
    claims: _Claims,
    reviewer: _Reviewer = "",
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.", show_default=False)] = "",
    lang: _Language = "vi",
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Accept claims; an accepted proposal is a link from then on, marked as reviewed.

    Example: khaithong review accept 3f2a91c4 --reviewer "Nguyễn Văn An" --store my-store
    """
    _decide(store, claims, "accepted", reviewer, reason, lang, quiet=quiet)


@app.command()
@guarded
def reject(
    claims: _Claims,
    reviewer: _Reviewer = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="WORDS", help="Why; needed.", show_default=False)
    ] = "",
    lang: _Language = "vi",
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Reject claims, with the reason; a rejected proposal is not shown as open again.

    Example: khaithong review reject 3f2a91c4 --reason "Chỉ tiêu này đo việc khác" --reviewer "An"
    """
    _decide(store, claims, "rejected", reviewer, reason, lang, quiet=quiet)


@app.command()
@guarded
def undo(
    claims: _Claims,
    reviewer: _Reviewer = "",
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.", show_default=False)] = "",
    lang: _Language = "vi",
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Take the last decision on claims back: they are open again, and both decisions are kept.

    Example: khaithong review undo 3f2a91c4 --reviewer "Nguyễn Văn An" --store my-store
    """
    _decide(store, claims, "undone", reviewer, reason, lang, quiet=quiet)


@app.command("export")
@guarded
def export_(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The file to write. [default: standard output]")
    ] = None,
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Write every decision as JSON Lines, which another store can take.

    Example: khaithong review export reviews.jsonl --store my-store
    """
    from graph.export import replace_file
    from graph.reader import Reader
    from graph.review.exchange import lines

    with Reader.open(store) as reader:
        found = [line + "\n" for line in lines(reader.store, reader.iris)]
    data = "".join(found).encode()
    if file is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    replace_file(file, lambda fresh: fresh.write_bytes(data))
    say(f"{len(found)} decision(s) are in {file}.", quiet=quiet)


@app.command("import")
@guarded
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What 'review export' wrote; - reads standard input.")
    ],
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Take the decisions of another store, all of them or none; those that are here already stay as they are.

    Example: khaithong review import reviews.jsonl --store my-store
    """
    from graph.errors import ReviewError
    from graph.review.exchange import take
    from graph.run import Run

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise ReviewError("review-file", name=file, reason=error.strerror or error) from None
    taken = take(store, file.name, data, run=Run())
    told = f"{taken.new} new decision(s), {taken.known} known already."
    say(f"{told} Version {taken.version} is published in {store}." if taken.version else told, quiet=quiet)


def _decide(
    store: Path, names: list[str], verdict: str, reviewer: str, reason: str, lang: str, *, quiet: bool
) -> None:
    from graph.review.deciding import decide
    from graph.review.decision import Verdict
    from graph.run import Run

    if lang not in ("vi", "en"):
        raise typer.BadParameter(f"--lang: {lang!r} is none of vi, en.")
    done = decide(store, names, Verdict(verdict), reviewer=reviewer, reason=reason, language=lang, run=Run())
    for decision in done.decisions:
        seen = decision.statement
        say(f"{decision.verdict} {seen.short}: {seen.subject_label} → {seen.object_label}", quiet=quiet)
    say(f"Version {done.version} is published in {store}.", quiet=quiet)


def _report(reader: Reader, name: str) -> NamedNode:
    """The report that a name means; a withdrawn one by the first digits of its SHA-256 or its IRI."""
    from graph.errors import ReportUnknown
    from graph.review.record import read
    from graph.withdraw import find_report

    try:
        return reader.iris.report(find_report(reader.about.get("reports", ()), name)["sha256"])
    except ReportUnknown:
        digits = name.lower().rpartition("/")[2]
        reviewed = {node for each in read(reader.store, reader.iris) for node in each.statement.reports}
        fitting = {node for node in reviewed if node.value.rpartition("/")[2].startswith(digits[:16])}
        if len(fitting) != 1:
            raise
        return fitting.pop()


def _show(item: Item) -> None:
    seen = item.statement
    gone = "  no longer extracted" if item.status == "gone" else ""
    typer.echo(f"{seen.short}  {seen.kind}  {seen.confidence.normalize():f}{gone}")
    typer.echo(f"    {seen.subject_label}\n  → {seen.object_label}")
    why = item.rationale.get("vi") or item.rationale.get("en")
    if why:
        typer.echo(f"    {why}")
    for quote in seen.quotes:
        typer.echo(f"    “{quote}”")
    typer.echo(f"    {', '.join(item.sources)}")
    for decision in item.decisions:
        typer.echo(f"    {_told(decision)}")
    typer.echo("")


def _told(decision: Decision) -> str:
    reason = f": {decision.reason}" if decision.reason else ""
    return f"{decision.verdict} by {decision.reviewer}, {decision.stamp}{reason}"
