"""Small reports for the tests of names: each line is a block, notes come after the body."""

from __future__ import annotations

import unicodedata

from extraction.names import NameReading, read_names
from extraction.report import Block, BlockKind, NoteMark, Report


def report(text: str, notes: dict[int, str] | None = None) -> Report:
    """A report from lines; `⟨n⟩` in the text marks note n, whose words `notes` gives."""
    text = unicodedata.normalize("NFC", text)
    marks: list[NoteMark] = []
    while "⟨" in text:
        at = text.index("⟨")
        close = text.index("⟩")
        marks.append(NoteMark(at, int(text[at + 1 : close])))
        text = text[:at] + text[close + 1 :]
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 1
    for number, words in (notes or {}).items():
        text += "\n"
        blocks.append(Block(BlockKind.NOTE, len(text), len(text) + len(words), note=number))
        text += words
    size = len(text)
    return Report("t.txt", "0" * 64, text, text, range(size), range(1, size + 1), tuple(blocks), tuple(marks))


def read(text: str, notes: dict[int, str] | None = None) -> NameReading:
    return read_names(report(text, notes))


def organizations(text: str) -> list[str]:
    return [named.label for named in read(text).organizations]


def databases(text: str, notes: dict[int, str] | None = None) -> list[str]:
    return [named.label for named in read(text, notes).databases]


def platforms(text: str, notes: dict[int, str] | None = None) -> list[str]:
    return [named.label for named in read(text, notes).platforms]
