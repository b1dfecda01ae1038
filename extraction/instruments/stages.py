"""The stage at which a report presents an instrument: the words around its name, or before its note's mark.

One stage for each instrument and report: the most advanced that is stated. What is only implied (a law
cited by name, an instrument that others carry out or amend) counts where nothing is stated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extraction.citations.heads import LAWS, head_pattern
from extraction.facts import Claim, Period, Predicate, Stage, StatusAssertion
from extraction.instruments.identity import Group, by_name
from extraction.instruments.links import linked
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.words import words
from extraction.report import BlockKind, Passage, Report, Role

ORDER = (Stage.PROPOSED, Stage.DRAFT, Stage.CONSULTING, Stage.APPRAISED, Stage.SUBMITTED, Stage.ISSUED)

_ISSUE = r"(?:ban hành|thông qua|phê duyệt)"
_NOT_YET = re.compile(
    rf"(?<!\w){words('not_yet')}(?:\s+[^\s,;]+){{0,9}}?(?:,\s+)?(?:\s*xem xét,?)?\s+(?:ký\s+)?{_ISSUE}(?!\w)"
)
_ISSUED = re.compile(rf"(?<!\w)(?:{_ISSUE}|có hiệu lực|đi vào cuộc sống|được ký)(?!\w)")
_GOING_TO_SUBMIT = re.compile(
    rf"(?<!\w)(?:{words('to_submit')}(?:(?!\sđã\s)[^.;]){{0,60}}?\s|hoàn thiện(?:,| để)?\s)"
    r"(?:để\s+)?trình(?!\w)"
)
_SUBMITTED = re.compile(
    r"(?<!\w)(?:trình|(?:gửi|chuyển)\s(?:[^.;,]{0,60}?\s)?(?:thẩm định|bộ tư pháp))(?!\w)"
)
_APPRAISED = re.compile(
    r"(?<!\w)(?:(?:đã|được)\s(?:[^.;,]{0,50}?\s)?thẩm định|ý kiến thẩm định|sau thẩm định)(?!\w)"
)
_CONSULTING = re.compile(r"(?<!\w)(?:lấy|xin|tổng hợp)\s(?:[^.;,]{0,12}?\s)?ý kiến(?!\w)")
_DRAFT = re.compile(rf"(?<!\w){words('draft')}")
_PROPOSED = re.compile(rf"(?<!\w){words('proposed')}")
_ASKED_FOR = re.compile(rf"(?<!\w){words('asked_for')}")
_PAST = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)")
_NO_SUBMISSION = re.compile(rf"(?<!\w){words('no_submission')}")
_USED = re.compile(rf"(?<!\w){words('used')}(?:\s+{words('manner')})?\s+\Z")
_BUILT = re.compile(rf"(?<!\w){words('built')}(?:,?\s+{words('with_building')})*\s+\Z")
_GOVERNS = re.compile(
    rf"(?<!\w){words('governs')}(?:,?\s+(?:và\s+)?{words('with_verb')})*"
    rf"(?:\s+{words('laid_before')}(?:\s+(?:tỉnh|thành phố))?)?\s+\Z"
)
_PASSIVE_AFTER = re.compile(r",?\s+(?:đã|đang|sẽ|được|vừa|chưa|có hiệu lực)(?!\w)")
# Each branch begins with one letter, which a search finds several times faster than a class of letters.
_CLAUSE_START = re.compile(r"\.(?=\s)|;(?=\s)|:(?=\s)|\n|trong(?<!\wtrong) đó,?\s")
_CLAUSE_END = re.compile(r"[.;](?=\s|\Z)|\n")
_THE_DRAFT = re.compile(rf"(?<!\w)dự thảo(?!\w|\s+{words('of_draft')}|\s+(?:nghị|quyết|thông))")
_BODY = re.compile(words("body"))
_CLAUSE = 600
_ASIDE = re.compile(r"\s*\(([^()\d][^()]{0,120})\)")
_SENTENCE_END = re.compile(r"\.(?=\s|\Z)|\n")
_CARRIED_ON = re.compile(
    r"\s+(?:đã\s+|đang\s+|tiếp tục\s+){0,2}được\s+(?:đẩy mạnh|triển khai|thực hiện|quán triệt)(?!\w)"
)
_COUNTS = re.compile(rf"(?<!\w)\d{{1,2}}\s+(?:dự (?:thảo|án)\s+)?(?:{head_pattern().pattern})\s*\Z")
_APPROVING = re.compile(r"\s*\(\s*(?:quyết định|nghị quyết)(?!\w)")


def stage_of(clause: str, *, future: bool = False) -> Stage | None:
    """The stage that a folded clause states of the instrument it speaks of.

    `future`: the clause stands where a report tells what is to be done, so that its verbs promise.
    """
    clause = _NO_SUBMISSION.sub(" ", clause)
    tests = (
        (Stage.ISSUED, _ISSUED, _NOT_YET.sub(" trình ", clause)),
        (Stage.SUBMITTED, _SUBMITTED, _GOING_TO_SUBMIT.sub(" ", clause)),
        (Stage.APPRAISED, _APPRAISED, clause),
        (Stage.CONSULTING, _CONSULTING, clause),
        (Stage.PROPOSED, _PROPOSED, clause),
        (Stage.DRAFT, _DRAFT, clause),
        (Stage.DRAFT, _ISSUED, clause),  # "tham mưu ban hành": it is on its way
    )
    stage = next((stage for stage, pattern, text in tests if pattern.search(text)), None)
    if stage is not None and future and not _PAST.search(clause):
        return Stage.PROPOSED if _ASKED_FOR.search(clause) else Stage.DRAFT
    return stage


def approved(
    claims: Iterable[Claim], statuses: Sequence[StatusAssertion], as_of: Period | None
) -> Iterator[StatusAssertion]:
    """The stage of what an issued act approves, where nothing else tells one."""
    issued = {status.instrument for status in statuses if status.stage is Stage.ISSUED}
    told = {status.instrument for status in statuses}
    for claim in claims:
        if claim.predicate is Predicate.APPROVES and claim.subject in issued and claim.object not in told:
            told.add(claim.object)
            yield StatusAssertion(claim.object, Stage.ISSUED, claim.passages, as_of)


class Stages:
    """Reads the stages of a report's instruments."""

    def __init__(self, report: Report, folded: str, of: Mapping[int, Group], as_of: Period | None) -> None:
        self.report, self.folded, self.of, self.as_of = report, folded, of, as_of
        self.unnumbered: dict[int, set[str]] = defaultdict(set)  # instruments by block

    def statuses(
        self, groups: Sequence[Group], occurrences: Sequence[Occurrence]
    ) -> tuple[StatusAssertion, ...]:
        """At most one status for each instrument."""
        stated: dict[str, dict[Stage, list[Passage]]] = {}
        implied: dict[str, list[Passage]] = {}
        for o in occurrences:
            if o.parent is None and not o.number:
                self.unnumbered[o.block].add(self.of[id(o)].key)
        for o in occurrences:
            g = self.of[id(o)]
            for stage, passage in self._stated(o):
                stated.setdefault(g.key, {}).setdefault(stage, []).append(passage)
            if self._implied(o):
                implied.setdefault(g.key, []).append(self.report.passage(o.start, o.end))
        found = []
        for g in groups:
            stages = stated.get(g.key) or ({Stage.ISSUED: implied[g.key]} if g.key in implied else {})
            if stages:
                stage = max(stages, key=ORDER.index)
                found.append(StatusAssertion(g.ref, stage, tuple(sorted(set(stages[stage]))), self.as_of))
        return tuple(found)

    def _stated(self, o: Occurrence) -> Iterator[tuple[Stage, Passage]]:
        name = self.report.passage(o.start, o.end)
        if o.type == "proposal":
            yield Stage.PROPOSED, name
        elif o.number and o.type not in LAWS and not by_name(o):
            yield Stage.ISSUED, name
        elif o.parent is not None or (o.citation and o.citation.blank):
            return
        elif o.listed:
            yield from self._from_mark(o)
            aside = _ASIDE.match(self.folded, o.last)
            stage = stage_of(aside[1]) if aside else None
            if aside and stage is not None:
                yield stage, self.report.passage(o.start, aside.end())
        elif self.report.blocks[o.block].kind not in (BlockKind.HEADING, BlockKind.TITLE):
            yield from self._in_clause(o)
            yield from self._next_sentence(o)

    def _in_clause(self, o: Occurrence) -> Iterator[tuple[Stage, Passage]]:
        """The verb that governs the name, and a passive after it."""
        block = self.report.blocks[o.block]
        future = block.role in (Role.TASKS, Role.PROPOSALS)
        clause = self._before(o)
        verb = self._governing(clause)
        stage = None
        if not o.subject and (_GOVERNS.search(verb) or (future and _BUILT.search(verb))):
            stage = stage_of(verb, future=future and not _PAST.search(clause))
        if stage is not None:
            yield stage, self.report.passage(o.lead - len(verb), o.end)
        elif counted := self._counted(o):
            stage = stage_of(counted, future=future)
            if stage is not None:
                yield stage, self.report.passage(o.lead - len(counted), o.end)
        elif o.drafted:
            asked = future and _ASKED_FOR.search(clause)
            yield Stage.PROPOSED if asked else Stage.DRAFT, self.report.passage(o.lead, o.end)
        if m := _PASSIVE_AFTER.match(self.folded, o.last):
            end = self._clause_end(m.end(), block.end)
            stage = stage_of(self.folded[o.last : end], future=future)
            if stage not in (None, Stage.PROPOSED):
                yield stage, self.report.passage(o.start, end)

    def _counted(self, o: Occurrence) -> str:
        """The clause that counts what a bracket lists: "đã trình 02 Nghị định (Nghị định về …; …"."""
        start = max(self.report.blocks[o.block].start, o.lead - _CLAUSE)
        text = self.folded[start : o.lead]
        opens = text.rfind("(")
        if opens < 0 or ")" in text[opens:] or not _COUNTS.search(text, 0, opens):
            return ""
        cut = max((m.end() for m in _CLAUSE_START.finditer(text, 0, opens)), default=0)
        return text[cut:].lstrip()

    @staticmethod
    def _governing(clause: str) -> str:
        """The last member of a clause: "đã ban hành …, xây dựng " → "xây dựng "; a body keeps its verb."""
        at = len(clause)
        while (at := clause.rfind(",", 0, at)) >= 0:
            member = clause[at + 1 :].lstrip()
            if not _BODY.match(member) and member.strip():
                return member
        return clause

    def _before(self, o: Occurrence) -> str:
        """The clause up to the name (or to the coordination that it stands in)."""
        start = max(self.report.blocks[o.block].start, o.lead - _CLAUSE)
        text = self.folded[start : o.lead]
        cut = 0
        for m in _CLAUSE_START.finditer(text):
            cut = m.end()
        return text[cut:].lstrip()

    def _clause_end(self, pos: int, limit: int) -> int:
        m = _CLAUSE_END.search(self.folded, pos, limit)
        return m.start() if m else limit

    def _next_sentence(self, o: Occurrence) -> Iterator[tuple[Stage, Passage]]:
        """Read "… hoàn thiện Dự thảo, trình Chính phủ": the draft of the one instrument just spoken of."""
        block = self.report.blocks[o.block]
        if o.citation is not None or len(self.unnumbered[o.block]) != 1:
            return
        stop = _SENTENCE_END.search(self.folded, o.last, block.end)
        start = stop.end() if stop else block.end
        stop = _SENTENCE_END.search(self.folded, start, block.end)
        end = stop.start() if stop else block.end
        if _THE_DRAFT.search(self.folded, start, end):
            stage = stage_of(self.folded[start:end])
            if stage is not None:
                yield stage, self.report.passage(start, end)

    def _from_mark(self, o: Occurrence) -> Iterator[tuple[Stage, Passage]]:
        """The stage that the body states where it points to the note whose list this stands in."""
        note = self.report.blocks[o.block].note
        for i, mark in enumerate(self.report.marks):
            if mark.number != note:
                continue
            block = next(
                (b for b in self.report.blocks if b.start <= mark.at <= b.end and b.note is None), None
            )
            if block is None:
                continue
            since = self.report.marks[i - 1].at if i else block.start
            since = max(block.start, since)
            clause = self.folded[since : mark.at]
            for m in _CLAUSE_START.finditer(self.folded, since, mark.at):
                if m.end() < mark.at:
                    clause, since = self.folded[m.end() : mark.at], m.end()
            stage = stage_of(clause, future=block.role in (Role.TASKS, Role.PROPOSALS))
            if stage is not None and clause.strip():
                since += len(clause) - len(clause.lstrip(" ,;\n"))
                yield stage, self.report.passage(since, mark.at)

    def _is_cover(self, o: Occurrence) -> bool:
        """Whether the text is itself this instrument, by its title alone."""
        block = self.report.blocks[o.block]
        return (
            o.citation is None
            and block.kind is BlockKind.TITLE
            and (o.start, o.end) == (block.start, block.end)
        )

    def _implied(self, o: Occurrence) -> bool:
        """Whether the way it is cited takes it for issued: a law by name, what is carried out or amended."""
        if o.drafted or (o.citation and o.citation.blank):
            return False
        if by_name(o) or self._is_cover(o):
            return True
        if o.parent is not None:
            predicate = linked(o.link, o.parent.type, o.type)
            return o.type in LAWS or bool(o.parent.number) or (predicate not in (None, Predicate.APPROVES))
        if o.listed:
            return False
        if o.guided is not None or o.type in LAWS or _CARRIED_ON.match(self.folded, o.last):
            return True
        before = self._before(o)
        if _BUILT.search(before):
            return False
        used = not o.subject and _USED.search(before) is not None
        return used or _APPROVING.match(self.folded, o.last) is not None
