"""Claims that a report states of its instruments, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from extraction.citations.heads import LAWS, head_pattern
from extraction.facts import Basis, Claim, Kind, Predicate, Ref
from extraction.instruments.identity import Group
from extraction.instruments.links import Row, linked, may_change
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.openings import by_title
from extraction.report import BlockKind, Passage, Report

_BRACKET = re.compile(
    r"\s*\(\s*(?:(?:được\s+)?(?:(?:ban hành|phê duyệt)\s+)?(?:kèm theo|theo|tại|bởi)\s+)?\Z"
    r"|,?\s+(?:đã\s+)?(?:được\s+)?"
    r"(?:ban hành\s+(?:kèm\s+)?(?:theo|tại)|phê duyệt\s+(?:theo|tại)|kèm theo)\s+\Z"
)
_CARRIES_OUT = re.compile(r"(?<!\w)(?:thực hiện|triển khai|thi hành)\s+(?:có hiệu quả\s+|hiệu quả\s+)?\Z")
_TO_CARRY_OUT = re.compile(
    r"(?:\s+của\s+mình)?,?\s+(?:để|nhằm)\s+(?:\S+\s+){0,3}?"
    r"(?:thực hiện|triển khai|cụ thể hóa)(?:\s+[^.;:]{0,70})?\s+\Z"
)
_STARTS_WITH = re.compile(
    r"(?:\A|[.;:\n])\s*[-+–]?\s*(?:tổ chức\s+)?(?:triển khai\s+)?(?:thực hiện|triển khai)\s+\Z"
)
_ORDERED = re.compile(
    r"(?:\s+của\s[^,.;:]{1,60})?,\s[^.;:]{0,90}?(?:thực hiện|triển khai)(?:\s[^.;:]{0,40})?"
    r"\s(?:của|tại|trong)\s+\Z"
)
_ON_THE_BASIS = re.compile(r"(?<!\w)căn cứ\s+\Z")
_THEN_ISSUES = re.compile(r"(?<!\w)(?:ban hành|thông qua|phê duyệt)\s+(?:kịp thời\s+)?\Z")
_SENTENCE_END = re.compile(r"[.;](?=\s|\Z)|\n")
_FIRST_ARTICLE = re.compile(r"[\s*]*điều 1\s*[.:]?\s*(?=(?:phê duyệt|ban hành|thông qua|sửa đổi)(?!\w))")
_WITH_THIS = re.compile(r"\s+kèm theo(?:\s+\w+){2,4}?\s+này(?!\w)")
_PROMULGATED = re.compile(r"\(\s*(?:được\s+)?(?:ban hành|phê duyệt)?\s*(?:kèm\s+)?(?:theo|tại)\s+")
_CHANGES = frozenset({Predicate.AMENDS, Predicate.REPEALS})
_ORDERS = frozenset({"directive", "plan", "dispatch", "notice", "conclusion"})


class Relations:
    """Reads the claims of a report once its instruments are known."""

    def __init__(self, report: Report, folded: str, of: Mapping[int, Group]) -> None:
        self.report, self.folded, self.of = report, folded, of

    def claims(
        self, occurrences: Sequence[Occurrence], others: Iterable[Row], unissued: Container[str]
    ) -> tuple[Claim, ...]:
        """Every claim once, with all the passages that state it; nobody has passed what is `unissued`.

        `others` are the claims that other readers found.
        """
        types = {group.key: group.type for group in self.of.values()}
        rows: dict[tuple[str, Predicate, Ref], set[Passage]] = {}
        for subject, predicate, target, passage in chain(self._rows(occurrences), others):
            if target == Ref(Kind.INSTRUMENT, subject):
                continue
            if predicate is Predicate.PASSED_BY and subject in unissued:
                continue
            if predicate in _CHANGES and not may_change(types[subject], types[target.key]):
                continue
            rows.setdefault((subject, predicate, target), set()).add(passage)
        return tuple(
            Claim(Ref(Kind.INSTRUMENT, subject), predicate, target, tuple(sorted(passages)), Basis.STATED)
            for (subject, predicate, target), passages in rows.items()
        )

    def _rows(self, occurrences: Sequence[Occurrence]) -> Iterator[Row]:
        for i, o in enumerate(occurrences):
            yield from self._in_title(o)
            following = [x for x in occurrences[i + 1 : i + 9] if x.block == o.block and x.parent is None]
            if o.parent is None or o.type not in LAWS:
                yield from self._with_next(o, following)

    def of_text(self, cover: Occurrence, occurrences: Sequence[Occurrence]) -> Iterator[Row]:
        """What the title of the text, or its first article, says that it does: "Phê duyệt Đề án …"."""
        key = self.of[id(cover)].key
        for o in occurrences:
            block = self.report.blocks[o.block]
            if o.parent is not None or o is cover or o.block <= cover.block:
                continue
            lead = self.folded[block.start : o.lead]
            here = self.report.passage(block.start, o.end)
            if block.kind is BlockKind.TITLE and not lead.startswith("("):
                head = head_pattern().match(lead)
                lead = lead[head.end() :] if head else lead
            elif cover.citation is None and _PROMULGATED.fullmatch(lead):
                yield self.of[id(o)].key, Predicate.APPROVES, self.of[id(cover)].ref, here
                continue
            elif first := _FIRST_ARTICLE.match(lead):
                lead = _WITH_THIS.sub(" ", lead[first.end() :])
            else:
                continue
            if predicate := linked(f" {lead}", cover.type, o.type):
                yield key, predicate, self.of[id(o)].ref, here

    def _row(self, subject: Occurrence, predicate: Predicate, target: Occurrence) -> Row:
        start, end = min(subject.start, target.start), max(subject.end, target.end)
        passage = self.report.passage(start, end)
        return self.of[id(subject)].key, predicate, self.of[id(target)].ref, passage

    def _in_title(self, o: Occurrence) -> Iterator[Row]:
        """Read the verb of a title before the inner instrument: "Nghị định sửa đổi Nghị định …"."""
        if o.guided is not None:
            yield self._row(o, Predicate.DETAILS, o.guided)
        if o.parent is None:
            return
        predicate = linked(o.link, o.parent.type, o.type)
        if predicate is not None:
            start = o.parent.start
            passage = self.report.passage(start, o.end)
            yield self.of[id(o.parent)].key, predicate, self.of[id(o)].ref, passage

    def _with_next(self, o: Occurrence, following: Sequence[Occurrence]) -> Iterator[Row]:
        """Claims between an instrument and those named after it in the same sentence."""
        led = self.folded[max(self.report.blocks[o.block].start, o.lead - 60) : o.lead]
        starts_with, on_the_basis = _STARTS_WITH.search(led), _ON_THE_BASIS.search(led)
        last = o.last
        for n in following:
            if n.start < last:
                continue
            gap = self.folded[last : n.lead if n.lead >= last else n.start]
            if _SENTENCE_END.search(gap):
                return
            whole = self.folded[last : n.start]
            if o.citation is None and n.type in ("decision", "resolution") and _BRACKET.match(whole):
                yield self._row(n, Predicate.APPROVES, o)
            if n.type in _ORDERS and whole.strip() == "theo" and _CARRIES_OUT.search(led):
                yield self._row(n, Predicate.IMPLEMENTS, o)
            if starts_with and n.type not in LAWS and _THEN_ISSUES.search(gap):
                yield self._row(n, Predicate.IMPLEMENTS, o)
            if starts_with and n.type in by_title() and o.type in _ORDERS and _ORDERED.match(gap):
                yield self._row(o, Predicate.IMPLEMENTS, n)
            if _TO_CARRY_OUT.match(gap):
                yield self._row(o, Predicate.IMPLEMENTS, n)
            if on_the_basis and _THEN_ISSUES.search(gap):
                yield self._row(n, Predicate.BASED_ON, o)
