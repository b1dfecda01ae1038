"""Files as people have them, given to the commands: archives of reports, and what is refused."""

import json

import pytest

from graph.reader import Reader
from tests.api.test_cli import run
from tests.extraction.reader_files import PROSE, zipped

ONE = f"{PROSE} Chính phủ đã ban hành Nghị định số 13/2023/NĐ-CP.\n".encode()
TWO = f"{PROSE} Thủ tướng Chính phủ đã ban hành Quyết định số 5/2024/QĐ-TTg.\n".encode()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("KHAITHONG_STORE", raising=False)
    monkeypatch.chdir(tmp_path)


def names(store):
    with Reader.open(store) as reader:
        rows = reader.select("SELECT ?n { ?r a kt:Report ; dcterms:source ?n } ORDER BY ?n")
        return [row["n"].value for row in rows]


def test_every_report_of_an_archive_is_read(tmp_path):
    (tmp_path / "năm.zip").write_bytes(zipped({"a.txt": ONE, "tỉnh/b.md": TWO, "__MACOSX/._a.txt": b"\0"}))
    result = run("build", "năm.zip", "--store", "s")
    assert "Version 1 is published" in result.stderr
    assert names(tmp_path / "s") == ["năm.zip/a.txt", "năm.zip/tỉnh/b.md"]
    records = [json.loads(line) for line in run("read", "năm.zip", "--json").stdout.splitlines()]
    numbers = {record.get("number"): record["report"] for record in records if record["kind"] == "instrument"}
    assert numbers == {"13/2023/NĐ-CP": "năm.zip/a.txt", "5/2024/QĐ-TTg": "năm.zip/tỉnh/b.md"}
    assert any(record.get("rule") == "members-left-out" for record in records)
    assert "13/2023/NĐ-CP" in run("read", "năm.zip").stdout


@pytest.mark.parametrize(
    ("name", "data", "en", "vi"),
    [
        ("a.zip", zipped({"a.txt": TWO, "b.txt": b"\0\1\2"}), "a.zip/b.txt: this looks like", "tệp nhị phân"),
        ("b.zip", zipped({"a.txt": b" " * (30 << 20)}), "above the limit of 200", "vượt giới hạn 200"),
        ("c.txt", b"", "holds no text", "không có chữ nào"),
        ("d.txt", (PROSE * 60_000).encode(), "more than 3000000 characters", "dài hơn 3000000 ký tự"),
        ("e\x1b[2J.txt", b"", "e\ufffd[2J.txt: the file", "e\ufffd[2J.txt: tệp"),
    ],
    ids=["a bad member", "a bomb", "an empty file", "too long a text", "a hostile name"],
)  # fmt: skip
def test_what_is_refused_leaves_the_store_as_it_was(tmp_path, name, data, en, vi):
    (tmp_path / "one.txt").write_bytes(ONE)
    (tmp_path / name).write_bytes(data)
    run("build", "one.txt", "--store", "s")
    before = sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "s").rglob("*"))
    for command in (("read", name), ("build", "one.txt", name, "--store", "s")):
        message = run(*command, code=2).stderr
        assert en in message
        assert vi in message
        assert message.count("khaithong:") == 1
    assert sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "s").rglob("*")) == before


def test_a_refused_file_makes_no_store(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert "a.pdf" in run("build", "a.pdf", "--store", "s", code=2).stderr
    assert not (tmp_path / "s").exists()
