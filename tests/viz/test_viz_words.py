"""Catalogues, templates, and the writing of numbers and periods."""

from __future__ import annotations

import re
import string
from decimal import Decimal
from pathlib import Path

import pytest

import viz
from viz.language import Catalogue, catalogue, language
from viz.quotes import _section
from viz.terms import Label

ROOT = Path(viz.__file__).parent
TEMPLATES = sorted((ROOT / "templates").glob("*.html"))
VI, EN = catalogue("vi"), catalogue("en")


def places(message: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(message)} - {None}


def test_both_catalogues_have_the_same_messages_with_the_same_places() -> None:
    assert VI.messages.keys() == EN.messages.keys()
    for key, message in VI.messages.items():
        if not key.startswith("period."):  # months are numbers in one language and names in the other
            assert places(message) == places(EN.messages[key]), key
        assert message.strip(), key
        assert EN.messages[key].strip(), key


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_prose(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    text = re.sub(r"<style>.*?</style>|\{% block page %\}[a-z]+\{% endblock %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    for attribute in ("aria-label", "title", "alt", "placeholder"):
        assert not re.search(rf'\s{attribute}="[^"]*\w', text), attribute
    words = re.sub(r"<[^>]*>", "", text, flags=re.DOTALL)
    assert not re.findall(r"[^\W\d_]+", words)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_message_that_a_template_names_exists(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    for key in re.findall(r'\bt\("([\w.-]+)"[,)]', text):
        assert VI.has(key), key
    for key in re.findall(r'\bt\.count\("([\w.-]+)"', text):
        assert VI.has(f"{key}.one")
        assert VI.has(f"{key}.other")
    for prefix in re.findall(r'\bt\("([\w.-]+\.)" ~', text):
        assert [key for key in VI.messages if key.startswith(prefix)], prefix


def test_static_files_name_no_other_origin() -> None:
    for path in (ROOT / "static").rglob("*"):
        if "vendor" in path.parts:
            continue
        if path.suffix in (".css", ".js", ".svg"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|@import|url\(", text), path.name


@pytest.mark.parametrize(
    ("value", "unit", "denominator", "vi", "en"),
    [
        ("43.5", "percent", None, "43,5%", "43.5%"),
        ("12697000000000", "VND", None, "12.697 tỷ đồng", "12,697 billion VND"),
        ("150000000000", "USD", None, "150 tỷ USD", "150 billion USD"),
        ("57", "count:địa phương", "63", "57/63 địa phương", "57/63 địa phương"),
        ("1400000000", "count:lượt", None, "1,4 tỷ lượt", "1.4 billion lượt"),
        ("269247289", "count:bản ghi", None, "269.247.289 bản ghi", "269,247,289 bản ghi"),
        ("71", "rank", "193", "hạng 71/193", "rank 71/193"),
        ("0.5", "points", None, "0,5 điểm", "0.5 points"),
        ("-3", "percent", None, "-3%", "-3%"),
        ("7", "parsec", None, "7 parsec", "7 parsec"),
        ("1E+3", None, None, "1.000", "1,000"),
    ],
)
def test_values_are_written_as_the_language_writes_them(
    value: str, unit: str | None, denominator: str | None, vi: str, en: str
) -> None:
    below = Decimal(denominator) if denominator else None
    assert VI.value(Decimal(value), unit, below) == vi
    assert EN.value(Decimal(value), unit, below) == en


@pytest.mark.parametrize(
    ("notation", "vi", "en"),
    [
        ("2024", "năm 2024", "2024"),
        ("2024-05", "tháng 5/2024", "May 2024"),
        ("2024-05-20", "20/5/2024", "20 May 2024"),
        ("2024-Q2", "quý II/2024", "quarter II of 2024"),
        ("2024/2025", "2024–2025", "2024–2025"),
        ("2024-13", "2024-13", "2024-13"),
        ("soon", "soon", "soon"),
        ("a-b", "a-b", "a-b"),
    ],
)
def test_periods_are_written_out_and_strange_ones_left(notation: str, vi: str, en: str) -> None:
    def written(words: Catalogue) -> str:
        return words.period(notation)

    if notation == "soon":
        assert "soon" in written(VI)
        return
    assert (written(VI), written(EN)) == (vi, en)


def test_a_label_falls_back_to_vietnamese_and_says_its_language() -> None:
    label = Label((("vi", "Bộ Công an"),))
    assert (label.text("en"), label.lang("en")) == ("Bộ Công an", "vi")
    both = Label((("en", "Ministry of Public Security"), ("vi", "Bộ Công an")))
    assert both.text("en") == "Ministry of Public Security"


@pytest.mark.parametrize("wanted", [None, "", "fr", "EN", "../vi"])
def test_an_unknown_language_is_vietnamese(wanted: str | None) -> None:
    assert language(wanted) == "vi"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("II.3 3. Dữ liệu", "II.3 Dữ liệu"),
        ("II.2 II. TỒN TẠI", "II.2 TỒN TẠI"),
        ("I.2.a a) Thể chế số", "I.2.a Thể chế số"),
        ("I.2.a", "I.2.a"),
        ("Lời mở đầu", "Lời mở đầu"),
        (None, None),
    ],
)
def test_a_section_says_its_number_once(printed: str | None, shown: str | None) -> None:
    assert _section(printed) == shown
