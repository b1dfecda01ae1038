"""`khaithong suggest`: let a language model propose; people decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import say

if TYPE_CHECKING:
    from graph.assist.client import Assistant
    from graph.assist.suggesting import Suggestion
    from graph.reader import Reader


@guarded
def suggest(
    store: Store = DEFAULT_STORE,
    address: Annotated[
        str | None,
        typer.Option(
            "--address", metavar="URL", help="An OpenAI-compatible address. [default: none is asked]"
        ),
    ] = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="The model's name.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Also keep the suggestions, one JSON a line.")
    ] = None,
    kept: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take kept suggestions; ask no model.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Ask a language model for indicators of bottlenecks and labels of topics.

    What it says enters the graph only as proposals that name the model, and wait for 'khaithong review'.
    A later build makes the proposals anew without it; keep them with --out and give them again with --from.

    Example: khaithong suggest --store my-store --address http://127.0.0.1:8080/v1 --model my-model
    """
    from graph.assist import kept as files
    from graph.assist.suggesting import proposing
    from graph.build import publish
    from graph.inference import all_inferences
    from graph.reader import Reader
    from graph.run import Run

    with Reader.open(store) as reader:
        run = Run(iris=reader.iris)
        if kept is not None:
            suggestions = files.read(kept)
        else:
            suggestions = _asked(reader, _assistant(store, address, model), out)
    result = publish([], store, run=run, inferences=(*all_inferences(), proposing(suggestions)))
    say(f"{len(suggestions)} suggestion(s). Version {result.version} is published in {store}.", quiet=quiet)


def _assistant(store: Path, address: str | None, model: str | None) -> Assistant:
    from api.settings import Settings
    from graph.assist.client import Assistant, AssistError

    settings = Settings.from_environment(store=store, assistant=address, assistant_model=model)
    if not settings.assistant:
        raise AssistError("assist-off")
    return Assistant(settings.assistant, settings.assistant_model or "", settings.assistant_key or "")


def _asked(reader: Reader, assistant: Assistant, out: Path | None) -> list[Suggestion]:
    from graph.analysis.lookup import Lookup
    from graph.analysis.structure import structure
    from graph.assist import kept
    from graph.assist.suggesting import suggest_labels, suggest_measures

    readings = [reader.reading(str(each["sha256"])) for each in reader.about.get("reports", ())]
    suggestions = suggest_measures(assistant, (each.facts for each in readings if each is not None))
    labels = suggest_labels(assistant, structure(Lookup(reader)).clusters)
    for label in labels:
        typer.echo(f"{'; '.join(label.themes)}: {label.vi} / {label.en} [{label.model}]")
    if out is not None:
        try:
            kept.write(out, suggestions, labels)
        except OSError as error:
            raise typer.BadParameter(f"{out} cannot be written: {error.strerror}.") from None
    return suggestions
