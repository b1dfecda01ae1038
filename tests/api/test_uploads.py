"""Uploading through the door: who may, what is refused in which words, what enters the graph and when."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.uploads.names import safe_name
from graph.reader import Reader
from graph.store import Writer
from tests.api.live import Live
from tests.api.staffed import as_person, staffed, token_in
from tests.graph.fixtures import sample_store

REPORT = """BÁO CÁO
Kết quả chuyển đổi số tháng 6 năm 2024

I. KẾT QUẢ
Tỷ lệ hồ sơ trực tuyến toàn trình đạt 47,5%. Chính phủ đã ban hành Nghị định số 82/2024/NĐ-CP.

II. TỒN TẠI, HẠN CHẾ
- Dữ liệu của <img src=x onerror=alert(1)> các xã chưa được chuẩn hóa.
"""
EDITOR = "binh"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, Path]]:
    store = sample_store(tmp_path_factory.mktemp("uploads"))
    with staffed(store) as server:
        yield server, store


def token(client: httpx.Client) -> dict[str, str]:
    """The token of this client's forms."""
    return {"csrf": token_in(client.get("/logout").text)}


def send(client: httpx.Client, data: bytes, name: str = "thang-6.txt", **fields: str) -> httpx.Response:
    return client.post("/uploads", data={**token(client), **fields}, files={"file": (name, data)})


def settled(client: httpx.Client, answer: httpx.Response) -> httpx.Response:
    """The page of an upload once nothing runs any longer."""
    address = answer.url.path
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with client.stream("GET", f"{address}/events") as events:
            told = [line for line in events.iter_lines() if line.startswith("data: ")]
        page = client.get(address)
        if told and "data-events" not in page.text:
            return page
    raise AssertionError("the upload never ended")


def act(client: httpx.Client, page: httpx.Response, name: str) -> httpx.Response:
    return client.post(f"{page.url.path}/{name}", data=token(client))


def names(store: Path) -> list[str]:
    with Reader.open(store) as reader:
        return [report["name"] for report in reader.about["reports"]]


def test_a_report_is_read_shown_accepted_and_withdrawn(desk: tuple[Live, Path]) -> None:
    server, store = desk
    before = names(store)
    with as_person(server, EDITOR) as binh:
        page = settled(binh, send(binh, REPORT.encode(), "../<b>tháng\u202e 6</b>.txt"))
        assert "upload__state--ready" in page.text
        assert "b&gt;.txt" in page.text, "a file's name is words"
        assert "47,5%" in page.text
        assert "&lt;img src=x onerror" in page.text
        assert "<img" not in page.text
        assert names(store) == before, "nothing enters the graph before it is accepted"
        with Writer(store):
            busy = settled(binh, act(binh, page, "accept"))
        assert "Kho đang được ghi" in busy.text
        assert "upload__state--ready" in busy.text
        done = settled(binh, act(binh, page, "accept"))
        assert "upload__state--published" in done.text
        (added,) = set(names(store)) - set(before)
        listed = binh.get("/reports")
        assert "tháng 6" in listed.text
        assert "<b>" not in listed.text
        version = Reader.open(store).version
        changes = binh.get(f"/reports/changes/{version}")
        assert 'id="added"' in changes.text
        entry = next(r for r in Reader.open(store).about["reports"] if r["name"] == added)
        asked = binh.get("/uploads/withdraw", params={"report": entry["sha256"]})
        assert entry["sha256"] in asked.text
        for fields in ({}, {"csrf": "x"}):
            refused = binh.post("/uploads/withdraw", data={"report": entry["sha256"], **fields})
            assert refused.status_code == 403
        assert (
            binh.post("/uploads/withdraw", data={"report": entry["sha256"], **token(binh)}).status_code == 200
        )
        assert names(store) == before


