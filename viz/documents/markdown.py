"""A document as Markdown, with footnotes and the queries in fenced blocks."""

from __future__ import annotations

import re

from viz.documents.model import Document, Sentence, Table
from viz.language import catalogue

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def to_markdown(document: Document) -> bytes:
    """The whole document; everything from the graph is escaped."""
    t = catalogue(document.lang)
    parts = [f"# {_plain(document.title)}"]
    if document.subtitle:
        parts.append(f"*{_plain(document.subtitle)}*")
    parts.extend(_sentence(each) for each in document.lead)
    for section in document.sections:
        parts.append(f"## {_plain(section.heading)}")
        for block in section.blocks:
            if isinstance(block, Sentence):
                parts.append(_sentence(block))
            else:
                parts.extend((_table(block), _query(block, t("doc.query"))))
    if document.notes:
        parts.append(f"## {t('doc.notes')}")
        parts.extend(
            f"[^{note.number}]: {_quoted(note.words, verbatim=note.verbatim)} — {_plain(note.source)}"
            + (f", {note.place}" if note.place else "")
            for note in document.notes
        )
    parts.append(f"*{_plain(document.made)}*")
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _quoted(text: str, *, verbatim: bool) -> str:
    return f"“{_plain(text)}”" if verbatim else _plain(text)


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _sentence(sentence: Sentence) -> str:
    return _plain(sentence.text) + _marks(sentence.notes)


def _table(table: Table) -> str:
    head = "| " + " | ".join(_plain(column) for column in table.columns) + " |"
    rule = "|" + " --- |" * len(table.columns)
    rows = [
        "| " + " | ".join((*map(_plain, line.cells[:-1]), _plain(line.cells[-1]) + _marks(line.notes))) + " |"
        for line in table.lines
    ]
    return "\n".join((f"**{_plain(table.title)}**", "", head, rule, *rows))


def _query(table: Table, title: str) -> str:
    fence = "```"
    while fence in table.query:
        fence += "`"
    return (
        f"<details><summary>{title}</summary>\n\n{fence}sparql\n{table.query.strip()}\n{fence}\n\n</details>"
    )
