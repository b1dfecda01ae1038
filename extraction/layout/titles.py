"""Lines that only the head of a document has: motto, number, date, agency, type, subject, "key: value"."""

from __future__ import annotations

import re
from functools import cache

from extraction.layout.sentences import closed
from extraction.layout.words import alternatives, words
from ontology.keys import fold
from ontology.reference import instrument_types

_LINE = 220  # characters of the longest line of this kind
_TYPE_WORDS = 5  # a type that stands alone in its line: "BÁO CÁO TÓM TẮT"
_NUMBER = re.compile(r"số\s*+:[^;:]{0,40}?(?:[/-]|\Z)", re.IGNORECASE)
_DATE = re.compile(r"[^,.;:]{2,40}, ngày\b.{0,30}\bnăm\s*\d{0,4}\s*\Z", re.IGNORECASE)
_NUMBER_AND_DATE = re.compile(
    r"số\s*+:\s?[^\s;:,]*+(?:\s{1,40}+[/-][^\s;:,]*+)?(?P<gap>\s++)"
    r"(?=[^\W\d][^,.;:]{1,40}, ngày\b.{0,30}\bnăm\s*\d{0,4}\s*\Z)",
    re.IGNORECASE,
)
_MOTTO_ENDS = frozenset("mMcC")  # last letters of the mottoes in words.tsv
_COLUMN = re.compile(r"(?<=\S) {3,}+(?=\S)")
_FIELD = re.compile(r"[^\W\d_][^:.;]{1,40}:\s")
_FIELD_WORDS = 6
# "Quyết định này …", "Quyết định số 5 …" begin a sentence, not a title
_POINTS = re.compile(r"\s(?:(?:này|đó|trên|nêu)\b|số\s*+:?\s*+\d)")


@cache
def _types() -> frozenset[str]:
    heads = frozenset(fold(head) for kind in instrument_types() for head in kind.heads)
    return heads | words("type")


@cache
def _type_start() -> re.Pattern[str]:
    inside = "|".join(re.escape(kind) for kind in sorted(_types(), key=len, reverse=True))
    return re.compile(rf"(?:{inside})(?!\w)")


@cache
def _starting(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(kind)})(?!\w)")


def motto_at(text: str) -> int | None:
    """Where the state's name or the motto begins in a line that ends with it, beside an agency or alone."""
    if len(text) > 120 or text[-1] not in _MOTTO_ENDS:
        return None
    low = fold(text)
    for motto in words("motto"):
        if low.endswith(motto) and (text.isupper() or "-" in motto):
            return len(low) - len(motto)
    return 0 if low in words("party_motto") and text.isupper() else None


def is_formula(text: str) -> bool:
    """Whether a line is one of the head's fixed ones: motto, number, place and date."""
    return bool(
        motto_at(text) is not None
        or (len(text) < _LINE and text[-1] != "." and _NUMBER.match(text))
        or (_DATE.match(text) and not closed(text))
    )


def seam_of(text: str) -> int:
    """Where the right one of two columns begins in a line of the head; 0 where there is but one.

    The motto stands on the right of the agency, place and date on the right of the number or the subject.
    """
    if len(text) > _LINE:
        return 0
    if motto := motto_at(text):
        return motto
    found = _NUMBER_AND_DATE.match(text)
    if found:
        return found.end()
    column = _COLUMN.search(text)
    if column is None:
        return 0
    left, right = text[: column.start()], text[column.end() :]
    return column.end() if is_formula(right) or (is_formula(left) and not right[0].islower()) else 0


def names_type(text: str) -> bool:
    """Whether a line is, or begins with, the type of a document ("BÁO CÁO TÓM TẮT", "Kế hoạch năm 2026").

    In small letters it must have the form of a title: short, no end of a sentence, no colon.
    """
    if not text[0].isupper() or len(text) > _LINE or not (found := _type_start().match(fold(text))):
        return False
    if text.isupper():
        return True
    formed = text[-1] not in ".;:,!?" and ": " not in text and text.count(" ") > 2
    return formed and not _POINTS.match(text, found.end())


def is_type_alone(text: str) -> bool:
    """Whether a line in capitals is the type of a document and little else."""
    if not text.isupper() or text.count(" ") >= _TYPE_WORDS:
        return False
    low = fold(text).rstrip(" :")
    found = _type_start().match(low)
    return found is not None and low[found.end() :].strip() in {"", *words("type_tail")}


def wraps(text: str) -> bool:
    """Whether a line is a type that only wraps another document ("BẢN TÓM LƯỢC", "PHỤ LỤC II")."""
    found = _starting("wrapper").match(fold(text))
    return found is not None and text.count(" ") < _TYPE_WORDS


def begins_agency(text: str) -> bool:
    """Whether a line begins as the name of an agency does ("BỘ XÂY DỰNG"); "BAN HÀNH QUY CHẾ …" does not."""
    if len(text) > 120 or not text[0].isupper():
        return False
    low = fold(text)
    return bool(_starting("agency").match(low)) and not low.startswith("ban hành ")


def begins_place(text: str) -> bool:
    """Whether a line begins with a kind of place, which goes on with the agency above ("TỈNH AN HÒA")."""
    return bool(_starting("place").match(fold(text)))


def is_subject(text: str) -> bool:
    """Whether a line gives the subject of a letter ("V/v báo cáo quý III")."""
    return bool(_starting("subject").match(fold(text)))


def is_addressee(text: str) -> bool:
    """Whether a line names whom a letter is for ("Kính gửi: …")."""
    return bool(_starting("addressee").match(fold(text)))


def begins_text(text: str) -> bool:
    """Whether a line begins as the text below a title does ("Thực hiện Công văn số …")."""
    return bool(_starting("begins_text").match(fold(text)))


def is_note(text: str) -> bool:
    """Whether a line is a bracketed note of the head ("(Kèm theo Công văn số …)")."""
    return text[0] == "(" and bool(_starting("note").match(fold(text), 1))


def is_field(text: str) -> bool:
    """Whether a line is of the form "key: value"; the key has few words and begins with a capital."""
    if not text[0].isupper() or (found := _FIELD.match(text)) is None:
        return False
    return found.group().count(" ") <= _FIELD_WORDS


def field_value(text: str, kind: str) -> str | None:
    """The value of a "key: value" line whose key is one of a class of `words.tsv`, else None."""
    found = re.match(rf"(?:{alternatives(kind)})\s*+:\s*+", fold(text))
    return text[found.end() :] if found else None
