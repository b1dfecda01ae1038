"""Marks and words that a sentence makes something else: commas that join, verbs inside names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.figures.phrases import NOUN_STOP
from extraction.figures.tokens import Token
from extraction.names.tables import coordinated

_ALL = ("toàn ngành", "toàn hệ thống")
_COMMA = frozenset({"comma"})
_NAMED = frozenset({"noun"})


def join_lists(tokens: Sequence[Token], text: str) -> list[Token]:
    """Make words of marks that split nothing: the comma of "xã, phường", the dash of "kinh tế - xã hội".

    What a name holds ("Sở Giáo dục và Đào tạo", by its capitals in `text`) neither joins nor acts.
    """
    out = list(tokens)
    for i in range(len(out) - 1):
        if out[i].text in _ALL and out[i + 1].kind == "word" and not out[i + 1].has(*NOUN_STOP):
            out[i] = replace(out[i], classes=_NAMED)  # "toàn ngành y tế" is a body, "toàn ngành đã …" a whole
    for i in range(1, len(out) - 1):
        if (
            text[out[i].start].isupper()
            and out[i - 1].kind == "word"
            and out[i].has("verb", "link", "change")
        ):
            out[i] = replace(out[i], classes=_NAMED)
        if out[i].text == "thành công" and out[i - 1].has("measure"):
            out[i] = replace(out[i], classes=_NAMED)  # "tỷ lệ thành công"
        if out[i].text == "và" and text[out[i + 1].start].isupper() and text[out[i - 1].start].isupper():
            out[i] = replace(out[i], classes=_COMMA)
        if (
            out[i].has("conj")
            and (out[i - 1].text.split(" ")[-1], out[i + 1].text.split(" ")[0]) in coordinated()
        ):
            out[i] = Token("word", out[i].start, out[i].end, out[i].text, _COMMA)
        if out[i].kind == "-" and out[i - 1].kind == out[i + 1].kind == "word":
            out[i] = Token("word", out[i].start, out[i].end, "-", _COMMA)
        if out[i].kind == "," and out[i - 1].has("joint", "tier", "body") and out[i + 1].has("joint"):
            out[i] = Token("word", out[i].start, out[i].end, ",", _COMMA)
    return out
