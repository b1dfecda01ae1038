"""Norms: text that lays down a rule. Its numbers are fines, deadlines and limits, no observations.

Three signs, from the surest: the block stands in an article ("Điều 12."), the report as a whole rules (it
speaks of no period and many of its blocks name duties), or the sentence itself rules ("phải …").
A plan that an article approves still sets targets: a sentence or a heading with a goal in it is read.
"""

from __future__ import annotations

import re
from functools import cache

from extraction.facts import Period
from extraction.figures.lexicon import alternation
from extraction.lexicons import words_of
from extraction.report import Block, BlockKind, Report, Role

_ARTICLE = re.compile(r"\(?điều \d{1,4}[a-zđ]{0,2}(?:\.|:|\s[^\n]{0,400}?có hiệu lực)")
_RULING = 1 / 3  # share of blocks that name a duty from which a text without a period counts as a legal one
_AIMS = frozenset({Role.TASKS, Role.PROPOSALS})


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Any word of a class of `norms.tsv`, as a whole word in folded text."""
    return re.compile(rf"(?<!\w)(?:{alternation(words_of('extraction.figures', 'norms.tsv')[name])})(?!\w)")


class Norms:
    """Tells of a report which sentences rule; `folded` is its text as `ontology.keys.fold` gives it."""

    def __init__(self, report: Report, folded: str, period: Period | None) -> None:
        self._report, self._folded = report, folded
        self._articles: frozenset[int] = frozenset(self._in_articles())
        self._legal = period is None and self._rules()

    def _in_articles(self) -> list[int]:
        """The starts of the blocks that stand in an article: from its opening to a heading that is none."""
        out, inside = [], False
        for block in self._report.blocks:
            if _ARTICLE.match(self._folded, block.start, block.end):
                inside = True
            elif block.kind is BlockKind.HEADING and len(block.path) <= 1 and block.role in _AIMS:
                inside = False
            if inside:
                out.append(block.start)
        return out

    def _rules(self) -> bool:
        blocks = [b for b in self._report.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)]
        signs = ("duty", "rule", "sanction")
        ruling = sum(1 for b in blocks if any(self._says(name, b.start, b.end) for name in signs))
        return bool(blocks) and ruling >= _RULING * len(blocks)

    def _says(self, name: str, start: int, end: int) -> bool:
        return _pattern(name).search(self._folded, start, end) is not None

    def covers(self, block: Block, start: int, end: int) -> bool:
        """Whether the sentence `start..end` of a block lays down a rule: its numbers measure nothing."""
        if self._says("sanction", start, end):
            return True
        if self._legal or block.start in self._articles:
            return not self._aims(block, start, end)
        return block.role not in _AIMS and self._obliges(start, end)

    def _aims(self, block: Block, start: int, end: int) -> bool:
        if self._says("goal", start, end):
            return True
        heading = self._report.blocks[block.heading] if block.heading is not None else None
        return heading is not None and self._says("goal", heading.start, heading.end)

    def _obliges(self, start: int, end: int) -> bool:
        excused = {m.end() for m in _pattern("not").finditer(self._folded, start, end)}
        return any(m.end() not in excused for m in _pattern("duty").finditer(self._folded, start, end))
