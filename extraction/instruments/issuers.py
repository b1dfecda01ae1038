"""Who passed an instrument: only where the text says so.

The words say it ("của Chính phủ", "Quốc hội đã thông qua …", "… được Chính phủ ban hành"). The letters of a
number tell its issuer too, but they alone are no statement: they count where the text names that body as the
one that issues ("UBND tỉnh ban hành Kế hoạch số 5/KH-UBND …; Quyết định số 7/QĐ-UBND …"), and for the text's
own instrument, whose letterhead names it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from extraction.citations import issuer_codes
from extraction.citations.heads import LAWS
from extraction.facts import Kind, Predicate, Ref
from extraction.instruments.identity import Group, by_name
from extraction.instruments.links import MESSAGES, Row
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.single import BodySpan
from extraction.instruments.words import words
from extraction.report import BlockKind, Report, Role
from ontology.keys import fold
from ontology.reference import bodies_of_code, issuers_of_codes

# Types that have an issuer in the sense of eli:passed_by; "Chương trình của Bộ X" only says whose it is.
_ISSUED = LAWS | {
    "decree", "resolution", "decision", "directive", "circular", "joint_circular", "dispatch", "letter",
    "notice", "conclusion", "regulation", "submission", "report", "guidance", "consolidated_text",
}  # fmt: skip
_VERB = r"(?:ban hành|thông qua|phê duyệt)"
_ISSUES = re.compile(rf"\s+(?:(?P<done>đã|vừa|mới)\s+)?(?:ký\s+)?{_VERB}\s+(?:kịp thời\s+)?\Z")
_ISSUES_SOME = re.compile(rf"\s+(?:(?:đã|vừa|mới)\s+)?(?:ký\s+)?{_VERB}\s[^.;]{{0,60}}\Z")
_ASKS = re.compile(
    rf"(?<!\w)(?<!toàn )(?<!quy )(?<!chương )(?<!công ){words('asks')}(?:\s+[^\s.;:]+){{0,2}}\s*\Z"
)
_ISSUED_BY = re.compile(r",?\s+(?:đã\s+)?(?:được|do)\s+")
_DRAFTS = re.compile(rf"(?:\s+{words('drafting')}){{0,3}}\s+{words('drafts')}\s+(?:dự thảo\s+|dự án\s+)?\Z")
_DRAFTED_BY = re.compile(r",?\s+do\s+")
_DRAFTED = re.compile(rf"(?:\s+{words('drafting')}){{0,2}}\s+{words('drafts')}(?!\w)")
_DONE = re.compile(rf"\s+(?:ký\s+)?{_VERB}(?!\w)")
# Right before a numbered instrument: "ký Quyết định số …", "ban hành các Nghị định: Nghị định số …".
_GIVING = rf"(?<!\w)(?:{_VERB}|ký|có|ra|gửi|trình)(?!\w)"
_GIVES = re.compile(rf"{_GIVING}(?:(?:\s+[^\s.;:,]+){{0,6}}:|\s+kịp thời)?\s+(?:[-+–]\s*)?\Z")
_GIVEN = re.compile(_GIVING)
_ALSO = re.compile(r"(?:[;,:]|(?<!\w)và)\s+(?:và\s+)?(?:[-+–]\s*)?\Z")
# "chỉ đạo của Thủ tướng tại Chỉ thị số …", "được Chính phủ giao tại Nghị quyết số …"
_SAID_IN = re.compile(
    r"\s(?:(?:đã\s)?(?:giao|chỉ đạo|yêu cầu|quy định|phê duyệt|nêu|đề ra)\s)?(?:tại|trong|theo)\s(?:các\s)?\Z"
)
# "Bộ Y trình Chính phủ tại Tờ trình số …"
_LAID_IN = re.compile(
    r".*\s(?:trình|gửi|báo cáo|đề nghị|đề xuất|kiến nghị|có ý kiến|trả lời|hướng dẫn)(?!\w)[^.;]*"
    r"\s(?:tại|bằng)\s(?:các\s)?\Z",
    re.DOTALL,
)
_IN_BRACKET = re.compile(r"\(\s*(?:(?:tại|theo|kèm theo)\s+)?\Z")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_NEAR = 40
_FAR = 240
_SENTENCE = 2_000  # characters: what is said of an issuer farther back is not looked for


class Issuers:
    """Reads who passed the instruments of a report; `labels` name the organizations by their keys."""

    def __init__(
        self,
        report: Report,
        folded: str,
        of: Mapping[int, Group],
        bodies: Mapping[int, BodySpan],
        labels: Mapping[str, str],
    ) -> None:
        self._report, self._folded, self._of = report, folded, of
        self._bodies, self._labels = bodies, labels
        self._ends = {span[1]: span for span in bodies.values()}
        self._starts = sorted(bodies)

    def rows(
        self, occurrences: Sequence[Occurrence], own: Sequence[Occurrence], publisher: str | None
    ) -> Iterator[Row]:
        """The claims, one for each place that states one.

        `own` are the places where the text gives its own number, `publisher` is whom its head names.
        """
        for o in own:
            yield from self._own(o, publisher)
        for o in occurrences:
            yield from self._of_body(o)
            if o.parent is None:
                yield from self._in_clause(o)
                yield from self._drafted(o)
            blank = o.citation is not None and o.citation.blank
            if blank and o.issuer is None:
                yield from self._own(o, publisher)
            elif o.number and o.issuer is None and not by_name(o):
                yield from self._by_letters(o)

    def _own(self, o: Occurrence, publisher: str | None) -> Iterator[Row]:
        """Who issues the text itself: whom the letters of its number tell or else its letterhead names."""
        letters = issuers_of_codes(issuer_codes(o.citation.number or "")) if o.citation else ()
        for body in letters or (() if publisher is None else (publisher,)):
            yield self._row(o, body, o.start, o.end)

    def _row(self, o: Occurrence, body: str, start: int, end: int) -> Row:
        passage = self._report.passage(start, end)
        return self._of[id(o)].key, Predicate.PASSED_BY, Ref(Kind.ORGANIZATION, body), passage

    def _of_body(self, o: Occurrence) -> Iterator[Row]:
        """Read "… của Chính phủ", which may hold for the whole of a coordination before it."""
        if o.issuer is None or not (o.type in _ISSUED or o.number):
            return
        member: Occurrence | None = o
        while member is not None and member.type == o.type and (member is o or member.issuer is None):
            yield self._row(member, o.issuer[2], member.start, o.issuer[1])
            member = member.before

    def _in_clause(self, o: Occurrence) -> Iterator[Row]:
        """Read "Quốc hội đã thông qua Luật …", "… được Chính phủ ban hành"."""
        block = self._report.blocks[o.block]
        verb = _ISSUES.search(self._folded, max(block.start, o.lead - _NEAR), o.lead)
        body = self._ends.get(verb.start()) if verb else None
        if verb and body:
            past = bool(verb["done"]) or block.role not in (Role.TASKS, Role.PROPOSALS)
            if past and not _ASKS.search(self._folded, max(block.start, body[0] - _NEAR), body[0]):
                yield self._row(o, body[2], body[0], o.end)
        m = _ISSUED_BY.match(self._folded, o.last)
        body = self._bodies.get(m.end()) if m else None
        if body and (done := _DONE.match(self._folded, body[1])):
            yield self._row(o, body[2], o.start, done.end())

    def _drafted(self, o: Occurrence) -> Iterator[Row]:
        """Read "Bộ Tài chính đang xây dựng Nghị định …" and "…, do Bộ Tài chính soạn thảo"."""
        if o.number:
            return  # what has its number is passed, whoever drafted it
        block = self._report.blocks[o.block]
        verb = _DRAFTS.search(self._folded, max(block.start, o.lead - _NEAR - _NEAR), o.lead)
        body = self._ends.get(verb.start()) if verb else None
        said = (body[0], o.end) if body else (o.start, o.end)
        if body is None and (m := _DRAFTED_BY.match(self._folded, o.last)):
            body = self._bodies.get(m.end())
            done = _DRAFTED.match(self._folded, body[1]) if body else None
            body, said = (body, (o.start, done.end())) if done else (None, said)
        if body is not None:
            passage = self._report.passage(*said)
            yield self._of[id(o)].key, Predicate.DRAFTED_BY, Ref(Kind.ORGANIZATION, body[2]), passage

    def _by_letters(self, o: Occurrence) -> Iterator[Row]:
        """The body that the letters tell, where the sentence names it as the one that issues."""
        codes = issuer_codes(o.number or "")
        central = issuers_of_codes(codes)
        begins = tuple(fold(name) for code in codes.split("-") for name in bodies_of_code(code))
        if not central and not begins:
            return
        block = self._report.blocks[o.block]
        if block.kind is BlockKind.NOTE and o.listed and (told := self._counted_in_body(o, central)):
            yield self._row(o, told, o.start, o.end)
            return
        for key in central:
            if fold(self._labels.get(key, key)) in self._folded[o.start : o.end]:
                yield self._row(o, key, o.start, o.end)
        for start, end, key in self._named_before(o, max(block.start, o.start - _SENTENCE)):
            local = bool(begins) and fold(self._labels.get(key, "")).startswith(begins)
            if (key in central or local) and self._issues(end, o):
                yield self._row(o, key, start, o.end)

    def _named_before(self, o: Occurrence, since: int) -> Iterator[BodySpan]:
        """The bodies that the sentence names before an instrument."""
        for m in _SENTENCE_END.finditer(self._folded, since, o.start):
            since = m.end()
        for at in range(bisect_left(self._starts, since), bisect_left(self._starts, o.start)):
            yield self._bodies[self._starts[at]]

    def _issues(self, end: int, o: Occurrence) -> bool:
        """Whether the body whose name ends at `end` is said to issue the instrument after it."""
        if _IN_BRACKET.search(self._folded, max(end, o.lead - _NEAR), o.lead):
            return True
        if o.lead - end < _FAR:
            gap = self._folded[end : o.lead]
            if _SAID_IN.match(gap) or (o.type in MESSAGES and _LAID_IN.match(gap)):
                return True
        if _GIVES.search(self._folded, max(end, o.lead - 2 * _NEAR), o.lead):
            return True
        listed = _ALSO.search(self._folded, max(end, o.lead - _NEAR), o.lead)
        return listed is not None and _GIVEN.search(self._folded, end, o.lead) is not None

    def _counted_in_body(self, o: Occurrence, central: Sequence[str]) -> str | None:
        """The issuer of what a note lists: "Chính phủ đã ban hành 03 Nghị định¹"."""
        note = self._report.blocks[o.block].note
        at = next((mark.at for mark in self._report.marks if mark.number == note), None)
        if at is None:
            return None
        since = next((b.start for b in self._report.blocks if b.start <= at <= b.end and b.note is None), at)
        since = max(since, at - _SENTENCE)
        for m in _SENTENCE_END.finditer(self._folded, since, at):
            since = m.end()
        for i in range(bisect_left(self._starts, since), bisect_left(self._starts, at)):
            start, end, key = self._bodies[self._starts[i]]
            if key not in central:
                continue
            if self._folded.endswith(f"{fold(o.head)} của ", since, start):
                return key
            if _ISSUES_SOME.match(self._folded, end, at) and fold(o.head) in self._folded[end:at]:
                return key
        return None
