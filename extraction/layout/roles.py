"""What a section speaks of, by the words of its heading and the type of its document (`roles.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from extraction.report import Role
from ontology.keys import fold

_LEAD_WORDS = 8  # words before a colon that may say what an item speaks of
_KEPT = 4096  # headings whose role is remembered: forms and annexes repeat a few of them
_DONE = re.compile(r"(?<!\w)(?:đã|hoàn thành|đạt được)(?!\w)")
_CLEARED = re.compile(r"(?<!\w)đã (?:được |cơ bản )?(?:tháo gỡ|giải quyết|khắc phục|xử lý)(?!\w)")
_NO_ROLE = "="


@dataclass(frozen=True, slots=True)
class _Terms:
    """Roles by scope and term; patterns that find the terms at the start of a heading or anywhere in it."""

    roles: dict[str, Role | None]
    weak: dict[str, Role]
    documents: dict[str, Role]
    annexes: dict[str, Role]
    fillers: re.Pattern[str]
    start: re.Pattern[str]
    top_start: re.Pattern[str]
    top_anywhere: re.Pattern[str]
    weak_start: re.Pattern[str]
    annex: re.Pattern[str]


@cache
def _terms() -> _Terms:
    text = files("extraction.layout").joinpath("roles.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]

    def of(scope: str) -> dict[str, Role]:
        return {fold(term): Role(role) for term, role, each in rows if each == scope}

    def pattern(*scopes: str) -> re.Pattern[str]:
        inside = _alternatives(term for term, role, scope in rows if role != "-" and scope in scopes)
        return re.compile(rf"(?<!\w)(?:{inside})(?!\w)")

    fillers = _alternatives(term for term, role, _ in rows if role == "-")
    apart = ("weak", "document", "annex")
    return _Terms(
        roles={
            fold(term): None if role == _NO_ROLE else Role(role)
            for term, role, scope in rows
            if role != "-" and scope not in apart
        },
        weak=of("weak"),
        documents=of("document"),
        annexes=of("annex"),
        fillers=re.compile(rf"(?:(?:{fillers})(?!\w)[\s,:]*+)*+"),
        start=pattern("any", "start"),
        top_start=pattern("any", "start", "top", "top-start"),
        top_anywhere=pattern("any", "top"),
        weak_start=pattern("weak"),
        annex=pattern("annex"),
    )


def _alternatives(terms: Iterable[str]) -> str:
    return "|".join(re.escape(fold(term)) for term in sorted(terms, key=len, reverse=True))


@lru_cache(_KEPT)
def top_role(title: str) -> Role | None:
    """The role that a heading under no other gives: by the term it begins with, else by its earliest.

    "KẾT QUẢ THỰC HIỆN NHIỆM VỤ" speaks of results, and so does "ĐÁNH GIÁ CHUNG".
    """
    terms, low = _terms(), fold(title.strip())
    lead = terms.fillers.match(low)
    found = terms.top_start.match(low, lead.end() if lead else 0)
    if found is None:
        weak = terms.weak_start.match(low)
        if weak:
            return terms.weak[weak.group()]
        found = terms.top_anywhere.search(low)
    if found is None:
        return None
    role = terms.roles[found.group()]
    if role is Role.SHORTCOMINGS and _CLEARED.search(low):
        return Role.RESULTS
    return None if role is Role.TASKS and _DONE.search(low) else role


@lru_cache(_KEPT)
def own_role(title: str, above: Role | None) -> Role | None:
    """The role of a lower heading where it begins with a term; None where it goes on with that above.

    "Nhiệm vụ đã hoàn thành" stays with the results, and results that a task is to bring stay with the tasks.
    """
    terms, low = _terms(), fold(title.strip())
    lead = terms.fillers.match(low)
    found = terms.start.match(low, lead.end() if lead else 0)
    if found is None:
        return None
    role = terms.roles[found.group()]
    if role is Role.SHORTCOMINGS and _CLEARED.search(low):
        return Role.RESULTS
    if role is Role.TASKS and above in (Role.RESULTS, None) and _DONE.search(low):
        return None
    if role is Role.RESULTS and above in (Role.TASKS, Role.PROPOSALS) and found.group() == "kết quả":
        return None
    return role


def lead_role(text: str) -> Role | None:
    """Shortcomings, where the words before an item's colon name them ("- Hạn chế: việc …")."""
    colon = text.find(":", 0, 80)
    if colon < 0 or text.count(" ", 0, colon) >= _LEAD_WORDS:
        return None
    role = own_role(text[:colon], None)
    return role if role is Role.SHORTCOMINGS else None


def is_role_line(text: str) -> bool:
    """Whether a short line without a number is a heading by its words ("Một số tồn tại, hạn chế")."""
    if len(text) > 80 or text[-1] in ".;,?!" or not text[0].isupper():
        return False
    return ":" not in text[:-1] and own_role(text, None) is not None


def document_role(titles: Iterable[str]) -> Role:
    """What the sections of a document speak of where no heading says it: by the type that begins its title.

    `titles` are the title from its type on and, where it wraps another document, that one's: the first that
    begins with a known type decides. A plan speaks of tasks; results are the rule.
    """
    for title in titles:
        low = fold(title)
        begins = [term for term in _terms().documents if low.startswith(term)]
        if begins:
            return _terms().documents[max(begins, key=len)]
    return Role.RESULTS


def annex_role(title: str) -> Role:
    """What an annex holds: a list of targets or tasks is one of tasks; the first such word decides."""
    low = fold(title)
    found = _terms().annex.search(low)
    role = _terms().annexes[found.group()] if found else Role.RESULTS
    return Role.RESULTS if _DONE.search(low) else role
