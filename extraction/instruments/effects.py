"""What a text says one instrument does to others: replaces, amends, corrects, rests on, cites them.

Claims go from the instrument that acts to the one acted on, in the active ("Nghị định A thay thế Nghị định
B"), in the passive ("B được sửa đổi bởi A", "B hết hiệu lực kể từ ngày A có hiệu lực"), for what a statute
says of itself ("Thông tư này bãi bỏ các Thông tư sau đây: …"). What is done to one provision of an instrument
amends it, whatever the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extraction.citations import Citation
from extraction.facts import Predicate
from extraction.instruments.identity import Group
from extraction.instruments.links import Row, linked
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.own import Own
from extraction.report import Block, BlockKind, Report

_VERB = r"(?:thay thế|bãi bỏ|hủy bỏ|sửa đổi, bổ sung|sửa đổi|bổ sung|đính chính|hợp nhất)"
_VERBS = rf"(?<!được )(?<!bị )(?P<verb>{_VERB})(?:(?:,|\s+và|,\s+và)\s+{_VERB})*+"
_IN_FORCE = r"(?:,?\s+(?:có hiệu lực(?: thi hành)?|được ban hành)\s[^.\n]{0,110}?)?"
_ACTIVE = re.compile(
    rf"{_IN_FORCE}[.,;]?\s+(?:và\s+|đồng thời\s+)?{_VERBS}(?P<what>\s+(?:[^\s.;:]++\s+){{0,9}}?)\Z"
)
_GOES_ON = re.compile(rf"[,;]?\s+(?:và\s+)?{_VERBS}(?P<what>\s+(?:[^\s.;:]++\s+){{0,9}}?)\Z")
_WHOLE = re.compile(r"\s+(?:cho\s+|toàn bộ\s+|các\s+|những\s+|văn bản\s+)*\Z")
_PART = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|nội dung|quy định|phụ lục|mục|chương|cụm từ|một phần|một số)(?!\w)"
)
_NOT_WHAT = re.compile(r"(?<!\w)(?:bởi|bằng|theo)(?!\w)")
_ORDER = re.compile(rf"\W*(?:(?:[a-zđ]|\d{{1,2}})[.)]\s*)?{_VERBS}(?P<what>\s+(?:[^\s.;:]++\s+){{0,9}}?)")
_LIST = re.compile(
    rf"{_IN_FORCE}[.,;]?\s+(?:và\s+)?{_VERBS}"
    r"(?:\s+(?:toàn bộ|các))?(?:\s+[^\s.;:]+){0,6}?\s*(?:sau đây|sau)?\s*:\s*\Z"
)
_ITEM = re.compile(rf"\W*(?:(?:[a-zđ]|\d{{1,2}})[.)]\s*)?[-–+\s]*(?:{_VERB}\s+)?\Z")
_AND = re.compile(r"\s*(?:[,;]|[,;]?\s+(?:và|hoặc))\s+(?:(?:[a-zđ]|\d)[.)]\s+)?(?:số\s+)?\Z")
_LAPSES = re.compile(
    r"[^.;:\n]{0,160}?\s(?:đều\s+)?hết hiệu lực(?: thi hành)?\s+(?:kể\s+)?(?:từ|khi)\s+(?:ngày\s+)?\Z"
)
_TAKES_EFFECT = re.compile(r"\s+(?:bắt đầu\s+)?có hiệu lực(?!\w)")
_DONE = (
    r"(?:có nội dung\s+)?(?:đã\s+)?(?:(?:được|bị)\s+|(?<=\())"
    r"(?:sửa đổi(?:, bổ sung)?|bổ sung|bãi bỏ|thay thế|đính chính|hợp nhất)"
)
_PASSIVE = re.compile(
    r"(?:,?\s+có hiệu lực[^.;()\n]{0,60}?,?|,|\s*\(|\s+(?:của|do|quy định|về)\s[^.;:()\n,]{0,120}?)?\s*"
    rf"(?P<what>{_DONE}(?:\s+một số (?:điều|nội dung))?(?:(?:,|\s+và)\s+{_DONE})*+)"
    r"\s+(?:bởi|bằng|tại|theo)\s+(?:các\s+)?\Z"
)
_NEXT_BY = re.compile(r"(?:\s+có hiệu lực[^.;()\n]{0,60})?\s*(?:[;,]|\s+và|[;,]\s+và)\s+(?:các\s+)?\Z")
_BASIS = re.compile(r"[\s*_-]*căn cứ\s")
_AFTER_BASIS = re.compile(
    r"[\s*_-]*(?:căn cứ|xét|theo đề nghị|trên cơ sở|thực hiện|chính phủ|quốc hội|thủ tướng|bộ|sở|ban"
    r"|ủy ban|chủ tịch|hội đồng|thống đốc|giám đốc|tổng|quyết định|nghị quyết)(?!\w)"
)
_REFERS_TO = r"(?:dẫn chiếu|viện dẫn)(?:\s+(?:đến|tới|tại))?"
_CITES = re.compile(rf"(?<!\w)(?:quy định(?: tại| của| trong| ở)?|theo|{_REFERS_TO})\s+(?:các\s+)?\Z")
_REFERS = re.compile(rf"\s+(?:có\s+)?{_REFERS_TO}\s+(?:các\s+)?(?:quy định\s+(?:của|tại)\s+)?\Z")
_SAYS = re.compile(r"\s+(?:quy định|hướng dẫn|sửa đổi|bổ sung)(?!\w)(?![^.;:]*[.;:])")
_REACH = 400


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an instrument stands: `lead` is where its provision or it begins, `last` where its title ends."""

    start: int
    lead: int
    end: int
    last: int
    group: Group
    type: str
    part: bool = False
    itself: bool = False


