"""What the reader of the file saw that a reader of the report should know: each kind once, however often."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.findings.rule import Case, Found, Rule

_SHOWN = 20  # places of one kind: a damaged file has hundreds, and one finding tells of all


class SeenInFile(Rule):
    """An oddity of the file itself by its rule: letters lost or recognised, cells or members left out."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _find(self, case: Case) -> Iterator[Found]:
        notes = [oddity for oddity in case.report.oddities if oddity.rule == self.name]
        if notes:
            passages = tuple(note.passage for note in notes[:_SHOWN])
            yield Found(passages, notes[0].detail, str(len(notes)))


OF_FILES: tuple[Rule, ...] = tuple(
    map(
        SeenInFile,
        (
            "lost-glyph",
            "torn-letters",
            "converted-encoding",
            "recognised-text",
            "page-without-text",
            "formula-without-value",
            "cells-left-out",
            "members-left-out",
        ),
    )
)
