"""What the tables of reference data hold, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """An organization, province, database or platform known before any report is read.

    `aliases` may stand for the thing anywhere in a text; `short` names it only in a list under a head that
    says the kind ("các CSDL quốc gia: dân cư, bảo hiểm"). `codes` are issuer codes of document numbers or,
    of a province, codes of the statistics office. `became` is the key of the successor, `part_of` that of
    the body above or of the owner. A missing date means that it is not stated here.
    """

    key: str
    label: str
    label_en: str
    aliases: tuple[str, ...] = ()
    classification: str = ""
    codes: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    became: str | None = None
    part_of: str | None = None
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstrumentType:
    """A type of instrument.

    `heads` are the printed type words, the longest first; `symbols` the letters in a number; `issuer` the
    organization where the type alone fixes it. `by_title`: such an instrument is usually cited by its title,
    because another one (a decision) carries the number.
    """

    code: str
    label: str
    label_en: str
    heads: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    issuer: str | None = None
    by_title: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """A well-known indicator; `unit` is a unit code, `themes` are keys of themes.

    `subject` is the thing that it is measured on, as "platform/vneid" or "database/csdlqg-dan-cu".
    """

    key: str
    label: str
    label_en: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    themes: tuple[str, ...] = ()
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic; `terms` are words that signal it."""

    key: str
    label: str
    label_en: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure with the code that observations use (percent, VND, count:giao dịch …)."""

    code: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class DecreeEntry:
    """A decree that reports cite by its number alone; `amends` and `details` are numbers of instruments."""

    number: str
    issued: date | None
    title: str
    amends: str | None = None
    details: str | None = None
