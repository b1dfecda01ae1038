"""From a report's blocks to its bottlenecks, and what the source says of their clearing and measuring."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from extraction.bottlenecks.measured import stated_measures
from extraction.bottlenecks.objects import Obstacle
from extraction.bottlenecks.resolved import cleared, clearly_cleared, has_obstacle
from extraction.bottlenecks.stated import stated, told
from extraction.bottlenecks.wording import pattern, words
from extraction.facts import Basis, Bottleneck, Claim, Kind, Predicate, Ref
from extraction.figures.lexicon import whole_words
from extraction.figures.reading import FigureReading
from extraction.lexicons import words_of
from extraction.mention import Mention
from extraction.report import Block, BlockKind, Passage, Report, Role
from extraction.sentences import sentences
from extraction.themes import themes_of

_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
_ARTICLE = re.compile(r"điều\s\d[\w.]*+(?:(?<=\.)|:)\s")


@dataclass(slots=True)
class BottleneckReading:
    """Bottlenecks with their claims; `spans` are their places in the report's text, in the same order."""

    bottlenecks: list[Bottleneck] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


def read_bottlenecks(
    report: Report, instruments: Sequence[Mention], names: Sequence[Mention], figures: FigureReading
) -> BottleneckReading:
    """Every obstacle that the report states, open or cleared; mentions are sorted by start."""
    out = BottleneckReading()
    text, folded = report.text, report.folded
    announced: set[int] = set()
    articles: set[int] = set()
    seen: set[Ref] = set()
    for i, block in enumerate(report.blocks):
        if block.heading in articles or _ARTICLE.match(folded, block.start, block.end):
            articles.add(i)
        if _announces(text, folded, block):
            announced.update(_points_under(report, i))
        if block.kind not in _BODY or block.role is Role.LESSONS:
            continue
        listed = block.role is Role.SHORTCOMINGS or i in announced
        if not listed and not _signs().search(folded, block.start, block.end):
            continue
        found = False
        before: tuple[int, int] | None = None
        for index, span in enumerate(sentences(text, block.start, block.end)):
            obstacles = list(_cleared(report, folded, span, instruments, names, before))
            if i in articles:  # "khắc phục tình trạng …" in a rule is nobody's statement that it was done
                obstacles = [each for each in obstacles if each.by and each.resolved]
            before = span
            if not obstacles and listed:
                point = block.kind is BlockKind.ITEM and index == 0
                obstacles = list(stated(text, folded, span, point=point))
            elif not obstacles and i not in articles:  # an article of law lays down; it does not report
                obstacles = list(told(text, folded, span, block.role, after=found))
            found = any(not each.resolved for each in obstacles)
            for obstacle in obstacles:
                _keep(out, seen, report, block, obstacle)
    out.claims.extend(stated_measures(report, out.bottlenecks, out.spans, figures))
    return out


@cache
def _signs() -> re.Pattern[str]:
    """What every obstacle outside a list of obstacles begins from: a block without such a word holds none."""
    classes = ("obstacle", "situation", "cause", "turn", "also", "standing", "speech", "speaker")
    plain = whole_words({word for name in classes for word in words(name)})
    return re.compile(rf"{plain}|{clearly_cleared().pattern}")


def _announces(text: str, folded: str, block: Block) -> bool:
    """Whether a block opens a list of obstacles: "Tuy nhiên, còn một số hạn chế sau:"."""
    if not text[block.start : block.end].rstrip().endswith(":"):
        return False
    last = max(folded.rfind(". ", block.start, block.end) + 1, block.start)
    remains = pattern("remain").search(folded, last, block.end)
    return remains is not None and pattern("obstacle").search(folded, remains.end(), block.end) is not None


def _points_under(report: Report, index: int) -> Iterator[int]:
    """The points of the list that block `index` opens: those under it, or right behind under its heading."""
    head = report.blocks[index]
    for i in range(index + 1, len(report.blocks)):
        block = report.blocks[i]
        under = block.heading == index or (head.kind in _BODY and block.heading == head.heading)
        if block.kind is not BlockKind.ITEM or not under:
            return
        yield i


def _cleared(
    report: Report,
    folded: str,
    span: tuple[int, int],
    instruments: Sequence[Mention],
    names: Sequence[Mention],
    before: tuple[int, int] | None,
) -> Iterator[Obstacle]:
    if has_obstacle(folded[span[0] : span[1]]):
        yield from cleared(report.text, folded, span, instruments, names, before)


def _keep(out: BottleneckReading, seen: set[Ref], report: Report, block: Block, obstacle: Obstacle) -> None:
    earlier = _overlapping(out, obstacle)
    if earlier is not None:
        # what was just named as an obstacle is then said to be cleared: one obstacle, not two
        known = out.bottlenecks[earlier]
        out.bottlenecks[earlier] = replace(known, status="resolved")
        statement = report.passage(*obstacle.statement)
        out.claims.extend(_resolved(known.ref, instrument, statement) for instrument in obstacle.by)
        return
    passage = report.passage(obstacle.start, obstacle.end)
    digest = hashlib.sha256(f"{report.sha256}:bottleneck:{passage.start}".encode()).hexdigest()[:16]
    ref = Ref(Kind.BOTTLENECK, digest)
    if ref in seen:
        return
    seen.add(ref)
    themes = themes_of(f"{obstacle.label} {report.text[obstacle.start : obstacle.end]}")
    status = "resolved" if obstacle.resolved else "open"
    out.bottlenecks.append(Bottleneck(ref, obstacle.label, status, (passage,), themes, block.path))
    out.spans.append((obstacle.start, obstacle.end))
    if obstacle.by:
        statement = report.passage(*obstacle.statement)
        make = _proposed if obstacle.purpose else _resolved
        out.claims.extend(make(ref, instrument, statement) for instrument in obstacle.by)


def _overlapping(out: BottleneckReading, obstacle: Obstacle) -> int | None:
    """The open obstacle that was read last, where a cleared one points back to its words."""
    if not obstacle.resolved or obstacle.purpose or not out.spans or out.bottlenecks[-1].status != "open":
        return None
    start, end = out.spans[-1]
    return len(out.spans) - 1 if start < obstacle.end and obstacle.start < end else None


def _resolved(bottleneck: Ref, instrument: Ref, statement: Passage) -> Claim:
    return Claim(bottleneck, Predicate.RESOLVED_BY, instrument, (statement,))


def _proposed(bottleneck: Ref, instrument: Ref, statement: Passage) -> Claim:
    """An instrument made to clear an obstacle has not cleared it yet; this is proposed, never stated."""
    texts = words_of("extraction.bottlenecks", "rationales.tsv")
    return Claim(
        bottleneck,
        Predicate.PROPOSED_RESOLUTION,
        instrument,
        (statement,),
        Basis.INFERRED,
        Decimal("0.6"),
        texts["purpose_vi"][0],
        texts["purpose_en"][0],
    )
