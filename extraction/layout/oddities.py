"""What about a layout is worth telling a reader: gaps in numbering, torn letters, glyphs without a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from extraction.layout.assemble import Builder
from extraction.layout.notes import Note
from extraction.layout.sections import Gap
from extraction.normal import Normal
from extraction.report import LayoutNote, NoteMark, Passage

_LIMIT = 200  # of one kind: a damaged file has thousands and one reader
_GLYPH = re.compile("[\ufffd\ue000-\uefff]++")
_GLYPH_NUMBER = re.compile(r"\(cid:\d{1,6}\)")
# No Vietnamese word lacks a vowel and none of these vowels is a word ("ở", "ổ", "ụ", "ý" are): where one
# stands alone beside another or beside lone consonants, tone marks fell off their letters.
_LONE_VOWEL = re.compile(r" [ạịộệậặựợọẹẩẫấầắằẳẵếễểềỉĩìíỏõòóỗỡờũùúửữứ](?=[ ,.;\n])")
_LONE = re.compile(
    r"(?<!\w)(?:ngh|ng|nh|th|tr|ch|ph|kh|gh)(?![\w.)/&:-])"
    r"|(?<= )[ạảãàáịộệậặựợọẹẻẩẫấầắằẳẵếễểềỉĩìíỏõòóỗỡờớũùúửữứừ](?=[ ,.;\n])"
)
_NEAR = 40


def oddities(
    normal: Normal, builder: Builder, gaps: Sequence[Gap], notes: Sequence[Note], marks: Sequence[NoteMark]
) -> Iterator[LayoutNote]:
    """The oddities of a report, by rule: numbering-gap, lost-glyph, torn-letters, note-without-mark."""
    for gap in gaps[:_LIMIT]:
        if gap.at < len(builder.blocks):
            block = builder.blocks[gap.at]
            end = min(block.end, block.start + len(gap.found) + 1)
            yield LayoutNote(
                "numbering-gap",
                Passage(builder.starts[block.start], builder.ends[end - 1]),
                f"{gap.last} → {gap.found}",
            )
    yield from _lost(normal)
    yield from _torn(normal)
    pointed = {mark.number for mark in marks}
    for note in notes[:_LIMIT]:
        if note.number is not None and note.number not in pointed and note.lines:
            last = note.lines[-1].end
            if note.at < last:
                yield LayoutNote(
                    "note-without-mark",
                    Passage(normal.starts[note.at], normal.ends[last - 1]),
                    str(note.number),
                )


def _lost(normal: Normal) -> Iterator[LayoutNote]:
    numbers = _GLYPH_NUMBER.finditer(normal.text) if "(cid:" in normal.text else iter(())
    for count, found in enumerate(chain(numbers, _GLYPH.finditer(normal.text))):
        if count == _LIMIT:
            return
        yield LayoutNote(
            "lost-glyph",
            Passage(normal.starts[found.start()], normal.ends[found.end() - 1]),
            found.group()[:24],
        )


def _torn(normal: Normal) -> Iterator[LayoutNote]:
    """Places where tone marks fell off their letters."""
    text, done, count = normal.text, 0, 0
    for found in _LONE_VOWEL.finditer(text):
        at = found.start() + 1
        if at < done:
            continue
        begin = max(text.rfind("\n", max(0, at - _NEAR), at) + 1, done, at - _NEAR)
        end = text.find("\n", at, at + _NEAR)
        end = end + 1 if end >= 0 else min(len(text), at + _NEAR)
        lone = [
            other.span()
            for other in _LONE.finditer(text, begin, end)
            if other.start() != at and other.end() < end
        ]
        if not lone:
            continue
        first, last = min(at, lone[0][0]), max(at + 1, lone[-1][1])
        done = last
        yield LayoutNote(
            "torn-letters", Passage(normal.starts[first], normal.ends[last - 1]), text[first:last]
        )
        count += 1
        if count == _LIMIT:
            return
