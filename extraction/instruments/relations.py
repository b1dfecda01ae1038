"""Claims that a report states of its instruments, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from extraction.citations import issuer_codes
from extraction.citations.heads import LAWS
from extraction.facts import Basis, Claim, Kind, Predicate, Ref
from extraction.instruments.block import BodySpan
from extraction.instruments.identity import Group, by_name
from extraction.instruments.links import linked
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.openings import by_title
from extraction.instruments.words import words
from extraction.report import Passage, Report, Role
from ontology.reference import issuers_of_codes

Row = tuple[str, Predicate, Ref, Passage]

# Types that have an issuer in the sense of eli:passed_by; "Chương trình của Bộ X" only says whose it is.
_ISSUED = LAWS | {
    "decree", "resolution", "decision", "directive", "circular", "joint_circular", "dispatch", "letter",
    "notice", "conclusion", "regulation", "submission", "report", "guidance", "consolidated_text",
}  # fmt: skip
_ISSUES = re.compile(
    r"\s+(?:(?P<done>đã|vừa|mới)\s+)?(?:ký\s+)?(?:ban hành|thông qua|phê duyệt)\s+(?:kịp thời\s+)?\Z"
)
_ASKS = re.compile(rf"(?<!\w){words('asks')}(?:\s+\S+){{0,2}}\s*\Z")
_ISSUED_BY = re.compile(r",?\s+(?:đã\s+)?(?:được|do)\s+")
_DONE = re.compile(r"\s+(?:ký\s+)?(?:ban hành|thông qua|phê duyệt)(?!\w)")
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
_THEN_ISSUES = re.compile(r"(?<!\w)ban hành\s+\Z")
_SENTENCE_END = re.compile(r"[.;](?=\s|\Z)|\n")
_ORDERS = frozenset({"directive", "plan", "dispatch", "notice", "conclusion"})


class Relations:
    """Reads the claims of a report once its instruments are known."""

    def __init__(
        self, report: Report, folded: str, of: Mapping[int, Group], bodies: Mapping[int, BodySpan]
    ) -> None:
        self.report, self.folded, self.of = report, folded, of
        self.bodies = bodies
        self.body_ends = {span[1]: span for span in bodies.values()}

    def claims(
        self,
        occurrences: Sequence[Occurrence],
        effects: Iterable[Row],
        unissued: Container[str],
    ) -> tuple[Claim, ...]:
        """Every claim once, with all the passages that state it; nobody has passed what is `unissued`.

        `effects` are the claims that another reader found.
        """
        rows: dict[tuple[str, Predicate, Ref], list[Passage]] = {}
        for subject, predicate, target, passage in chain(self._rows(occurrences), effects):
            if target == Ref(Kind.INSTRUMENT, subject):
                continue
            if predicate is Predicate.PASSED_BY and subject in unissued:
                continue
            passages = rows.setdefault((subject, predicate, target), [])
            if passage not in passages:
                passages.append(passage)
        return tuple(
            Claim(Ref(Kind.INSTRUMENT, subject), predicate, target, tuple(sorted(passages)), Basis.STATED)
            for (subject, predicate, target), passages in rows.items()
        )

    def _rows(self, occurrences: Sequence[Occurrence]) -> Iterator[Row]:
        for i, o in enumerate(occurrences):
            yield from self._in_title(o)
            yield from self._passed_by(o)
            following = [x for x in occurrences[i + 1 : i + 9] if x.block == o.block and x.parent is None]
            if o.parent is None or o.type not in LAWS:
                yield from self._with_next(o, following)

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

    def _passed_by(self, o: Occurrence) -> Iterator[Row]:
        key = self.of[id(o)].key
        if o.issuer is not None and o.type in _ISSUED:
            issuer = Ref(Kind.ORGANIZATION, o.issuer[2])
            member: Occurrence | None = o
            while member is not None and member.type == o.type and (member is o or member.issuer is None):
                yield (
                    self.of[id(member)].key,
                    Predicate.PASSED_BY,
                    issuer,
                    self.report.passage(member.start, o.issuer[1]),
                )
                member = member.before
        letters = issuer_codes(o.citation.number) if o.citation and o.citation.number else ""
        if letters and o.type in _ISSUED and not by_name(o):
            for code in issuers_of_codes(letters):
                body = Ref(Kind.ORGANIZATION, code)
                yield key, Predicate.PASSED_BY, body, self.report.passage(o.start, o.end)
        if o.parent is None:
            yield from self._issued_in_clause(o, key)

    def _issued_in_clause(self, o: Occurrence, key: str) -> Iterator[Row]:
        """Read "Quốc hội đã thông qua Luật …", "… được Chính phủ ban hành"."""
        block = self.report.blocks[o.block]
        verb = _ISSUES.search(self.folded, max(block.start, o.lead - 40), o.lead)
        if verb:
            body = self.body_ends.get(verb.start())
            past = bool(verb["done"]) or block.role not in (Role.TASKS, Role.PROPOSALS)
            asked = _ASKS.search(
                self.folded, max(block.start, (body[0] if body else 0) - 40), body[0] if body else 0
            )
            if body and past and not asked:
                yield (
                    key,
                    Predicate.PASSED_BY,
                    Ref(Kind.ORGANIZATION, body[2]),
                    self.report.passage(body[0], o.end),
                )
        m = _ISSUED_BY.match(self.folded, o.last)
        body = self.bodies.get(m.end()) if m else None
        if body and (done := _DONE.match(self.folded, body[1])):
            passage = self.report.passage(o.start, done.end())
            yield key, Predicate.PASSED_BY, Ref(Kind.ORGANIZATION, body[2]), passage

    def _with_next(self, o: Occurrence, following: Sequence[Occurrence]) -> Iterator[Row]:
        """Claims between an instrument and those named after it in the same sentence."""
        led = self.folded[max(self.report.blocks[o.block].start, o.lead - 60) : o.lead]
        for n in following:
            if n.start < o.last:
                continue
            gap = self.folded[o.last : n.lead if n.lead >= o.last else n.start]
            if _SENTENCE_END.search(gap):
                return
            whole = self.folded[o.last : n.start]
            if o.citation is None and n.type in ("decision", "resolution") and _BRACKET.match(whole):
                yield self._row(n, Predicate.APPROVES, o)
            if n.type in _ORDERS and whole.strip() == "theo" and _CARRIES_OUT.search(led):
                yield self._row(n, Predicate.IMPLEMENTS, o)
            if _STARTS_WITH.search(led) and n.type not in LAWS and _ISSUES.search(gap):
                yield self._row(n, Predicate.IMPLEMENTS, o)
            if (
                n.type in by_title()
                and o.type in _ORDERS
                and _STARTS_WITH.search(led)
                and _ORDERED.match(gap)
            ):
                yield self._row(o, Predicate.IMPLEMENTS, n)
            if _TO_CARRY_OUT.match(gap):
                yield self._row(o, Predicate.IMPLEMENTS, n)
            if _ON_THE_BASIS.search(led) and _THEN_ISSUES.search(gap):
                yield self._row(n, Predicate.BASED_ON, o)
