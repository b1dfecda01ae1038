"""Counts against the lists that they announce, and numbers that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extraction.findings.rule import Case, Found, Rule
from extraction.report import Block, BlockKind

_COUNTED = re.compile(
    r"(?<![\d./,])(?P<count>0?[2-9]|1\d|2\d)\s[^\W\d_]+(?: [^\W\d_]+){0,2}"
    r"[^.;:\d]{0,90}:\s*(?=\S|\Z)"
)
_MARK = re.compile(r"(?:(?<=\s)|(?<=[:;,]))\((?P<label>\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_BLANK_NUMBER = re.compile(r"(?:số\s?:?|số)\s(?:…|\.{2,}|_{2,})?\s?/(?=[A-ZĐ]{1,4}[A-ZĐ0-9&-]*-[A-ZĐ])")


class CountContradictsList(Rule):
    """A count and the list that it announces: "03 nhóm việc: (1) …; (2) …" names three and lists two."""

    name = "count_contradicts_list"

    def _find(self, case: Case) -> Iterator[Found]:
        folded, text = case.report.folded, case.report.text
        for index, block in enumerate(case.report.blocks):
            if block.kind is BlockKind.ROW or folded.find(":", block.start, block.end) < 0:
                continue
            for m in _COUNTED.finditer(folded, block.start, block.end):
                listed = _in_sentence(folded, m.end(), block.end)
                if (
                    listed is None
                    and m.end() >= block.end - 1
                    and text[block.start : block.end].rstrip().endswith(":")
                ):
                    listed = _below(case.report.blocks, index)
                count = int(m["count"])
                if listed is not None and listed >= 2 and listed != count:
                    passage = case.report.passage(m.start(), m.end())
                    yield Found((passage,), str(count), str(listed), case.within(passage))


def _in_sentence(folded: str, at: int, end: int) -> int | None:
    """How many points a list in running text has; None where it is none that counts from one."""
    last = 0
    for m in _MARK.finditer(folded, at, end):
        value = _value(m["label"], last)
        if value != last + 1:
            break
        last = value
    return last or None


def _value(label: str, last: int) -> int:
    if label.isdigit():
        return int(label)
    if label in _ROMAN and (label != "i" or last == 0):
        return _ROMAN[label]
    return _LETTERS.find(label) + 1 if len(label) == 1 else 0


def _below(blocks: Sequence[Block], index: int) -> int | None:
    """How many numbered points the list below a line has; bullets have no count that could be wrong."""
    head, labels = blocks[index], set[str]()
    for block in blocks[index + 1 :]:
        if block.kind not in (BlockKind.ITEM, BlockKind.HEADING) or len(block.path) <= len(head.path):
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.ROW) and labels:
                continue  # what stands below one of the points
            break
        if block.path[: len(head.path)] != head.path:
            break
        labels.add(block.path[len(head.path)])
    return len(labels) or None


class MissingNumber(Rule):
    """A number's place that is blank: "số: /BC-UBND"."""

    name = "missing_number"

    def _find(self, case: Case) -> Iterator[Found]:
        for m in _BLANK_NUMBER.finditer(case.report.text.replace("Số", "số")):
            end = m.end()
            while end < len(case.report.text) and not case.report.text[end].isspace():
                end += 1
            passage = case.report.passage(m.start(), end)
            yield Found((passage,), case.report.exact(passage))


class NumberingGap(Rule):
    """A section number that is missing between two others."""

    name = "numbering-gap"

    def _find(self, case: Case) -> Iterator[Found]:
        for oddity in case.report.oddities:
            if oddity.rule == "numbering-gap":
                yield Found((oddity.passage,), oddity.detail)