def test_only_editors_upload_and_only_by_our_own_form(desk: tuple[Live, Path]) -> None:
    server, _ = desk
    for person in ("", "chi", "an"):
        with as_person(server, person) as somebody:
            assert "multipart" not in somebody.get("/uploads").text
            assert send(somebody, REPORT.encode()).status_code == 403
            assert somebody.get("/uploads/whatever").status_code == 403
    with as_person(server, EDITOR) as binh:
        with as_person(server, "dung") as dung:
            theirs = token(dung)["csrf"]
        for wrong in ("", theirs):
            assert send(binh, REPORT.encode(), csrf=wrong).status_code == 403
        late = binh.build_request(
            "POST",
            "/uploads",
            headers={"Content-Type": "multipart/form-data; boundary=x"},
            content=b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
            b'words\r\n--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n'
            + token(binh)["csrf"].encode()
            + b"\r\n--x--\r\n",
        )
        assert binh.send(late).status_code == 403, "the token has to come before the file"
        assert binh.get("/uploads").text.count("multipart") == 1, "nothing was begun"


def test_what_somebody_uploads_is_theirs_alone_and_one_at_a_time(desk: tuple[Live, Path]) -> None:
    server, _ = desk
    with as_person(server, EDITOR) as binh, as_person(server, "dung") as dung:
        answer = send(binh, REPORT.encode())
        for path in (answer.url.path, f"{answer.url.path}/events"):
            assert dung.get(path).status_code == 404
        theirs = dung.post(f"{answer.url.path}/cancel", data=token(dung))
        assert theirs.status_code == 404
        assert send(binh, REPORT.encode(), "another.txt").status_code == 409
        assert "data-largest" not in binh.get("/uploads").text
        gone = act(binh, answer, "cancel")
        assert "upload__state--cancelled" in gone.text
        assert binh.post(f"{answer.url.path}/accept", data=token(binh)).status_code == 200
        assert "upload__state--cancelled" in binh.get(answer.url.path).text


def archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("_", "/"), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive(**{"a.txt": b"0" * 40_000_000}), "phình ra"),
        (archive(**{".._.._etc_passwd.txt": b"x"}), "trỏ ra ngoài thư mục"),
        (b"\x7fELF" + bytes(4000), "không"),
        (b"   \n\n ", "không có chữ nào"),
    ],
    ids=["a bomb", "a way out", "a program", "nothing"],
)
def test_refusals_are_explained(desk: tuple[Live, Path], data: bytes, words: str) -> None:
    server, store = desk
    before = names(store)
    with as_person(server, EDITOR) as binh:
        page = settled(binh, send(binh, data, "strange.bin"))
        assert "upload__state--refused" in page.text
        assert "Traceback" not in page.text
        assert words in page.text.split('role="alert"')[1]
    assert names(store) == before


def test_a_file_beyond_the_limit_is_refused_by_its_length_and_by_its_bytes(desk: tuple[Live, Path]) -> None:
    server, _ = desk
    limit = 64 << 20
    with as_person(server, EDITOR) as binh:
        head = (
            f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token(binh)["csrf"]}\r\n'
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        ).encode()

        def endless() -> Iterator[bytes]:
            yield head
            for _ in range(limit // (1 << 20) + 8):
                yield bytes(1 << 20)

        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        try:
            status = binh.post("/uploads", headers=kind, content=endless()).status_code
        except httpx.WriteError:  # refused while still sending
            status = 413
        assert status == 413
        try:
            status = binh.post("/uploads", headers=kind, content=head + bytes(limit + (1 << 20))).status_code
        except httpx.WriteError:
            status = 413
        assert status == 413
        assert "data-largest" in binh.get("/uploads").text, "nothing is under way"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b"--y\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n'),
    ],
)
def test_what_is_no_form_of_ours_is_refused(desk: tuple[Live, Path], kind: str, body: bytes) -> None:
    with as_person(desk[0], EDITOR) as binh:
        answer = binh.post("/uploads", headers={"Content-Type": kind}, content=body)
        assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    ("sent", "safe"),
    [
        ("Báo cáo tháng 5.docx", "Báo cáo tháng 5.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\báo cáo.pdf", "báo cáo.pdf"),
        ("a\u202eexe.txt\x00\x1b[2J", "aexe.txt[2J"),
        ("..", "bao-cao"),
        ("", "bao-cao"),
        (".htaccess", "htaccess"),
        ("x" * 400 + ".txt", "x" * 176 + ".txt"),
        ("Ba\u0301o ca\u0301o\n.txt", "Báo cáo.txt"),
    ],
)
def test_names_are_made_safe(sent: str, safe: str) -> None:
    assert safe_name(sent) == safe
    assert len(safe_name(sent).encode()) <= 180
