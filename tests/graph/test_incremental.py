"""Beyond a number of reports a new one is compared with the nearest only, and the rest stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.facts import Period
from graph import build
from graph.build import publish, read_all
from graph.check import validate_store
from graph.graphs import named_quads
from graph.iris import Iris
from graph.neighbours import nearest
from graph.reader import Reader
from tests.graph.fixtures import readings, sample_run

TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN

BÁO CÁO
Kết quả cấp nước năm {year}

I. KẾT QUẢ

Tỷ lệ hộ dân có nước sạch đạt {share}%. Số trạm cấp nước nông thôn đang vận hành là {count} trạm.

II. TỒN TẠI, HẠN CHẾ

Nhiều trạm cấp nước nông thôn xuống cấp, chưa được sửa chữa kịp thời.
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Reports of one province over five years."""
    out = []
    for year in range(2020, 2025):
        path = tmp_path / f"bao-cao-{year}.txt"
        path.write_text(TEXT.format(year=year, share=80 + year % 10, count=300 - year % 10), encoding="utf-8")
        out.append(path)
    return out


def inferred(directory: Path) -> set[tuple[str, str, str]]:
    with Reader.open(directory) as reader:
        graph = Iris().graph("inferred")
        return {
            (str(q.subject), str(q.predicate), str(q.object))
            for q in reader.store.quads_for_pattern(None, None, None, graph)
            if "endedAtTime" not in str(q.predicate)
        }


def test_what_was_inferred_stays_and_what_rests_on_the_new_report_comes(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    publish(read_all(files[:4]), store, run=sample_run())
    before = inferred(store)
    assert before
    monkeypatch.setattr(build, "MOST", 2)
    publish(read_all(files[4:]), store, run=sample_run())
    after = inferred(store)
    assert before < after
    with Reader.open(store) as reader:
        assert validate_store(reader.store) == []
        about = reader.about
        assert about["quads"] == sum(1 for _ in named_quads(reader.store))
        assert about["triples"] == len(reader.store) - about["quads"]


def test_a_replaced_report_makes_all_inferences_anew(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    publish(read_all(files), store, run=sample_run())
    before = inferred(store)
    monkeypatch.setattr(build, "MOST", 2)
    publish(read_all(files[2:3]), store, run=sample_run())
    assert inferred(store) == before


def test_the_nearest_are_of_the_same_body_and_time(tmp_path: Path, files: list[Path]) -> None:
    store = tmp_path / "store"
    others = readings()
    publish([*read_all(files[:4]), *others], store, run=sample_run())
    (new,) = read_all(files[4:])
    assert new.facts.as_of == Period("2024")
    with Reader.open(store) as reader:
        entries = reader.about["reports"]
        found = nearest(reader.store, sample_run(), entries, [new], 3)
    names = {entry["sha256"]: entry["name"] for entry in entries}
    assert [names[each] for each in found] == [f"bao-cao-{year}.txt" for year in (2023, 2022, 2021)]
