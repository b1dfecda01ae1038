"""The bundled digests and sample documents: their form, their own wording, their completeness, their gold."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
DIGESTS = ROOT / "extraction" / "digests"
SAMPLES = ROOT / "tests" / "samples"
GOLD = ROOT / "tests" / "gold"
YEAR, MAY = DIGESTS / "chuyen-doi-so-2024.txt", DIGESTS / "chuyen-doi-so-2024-05.txt"
RUN = 11  # words: a longer run shared with a ministry report is copying, unless it is a name

TEXT_SUFFIXES = frozenset(
    ".py .md .txt .json .jsonl .ttl .trig .rq .tsv .csv .html .js .css .toml .yaml .yml .cfg .sh".split()
)
NOT_OURS = frozenset({"__pycache__", "vendor", "node_modules", "dist", "build", "artifacts"})
LARGEST = 1_500_000  # bytes

needs_seeds = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the two ministry reports are not part of this repository"
)
needs_their_gold = pytest.mark.skipif(
    not (SHARED / "eval" / "gold").is_dir(), reason="the annotations of the ministry reports are not here"
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def runs(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def folded(path: Path) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))).strip()


def documents() -> list[Path]:
    return [YEAR, MAY, *sorted(SAMPLES.glob("*.txt"))]


def gold_of(document: Path) -> Path:
    return (GOLD if document.parent == DIGESTS else SAMPLES) / f"{document.stem}.json"


def gold(document: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(gold_of(document).read_text(encoding="utf-8"))
    return loaded


each_document = pytest.mark.parametrize("document", documents(), ids=lambda path: path.stem)


# --- form -------------------------------------------------------------------------------------------


@each_document
def test_is_clean_utf8_text_in_nfc(document: Path) -> None:
    text = document.read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    odd = {c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}}
    assert not odd
    assert text.endswith("\n")
    assert not re.search(r" +$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("digest", "title", "period"),
    [
        (YEAR, "Báo cáo tóm tắt Chuyển đổi số quốc gia năm 2024", "năm 2024"),
        (MAY, "Báo cáo tóm tắt Chuyển đổi số quốc gia tháng 5 năm 2024", "tháng 5 năm 2024"),
    ],
)
def test_says_at_its_head_what_it_digests(digest: Path, title: str, period: str) -> None:
    head = digest.read_text(encoding="utf-8").split("\n\n", 2)
    assert head[0].splitlines() == ["BẢN TÓM LƯỢC", title]
    particulars = head[1].replace("\n", " ")
    for said in (
        "Cơ quan báo cáo: Bộ Thông tin và Truyền thông",
        f"Kỳ báo cáo: {period}",
        "bản tóm lược bằng lời văn riêng, soạn cho phần mềm khaithong",
        "không phải nguyên văn",
        "/BC-BTTTT",
        "để trống",
    ):
        assert said in particulars


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_sample_says_at_its_head_that_it_is_invented(sample: Path) -> None:
    assert sample.read_text(encoding="utf-8").startswith("Văn bản giả định dùng để kiểm thử")


def test_digests_differ_in_layout_one_wrapped_one_a_paragraph_a_line() -> None:
    assert max(map(len, MAY.read_text(encoding="utf-8").splitlines())) <= 90
    assert max(map(len, YEAR.read_text(encoding="utf-8").splitlines())) > 500


@pytest.mark.parametrize(("digest", "mark"), [(YEAR, "[¹²³⁴⁵⁶⁷⁸⁹]"), (MAY, r"\[\d+\]")])
def test_every_footnote_mark_has_its_note(digest: Path, mark: str) -> None:
    text = digest.read_text(encoding="utf-8")
    notes = re.findall(rf"^({mark}) ", text, re.MULTILINE)
    marks = re.findall(rf"(?<=\w)({mark})", text)
    assert marks == notes
    assert len(notes) == len(set(notes)) >= 2


# --- own wording ------------------------------------------------------------------------------------


@cache
def seed_runs() -> frozenset[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    return frozenset().union(*map(runs, texts))


@cache
def allowed_runs() -> frozenset[str]:
    lines = (Path(__file__).parent / "allowed_titles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset().union(*(runs(line) for line in lines if not line.startswith("#")))


def copied(text: str) -> list[str]:
    return sorted((runs(text) & seed_runs()) - allowed_runs())


def copied_in(path: Path) -> list[str]:
    """What a file copies. Tables and lists are read cell by cell: neighbouring names make no sentence."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in {".tsv", ".csv"} or path.name == "allowed_titles.txt":
        return sorted({run for cell in re.split(r"[\t\n|;]", text) for run in copied(cell)})
    return copied(text)


