"""Reference data as look-up tables: bodies, provinces, types of instrument, systems, indicators, themes.

Everything is read once from the TSV files in `reference/`, in which lists are separated by `|`. Keys are
ASCII slugs and become the last step of an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from ontology.entries import DecreeEntry, Entry, IndicatorEntry, InstrumentType, Theme, Unit
from ontology.keys import bare
from ontology.tables import ReferenceDataError, about_table, read_table

__all__ = [
    "DecreeEntry",
    "Entry",
    "IndicatorEntry",
    "InstrumentType",
    "ReferenceDataError",
    "Theme",
    "Unit",
    "about_table",
    "bodies_of_code",
    "databases",
    "decrees",
    "indicators",
    "instrument_types",
    "is_issuer_code",
    "issuer_of_code",
    "issuers_of_codes",
    "organizations",
    "platforms",
    "provinces",
    "provinces_on",
    "read_table",
    "themes",
    "units",
]

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LEGISLATURE = re.compile(r"(qh|ubtvqh)\d{1,2}\Z")


def _list(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _entries(name: str, columns: str) -> tuple[Entry, ...]:
    entries = []
    for row in read_table(name, columns):
        if not _KEY.match(row["key"]):
            raise ReferenceDataError(f"{name}: {row['key']!r} is not a key (a-z, 0-9 and single hyphens)")
        entries.append(
            Entry(
                key=row["key"],
                label=row["label"],
                label_en=row["label_en"],
                aliases=_list(row["aliases"]),
                classification=row["classification"],
                codes=_list(row.get("codes", "")),
                valid_from=_day(row.get("valid_from", "")),
                valid_until=_day(row.get("valid_until", "")),
                became=row.get("became") or None,
                part_of=row.get("part_of") or None,
                short=_list(row.get("short", "")),
            )
        )
    return tuple(entries)


@cache
def organizations() -> tuple[Entry, ...]:
    """State, party and court bodies, agencies, companies, mass and international organizations.

    `classification` is government, ministry, agency, party, assembly, court, committee, company,
    international or mass. Provinces are a table of their own.
    """
    columns = "key label label_en aliases classification codes valid_from valid_until became part_of"
    return _entries("organizations.tsv", columns)


@cache
def provinces() -> tuple[Entry, ...]:
    """The 63 provinces and cities until 30 June 2025; the 34 since are those without `valid_until`."""
    columns = "key label label_en aliases classification codes valid_from valid_until became"
    return _entries("provinces.tsv", columns)


def provinces_on(day: date) -> tuple[Entry, ...]:
    """The provinces and cities that existed on `day`: 63, and 34 from 1 July 2025."""
    return tuple(p for p in provinces() if p.valid_until is None or day <= p.valid_until)


@cache
def databases() -> tuple[Entry, ...]:
    """Known databases; `classification` is national, sector or store."""
    return _entries("databases.tsv", "key label label_en aliases classification short part_of")


@cache
def platforms() -> tuple[Entry, ...]:
    """Known platforms, systems, portals and apps; `classification` is state, party or commercial."""
    return _entries("platforms.tsv", "key label label_en aliases classification part_of")


@cache
def instrument_types() -> tuple[InstrumentType, ...]:
    """The types of instrument, with the printed words and the letters in numbers that tell them."""
    return tuple(
        InstrumentType(
            code=row["code"],
            label=row["label"],
            label_en=row["label_en"],
            heads=tuple(sorted(_list(row["heads"]), key=len, reverse=True)),
            symbols=_list(row["symbols"]),
            issuer=row["issuer"] or None,
            by_title=row["by_title"] == "yes",
        )
        for row in read_table(
            "instrument_types.tsv",
            "code label label_en heads symbols issuer by_title definition definition_en",
        )
    )


@cache
def decrees() -> tuple[DecreeEntry, ...]:
    """Decrees with their titles, for reports that give the number alone; only to propose, never to state."""
    return tuple(
        DecreeEntry(
            row["number"], _day(row["issued"]), row["title"], row["amends"] or None, row["details"] or None
        )
        for row in read_table("decrees.tsv", "number issued title amends details")
    )


@cache
def indicators() -> tuple[IndicatorEntry, ...]:
    """Indicators that reports of this genre use year after year."""
    return tuple(
        IndicatorEntry(
            key=row["key"],
            label=row["label"],
            label_en=row["label_en"],
            aliases=_list(row["aliases"]),
            unit=row["unit"],
            themes=_list(row["themes"]),
            subject=row["subject"] or None,
        )
        for row in read_table("indicators.tsv", "key label label_en aliases unit themes subject")
    )


@cache
def themes() -> tuple[Theme, ...]:
    """Topics of digital transformation, each with the words that signal it."""
    return tuple(
        Theme(row["key"], row["label"], row["label_en"], _list(row["terms"]))
        for row in read_table("themes.tsv", "key label label_en terms definition definition_en")
    )


@cache
def units() -> tuple[Unit, ...]:
    """Units with a name of their own in both languages; any other noun may be counted as `count:<noun>`."""
    return tuple(
        Unit(row["code"], row["label"], row["label_en"])
        for row in read_table("units.tsv", "code label label_en definition definition_en")
    )


@lru_cache(maxsize=4_096)  # the same few hundred codes end the numbers of every report
def _code_key(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", bare(code))


@cache
def _issuers() -> Mapping[str, str | None]:
    table: dict[str, str | None] = {}
    for entry in organizations():
        table |= dict.fromkeys(map(_code_key, entry.codes), entry.key)
    for row in read_table("issuer_codes.tsv", "code organization name"):
        table[_code_key(row["code"])] = row["organization"] or None
    return MappingProxyType(table)


def issuer_of_code(code: str) -> str | None:
    """The key of the organization that a code at the end of a document number stands for.

    None where the code is unknown, or stands for a class of bodies (UBND, HĐND) or for more than one
    (TW). Case, diacritics and punctuation of the code don't matter.

    >>> issuer_of_code("CP"), issuer_of_code("QH15"), issuer_of_code("BGD&ĐT")
    ('chinh-phu', 'quoc-hoi', 'bo-giao-duc-va-dao-tao')
    """
    key = _code_key(code)
    legislature = _LEGISLATURE.match(key)
    return _issuers().get(legislature.group(1) if legislature else key)


@cache
def _classes_of_bodies() -> Mapping[str, tuple[str, ...]]:
    rows = read_table("issuer_codes.tsv", "code organization name")
    return {_code_key(row["code"]): _list(row["name"]) for row in rows if not row["organization"]}


def bodies_of_code(code: str) -> tuple[str, ...]:
    """How the names of the bodies begin that a code of a whole class of bodies stands for.

    >>> bodies_of_code("HĐND"), bodies_of_code("CP")
    (('Hội đồng nhân dân',), ())
    """
    return _classes_of_bodies().get(_code_key(code), ())


def is_issuer_code(code: str) -> bool:
    """Whether a code is known at all, be it of one body or of a class of bodies."""
    key = _code_key(code)
    return bool(_LEGISLATURE.match(key)) or key in _issuers()


def issuers_of_codes(codes: str) -> tuple[str, ...]:
    """The organizations behind the issuer part of a joint number, in its order; unknown codes are left out.

    A code may itself hold a hyphen ("BKH-CN"), so the longest known one is taken first.

    >>> issuers_of_codes("BKH-CN-BTTTT")
    ('bo-khoa-hoc-va-cong-nghe', 'bo-thong-tin-va-truyen-thong')
    """
    parts = [part for part in re.split(r"[-–/]", codes) if part.strip()]
    found: list[str] = []
    while parts:
        for size in (2, 1):
            issuer = issuer_of_code("".join(parts[:size])) if size <= len(parts) else None
            if issuer:
                found.append(issuer)
                break
        parts = parts[size:]
    return tuple(dict.fromkeys(found))
