"""What a citation is: the stretch of text that names an instrument, and what it says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """How an instrument is cited."""

    NUMBERED = "numbered"  # Nghị định số 82/2024/NĐ-CP; also with an empty number: Báo cáo số: /BC-BTTTT
    NAMED = "named"  # Luật Dữ liệu
    SHORT = "short"  # Nghị định 82, Nghị định số 13/2023: to be resolved by an antecedent
    ANAPHOR = "anaphor"  # Nghị định này, Luật nêu trên


@dataclass(frozen=True, slots=True)
class Provision:
    """A part of an instrument: `text[start:end]` is "điểm a khoản 1 Điều 5", `parts` its units and labels.

    Units are as printed, in lower case (điểm, khoản, điều, chương, mục, phụ lục), the smallest first as a
    rule; a list ("Điều 5, Điều 6") gives one part for each label.
    """

    start: int
    end: int
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """`text[start:end]` names an instrument.

    The span runs from the type word to the end of the number or of the date printed right after it; of an
    instrument named by title, to the end of the name and its date. Issuer and title of a numbered
    instrument are not in it.

    `type` is a code of the vocabulary and `head` the type word as printed; `number` has canonical spelling
    ("82/2024/NĐ-CP"); `year` comes from the number or, failing that, from the date; `date` is None where no
    full date or no real day is printed (`date_text` keeps the words). `name` is a law's name without its
    type word; `revised` says that "(sửa đổi)" stands after it. `inner` are the instruments cited inside the
    name ("Luật sửa đổi, bổ sung một số điều của Luật Hải quan").
    """

    start: int
    end: int
    type: str
    head: str
    form: Form
    number: str | None = None
    year: int | None = None
    date: date | None = None
    date_text: str | None = None
    name: str | None = None
    revised: bool = False
    provision: Provision | None = None
    inner: tuple[Citation, ...] = ()
    month: int | None = None

    @property
    def blank(self) -> bool:
        """Whether the number is not filled in yet: "/BC-BTTTT"."""
        return self.number is not None and self.number.startswith("/")
