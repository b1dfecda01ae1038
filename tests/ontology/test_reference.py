"""Reference data: keys are unique, names lead to one thing, mergers and codes are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from ontology import reference, tables
from ontology.concepts import concepts, unit_iri, unit_name
from ontology.keys import name_key
from ontology.reference import (
    Entry,
    ReferenceDataError,
    databases,
    indicators,
    instrument_types,
    is_issuer_code,
    issuer_of_code,
    issuers_of_codes,
    organizations,
    platforms,
    provinces,
    provinces_on,
    read_table,
    themes,
    units,
)

TABLES: list[Callable[[], Sequence[Any]]] = [
    organizations,
    provinces,
    databases,
    platforms,
    indicators,
    themes,
]
BODIES = {entry.key: entry for entry in (*organizations(), *provinces())}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_keys_are_unique_slugs_and_labels_are_in_both_languages(table: Callable[[], Sequence[Any]]) -> None:
    entries = table()
    assert len({entry.key for entry in entries}) == len(entries) > 20
    for entry in entries:
        assert entry.label.strip()
        assert entry.label_en.strip()


@pytest.mark.parametrize("table", [*TABLES[:5]], ids=lambda table: table.__name__)
def test_no_name_leads_to_two_things_of_one_kind(table: Callable[[], Sequence[Any]]) -> None:
    owners = defaultdict(set)
    for entry in table():
        for name in (entry.label, *entry.aliases):
            owners[name_key(name)].add(entry.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_no_short_name_leads_to_two_databases() -> None:
    owners = defaultdict(set)
    for entry in databases():
        for name in entry.short:
            owners[name_key(name)].add(entry.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_bodies_and_provinces_share_no_key() -> None:
    assert len(BODIES) == len(organizations()) + len(provinces())


def test_codes_lead_to_one_body() -> None:
    owners = defaultdict(set)
    for entry in organizations():
        for code in entry.codes:
            owners[code].add(entry.key)
    assert {code: keys for code, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("entry", [*BODIES.values(), *databases(), *platforms()], ids=lambda entry: entry.key)
def test_successors_and_owners_exist_and_dates_are_in_order(entry: Entry) -> None:
    for key in (entry.became, entry.part_of):
        assert key is None or (key in BODIES and key != entry.key)
    assert not (entry.valid_from and entry.valid_until) or entry.valid_from <= entry.valid_until


def test_classifications_units_and_themes_of_the_tables_are_in_the_vocabulary() -> None:
    known = {(concept.scheme, concept.code) for concept in concepts()}
    for entry in (*BODIES.values(), *databases(), *platforms()):
        assert ("classifications", entry.classification) in known
    for indicator in indicators():
        assert ("units", indicator.unit) in known, indicator.key
        assert {("themes", theme) for theme in indicator.themes} <= known, indicator.key


def test_indicators_are_measured_on_things_that_exist() -> None:
    things = {f"database/{d.key}" for d in databases()} | {f"platform/{p.key}" for p in platforms()}
    assert {i.subject for i in indicators() if i.subject} <= things


def test_issuers_of_types_exist() -> None:
    assert {kind.issuer for kind in instrument_types() if kind.issuer} <= set(BODIES)


def test_heads_and_symbols_lead_to_one_type() -> None:
    for attribute in ("heads", "symbols"):
        words = [word for kind in instrument_types() for word in getattr(kind, attribute)]
        assert len(set(words)) == len(words)


def test_a_head_of_several_words_stands_before_its_own_beginning() -> None:
    for kind in instrument_types():
        assert [len(head) for head in kind.heads] == sorted((len(head) for head in kind.heads), reverse=True)


@pytest.mark.parametrize(("day", "count"), [("2024-05-31", 63), ("2025-06-30", 63), ("2025-07-01", 34)])
def test_provinces_number_63_and_since_july_2025_34(day: str, count: int) -> None:
    assert len(provinces_on(date.fromisoformat(day))) == count


def test_every_province_that_ended_went_into_one_that_lasts() -> None:
    ended = [p for p in provinces() if p.valid_until]
    assert len(ended) == 29
    assert all(p.became and BODIES[p.became].valid_until is None for p in ended)
    heirs = {p.became for p in ended}
    assert len(heirs) == 23


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("binh-duong", "ho-chi-minh"),
        ("ba-ria-vung-tau", "ho-chi-minh"),
        ("quang-nam", "da-nang"),
        ("bac-giang", "bac-ninh"),
        ("phu-yen", "dak-lak"),
        ("bo-thong-tin-va-truyen-thong", "bo-khoa-hoc-va-cong-nghe"),
        ("bo-giao-thong-van-tai", "bo-xay-dung"),
        ("bo-ke-hoach-va-dau-tu", "bo-tai-chinh"),
    ],
)
def test_mergers_lead_to_the_successor(old: str, new: str) -> None:
    assert BODIES[old].became == new


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("CP", "chinh-phu"),
        ("TTg", "thu-tuong-chinh-phu"),
        ("TTG", "thu-tuong-chinh-phu"),
        ("QH15", "quoc-hoi"),
        ("UBTVQH14", "uy-ban-thuong-vu-quoc-hoi"),
        ("BTTTT", "bo-thong-tin-va-truyen-thong"),
        ("BGD&ĐT", "bo-giao-duc-va-dao-tao"),
        ("BLĐTBXH", "bo-lao-dong-thuong-binh-va-xa-hoi"),
        ("BLDTBXH", "bo-lao-dong-thuong-binh-va-xa-hoi"),
        ("BKH-CN", "bo-khoa-hoc-va-cong-nghe"),
        ("HĐTP", "toa-an-nhan-dan-toi-cao"),
        ("UBQGCĐS", "uy-ban-quoc-gia-ve-chuyen-doi-so"),
        ("BNNMT", "bo-nong-nghiep-va-moi-truong"),
        ("UBND", None),
        ("HĐND", None),
        ("TW", None),
        ("XYZ", None),
        ("", None),
    ],
)
def test_a_code_leads_to_its_issuer(code: str, key: str | None) -> None:
    assert issuer_of_code(code) == key
    assert key is None or key in BODIES


@pytest.mark.parametrize(("code", "known"), [("UBND", True), ("TW", True), ("QH16", True), ("XYZ", False)])
def test_a_code_of_a_class_of_bodies_is_known_without_an_issuer(code: str, known: bool) -> None:
    assert is_issuer_code(code) is known


@pytest.mark.parametrize(
    ("codes", "keys"),
    [
        ("BTC-BKHCN", ("bo-tai-chinh", "bo-khoa-hoc-va-cong-nghe")),
        ("BKH-CN-BTTTT", ("bo-khoa-hoc-va-cong-nghe", "bo-thong-tin-va-truyen-thong")),
        ("BTTTT", ("bo-thong-tin-va-truyen-thong",)),
        ("UBND-STTTT", ()),
    ],
)
def test_joint_numbers_name_every_issuer(codes: str, keys: tuple[str, ...]) -> None:
    assert issuers_of_codes(codes) == keys


def test_every_counted_noun_of_the_table_has_an_iri_of_its_own() -> None:
    codes = [unit.code for unit in units()]
    assert len({unit_iri(code) for code in codes}) == len(codes)


def test_nouns_that_differ_in_their_diacritics_are_different_units() -> None:
    assert unit_name("count:bộ") == "unit-count-bo"
    assert len({unit_iri(f"count:{noun}") for noun in ("bộ", "bò", "bó", "bờ")}) == 4
    assert unit_iri("count:Nền tảng") == unit_iri("count:nền tảng")


def test_a_counted_unit_needs_a_noun() -> None:
    with pytest.raises(ValueError, match="noun"):
        unit_iri("count:")


def test_every_table_names_its_source() -> None:
    for name in ("organizations", "provinces", "databases", "platforms", "indicators", "instrument_types"):
        about = reference.about_table(f"{name}.tsv")
        assert len(about) > 100, name
    assert reference.about_table("provinces.tsv").count("(MIT)") == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code\tname\n1\tx\n", "the columns should be"),
        ("key\tname\na\tx\na\ty\n", "line 3: the key 'a' is empty or stands twice"),
        ("key\tname\na\tx\ty\n", "line 2: 3 cells for 2 columns"),
        ("", "the columns should be"),
    ],
)
def test_a_broken_table_says_where(monkeypatch: pytest.MonkeyPatch, text: str, says: str) -> None:
    monkeypatch.setattr(tables, "_read", lambda _: text.splitlines())
    with pytest.raises(ReferenceDataError, match=says):
        read_table("x.tsv", "key name")
