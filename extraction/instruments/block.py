"""One block's instruments: what each candidate is, where its title ends, what it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extraction.citations import Citation, Form
from extraction.citations.heads import LAWS, head_pattern
from extraction.instruments.links import PLANS
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.openings import OPENER, bare_opening, by_title, said_again, title_opening
from extraction.instruments.single import BodySpan, Page, is_shared, is_single
from extraction.instruments.statute import title_end_in_statute
from extraction.instruments.titles import is_head, list_title_end, title_end
from extraction.instruments.words import words
from extraction.report import Block, BlockKind

PROPOSAL = re.compile(r"(?<!\w)đề nghị xây dựng\s+(?=luật|bộ luật|pháp lệnh|nghị định|nghị quyết)")
_CARRYING_OUT = re.compile(rf"\s+{words('carrying_out')}")
_OF = re.compile(rf"\s+(?:của|do)\s+(?:{words('office')},?\s+)*+")
_AND_OF = re.compile(rf"(?:\s*,|\s+và|\s+-)\s+(?:{words('office')},?\s+)*+")
_PASSIVE = re.compile(r"\s+(?:đã\s+)?(?:ký\s+)?ban hành(?!\w)")
_COUNTED = re.compile(rf"(?<!\w)(?!\d{{1,2}}[.)]\s){words('counted')}\s+\Z")
_JOIN = re.compile(r"\s*(?:,|;|,?\s*(?:và|hoặc|cùng))\s+")
_GUIDING = re.compile(
    r"\s+(?:quy định chi tiết|hướng dẫn)(?:(?:,|\s+và)\s+hướng dẫn)?+(?:\s+(?:thi hành|thực hiện))?+"
    r"(?:\s+(?:luật|bộ luật|pháp lệnh)\s+(?:này|đó|trên))?+"
    r"(?!\s+(?:thi hành|thực hiện|một số|các|luật|bộ luật|pháp lệnh|về|nghị|điều|khoản))"
)
_BULLET = r"\s*(?:\(?(?:\d{1,2}|[a-zđ])[.)])?\s*[-+*–]?\s*(?:(?:hồ sơ )?dự (?:thảo|án) )?"
_BEGINS = re.compile(rf"{_BULLET}\Z")
_AFTER_STOP = re.compile(rf"[.;:!?\n(“\"]{_BULLET}\Z")
_LISTING = re.compile(rf"\s*(?:(?:bao )?gồm\s*:?\s*)?{_BULLET}\Z")
_TAIL = re.compile(r"\s+(về\s.+)", re.DOTALL)
_DRAFTED = re.compile(r"(?<!\w)dự (?:án|thảo)\s+\Z")
_DRAWS_UP = re.compile(rf"(?<!\w){words('draws_up')}\s+(?:dự (?:thảo|án)\s+)?")
_ACTS = frozenset({"decree", "resolution", "circular", "joint_circular", "directive"})
_LONGEST_TITLE = 1500
_LEAD = 24


def _beside(outer: Occurrence, inner: Occurrence, o: Occurrence) -> bool:
    """Whether "số 7/CT-TTg ngày … về Đề án A và Nghị quyết số 9/NQ-CP ngày …" stands beside the outer one."""
    if o.type == outer.type and bool(o.number) == bool(outer.number):
        return inner.type != o.type
    return _dated(outer) and _dated(o) and not _dated(inner)


def _dated(o: Occurrence) -> bool:
    return bool(o.number and o.citation and o.citation.date)


class BlockReader:
    """Reads candidates in order, with the titles that are still open."""

    def __init__(self, page: Page, index: int, block: Block) -> None:
        self.page, self.index, self.block = page, index, block
        self.text, self.folded = page.text, page.folded
        self.done: list[Occurrence] = []
        self.open: list[Occurrence] = []  # titles that have not ended
        self.inner_end: dict[int, int] = {}  # end of the last instrument inside a title, by id of the outer
        self.class_end = -1  # where the last class ("các Nghị quyết") ended
        self.listing = False

    def read(self, candidates: list[tuple[int, Citation | None, str]]) -> Iterable[Occurrence]:
        """The occurrences that the candidates (start, citation, type) turn out to be."""
        if candidates and self.block.kind is BlockKind.NOTE:
            lead = self.folded[self.block.start : candidates[0][0]]
            self.listing = len(lead) <= _LEAD and _LISTING.match(lead) is not None
        laws = {c.start: c for _, c, _ in candidates if c is not None}
        skip = -1
        for start, citation, kind in candidates:
            if start < skip:
                continue
            if kind == "proposal":
                occurrence = self._proposal(start, laws)
                skip = occurrence.end if occurrence else skip
            elif citation is not None:
                occurrence = self._cited(start, citation)
            else:
                occurrence = self._titled(start, kind)
            if occurrence is not None:
                self._keep(occurrence)
        self._share_tails()
        return self.done

    def _keep(self, o: Occurrence) -> None:
        self.done.append(o)
        if o.title:
            self.open.append(o)
        if o.parent is not None:
            self.inner_end[id(o.parent)] = o.last
        for c in o.citation.inner if o.citation else ():  # the laws in an amending law's name
            inner = Occurrence(c.start, c.end, c.type, c.head, self.index, c, parent=o, lead=c.start)
            inner.link, inner.amended = "sửa đổi", True
            inner.name = self._plain(c.start, c.end)
            self.done.append(inner)

    def _plain(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split())

    def _lead(self, start: int) -> str:
        return self.folded[max(self.block.start, start - _LEAD) : start]

    def _cited(self, start: int, citation: Citation) -> Occurrence | None:
        occurrence = Occurrence(start, citation.end, citation.type, citation.head, self.index, citation)
        self._place(occurrence)
        occurrence.issuer = self._issuer(citation.end, citation.type)
        begin = self._title_start(citation, occurrence.issuer)
        if begin is not None:
            end = self._end(begin, subject=False, parent=occurrence.parent)
            occurrence.title = (begin, end) if end > begin else None
        occurrence.name = self._plain(start, citation.end)
        return occurrence

    def _title_start(self, citation: Citation, issuer: BodySpan | None) -> int | None:
        """Where the title of a numbered instrument begins, behind the issuer that may stand between."""
        if citation.form not in (Form.NUMBERED, Form.SHORT):
            return None
        after = issuer[1] if issuer else citation.end
        if issuer and self.folded.endswith("do ", 0, issuer[0]):  # "do Chính phủ ban hành" opens no title
            passive = _PASSIVE.match(self.folded, after)
            after = passive.end() if passive else after
        again = said_again(self.folded, citation, after)
        if OPENER.match(self.folded, again):
            return again + 1
        carries_out = citation.type in PLANS and _CARRYING_OUT.match(self.folded, after)
        return after + 1 if carries_out else None

    def _proposal(self, start: int, laws: Mapping[int, Citation]) -> Occurrence | None:
        m = PROPOSAL.match(self.folded, start)
        if m is None or _COUNTED.search(self._lead(start)):
            return None
        law = laws.get(m.end())
        head = head_pattern().match(self.folded, m.end())
        if law is not None:
            end = law.end
        elif head is not None and OPENER.match(self.folded, head.end()):
            end = self._end(head.end(), subject=False)
        else:
            return None
        occurrence = Occurrence(start, end, "proposal", self.text[start : m.end()].strip(), self.index)
        name = self._plain(start, end)
        occurrence.name = name[:1].upper() + name[1:]
        self._place(occurrence)
        return occurrence

    def _titled(self, start: int, kind: str) -> Occurrence | None:
        m = head_pattern().match(self.folded, start)
        if m is None:
            return None
        occurrence = Occurrence(start, m.end(), kind, self.text[start : m.end()], self.index)
        self._place(occurrence)
        if self._guides(occurrence):
            return occurrence
        joined = 0 <= start - self.class_end <= _LEAD and _JOIN.fullmatch(self.folded[self.class_end : start])
        of_class = _COUNTED.search(self._lead(start)) is not None or bool(joined)
        issuer = self._issuer(m.end())
        opening = title_opening(self.text, self.folded, m.end(), kind, issuer)
        if opening is None and not of_class and self._is_drawn_up(occurrence):
            opening = bare_opening(self.text, self.folded, m.end())
        if opening is None:
            if of_class:
                self.class_end = m.end()
            elif self._awaits_tail(occurrence):
                self.done.append(occurrence)
            return None
        end = self._end(opening, subject=occurrence.subject, parent=occurrence.parent)
        if self.page.statute and kind in by_title():
            end = title_end_in_statute(self.folded, (opening, end), self.page.ends)
        if of_class or is_shared(self.folded, m.end(), end):
            self.class_end = end
            return None
        if not is_single(self.page, occurrence, (opening, end), issuer):
            return None
        occurrence.end, occurrence.title = end, (opening, end)
        occurrence.issuer = None if kind in by_title() else issuer
        occurrence.name = self._plain(start, end)
        return occurrence

    def _is_drawn_up(self, o: Occurrence) -> bool:
        """Whether somebody is said to draw up or pass the act whose type word this is."""
        if o.type not in _ACTS:
            return False
        at = max(self.block.start, o.start - 2 * _LEAD - _LEAD)
        verb = _DRAWS_UP.search(self.folded, at, o.start)
        if verb is None:
            return False
        gap = self.folded[verb.end() : o.start]
        body = self.page.bodies.get(verb.end())
        return not gap or (body is not None and not self.folded[body[1] : o.start].strip())

    def _end(self, pos: int, *, subject: bool, parent: Occurrence | None = None) -> int:
        limit = parent.title[1] if parent and parent.title else self.block.end
        limit = min(limit, pos + _LONGEST_TITLE)
        if self.listing:
            return list_title_end(self.text, self.folded, pos, limit)
        return title_end(self.text, self.folded, pos, limit, subject=subject, bodies=self.page.ends)

    def _issuer(self, at: int, kind: str = "") -> BodySpan | None:
        """The body named as issuer at `at`, with the end of the last where several issue a joint circular."""
        m = _OF.match(self.folded, at, self.block.end)
        first = self.page.bodies.get(m.end()) if m else None
        if first is None or kind != "joint_circular":
            return first
        end = first[1]
        while (more := _AND_OF.match(self.folded, end, self.block.end)) and more.end() in self.page.bodies:
            end = self.page.bodies[more.end()][1]
        return first[0], end, first[2]

    def _place(self, o: Occurrence) -> None:
        """Say what it stands in: a title, a coordination, a list, the subject's place."""
        o.lead = o.start
        o.drafted = _DRAFTED.search(self._lead(o.start)) is not None
        while self.open and self.open[-1].title and self.open[-1].title[1] <= o.start:
            self.open.pop()
        o.parent = self.open[-1] if self.open else None
        previous = self.done[-1] if self.done else None
        if previous is not None and previous.amended:
            previous = previous.parent  # behind an amending law's name its own coordination goes on
        if previous is not None and 0 <= o.start - previous.last <= _LEAD:
            gap = self.folded[previous.last : o.start]
            if ";" not in gap and _JOIN.fullmatch(gap):
                o.before, o.lead, o.subject = previous, previous.lead, previous.subject
                o.listed = previous.listed
                if previous.parent and previous.title is None and _beside(previous.parent, previous, o):
                    self._close(previous.parent, previous)
                    o.parent, o.before, o.lead = None, previous.parent, previous.parent.lead
                    return
                if o.parent is None and previous.parent and previous.title is None:
                    o.parent, o.link = previous.parent, previous.link
                    return
        if o.parent is not None and o.parent.title:
            since = max(self.inner_end.get(id(o.parent), 0), o.parent.title[0])
            same = o.before is not None and o.before.parent is o.parent and o.before.title is None
            o.link = o.before.link if same and o.before else self.folded[since : o.start]
        elif o.before is None:
            lead = self._lead(o.start)
            whole = len(lead) == o.start - self.block.start
            o.subject = bool(_AFTER_STOP.search(lead)) or (whole and _BEGINS.fullmatch(lead) is not None)
            o.listed = self.listing and o.subject

    def _close(self, outer: Occurrence, last: Occurrence) -> None:
        """End a title behind the last instrument that it surely names."""
        if outer.title:
            outer.title = (outer.title[0], max(last.last, outer.title[0] + 1))
        self.open = [o for o in self.open if o is not outer]

    def _guides(self, o: Occurrence) -> bool:
        """Whether it is the guiding decree of the law before it, which has no name of its own."""
        m = _GUIDING.match(self.folded, o.end)
        if m is None or o.before is None or o.before.type not in LAWS:
            return False
        o.end = m.end()
        o.guided = o.before
        verb = "quy định chi tiết" if "chi tiết" in m.group() else "hướng dẫn"
        o.name = f"{o.head} {verb} {o.before.name}"
        return True

    def _awaits_tail(self, o: Occurrence) -> bool:
        """Whether a bare type word is coordinated with another, whose title may be meant for both."""
        m = _JOIN.match(self.folded, o.end)
        return m is not None and ";" not in m.group() and is_head(self.text, self.folded, m.end())

    def _share_tails(self) -> None:
        """Give bare type words the tail that ends their list: "Nghị định, Chiến lược về dữ liệu"."""
        tail = ""
        kept: list[Occurrence] = []
        for o in reversed(self.done):
            if o.name:
                m = _TAIL.match(self.text[o.start + len(o.head) : o.end])
                tail = m[1] if m and o.citation is None else ""
            elif tail and kept and kept[-1].before is o:
                o.name = f"{o.head} {' '.join(tail.split())}"
            else:
                if kept and kept[-1].before is o:
                    kept[-1].before = None
                continue
            kept.append(o)
        self.done = kept[::-1]
