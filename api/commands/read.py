"""`khaithong read`: what one report says, without any store."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import Base, iris_under

if TYPE_CHECKING:
    from graph.records import Record

_WIDTH = 96


@guarded
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The report to read, or a ZIP of reports.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line for each mention and fact.")
    ] = False,
    base: Base = None,
) -> None:
    """Read one report and show what it says: text, Markdown, HTML, DOCX, PDF, XLSX, CSV, or a ZIP of these.

    With --json each line has kind, iri, start and end (code points of the file's text), text, and normalised
    values, and the report's name where there are several.

    Example: khaithong read report.txt --json | jq 'select(.kind == "observation")'
    """
    from graph.build import read_all
    from graph.records import records

    iris = iris_under(base)
    readings = read_all([file])
    for reading in readings:
        found = records(reading.report, reading.facts, iris)
        if as_json:
            for record in found:
                several = {"report": reading.report.name} if len(readings) > 1 else {}
                line = json.dumps({**record, **several}, ensure_ascii=False) + "\n"
                sys.stdout.buffer.write(line.encode())
            sys.stdout.buffer.flush()
        else:
            _show(reading.facts.title or reading.report.name, found)


def _show(title: str, found: list[Record]) -> None:
    from api.commands.show import table

    counts = Counter(record["kind"] for record in found)
    typer.echo(title)
    table(("kind", "found"), [(kind, str(number)) for kind, number in sorted(counts.items())])
    rows = [
        (str(record["start"]), record["kind"], _value(record), _short(record["text"]))
        for record in found
        if "passages" in record
        or record["kind"] in ("observation", "bottleneck", "status", "task", "finding")
    ]
    table(("at", "kind", "value", "words"), rows)


def _value(record: Record) -> str:
    if record["kind"] == "observation":
        label, period = record.get("indicator_label", ""), record.get("period", "")
        return f"{label}: {record['value']:,} {record['unit']} {period}"
    for key in ("label", "stage", "message_vi", "predicate"):
        if key in record:
            return str(record[key])
    return ""


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
