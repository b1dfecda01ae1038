"""Reviews, history and withdrawal from the command line: words, exit codes; bad input changes nothing."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.reader import Reader
from graph.store import Writer
from tests.api.test_cli import run
from tests.graph.fixtures import readings, sample_store
from tests.graph.test_store import content

MAY = "bao-cao-thang-5.txt"
ONLINE = "Tỷ lệ hồ sơ trực tuyến toàn trình"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    return sample_store(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def store(tmp_path, built) -> Path:
    return Path(shutil.copytree(built, tmp_path / "store"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("KHAITHONG_STORE", raising=False)
    monkeypatch.delenv("KHAITHONG_REVIEWER", raising=False)
    monkeypatch.chdir(tmp_path)


def one(store, *arguments):
    (line,) = run("review", "list", "--json", "--store", store, *arguments).stdout.splitlines()
    return json.loads(line)


@pytest.mark.parametrize(
    "command",
    [
        "log",
        "diff",
        "withdraw",
        *(f"review {name}" for name in "list accept reject undo export import".split()),
    ],
)
def test_every_command_has_help_with_an_example(command):
    words = r"\s+".join(command.split())
    assert re.search(rf"Example: khaithong\s+{words}", run(*command.split(), "--help").stdout)


class TestReview:
    def test_the_list_shows_what_a_reviewer_needs(self, store):
        result = run("review", "list", "--store", store)
        assert f"→ {ONLINE}" in result.stdout
        assert "“Người dân vùng sâu ít tự nộp hồ sơ trên mạng”" in result.stdout
        assert "bao-cao-2024.txt" in result.stdout
        assert "1 claim(s): open" in result.stderr

    def test_as_json_each_claim_is_one_line(self, store):
        found = one(store)
        assert found["status"] == "open"
        assert found["kind"] == "measure"
        assert found["object_label"] == ONLINE
        assert found["rationale"]["vi"]
        assert found["reports"] == ["bao-cao-2024.txt"]
        assert found["decisions"] == []

    @pytest.mark.parametrize(
        ("arguments", "count"),
        [
            (["--kind", "measure"], 1),
            (["--kind", "successor"], 0),
            (["--min-confidence", "0.99"], 0),
            (["--report", "bao-cao-2024.txt"], 1),
            (["--report", MAY], 0),
            (["--status", "accepted", "--status", "rejected"], 0),
            (["--status", "gone"], 0),
        ],
    )
    def test_filters(self, store, arguments, count):
        assert len(run("review", "list", "--json", "--store", store, *arguments).stdout.splitlines()) == count

    def test_from_open_to_accepted_to_undone_to_rejected(self, store):
        name = one(store)["id"]
        said = run("review", "accept", name, "--reviewer", "An", "--store", store).stderr
        assert f"accepted {name}" in said
        assert "Version 2 is published in" in said
        assert one(store, "--status", "accepted")["decisions"][0]["reviewer"] == "An"
        run("review", "undo", name, "--reviewer", "An", "--store", store)
        run("review", "reject", name, "--reviewer", "An", "--reason", "Đo việc khác.", "--store", store)
        assert run("review", "list", "--store", store).stdout == ""
        shown = run("review", "list", "--status", "rejected", "--store", store).stdout
        assert [line.split(" by ")[0].strip() for line in shown.splitlines() if " by An" in line] == [
            "accepted", "undone", "rejected",
        ]  # fmt: skip
        assert shown.rstrip().endswith(": Đo việc khác.")
        run("check", "--store", store)

    def test_the_reviewer_may_come_from_the_environment(self, store, monkeypatch):
        monkeypatch.setenv("KHAITHONG_REVIEWER", "Lê Văn C")
        run("review", "accept", one(store)["claim"], "--store", store, "--quiet")
        assert one(store, "--status", "accepted")["decisions"][0]["reviewer"] == "Lê Văn C"

    def test_what_is_gone_is_said_to_be_no_longer_extracted(self, store):
        run("review", "accept", one(store)["id"], "--reviewer", "An", "--store", store)
        run("withdraw", "bao-cao-2024.txt", "--store", store)
        sha = readings()[0].sha256
        for named in ([], ["--report", sha], ["--report", sha[:8]]):
            shown = run("review", "list", "--status", "gone", "--store", store, *named).stdout
            assert "no longer extracted" in shown
            assert ONLINE in shown

    def test_out_of_one_store_into_another(self, store, built, tmp_path):
        run("review", "accept", one(store)["id"], "--reviewer", "An", "--store", store)
        assert "1 decision(s) are in r.jsonl" in run("review", "export", "r.jsonl", "--store", store).stderr
        assert run("review", "export", "--store", store).stdout == Path("r.jsonl").read_text(encoding="utf-8")
        other = shutil.copytree(built, tmp_path / "other")
        assert "1 new decision(s), 0 known" in run("review", "import", "r.jsonl", "--store", other).stderr
        assert one(other, "--status", "accepted")["decisions"][0]["reviewer"] == "An"
        data = Path("r.jsonl").read_text(encoding="utf-8")
        assert (
            "0 new decision(s), 1 known" in run("review", "import", "-", "--store", other, stdin=data).stderr
        )

    @pytest.mark.parametrize(
        ("arguments", "english", "vietnamese"),
        [
            (["accept", "0123abcd", "--reviewer", "An"], "has no claim 0123abcd", "kho không có phát biểu"),
            (["accept", "01", "--reviewer", "An"], "too short", "quá ngắn"),
            (["accept", "ID"], "needs its reviewer", "cần tên người thẩm tra"),
            (["reject", "ID", "--reviewer", "An"], "needs its reason", "phải nêu lý do"),
            (["undo", "ID", "--reviewer", "An"], "to undo", "để rút lại"),
            (["import", "bad.jsonl"], "line 2 of bad.jsonl", "dòng 2 của bad.jsonl"),
            (["import", "nowhere.jsonl"], "nowhere.jsonl cannot be read", "không đọc được nowhere.jsonl"),
            (["list", "--report", "nope"], "has no report nope", "kho không có báo cáo nope"),
            (["list", "--status", "maybe"], "'maybe' is none of open", ""),
            (["list", "--min-confidence", "2"], "", ""),
            (["accept", "ID", "--reviewer", "An", "--lang", "fr"], "'fr' is none of", ""),
        ],
    )
    def test_what_cannot_be_done_is_told_and_changes_nothing(self, store, arguments, english, vietnamese):
        Path("bad.jsonl").write_text("\n{}\n")
        name = one(store)["id"]
        before = content(store)
        words = [name if word == "ID" else word for word in arguments]
        message = run("review", *words, "--store", store, code=2).stderr
        assert english in message
        assert vietnamese in message
        assert content(store) == before

    @pytest.mark.parametrize("command", ["list", "export", "accept", "import"])
    def test_without_a_store_or_with_a_newer_one(self, store, command):
        Path("empty.jsonl").write_text("")
        more = {"accept": ["0123abcd", "--reviewer", "An"], "import": ["empty.jsonl"]}.get(command, [])
        assert "there is no store" in run("review", command, *more, "--store", "nowhere", code=2).stderr
        (store / "khaithong.json").write_text('{"store": "khaithong", "format": 7}')
        assert "newer khaithong" in run("review", command, *more, "--store", store, code=2).stderr


def test_a_second_writer_is_told_and_ends_with_two(store):
    name = one(store)["id"]
    before = content(store)
    with Writer(store):
        held = content(store)
        for arguments in (["review", "accept", name, "--reviewer", "An"], ["withdraw", MAY]):
            done = subprocess.run(
                [sys.executable, "-m", "api.cli", *arguments, "--store", str(store)],
                env={"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
                capture_output=True,
                text=True,
                timeout=110,
                check=False,
            )
            assert done.returncode == 2
            assert "another khaithong is writing to the store" in done.stderr
            assert "Traceback" not in done.stderr
        assert content(store).keys() == held.keys()
    assert content(store) == before


class TestWithdraw:
    def test_a_report_goes(self, store):
        said = run("withdraw", MAY, "--store", store).stderr
        assert re.search(r"bao-cao-thang-5\.txt: Tình hình .* \(−\d+ statements\)", said)
        with Reader.open(store) as reader:
            assert not reader.ask(f'ASK {{ ?r dcterms:source "{MAY}" }}')

    def test_an_unknown_one_is_told_with_those_there_are(self, store):
        before = content(store)
        message = run("withdraw", "nope.txt", "--store", store, code=2).stderr
        assert MAY in message
        assert content(store) == before


@pytest.fixture(scope="module")
def changed(built, tmp_path_factory):
    """A store that was built, reviewed, and from which a report was withdrawn."""
    store = Path(shutil.copytree(built, tmp_path_factory.mktemp("changed") / "store"))
    run("review", "accept", one(store)["id"], "--reviewer", "An", "--store", store)
    run("withdraw", MAY, "--store", store)
    return store


class TestLogAndDiff:
    def test_the_log_tells_of_each_version(self, changed):
        text = run("log", "--store", changed).stdout
        blocks = [block for block in text.split("\n\n") if block.strip()]
        assert [block.split()[1] for block in blocks] == ["3", "2", "1"]
        assert f"− withdrawn {MAY}" in blocks[0]
        assert "accepted" in blocks[1]
        assert "by An" in blocks[1]
        assert "+ added bao-cao-2024.txt" in blocks[2]

    def test_the_log_as_json(self, changed):
        entries = [json.loads(line) for line in run("log", "--json", "--store", changed).stdout.splitlines()]
        assert [entry["command"] for entry in entries] == ["withdraw", "review", "build"]
        assert entries[0]["reports"][0]["what"] == "withdrawn"
        assert entries[1]["reviews"][0]["reviewer"] == "An"

    def test_the_difference_in_things(self, changed):
        text = run("diff", "2", "3", "--store", changed).stdout
        assert "− Dữ liệu chia cắt giữa các ngành" in text
        assert re.search(r"^bottleneck  \+0 −1 ~0$", text, re.MULTILINE)

    def test_the_difference_as_json(self, changed):
        found = json.loads(run("diff", "1", "2", "--json", "--store", changed).stdout)
        assert (found["before"], found["after"]) == (1, 2)
        assert {thing["kind"] for thing in found["things"]} == {"claim", "review"}

    def test_the_difference_as_statements(self, changed):
        lines = run("diff", "2", "3", "--quads", "--store", changed).stdout.splitlines()
        assert lines
        assert all(line.startswith(("- <", "+ <")) and line.endswith(" .") for line in lines)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["1", "9"], "has no version 9"),
            (["0", "1"], "has no version 0"),
            (["1", "2", "--quads", "--json"], "not both"),
            (["one", "2"], "valid integer"),
        ],
    )
    def test_what_cannot_be_compared_is_told(self, changed, arguments, said):
        assert said in run("diff", *arguments, "--store", changed, code=2).stderr

    def test_without_a_store(self):
        for arguments in (["log"], ["diff", "1", "2"], ["withdraw", "x"]):
            assert "there is no store" in run(*arguments, "--store", "nowhere", code=2).stderr
