"""The command line in one process: what each command prints, and its exit code."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.reader import Reader
from graph.store import Writer
from tests.graph.fixtures import YEAR_TEXT, readings, sample_store
from tests.graph.test_store import content

COMMANDS = ("build", "read", "query", "serve", "check", "export")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    return sample_store(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def store(tmp_path, built) -> Path:
    return Path(shutil.copytree(built, tmp_path / "store"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.delenv("KHAITHONG_STORE", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def _sample_reader(monkeypatch):
    """Whatever file is read says what the first sample report says."""
    monkeypatch.setattr("graph.build.read_file", lambda path: readings()[:1])


def run(*arguments, code=0, stdin=None):
    result = CliRunner().invoke(app, [str(item) for item in arguments], input=stdin)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    assert re.search(rf"Example: khaithong\s+{command}", run(command, "--help").stdout)


def test_the_help_names_every_command_and_the_exit_codes():
    text = run("--help").stdout
    assert all(re.search(rf"^  {command} ", text, re.MULTILINE) for command in COMMANDS)
    assert "Exit codes: 0 good, 1 something is wrong with the data, 2 could not run" in text


def test_the_version_is_printed():
    assert run("--version").stdout.startswith("khaithong ")


class TestBuild:
    @pytest.mark.usefixtures("_sample_reader")
    def test_a_store_and_a_file_come_out(self, tmp_path):
        result = run("build", "a.txt", "--store", "s", "--out", "g.nq")
        assert "Version 1 is published in s." in result.stderr
        assert "Kết quả chuyển đổi số năm 2024" in result.stderr
        with Reader.open(tmp_path / "s") as stored, Reader.open(tmp_path / "g.nq") as exported:
            assert set(stored.store) == set(exported.store)

    @pytest.mark.usefixtures("_sample_reader")
    def test_quiet_says_nothing(self):
        assert run("build", "a.txt", "--store", "s", "--quiet").output == ""

    @pytest.mark.usefixtures("_sample_reader")
    @pytest.mark.parametrize("ending", ["trig", "ttl", "nt"])
    def test_a_file_needs_no_store(self, tmp_path, ending):
        run("build", "a.txt", "--out", f"g.{ending}", "--base", "https://example.org/")
        assert [path.name for path in tmp_path.iterdir()] == [f"g.{ending}"]
        assert "https://example.org/bottleneck/" in (tmp_path / f"g.{ending}").read_text(encoding="utf-8")

    def test_a_wrong_ending_is_told_before_any_work(self, tmp_path):
        assert "no ending of a format" in run("build", "a.txt", "--out", "g.doc", code=2).stderr
        assert list(tmp_path.iterdir()) == []

    def test_no_files_is_told(self):
        assert "no files given" in run("build", code=2).stderr

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("empty.txt", b"", "empty"),
            ("blank.txt", b" \n\n \t\n", ""),
            ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ""),
            ("latin.txt", "Nghị định".encode("utf-16"), ""),
            ("missing.txt", None, "missing.txt"),
        ],
    )
    def test_a_file_that_is_no_report_is_named_and_nothing_is_built(self, store, tmp_path, name, data, said):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        before = content(store)
        message = run("build", name, "--store", store, code=2).stderr
        assert message.startswith("khaithong: ")
        assert name in message
        assert said in message
        assert content(store) == before

    def test_one_bad_file_among_good_ones_builds_nothing(self, store, tmp_path):
        (tmp_path / "good.txt").write_text(YEAR_TEXT, encoding="utf-8")
        (tmp_path / "bad.txt").write_bytes(b"")
        before = content(store)
        assert "bad.txt" in run("build", "good.txt", "bad.txt", "--store", store, code=2).stderr
        assert content(store) == before

    def test_a_directory_is_named(self, tmp_path):
        (tmp_path / "folder").mkdir()
        assert "folder" in run("build", "folder", "--store", "s", code=2).stderr

    @pytest.mark.usefixtures("_sample_reader")
    def test_a_locked_store_is_told(self, store):
        with Writer(store):
            assert "another khaithong is writing" in run("build", "a.txt", "--store", store, code=2).stderr

    @pytest.mark.usefixtures("_sample_reader")
    def test_a_foreign_directory_is_left_alone(self, tmp_path):
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "letter.doc").write_text("x")
        assert "letter.doc" in run("build", "a.txt", "--store", "mine", code=2).stderr
        assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.doc"]

    @pytest.mark.usefixtures("_sample_reader")
    def test_a_newer_store_is_left_alone(self, store):
        (store / "khaithong.json").write_text('{"store": "khaithong", "format": 7}')
        assert "Install the newer khaithong" in run("build", "a.txt", "--store", store, code=2).stderr

    def test_a_base_that_is_no_iri_is_told(self):
        message = run("build", "a.txt", "--base", "nonsense", "--store", "s", code=2).stderr
        assert message.startswith("khaithong: --base: a base is an absolute http(s) IRI")


class TestRead:
    @pytest.mark.usefixtures("_sample_reader")
    def test_json_has_one_object_a_line(self):
        lines = run("read", "a.txt", "--json").stdout.splitlines()
        records = [json.loads(line) for line in lines]
        assert {"instrument", "organization", "observation", "bottleneck", "claim", "status", "task"} <= {
            record["kind"] for record in records
        }
        assert all({"kind", "iri", "start", "end", "text"} <= set(record) for record in records)

    @pytest.mark.usefixtures("_sample_reader")
    def test_without_json_it_is_for_people(self):
        text = run("read", "a.txt").stdout
        assert "Kết quả chuyển đổi số năm 2024" in text
        assert "bottleneck" in text

    def test_a_file_that_is_not_there_is_told(self):
        assert "nowhere.txt" in run("read", "nowhere.txt", code=2).stderr


class TestQuery:
    COUNT = "SELECT (COUNT(*) AS ?n) { ?b a kt:Bottleneck }"

    def test_csv(self, store):
        text = run("query", self.COUNT, "--store", store, "--format", "csv").stdout
        assert list(csv.reader(io.StringIO(text))) == [["n"], ["7"]]

    def test_json(self, store):
        answer = json.loads(run("query", self.COUNT, "--store", store, "--format", "json").stdout)
        assert answer["results"]["bindings"][0]["n"]["value"] == "7"

    def test_a_table_is_the_default_and_shortens_iris(self, store):
        text = run(
            "query", "SELECT ?s { ?x adms:status ?s ; a kt:Bottleneck } LIMIT 1", "--store", store
        ).stdout
        assert "kt:bottleneck-" in text

    def test_a_graph_is_shown_as_turtle(self, store):
        text = run("query", "--name", "evidence-graph", "--store", store).stdout
        assert "@prefix kt:" in text
        assert "kt:resolvedBy" in text

    def test_ask_says_yes_or_no(self, store):
        assert run("query", "ASK { ?x a kt:Report }", "--store", store).stdout == "yes\n"
        assert run("query", "ASK { ?x a kt:Nothing }", "--store", store).stdout == "no\n"

    def test_from_a_file_and_from_standard_input(self, store, tmp_path):
        (tmp_path / "q.rq").write_text(self.COUNT)
        from_file = run("query", "--file", "q.rq", "--store", store, "--format", "tsv").stdout
        assert from_file == run("query", "-", "--store", store, "--format", "tsv", stdin=self.COUNT).stdout

    def test_rdf_files_can_be_asked_too(self, store, tmp_path):
        run("export", "g.trig", "--store", store)
        assert run("query", self.COUNT, "--store", "g.trig", "--format", "csv").stdout.split() == ["n", "7"]

    def test_the_examples_are_listed(self):
        assert "bottlenecks-and-remedies" in run("query", "--list").stdout

    def test_a_query_that_takes_too_long_is_ended(self, store):
        hostile = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?f)) }"
        result = run("query", hostile, "--store", store, "--timeout", "1", code=2)
        assert "stopped after 1 seconds" in result.stderr
        assert result.stdout == ""

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["SELECT * {\n ?s ?p"], "line 2, column"),
            (["SELECT * { ?s zz:p ?o }"], "prefix zz: is not declared"),
            ([], "give one query"),
            (["ASK {}", "--name", "findings"], "give one query"),
            (["--name", "nonsense"], "no example 'nonsense'"),
            (["--file", "nowhere.rq"], "nowhere.rq"),
            (["ASK {}", "--format", "doc"], "not a format"),
            (["SELECT * { ?s ?p ?o }", "--format", "ttl"], "gives a table"),
            (["ASK {}", "--timeout", "0"], "timeout"),
        ],
    )
    def test_what_cannot_be_asked_is_told(self, store, arguments, said):
        assert said in run("query", *arguments, "--store", store, code=2).stderr

    def test_a_store_that_is_not_there_is_told(self):
        assert "there is no store at nowhere" in run("query", "ASK {}", "--store", "nowhere", code=2).stderr


class TestCheck:
    def test_a_good_store(self, store):
        assert "0 rule(s) broken" in run("check", "--store", store).stderr

    def test_a_broken_file_is_exit_code_one(self, store, tmp_path):
        run("export", "g.nq", "--store", store)
        lines = (tmp_path / "g.nq").read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / "g.nq").write_text(
            "".join(line for line in lines if "#sha256>" not in line), encoding="utf-8"
        )
        result = run("check", "g.nq", code=1)
        assert "SHA-256" in result.stdout
        assert "2 rule(s) broken" in result.stderr

    def test_what_is_no_graph_could_not_be_checked(self, tmp_path):
        (tmp_path / "x.ttl").write_text("<a>")
        assert "is not Turtle" in run("check", "x.ttl", code=2).stderr


class TestExport:
    @pytest.mark.parametrize(
        "name", ["g.nq", "g.trig", "g.ttl", "g.nt", "g.rdf", "g.jsonld", "g.graphml", "g.html"]
    )
    def test_every_format_is_written(self, store, tmp_path, name):
        run("export", name, "--store", store)
        assert (tmp_path / name).stat().st_size > 1000

    def test_a_format_may_be_named(self, store, tmp_path):
        run("export", "graph.txt", "--format", "ttl", "--store", store, "--quiet")
        assert "@prefix kt:" in (tmp_path / "graph.txt").read_text(encoding="utf-8")

    def test_what_cannot_be_written_is_told(self, store):
        assert "not a format" in run("export", "g.nq", "--format", "doc", "--store", store, code=2).stderr
        assert "no directory" in run("export", "no/g.nq", "--store", store, code=2).stderr


class TestServe:
    def test_a_store_that_is_not_there_is_told_at_once(self):
        assert "there is no store" in run("serve", "--store", "nowhere", code=2).stderr

    def test_a_port_in_use_is_told(self, store):
        import socket  # noqa: PLC0415

        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            message = run("serve", "--store", store, "--port", port, code=2).stderr
        assert f"cannot listen on 127.0.0.1 port {port}" in message

    def test_a_port_out_of_range_is_told(self, store):
        assert "65535" in run("serve", "--store", store, "--port", "70000", code=2).stderr


def test_an_error_that_nobody_expected_is_one_message_without_a_traceback(store, monkeypatch):
    def broken(*_):
        raise LookupError("a slip")

    monkeypatch.setattr("graph.reader.Reader.open", broken)
    message = run("check", "--store", store, code=2).stderr
    assert "LookupError: a slip" in message
    assert "--debug" in message
    assert message.count("\n") == 1


def test_debug_shows_the_details(store, monkeypatch):
    def broken(*_):
        raise LookupError("a slip")

    monkeypatch.setattr("graph.reader.Reader.open", broken)
    result = CliRunner().invoke(app, ["--debug", "check", "--store", str(store)])
    assert result.exit_code == 2
    assert "Traceback" in result.output


def test_the_store_may_be_given_by_the_environment(store, monkeypatch):
    monkeypatch.setenv("KHAITHONG_STORE", str(store))
    assert run("query", "ASK { ?x a kt:Report }").stdout == "yes\n"
