"""What holds for every report: mentions in order, keys that agree, linear time; both ministry reports."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.facts import Kind
from extraction.layout import read_report
from extraction.names import NameReading, read_names
from tests.extraction.names_reports import read, report

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS = {"2024-year": "000_8e193526713cc652.txt", "2024-05": "003_5bf4866a09ed0123.txt"}

PIECES = [
    "Bộ Y tế", "Bộ", "UBND tỉnh", "Nghệ An", "các", "và", ",", ";", ".", "(NDXP)", "Hệ thống", "hệ thống",
    "Nền tảng", "CSDL quốc gia về", "dân cư", "05 CSDL quốc gia:", "ứng dụng", "VNeID", "“", "”", "\n", "của",
    "Cục", "Viễn thông", "đã", "Sở", "tỉnh", "Ban Chỉ đạo", "về", "06/QĐ-TTg", "TP.", "Hồ Chí Minh", "-", "&",
]  # fmt: skip


def _named_refs(reading: NameReading) -> set[object]:
    return {n.ref for n in (*reading.organizations, *reading.databases, *reading.platforms)}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_mentions_are_sorted_apart_within_a_kind_and_refer_to_something_named(text: str) -> None:
    source = report(text)
    reading = read_names(source)
    assert list(reading.mentions) == sorted(reading.mentions)
    ends: dict[Kind, int] = {}
    for mention in reading.mentions:
        assert mention.start >= ends.get(mention.ref.kind, 0)
        ends[mention.ref.kind] = mention.end
        assert any(b.start <= mention.start and mention.end <= b.end for b in source.blocks)
    assert {m.ref for m in reading.mentions} == _named_refs(reading)


def test_reading_twice_gives_the_same() -> None:
    text = "Cục Trồng trọt và UBND tỉnh Nghệ An dùng Nền tảng quản trị rừng trồng."
    assert read(text) == read(text)


def test_a_report_without_names_is_read() -> None:
    assert read("") == NameReading()
    assert read("không có tên nào ở đây.") == NameReading()


@pytest.mark.parametrize(
    "piece",
    [
        "Bộ ", "Văn phòng ", "Ban Chỉ đạo ", "Ủy ban nhân dân ", "Nền tảng A ", "CSDL quốc gia về ",
        "((((", "Bộ Văn hóa, ", "tỉnh Lào Cai, ", "03 ứng dụng: ", "Cục A và ", 'ứng dụng "', "cổng a.gov.",
        "của của ",
        "aA", "ứng dụng VNeID (ABC) ", "HĐND, ", "các Bộ: Công an, ", "10 ứng dụng ",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        source = report((piece * (size // len(piece) + 1))[:size])
        started = time.process_time()
        read_names(source)
        return time.process_time() - started

    seconds(500)
    small = min(seconds(4_000) for _ in range(2))
    assert seconds(32_000) < 8 * 4 * small + 0.25  # eight times the text; a quadratic reader takes 64 times


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the two ministry reports are not here")
@pytest.mark.parametrize(("gold", "seed"), SEEDS.items())
@pytest.mark.parametrize("kind", ["organizations", "databases", "platforms"])
def test_the_gold_names_of_both_ministry_reports_are_found(gold: str, seed: str, kind: str) -> None:
    data = (SHARED / "seeds" / seed).read_bytes()
    reading = read_names(read_report(seed, data))
    wanted = json.loads((SHARED / "eval" / "gold" / f"{gold}.json").read_text(encoding="utf-8"))[kind]
    printed = {
        spelling.casefold() for named in getattr(reading, kind) for spelling in (named.label, *named.aliases)
    }
    missing = [
        entry["name"]
        for entry in wanted
        if not entry.get("optional")
        and not printed & {s.casefold() for s in (entry["name"].split(" (")[0], *entry["aliases"])}
    ]
    assert missing == []