def text_files(folder: Path = ROOT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or (path.name.startswith(".") and path.name != ".ci"):
            continue
        if path.is_dir():
            yield from text_files(path)
        elif path.suffix in TEXT_SUFFIXES and path.stat().st_size < LARGEST:
            yield path


@needs_seeds
def test_the_check_sees_a_copied_sentence() -> None:
    for seed in (SHARED / "seeds").glob("*.txt"):
        assert len(copied(seed.read_text(encoding="utf-8"))) > 500


@needs_seeds
@pytest.mark.parametrize("digest", [YEAR, MAY], ids=lambda path: path.stem)
def test_digest_copies_nothing_but_names(digest: Path) -> None:
    assert copied(digest.read_text(encoding="utf-8")) == []


@needs_seeds
def test_no_text_of_this_tree_copies_the_reports() -> None:
    found = {str(path.relative_to(ROOT)): hits for path in text_files() if (hits := copied_in(path))}
    assert found == {}


# --- completeness -----------------------------------------------------------------------------------

SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
PRINTED = re.compile(r"(?<![\d,.])(\d{1,3}(?:\.\d{3})++|\d++)(,\d++)?+(?:[ ](nghìn|triệu|tỷ)\b)?+")


def printed_values(text: str) -> set[Decimal]:
    """Every number a text prints, both as the digits stand and multiplied by the word behind them."""
    values: set[Decimal] = set()
    for whole, fraction, scale in PRINTED.findall(text):
        value = Decimal(whole.replace(".", "") + fraction.replace(",", "."))
        values |= {value, value * SCALES.get(scale, 1)}
    return values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("đạt 45%", "45"),
        ("03 nghị định", "3"),
        ("12.697 tỷ đồng", "12697000000000"),
        ("hơn 1,3 tỷ lượt", "1300000000"),
        ("256/1.077 điểm", "1077"),
        ("269.247.289 triệu", "269247289"),
        ("gần 46 nghìn hộ", "46000"),
    ],
)
def test_printed_numbers_are_understood(text: str, value: str) -> None:
    assert Decimal(value) in printed_values(text)


def stated_numbers(observation: dict[str, Any]) -> Iterator[Decimal]:
    change = observation.get("change") or {}
    for number in (observation.get("value"), observation.get("denominator"), change.get("value")):
        if number is not None:
            yield Decimal(str(number))


@needs_their_gold
@pytest.mark.parametrize(("theirs", "digest"), [("2024-year", YEAR), ("2024-05", MAY)])
def test_digest_carries_every_figure_of_its_report(theirs: str, digest: Path) -> None:
    annotated = json.loads((SHARED / "eval" / "gold" / f"{theirs}.json").read_text(encoding="utf-8"))
    printed = printed_values(folded(digest))
    missing = {
        observation["id"]: str(number)
        for observation in annotated["observations"]
        for number in stated_numbers(observation)
        if number not in printed
    }
    assert missing == {}


@needs_their_gold
@pytest.mark.parametrize(("theirs", "digest"), [("2024-year", YEAR), ("2024-05", MAY)])
def test_digest_names_every_numbered_instrument_of_its_report(theirs: str, digest: Path) -> None:
    annotated = json.loads((SHARED / "eval" / "gold" / f"{theirs}.json").read_text(encoding="utf-8"))
    text = folded(digest)
    assert [d["id"] for d in annotated["documents"] if d["id"] and d["id"] not in text] == []


@pytest.mark.parametrize(
    ("digest", "misprint"),
    [
        (YEAR, "ngày 31/11/2024"),
        (YEAR, "tăng 12,3%"),
        (YEAR, "04/TTr-BKH-CN-BTTTT, đề ngày 02/01/2024"),
        (YEAR, "tăng 27% so với mức 65%"),
        (MAY, "269.247.289 triệu thông tin"),
        (MAY, "đạt 28,35%"),
        (MAY, "23,7% số điểm lõm sóng"),
        (MAY, "81,2%"),
    ],
)
def test_what_a_report_gets_wrong_stays_as_printed(digest: Path, misprint: str) -> None:
    assert misprint in folded(digest)


# --- gold -------------------------------------------------------------------------------------------

KINDS = ("documents", "organizations", "databases", "platforms", "observations", "bottlenecks")


@each_document
def test_every_gold_quote_stands_in_its_document(document: Path) -> None:
    text = folded(document)
    facts = gold(document)
    lost = [
        fact["quote"]
        for kind in (*KINDS, "links", "relations", "tasks")
        for fact in facts[kind]
        if not fact["quote"] or re.sub(r"\s+", " ", fact["quote"]) not in text
    ]
    assert lost == []


@each_document
def test_gold_values_stand_in_their_quotes(document: Path) -> None:
    lost = {
        observation["id"]: str(number)
        for observation in gold(document)["observations"]
        for number in stated_numbers(observation)
        if "value_text" not in observation and number not in printed_values(observation["quote"])
    }
    assert lost == {}


@each_document
def test_gold_links_point_to_gold_facts(document: Path) -> None:
    facts = gold(document)
    assert facts["doc"] == document.stem
    bottlenecks = {b["id"] for b in facts["bottlenecks"]}
    indicator_of = {o["id"]: o["indicator"] for o in facts["observations"]}
    instruments = {n for d in facts["documents"] for n in (d["id"], d["name"], *d.get("aliases", ())) if n}
    bodies = {n for o in facts["organizations"] for n in (o["name"], *o["aliases"])}
    for link in facts["links"]:
        assert link["bottleneck"] in bottlenecks
        if link["type"] == "resolves":
            assert link["document"] in instruments
        else:
            assert indicator_of[link["observation"]] == link["indicator"]
    for relation in facts["relations"]:
        assert relation["subject"] in instruments
        assert relation["object"] in (bodies if relation["predicate"] == "issued_by" else instruments)
    for task in facts["tasks"]:
        assert set(task["assigned_to"]) <= bodies
        assert set(task.get("mandated_by", ())) <= instruments


@each_document
def test_gold_names_no_fact_twice(document: Path) -> None:
    facts = gold(document)
    for kind in ("organizations", "databases", "platforms"):
        names = [fact["name"] for fact in facts[kind]]
        assert len(names) == len(set(names)), kind
    for kind in ("observations", "bottlenecks"):
        ids = [fact["id"] for fact in facts[kind]]
        assert len(ids) == len(set(ids)), kind
