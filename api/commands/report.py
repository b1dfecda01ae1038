"""`khaithong report`: analyses as documents; `khaithong ask`: questions without SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analysis.matching import Match
    from graph.analysis.model import Answer

app = typer.Typer(no_args_is_help=True, help="Write an analysis: every sentence with its quote.")

Form = Annotated[str, typer.Option("--format", metavar="FORMAT", help="html, docx, xlsx or md.")]
Lang = Annotated[str, typer.Option("--lang", metavar="LANG", help="vi or en.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="The file to write; else standard output.")
]


@app.command()
@guarded
def impact(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Number or name of the instrument.")],
    store: Store = DEFAULT_STORE,
    form: Form = "md",
    lang: Lang = "vi",
    out: Out = None,
) -> None:
    """What an instrument changed, as sources say it.

    Example: khaithong report impact 82/2024/NĐ-CP --store my-store --format docx --out impact.docx
    """
    _write("impact", store, form, lang, out, number=number)


@app.command()
@guarded
def bottlenecks(store: Store = DEFAULT_STORE, form: Form = "md", lang: Lang = "vi", out: Out = None) -> None:
    """The state of the bottlenecks: resolved, open, both, and what is missing."""
    _write("bottlenecks", store, form, lang, out)


@app.command()
@guarded
def targets(
    year: Annotated[str, typer.Option("--year", metavar="YEAR", help="Only the targets of that year.")] = "",
    store: Store = DEFAULT_STORE,
    form: Form = "md",
    lang: Lang = "vi",
    out: Out = None,
) -> None:
    """Progress to targets: latest value, trend, pace needed, who is responsible."""
    _write("targets", store, form, lang, out, year=year)


@app.command()
@guarded
def agency(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name or acronym of the agency.")],
    store: Store = DEFAULT_STORE,
    form: Form = "md",
    lang: Lang = "vi",
    out: Out = None,
) -> None:
    """An agency's brief: what it issued, must do, is measured by, and what passed to whom."""
    _write("agency", store, form, lang, out, name=name)


@app.command()
@guarded
def diff(
    one: Annotated[str, typer.Argument(metavar="A", help="A report: its period, file name, title or key.")],
    two: Annotated[str, typer.Argument(metavar="B", help="The other report.")],
    store: Store = DEFAULT_STORE,
    form: Form = "md",
    lang: Lang = "vi",
    out: Out = None,
) -> None:
    """What changed between two reports.

    Example: khaithong report diff 2024-05 2024 --store my-store --format html --out changes.html
    """
    _write("diff", store, form, lang, out, one=one, two=two)


@app.command()
@guarded
def structure(store: Store = DEFAULT_STORE, form: Form = "md", lang: Lang = "vi", out: Out = None) -> None:
    """On which things the most bottlenecks depend, chains, clusters of themes, what stands alone."""
    _write("structure", store, form, lang, out)


def _write(kind: str, store: Path, form: str, lang: str, out: Path | None, /, **given: str) -> None:
    from graph.analysis.lookup import Lookup
    from graph.reader import Reader
    from viz.documents.reports import FORMS, report

    _known(form, FORMS, "--format")
    _known(lang, ("vi", "en"), "--lang")
    with Reader.open(store) as reader:
        content = FORMS[form].write(report(Lookup(reader), kind, lang, **given))
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}.") from None


def _known(value: str, values: Iterable[str], option: str) -> None:
    known = tuple(values)
    if value not in known:
        raise typer.BadParameter(f"{option}: {value!r} is not known. Choose one of {', '.join(known)}.")


@guarded
def ask(
    words: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A question's name, or a question in words.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the named questions.")] = False,
    given: Annotated[
        list[str] | None,
        typer.Option("--given", metavar="NAME=VALUE", help="Put a thing or period in: agency=VPCP."),
    ] = None,
    store: Store = DEFAULT_STORE,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    lang: Lang = "vi",
) -> None:
    """Ask without SPARQL: by a question's name, or in words (it says which question it understood).

    Example: khaithong ask "Nghị định 147/2024/NĐ-CP giải quyết điểm nghẽn nào?" --store my-store
    """
    from graph.analysis.asking import put_in
    from graph.analysis.lookup import Lookup
    from graph.analysis.matching import match, people_ask
    from graph.analysis.question import answer
    from graph.reader import Reader

    _known(form, ("text", "json"), "--format")
    _known(lang, ("vi", "en"), "--lang")
    if listed:
        for name, question in people_ask().items():
            typer.echo(f"{name}\n    {question.vi}\n    {question.en}")
        return
    if not words:
        raise typer.BadParameter("give a question, or --list to see those that have a name.")
    with Reader.open(store) as reader:
        lookup = Lookup(reader)
        matched = match(lookup, words)
        extra = dict(_pair(each) for each in given or ())
        try:
            values = {**matched.given, **put_in(lookup, matched.question, extra)}
        except KeyError as error:
            raise typer.BadParameter(f"--given: {error.args[0]}") from None
        found = answer(lookup, matched.question.name, lang=lang, **values)
        _tell(lookup, matched, found, lang, as_json=form == "json")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise typer.BadParameter(f"--given: NAME=VALUE is needed, not {text!r}.")
    return name, value


def _tell(lookup: object, matched: Match, found: Answer, lang: str, *, as_json: bool) -> None:
    import json

    from viz.documents.answers import answer_json, answer_text

    if as_json:
        typer.echo(json.dumps(answer_json(lookup, found, lang, matched), ensure_ascii=False, indent=2))  # type: ignore[arg-type]
    else:
        typer.echo(answer_text(lookup, found, lang, matched), nl=False)  # type: ignore[arg-type]
