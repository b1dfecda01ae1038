"""The answer to a named question, for a terminal, a page or a program."""

from __future__ import annotations

from typing import Any

from graph.analysis.lookup import Lookup
from graph.analysis.matching import Match
from graph.analysis.model import Answer, Cell, Figure, Thing
from graph.analysis.question import questions
from viz.documents.composer import Composer
from viz.documents.model import Document


def answer_document(lookup: Lookup, answer: Answer, lang: str) -> Document:
    """An answer as a document of one section."""
    c = Composer(lookup, lang)
    title = questions()[answer.question].words(lang) if answer.question in questions() else c.t("ask.build")
    c.section("ask.title", *c.listed("ask", answer))
    return c.document("ask", title, "", ())


def answer_text(lookup: Lookup, answer: Answer, lang: str, matched: Match | None = None) -> str:
    """An answer for a terminal: what was understood, the lines, the quotes."""
    c = Composer(lookup, lang)
    lines = []
    if matched:
        score = c.t("ask.matched.score", score=matched.score)
        lines.append(
            f"{c.t('ask.matched')}: {matched.question.words(lang)} [{matched.question.name}; {score}]"
        )
    for name, value in answer.given.items():
        shown = lookup.thing(value).name(lang) if value.startswith("http") else c.cell(value, name)
        lines.append(f"{c.t('ask.given')}: {c.t(f'column.{name}')} = {shown}")
    if not answer.entries:
        lines.append(c.t("ask.none"))
        return "\n".join(lines) + "\n"
    table = c.table("ask.named", answer)
    lines.append(c.t("ask.some", n=len(table.lines)))
    for line in table.lines:
        marks = "".join(f"[{n}]" for n in line.notes)
        said = zip(table.columns, line.cells, strict=True)
        lines.append("- " + "; ".join(f"{column}: {cell}" for column, cell in said) + f" {marks}")
    lines.append(f"{c.t('ask.quotes')}:")
    lines.extend(
        f"[{note.number}] “{note.words}” — {note.source}" + (f", {note.place}" if note.place else "")
        for note in c.document("ask", "", "", ()).notes
    )
    return "\n".join(lines) + "\n"


def answer_json(lookup: Lookup, answer: Answer, lang: str, matched: Match | None = None) -> dict[str, Any]:
    """An answer for a program: cells with IRIs, and every line's grounds with their quotes."""
    c = Composer(lookup, lang)
    body: dict[str, Any] = {
        "question": answer.question,
        "columns": list(answer.columns),
        "given": dict(answer.given),
        "query": answer.query,
        "answered": bool(answer.entries),
        "rows": [
            {
                "cells": {
                    column: _cell(c, cell, column)
                    for column, cell in zip(answer.columns, entry.cells, strict=True)
                },
                "grounds": [
                    {
                        "iri": ground.iri,
                        "kind": ground.kind,
                        "origin": ground.origin or None,
                        "quotes": [
                            {"exact": q.exact, "report": q.report, "start": q.start, "end": q.end}
                            for q in ground.quotes
                        ],
                    }
                    for ground in entry.grounds
                ],
            }
            for entry in answer.entries
        ],
    }
    if not answer.entries:
        body["says"] = c.t("ask.none")
    if matched:
        body["matched"] = {
            "name": matched.question.name,
            "words": matched.question.words(lang),
            "score": matched.score,
            "others": [other.name for other in matched.others],
        }
    return body


def _cell(c: Composer, cell: Cell, column: str) -> dict[str, Any] | None:
    if cell is None:
        return None
    shown: dict[str, Any] = {"text": c.cell(cell, column)}
    if isinstance(cell, Thing):
        shown |= {"iri": cell.iri, "kind": cell.kind}
        if cell.number:
            shown["number"] = cell.number
    if isinstance(cell, Figure):
        shown |= {
            "iri": cell.iri,
            "value": str(cell.value),
            "unit": cell.unit,
            "period": cell.period or None,
            "verbatim": cell.verbatim,
        }
    return shown
