"""Reports laid out by hand, for tests of what comes after the layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extraction.facts import Kind, Named, Ref
from extraction.mention import Mention
from extraction.report import Block, BlockKind, NoteMark, Report, Role
from ontology.keys import fold
from ontology.reference import organizations

_MARK = re.compile(r"\^(\d+)")


@dataclass(frozen=True)
class Names:
    """Organizations found by label and alias: what a reader of names would hand on."""

    mentions: tuple[Mention, ...] = ()
    organizations: tuple[Named, ...] = field(default=())


def report_of(*parts: str | tuple[str, str], title: str = "Báo cáo năm 2024") -> Report:
    """A report of these blocks.

    A block is its text, or its kind and text: "tasks", "proposals", "heading", "item", "note 3". "^3" in a
    text is a mark that points to note 3; it is taken out.
    """
    text, blocks, marks = title, [Block(BlockKind.TITLE, 0, len(title))], []
    for part in parts:
        kind, words = part if isinstance(part, tuple) else ("paragraph", part)
        text += "\n"
        start = len(text)
        at = 0
        for m in _MARK.finditer(words):
            text += words[at : m.start()]
            marks.append(NoteMark(len(text), int(m[1])))
            at = m.end()
        text += words[at:]
        name, _, number = kind.partition(" ")
        role = Role(name) if name in {r.value for r in Role} else Role.RESULTS
        block_kind = BlockKind(name) if name in {k.value for k in BlockKind} else BlockKind.PARAGRAPH
        blocks.append(Block(block_kind, start, len(text), role=role, note=int(number) if number else None))
    offsets = list(range(len(text)))
    return Report(
        name="thu.txt",
        sha256="ab" * 32,
        raw=text,
        text=text,
        starts=offsets,
        ends=[i + 1 for i in offsets],
        blocks=tuple(blocks),
        marks=tuple(marks),
    )


_BY_NAME = {
    fold(name): entry.key
    for entry in reversed(organizations())
    for name in (entry.label, *entry.aliases)
    if len(name) > 3
}
_ANY = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True)) + r")(?!\w)"
)


def names_in(report: Report) -> Names:
    """The known organizations of a report."""
    folded = fold(report.text)
    return Names(
        tuple(
            Mention(m.start(), m.end(), Ref(Kind.ORGANIZATION, _BY_NAME[m.group()]))
            for m in _ANY.finditer(folded)
            if report.text[m.start()].isupper()
        )
    )
