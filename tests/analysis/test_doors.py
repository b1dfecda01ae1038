"""The doors of the analyses: command line, pages, JSON; bad input is told in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import app
from api.settings import Settings
from graph.analysis.builder import KINDS, relations
from graph.analysis.matching import people_ask
from viz.documents.reports import FORMS


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def client(digests_store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=digests_store, workers=1), fork=False)) as client:
        yield client


@pytest.mark.parametrize(
    "arguments",
    [
        ("impact", "82/2024/NĐ-CP"),
        ("bottlenecks",),
        ("targets", "--year", "2025"),
        ("agency", "Bộ Thông tin và Truyền thông"),
        ("diff", "2024-05", "2024"),
        ("structure",),
    ],
    ids=lambda value: value[0],
)
def test_every_report_can_be_written(digests_store: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = run("report", *arguments, "--store", str(digests_store))
    assert (code, err) == (0, "")
    assert out.startswith("# ")
    assert "[^1]:" in out


def test_a_report_goes_to_a_file_in_either_language(digests_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "impact.docx"
    arguments = ("--store", str(digests_store), "--format", "docx", "--lang", "en", "--out", str(out))
    assert run("report", "impact", "82/2024/NĐ-CP", *arguments)[0] == 0
    assert "what sources say" in docx.Document(str(out)).paragraphs[0].text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "impact", "83/2024/NĐ-CP"), "82/2024/NĐ-CP"),
        (("report", "agency", "Bộ Không Có Thật"), "Bộ"),
        (("report", "targets", "--year", "2031"), "2025"),
        (("report", "diff", "2024", "2019"), "tháng 5 năm 2024"),
        (("report", "bottlenecks", "--format", "pdf"), "docx"),
        (("report", "bottlenecks", "--lang", "fr"), "vi"),
        (("report", "structure", "--out", "/no/such/folder/x.md"), "cannot be written"),
        (("ask", "xyzzy plugh"), "--list"),
        (("ask", "resolves", "--given", "instrument=83/2024/NĐ-CP"), "82/2024/NĐ-CP"),
        (("ask", "resolves", "--given", "colour=red"), "instrument"),
        (("ask", "resolves", "--given", "colour"), "NAME=VALUE"),
        (("ask",), "--list"),
    ],
    ids=str,
)
def test_bad_input_is_told_in_words(digests_store: Path, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = run(*arguments, "--store", str(digests_store))
    assert code == 2
    assert out == ""
    assert words in err
    assert "Traceback" not in err


def test_questions_are_answered_on_the_command_line(digests_store: Path) -> None:
    store = ("--store", str(digests_store))
    code, out, _ = run("ask", "Nghị định 147/2024/NĐ-CP giải quyết điểm nghẽn nào?", *store)
    assert code == 0
    assert "[resolves;" in out  # which question was understood is said
    assert "mạng xã hội" in out
    assert "[1] “" in out
    code, out, _ = run("ask", "targets", "--given", "period=2030", *store)
    assert (code, "Không nguồn nào nêu." in out) == (0, True)
    code, out, _ = run("ask", "resolves", "--given", "instrument=82/2024/NĐ-CP", "--format", "json", *store)
    body = json.loads(out)
    assert len(body["rows"]) == 3
    assert all(row["grounds"][0]["quotes"] for row in body["rows"])
    assert run("ask", "--list")[1].count("\n    ") == 2 * len(people_ask())


PAGES = (
    "/analysis",
    "/analysis/impact?number=82/2024/NĐ-CP",
    "/analysis/bottlenecks",
    "/analysis/targets?year=2025",
    "/analysis/agency?name=VPCP",
    "/analysis/diff?one=2024-05&two=2024",
    "/analysis/structure",
    "/ask",
    "/ask?q=Mục tiêu năm 2030 là gì?",
    "/ask?question=resolves",
    "/ask?kind=bottleneck&relation=instrument&measure=count",
)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_open_in_both_languages(client: TestClient, path: str, lang: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert answer.text.count("<script") == answer.text.count('src="/static/jump.js') == 1  # none of its own
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("form", list(FORMS))
def test_pages_and_api_give_files(client: TestClient, form: str) -> None:
    query = f"number=82/2024/NĐ-CP&lang=vi&format={form}"
    page = client.get(f"/analysis/impact?{query}")
    api = client.get(f"/api/analysis/impact?{query}")
    assert page.status_code == api.status_code == 200
    assert page.headers["content-type"] == api.headers["content-type"] == FORMS[form].media_type
    assert page.headers["content-disposition"].endswith(f'.{form}"')
    if form in ("html", "md"):
        assert page.content == api.content


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/analysis/impact?number=83/2024/NĐ-CP", 404, "82/2024/NĐ-CP"),
        ("/analysis/impact", 400, ""),
        ("/analysis/nothing", 404, ""),
        ("/analysis/targets?year=2031", 404, "2025"),
        ("/ask?q=xyzzy", 404, "Không có câu hỏi"),
        ("/ask?question=none", 404, "Không có câu hỏi"),
        ("/ask?kind=task&relation=theme", 400, "không dùng được"),
        ("/ask?kind=none", 400, ""),
        ("/ask?question=resolves&instrument=83/2024/NĐ-CP", 404, "82/2024/NĐ-CP"),
        ("/ask?q=<script>alert(1)</script>", 404, "&lt;script&gt;"),
    ],
)
def test_pages_say_what_there_is_instead(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert words in answer.text
    assert "<script>alert" not in answer.text


def test_the_page_of_an_answer_shows_its_sparql_and_its_quotes(client: TestClient) -> None:
    text = client.get("/ask?q=Luật Dữ liệu giải quyết những điểm nghẽn gì?").text
    assert "VALUES ?instrument" in text
    assert "<q lang=" in text
    none = client.get("/ask?question=targets&period=2030").text
    assert "Không nguồn nào nêu." in none
    assert "STRSTARTS(?period" in none


def test_the_api_gives_the_same_content(client: TestClient) -> None:
    listed = client.get("/api/analysis/questions").json()
    assert {each["name"] for each in listed} == people_ask().keys()
    found = client.get("/api/analysis/questions/resolves?instrument=147/2024/NĐ-CP").json()
    assert len(found["rows"]) == 1
    asked = client.get("/api/analysis/ask", params={"q": "Mục tiêu năm 2030 là gì?", "lang": "vi"}).json()
    assert (asked["matched"]["name"], asked["answered"]) == ("targets", False)
    assert asked["says"] == "Không nguồn nào nêu."
    report = client.get("/api/analysis/bottlenecks?lang=vi").json()
    assert {block["block"] for section in report["sections"] for block in section["blocks"]} == {
        "sentence",
        "table",
    }
    weights = client.get("/api/analysis/structure/weights").json()
    assert weights["nodes"] == len(weights["things"])
    for path, status in (
        ("/api/analysis/questions/none", 404),
        ("/api/analysis/questions/resolves?colour=red", 400),
        ("/api/analysis/none", 404),
        ("/api/analysis/impact", 400),
        ("/api/analysis/impact?number=82/2024/NĐ-CP&format=pdf", 400),
        ("/api/analysis/ask?q=xyzzy", 404),
    ):
        assert client.get(path, headers={"Accept": "application/json"}).status_code == status, path
    problem = client.get("/api/analysis/impact?number=83/2024/NĐ-CP", headers={"Accept": "application/json"})
    assert problem.status_code == 404
    assert "82/2024/NĐ-CP" in [each["number"] for each in problem.json()["instead"]]


def test_every_relation_has_a_word(client: TestClient) -> None:
    text = client.get("/ask").text
    for relation in {each for kind in KINDS for each in relations()[kind]}:
        assert f'value="{relation}"' in text
