"""Assistance by a language model, against a real HTTP server on this machine: it only ever proposes."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.assist.client import Assistant, AssistError
from graph.assist.kept import read
from graph.reader import Reader

PROPOSED = (
    "SELECT ?why ?confidence ?basis { ?c a kt:Claim ; rdf:predicate kt:proposedMeasure ; kt:basis ?basis ; "
    'kt:confidence ?confidence ; kt:rationale ?why . FILTER(CONTAINS(?why, "mo-hinh-thu")) }'
)
MEASURED = "SELECT ?b ?i { ?b kt:measuredBy ?i }"


@dataclass
class Stub:
    """What the model answers, and what it was asked."""

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    raw: bytes | None = None
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@pytest.fixture
def stub() -> Iterator[Stub]:
    told = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append(body)
            told.keys.append(self.headers.get("Authorization"))
            kind = "labels" if "<groups>" in body["messages"][1]["content"] else "suggestions"
            words = json.dumps({kind: told.answers.get(kind, [])})
            content = told.raw or json.dumps({"choices": [{"message": {"content": words}}]}).encode()
            self.send_response(told.status)
            if told.status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(tmp_path: Path, digests_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("KHAITHONG_ASSISTANT", "KHAITHONG_ASSISTANT_MODEL", "KHAITHONG_STORE"):
        monkeypatch.delenv(name, raising=False)
    return Path(shutil.copytree(digests_store, tmp_path / "store"))


def suggest(store: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["suggest", "--store", str(store), *arguments])
    return result.exit_code, result.stdout, result.stderr


def select(store: Path, query: str) -> list[dict[str, Any]]:
    with Reader.open(store) as reader:
        return reader.select(query)


def test_it_is_off_until_an_address_is_given(store: Path) -> None:
    code, _, err = suggest(store)
    assert code == 2
    assert "KHAITHONG_ASSISTANT" in err
    with Reader.open(store) as reader:
        assert reader.version == 1


def test_what_it_says_becomes_proposals_with_its_name_and_nothing_else(
    store: Path, stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = select(store, MEASURED)
    fits = {"bottleneck": 1, "indicator": 2, "reason_vi": "lý do\x07 <b>", "reason_en": "a reason"}
    bad = [
        {"bottleneck": 0, "indicator": 1},
        {"bottleneck": 1, "indicator": 10**9},
        "x",
        {"bottleneck": True},
    ]
    stub.answers = {
        "suggestions": [fits, fits, *bad, {"bottleneck": 2, "indicator": 1.5}],
        "labels": [{"group": 1, "vi": "Dữ liệu", "en": "Data"}, {"group": 99, "vi": "x", "en": "x"}],
    }
    monkeypatch.setenv("KHAITHONG_ASSISTANT_KEY", "khoa")
    kept = tmp_path / "kept.jsonl"
    given = ("--address", stub.address, "--model", "mo-hinh-thu", "--out", str(kept))
    code, out, err = suggest(store, *given)
    assert code == 0, err
    assert "Dữ liệu / Data [mo-hinh-thu]" in out
    assert stub.keys[0] == "Bearer khoa"
    assert stub.asked[0]["model"] == "mo-hinh-thu"
    rows = select(store, PROPOSED)
    assert len({row["why"].value for row in rows}) == len(rows) > 0
    assert {row["basis"].value.rsplit("#", 1)[-1] for row in rows} == {"Inferred"}
    assert {row["confidence"].value for row in rows} == {"0.3"}
    assert select(store, MEASURED) == before
    listed = CliRunner().invoke(app, ["review", "list", "--store", str(store)]).stdout
    assert "mo-hinh-thu" in " ".join(listed.split())
    assert [each.model for each in read(kept)] == ["mo-hinh-thu"]
    again = suggest(store, "--from", str(kept))  # asks nobody
    assert again[0] == 0
    assert select(store, PROPOSED) == rows


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (200, b"not json"),
        (200, b'{"choices": []}'),
        (200, b'{"choices": [{"message": {"content": "[1]"}}]}'),
        (200, b'{"choices": [{"message": {"content": "' + b"x" * 2_100_000 + b'"}}]}'),
        (500, b"{}"),
        (302, b"{}"),
    ],
    ids=["words", "empty", "list", "large", "fault", "redirect"],
)
def test_an_answer_that_cannot_be_read_changes_nothing(
    store: Path, stub: Stub, status: int, raw: bytes
) -> None:
    stub.status, stub.raw = status, raw
    code, _, err = suggest(store, "--address", stub.address, "--model", "m")
    assert code == 2
    assert "Nothing was changed" in err
    assert "Traceback" not in err
    with Reader.open(store) as reader:
        assert reader.version == 1


@pytest.mark.parametrize(
    ("address", "model"), [("file:///etc/passwd", "m"), ("x", "m"), ("http://e/v1", " ")]
)
def test_wrong_settings_are_refused(address: str, model: str) -> None:
    with pytest.raises(AssistError):
        Assistant(address, model)


def test_a_file_that_is_none_is_refused(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"kind": "measure", "bottleneck": "../x"}\n', encoding="utf-8")
    code, _, err = suggest(store, "--from", str(file))
    assert (code, "Traceback" in err) == (2, False)