class Effects:
    """Reads what instruments do to each other."""

    def __init__(
        self, report: Report, folded: str, of: Mapping[int, Group], own: Own, *, statute: bool
    ) -> None:
        self._report, self._folded, self._of = report, folded, of
        self._own, self._statute = own, statute

    def rows(
        self, occurrences: Sequence[Occurrence], pointed: Sequence[tuple[int, Citation, Group]]
    ) -> Iterator[Row]:
        """The claims; `pointed` are words that stand for an instrument ("Thông tư này"), by block."""
        places: dict[int, list[_Place]] = {}
        for o in occurrences:
            if o.parent is None:
                p = o.citation.provision if o.citation else None
                lead = p.start if p else o.start
                place = _Place(o.start, lead, o.end, o.last, self._of[id(o)], o.type, part=p is not None)
                places.setdefault(o.block, []).append(place)
        for block, c, group in pointed:
            lead = c.provision.start if c.provision else c.start
            place = _Place(c.start, lead, c.end, c.end, group, c.type, itself=True)
            places.setdefault(block, []).append(place)
        for block, found in places.items():
            found.sort(key=lambda place: place.start)
            yield from self._ordered(block, found)
            yield from self._in_block(found)
            yield from self._in_list(block, found, places)
            yield from self._basis(block, found)
            yield from self._cited(block, found)

    def _row(self, subject: Group, predicate: Predicate, target: _Place, since: int) -> Row:
        start, end = min(since, target.start), max(since, target.end)
        return subject.key, predicate, target.group.ref, self._report.passage(start, end)

    def _ordered(self, block: int, found: Sequence[_Place]) -> Iterator[Row]:
        """Read "2. Bãi bỏ Thông tư số …": a statute that says so of no other means itself."""
        here, first = self._report.blocks[block], found[0]
        own = self._own.before(here.start) if self._statute and not first.itself else None
        m = _ORDER.fullmatch(self._folded[here.start : first.lead]) if own else None
        if own and m:
            itself = _Place(here.start, here.start, here.start, here.start, own, "")
            yield from self._done(itself, m["verb"], m["what"], found, 0, {})

    def _in_block(self, found: Sequence[_Place]) -> Iterator[Row]:
        actors: dict[int, _Place] = {}  # who acts on the place at this index
        last: _Place | None = None
        for i, a in enumerate(found[:-1]):
            b = found[i + 1]
            if b.lead < a.last or b.lead - a.last > _REACH:
                continue
            gap = self._folded[a.last : b.lead]
            last = actors.get(i, last)
            going_on = i in actors or (last is not None and gap.lstrip().startswith(";"))
            again = _GOES_ON.fullmatch(gap) if going_on else None
            if m := _PASSIVE.fullmatch(gap):
                for by in self._coordinated(found, i + 1, _NEXT_BY):
                    for predicate in _predicates(m["what"], part=a.part or "có nội dung" in m["what"]):
                        yield self._row(by.group, predicate, a, by.end)
            elif m := again or _ACTIVE.fullmatch(gap):
                actor = last if again and last else a
                if not b.itself and not _NOT_WHAT.search(m["what"]):
                    yield from self._done(actor, m["verb"], m["what"], found, i + 1, actors)
            elif _LAPSES.fullmatch(gap) and (b.itself or _TAKES_EFFECT.match(self._folded, b.last)):
                for target in self._coordinated_before(found, i):
                    predicate = Predicate.AMENDS if target.part else Predicate.REPEALS
                    yield self._row(b.group, predicate, target, b.end)
            elif _REFERS.fullmatch(gap):
                yield self._row(a.group, Predicate.CITES, b, a.start)
            elif a.itself and self._statute and _SAYS.match(gap) and (said := linked(gap, a.type, b.type)):
                yield self._row(a.group, said, b, a.start)

    def _done(
        self,
        actor: _Place,
        verb: str,
        what: str,
        found: Sequence[_Place],
        at: int,
        actors: dict[int, _Place],
    ) -> Iterator[Row]:
        some = _PART.search(what) is not None
        if not some and not _WHOLE.fullmatch(what) and not found[at].part:
            return
        for i, target in enumerate(self._coordinated(found, at, _AND), at):
            actors[i] = actor
            for predicate in _predicates(verb, part=some or target.part):
                yield self._row(actor.group, predicate, target, actor.start)

    def _coordinated(self, found: Sequence[_Place], at: int, joint: re.Pattern[str]) -> Iterator[_Place]:
        """The place and those that go on its list: "A; B và C"."""
        yield found[at]
        for i in range(at + 1, len(found)):
            before, after = found[i - 1], found[i]
            gap = self._folded[before.last : after.lead]
            if after.itself or after.lead < before.last or not joint.fullmatch(gap):
                return
            yield after

    def _coordinated_before(self, found: Sequence[_Place], at: int) -> Iterator[_Place]:
        yield found[at]
        for i in range(at, 0, -1):
            before, after = found[i - 1], found[i]
            if before.itself or before.last > after.lead:
                return
            if not _AND.fullmatch(self._folded[before.last : after.lead]):
                return
            yield before

    def _in_list(
        self, block: int, found: Sequence[_Place], places: Mapping[int, list[_Place]]
    ) -> Iterator[Row]:
        """Read "Thông tư này bãi bỏ:" with the items in the blocks that follow."""
        a = found[-1]
        here = self._report.blocks[block]
        m = _LIST.fullmatch(self._folded[a.last : here.end]) if here.end - a.last <= _REACH else None
        if m is None:
            return
        for index in range(block + 1, len(self._report.blocks)):
            item = self._report.blocks[index]
            first = places.get(index, [None])[0]
            if first is None or not _ITEM.fullmatch(self._folded[item.start : first.lead]):
                return
            part = first.part or _PART.search(self._folded, a.last + m.end("verb"), here.end) is not None
            for predicate in _predicates(m["verb"], part=part):
                lead = self._report.passage(a.start, here.end)
                yield a.group.key, predicate, first.group.ref, lead
                yield self._row(a.group, predicate, first, first.start)

    def _basis(self, block: int, found: Sequence[_Place]) -> Iterator[Row]:
        """The preamble: each "Căn cứ …;" is a basis of the text's own instrument."""
        here = self._report.blocks[block]
        if not _BASIS.match(self._folded, here.start, here.end) or not self._preamble(block, here):
            return
        own = self._own.before(here.start) or self._own.before(len(self._folded))
        if own is None:
            return
        for place in found:
            if not place.itself:
                yield self._row(own, Predicate.BASED_ON, place, here.start)

    def _preamble(self, block: int, here: Block) -> bool:
        last = self._folded[here.end - 1]
        following = self._report.blocks[block + 1] if block + 1 < len(self._report.blocks) else None
        goes_on = following is not None and _AFTER_BASIS.match(self._folded, following.start) is not None
        return here.kind is not BlockKind.ROW and last in ";,." and goes_on

    def _cited(self, block: int, found: Sequence[_Place]) -> Iterator[Row]:
        """In a statute: what it refers to, as "theo quy định tại khoản 2 Điều 5 Nghị định số …"."""
        if not self._statute or self._own.is_source(block):
            return
        here = self._report.blocks[block]
        for place in found:
            own = self._own.before(place.start)
            if own is None or place.itself or own is place.group:
                continue
            if m := _CITES.search(self._folded, max(here.start, place.lead - 40), place.lead):
                yield self._row(own, Predicate.CITES, place, m.start())


def _predicates(words: str, *, part: bool) -> tuple[Predicate, ...]:
    """What the verbs of a clause claim."""
    found = []
    if re.search(r"sửa đổi|bổ sung", words) or (part and re.search(r"thay thế|bãi bỏ|hủy bỏ", words)):
        found.append(Predicate.AMENDS)
    elif re.search(r"thay thế|bãi bỏ|hủy bỏ", words):
        found.append(Predicate.REPEALS)
    if "đính chính" in words:
        found.append(Predicate.CORRECTS)
    if "hợp nhất" in words:
        found.append(Predicate.CONSOLIDATES)
    return tuple(found)
