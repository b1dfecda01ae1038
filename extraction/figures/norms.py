"""Norms: text that lays down a rule. Its numbers are fines, deadlines and limits, no observations.

Three signs, from the surest: the block stands in an article ("Điều 12."), the report as a whole rules (it
speaks of no period and many of its blocks name duties), or the sentence itself rules ("phải …").
A plan that an article approves still sets targets: a sentence or a heading with a goal in it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extraction.facts import Period
from extraction.figures.lexicon import alternation, whole_words
from extraction.lexicons import words_of
from extraction.report import Block, BlockKind, Report, Role

_ARTICLE = re.compile(r"\(?điều \d{1,4}[a-zđ]{0,2}(?:\.|:|\s[^\n]{0,400}?có hiệu lực)")
_DIGIT = re.compile(r"\d")
_RULING = 1 / 3  # share of blocks that name a duty from which a text without a period counts as a legal one
_SCOPE = 60  # characters before a duty in which a word makes it something told, not laid down
_AIMS = frozenset({Role.TASKS, Role.PROPOSALS})


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Any word of a class of `norms.tsv`, as a whole word in folded text."""
    return re.compile(whole_words(words_of("extraction.figures", "norms.tsv")[name]))


@cache
def _titled(name: str) -> re.Pattern[str]:
    """A heading that is one of a class of `norms.tsv`, whole, behind its number."""
    words = alternation(words_of("extraction.figures", "norms.tsv")[name])
    return re.compile(rf"(?:điều )?[\divx]{{1,4}}[.)]?\s++(?:về )?(?:{words})[\s.:]*+\Z")


@cache
def _regret() -> re.Pattern[str]:
    """A turn against what was achieved, and behind it, in the same sentence, that something is lacking."""
    terms = words_of("extraction.bottlenecks", "terms.tsv")
    turn, still = alternation(terms["turn"]), alternation(terms["still"])
    return re.compile(rf"(?:{turn})(?!\w)[^.;]{{0,120}}?(?<!\w)(?:{still})(?!\w)")


class Norms:
    """Tells of a report which sentences rule; `folded` is its text as `ontology.keys.fold` gives it."""

    def __init__(self, report: Report, folded: str, period: Period | None) -> None:
        self._report, self._folded = report, folded
        self._articles: frozenset[int] = frozenset(self._in_articles())
        self._legal = period is None and self._rules()
        headings = [b for b in report.blocks if b.kind is BlockKind.HEADING and b.role in _AIMS]
        self._programme = any(self._headed("goal", heading) for heading in headings)

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
            return not self._aims(block, start, end) or self._says("rule", start, end)
        return block.role not in _AIMS and self._obliges(start, end)

    def regrets(self, start: int, end: int) -> bool:
        """Whether a sentence tells what is still lacking ("Tuy nhiên, còn một số tồn tại: …"): no plan."""
        return _regret().match(self._folded, start, end) is not None

    def _aims(self, block: Block, start: int, end: int) -> bool:
        if self._says("goal", start, end):
            return True
        for heading in self._above(block):
            if self._headed("account", heading) or self._says("goal", heading.start, heading.end):
                return True
            if self._programme and self._headed("work", heading):
                return True
        return False

    def _above(self, block: Block) -> Iterator[Block]:
        """The headings that a block stands under, the nearest first."""
        index = block.heading
        while index is not None:
            heading = self._report.blocks[index]
            yield heading
            index = heading.heading

    def _headed(self, name: str, heading: Block) -> bool:
        """Whether a heading is, behind its number, one of a class: "Điều 1. Đánh giá tình hình"."""
        return _titled(name).match(self._folded, heading.start, heading.end) is not None

    def _obliges(self, start: int, end: int) -> bool:
        """Whether a duty stands before a number; behind the last one ("50 hộ phải di dời") it describes."""
        excused = {m.end() for m in _pattern("not").finditer(self._folded, start, end)}
        duty = next(
            (
                m.end()
                for m in _pattern("duty").finditer(self._folded, start, end)
                if m.end() not in excused
                and not self._says("told", max(start, m.start() - _SCOPE), m.start())
            ),
            end,
        )
        return _DIGIT.search(self._folded, duty, end) is not None
