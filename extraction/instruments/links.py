"""What the words between two instruments say of them: "sửa đổi, bổ sung một số điều của" is amends."""

from __future__ import annotations

import re

from extraction.facts import Predicate, Ref
from extraction.instruments.words import words
from extraction.report import Passage

# One place that states a claim: the key of the instrument, what is said of it, of what, and the words.
Row = tuple[str, Predicate, Ref, Passage]

# In this order: "sửa đổi, bổ sung, bãi bỏ một số điều" amends; "phê duyệt kế hoạch thực hiện" is told by the
# instrument that stands nearest, so each link holds one verb as a rule.
_VERBS = (
    (Predicate.AMENDS, re.compile(r"(?<!\w)(?:sửa đổi|bổ sung)(?!\w)")),
    (Predicate.REPEALS, re.compile(r"(?<!\w)(?:thay thế|bãi bỏ|hủy bỏ)(?!\w)")),
    (Predicate.CORRECTS, re.compile(r"(?<!\w)đính chính(?!\w)")),
    (Predicate.CONSOLIDATES, re.compile(r"(?<!\w)hợp nhất(?!\w)")),
    (Predicate.DETAILS, re.compile(r"(?<!\w)(?:chi tiết|hướng dẫn|biện pháp thi hành)(?!\w)")),
    (Predicate.APPROVES, re.compile(r"(?<!\w)(?:phê duyệt|ban hành)(?!\w)")),
    (Predicate.IMPLEMENTS, re.compile(r"(?<!\w)(?:thực hiện|triển khai|thi hành|cụ thể hóa)(?!\w)")),
    (Predicate.BASED_ON, re.compile(r"(?<!\w)căn cứ(?!\w)")),
)
# Between the verb and the instrument only what such a phrase holds, never a clause of its own.
_TO_THE_END = re.compile(rf"(?:[,\s\"“”]|(?<!\w)(?:{words('between')}|[a-zđ](?!\w)))*+\Z")
PLANS = frozenset({"plan", "programme", "scheme", "strategy", "directive", "dispatch", "notice", "letter"})
# They urge and tell, they don't carry out.
MESSAGES = frozenset({"letter", "notice", "report", "submission", "dispatch"})
# What is detailed ranks above what details it (law 64/2025/QH15, article 4): a decree details no decree.
_RANK = {"law": 1, "code": 1, "ordinance": 2, "resolution": 2, "decree": 3, "decision": 4, "circular": 5}
_RANK |= {"joint_circular": 5, "constitution": 0}
_APPROVED = frozenset({"plan", "programme", "scheme", "strategy", "regulation", "norm", "standard"})


def linked(link: str, subject_type: str, object_type: str) -> Predicate | None:
    """The predicate that the words of a title between two instruments state, or None."""
    for predicate, verb in _VERBS:
        every = list(verb.finditer(link))
        if not every or not _TO_THE_END.match(link, every[-1].end()):  # the last stands nearest to the object
            continue
        if predicate is Predicate.APPROVES and (object_type not in _APPROVED or subject_type in MESSAGES):
            return None
        if predicate in (Predicate.AMENDS, Predicate.REPEALS) and not may_change(subject_type, object_type):
            return None
        if predicate is Predicate.DETAILS and _RANK.get(object_type, 0) >= _RANK.get(subject_type, 9):
            return None
        guides = predicate is Predicate.DETAILS and subject_type in PLANS
        found = Predicate.IMPLEMENTS if guides else predicate
        return None if found is Predicate.IMPLEMENTS and subject_type in MESSAGES else found
    return None


def may_change(subject_type: str, object_type: str) -> bool:
    """Whether an act of one type can amend or repeal one of another (law 64/2025/QH15, articles 4 and 8).

    Only the National Assembly changes a law, only a decree or more a decree; a letter changes nothing.
    """
    if subject_type in MESSAGES:
        return False
    rank = _RANK.get(object_type, 9)
    return rank > _RANK["decree"] or _RANK.get(subject_type, 0) <= max(rank, _RANK["resolution"])


def amended(link: str) -> str:
    """Give "sửa đổi" or "thay thế" where a link says that a draft changes or replaces what follows."""
    found = linked(link, "", "")
    return {Predicate.AMENDS: "sửa đổi", Predicate.REPEALS: "thay thế"}.get(found, "") if found else ""
