"""Which instruments cleared an obstacle: the subject of a sentence, or the agent of a passive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extraction.bottlenecks.wording import any_of, leading, pattern, words
from extraction.facts import Ref
from extraction.mention import Mention, within

_THANKER = 12  # words of whoever cleared an obstacle thanks to an instrument
_NEAR = 40  # characters before a verb in which words of purpose bear on it
_ACCOMPLISHED = re.compile(r"[^\W\d_]++(?:\s[^\W\d_]++)?\sđược\s")


@cache
def _links() -> re.Pattern[str]:
    date = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|(?:19|20)\d\d(?!\d)"
    return re.compile(rf"(?:\s|[,;:\"“”()\-+•*]|{date}|\d{{1,2}}[.)]|(?:{any_of('link')})(?!\w))++")


def subjects(
    folded: str,
    start: int,
    at: int,
    instruments: Sequence[Mention],
    names: Sequence[Mention],
    *,
    purpose: bool,
) -> tuple[Ref, ...]:
    """The instruments that are the subject of a clearing verb at `at`.

    Only links and their issuers may stand between them; the last one's title may go on up to the verb.
    """
    out: list[Ref] = []
    clause = folded.rfind("; ", start, at)
    if clause >= 0 and any(m.start > clause for m in within(instruments, clause, at)):
        start = clause + 2
    start += leading(folded[start:at])
    first = next((m.start for m in within(instruments, start, at) if m.start >= start), at)
    told = _attribution().match(folded, start, first)
    cursor = told.end() if told else start
    thanked = first < at and folded[cursor:first].strip().startswith(words("thanks"))
    for m in within(instruments, start, at):
        if m.start < cursor:
            continue
        gap = _without_names(folded, cursor, m.start, names)
        if _links().fullmatch(f" {gap} ") is None:
            break
        out.append(m.ref)
        cursor = m.end
    rest = _without_names(folded, cursor, at, names).strip()
    title = rest.removeprefix("của").strip()
    done = purpose or " đã" in f" {rest}" or _ACCOMPLISHED.match(folded, at) is not None
    titled = title.startswith(words("title")) and (done or _is_finite(rest))
    titled = titled or (bool(out) and rest.endswith(words("result")))
    titled = titled or (bool(out) and _is_coordinate(folded, cursor, at))
    # "Nhờ Nghị định …, tỉnh đã gỡ …": what is thanked did it
    titled = titled or (thanked and bool(out) and rest[:1] == "," and len(rest.split()) <= _THANKER)
    if not titled and _links().fullmatch(f" {_without_aim(rest)} ") is None:
        return ()
    return tuple(dict.fromkeys(out))


def _is_coordinate(folded: str, subject: int, at: int) -> bool:
    """Whether the verb is a later predicate of the same subject: "… nâng …, xử lý được bất cập …"."""
    before = folded[subject:at].rstrip()
    if folded[subject : subject + 1] == "," or not before.endswith((",", " và", ", đã", " và đã")):
        return False
    return pattern("aim").search(before[-_NEAR:]) is None


def _is_finite(rest: str) -> bool:
    """Whether a verb behind a title is the sentence's own, no word of the title ("Kế hoạch khắc phục …")."""
    return bool(rest) and not rest.endswith((",", *words("nominal")))


@cache
def _attribution() -> re.Pattern[str]:
    """ "Theo ông …, " and "Bà … cho biết, ": who says it stands before the subject."""
    return re.compile(rf"(?:theo\s[^,;.]{{2,90}},|[^,;.]{{2,90}}?\s(?:{any_of('speech')})(?:\srằng)?[,:]?)\s")


def _without_aim(rest: str) -> str:
    return next((rest.removesuffix(aim) for aim in words("aim") if rest.endswith(aim)), rest)


def following(
    folded: str, at: int, end: int, instruments: Sequence[Mention], names: Sequence[Mention]
) -> tuple[tuple[Ref, ...], int]:
    """The instruments that stand behind `at`, with nothing but links between, and where the last one ends."""
    out: list[Ref] = []
    for m in within(instruments, at, end):
        if m.start < at:
            continue
        if _links().fullmatch(f" {_without_names(folded, at, m.start, names)} ") is None:
            break
        out.append(m.ref)
        at = m.end
    return tuple(dict.fromkeys(out)), at


def links_only(folded: str, start: int, end: int, names: Sequence[Mention]) -> bool:
    """Whether nothing but links, dates and issuers stands between two places."""
    return _links().fullmatch(f" {_without_names(folded, start, end, names)} ") is not None


def _without_names(folded: str, start: int, end: int, names: Sequence[Mention]) -> str:
    """`folded[start:end]` without the issuers that it names ("của Chính phủ")."""
    out, at = [], start
    for m in within(names, start, end):
        if at <= m.start:
            out.append(folded[at : m.start])
            at = m.end
    return "".join([*out, folded[at:end]])
