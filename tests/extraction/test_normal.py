"""Normalisation and its way back."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.normal import normalise

LETTERS = "aăâeêioôơuưyđABCDĐ \n.,0123456789"
MARKS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
ODD = "\u00a0\u200b\u00ad\ufeff\t\u2009\u1ec7\u0958\u1100\u1161\u11a8"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("thư\u0323c hiê\u0323n", "thực hiện"),
        ("trie\u0323\u0302u", "triệu"),
        ("trie\u0302\u0323u", "triệu"),
        ("dữ\u00a0liệu\u2009số\u3000mở", "dữ liệu số mở"),
        ("Nghị\u200b định\u00ad số\ufeff 1", "Nghị định số 1"),
        ("e\u200b\u0302", "ê"),
        ("a\u0085b\u2028c\tbảng", "a\nb\nc bảng"),
    ],
)
def test_text_comes_into_normal_form(raw: str, text: str) -> None:
    assert normalise(raw).text == text


def test_offsets_lead_back_to_the_letters() -> None:
    raw = "đã thư\u0323c hiê\u0323n 17 triê\u0323u"
    normal = normalise(raw)
    at = normal.text.index("triệu")
    assert raw[normal.starts[at] : normal.ends[at + 4]] == "triê\u0323u"


def test_both_tone_styles_stay_as_printed() -> None:
    assert normalise("hóa hoà ủy uỷ").text == "hóa hoà ủy uỷ"


@given(st.text(st.sampled_from(LETTERS + MARKS + ODD), max_size=60))
def test_the_map_is_monotonic_and_covers_what_it_keeps(raw: str) -> None:
    normal = normalise(raw)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    for table in (normal.starts, normal.ends):
        assert all(a < b for a, b in pairwise(table))
    assert all(0 <= a < b <= len(raw) for a, b in zip(normal.starts, normal.ends, strict=True))
    assert letters(normal.text) == letters(raw)


def letters(text: str) -> list[str]:
    return sorted(c for c in unicodedata.normalize("NFD", text) if c.isalnum())


@given(st.text(st.sampled_from(LETTERS + MARKS + "\u00a0\u200b\t"), max_size=60))
def test_normal_form_is_nfc_and_stable(raw: str) -> None:
    text = normalise(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert normalise(text).text == text


@pytest.mark.parametrize("piece", ["a\u0323\u0302", "\u1100\u1161", "\u200ba", "ệ", "é\u0323 "])
def test_a_million_odd_characters_are_no_trouble(piece: str) -> None:
    count = 1_000_000 // len(piece)  # anything but linear work would run into the test's time limit
    normal = normalise(piece * count)
    assert len(normal.text) == len(normalise(piece).text) * count
