"""Review, reports, upload and the query page in a real Chromium, as those who work there use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.staffed import PASSWORD, staffed
from tests.browser.test_browser_pages import AXE, RUN_AXE, in_language
from tests.graph.fixtures import sample_store

pytestmark = pytest.mark.browser

ARTIFACTS = Path(__file__).resolve().parents[2] / "artifacts" / "screens"
PAGES = [
    "/review",
    "/review?kind=finding",
    "/reports",
    "/reports/changes/1",
    "/uploads",
    "/uploads/withdraw?report=",
    "/sparql?example=findings",
]
# The editor is another's work, with violations of its own.
NOT_OURS = "() => document.getElementById('editor')?.remove()"
REPORT = """BÁO CÁO
Kết quả chuyển đổi số tháng 6 năm 2024 <script>window.__pwned=1</script>

I. KẾT QUẢ
Tỷ lệ hồ sơ trực tuyến toàn trình đạt 47,5%.

II. TỒN TẠI, HẠN CHẾ
- Dữ liệu của các xã <img src=x onerror="window.__pwned=2"> chưa được chuẩn hóa.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = sample_store(tmp_path_factory.mktemp("desk"))
    with staffed(store) as server:
        yield server.address


def come_in(watched: object, address: str, name: str) -> object:
    """Sign in by the page's own form."""
    page = watched.page  # type: ignore[attr-defined]
    page.goto(address + "/login")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def sha256_of(page: object) -> str:
    href = page.get_attribute(".report__withdraw", "href")  # type: ignore[attr-defined]
    return str(href).split("report=")[1].split("&")[0]


@pytest.mark.parametrize(("size", "scheme", "lang"), [("desktop", "light", "vi"), ("phone", "dark", "en")])
def test_pages_have_no_axe_violations_and_fit(
    open_page, desk: str, size: str, scheme: str, lang: str
) -> None:
    watched = open_page(desk + "/reports", size, scheme=scheme)
    page = come_in(watched, desk, "binh")
    page.goto(desk + "/reports")
    sha256 = sha256_of(page)
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    found = {}
    for number, path in enumerate(PAGES):
        page.goto(desk + in_language(path + (sha256 if path.endswith("=") else ""), lang))
        page.screenshot(path=ARTIFACTS / f"desk-{number}-{size}-{lang}.png")
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px wider than the window"
        page.evaluate(NOT_OURS)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        violations = page.evaluate(RUN_AXE)
        if violations:
            found[path] = violations
    watched.check()
    assert not found, json.dumps(found, indent=1)[:6000]


def test_the_queue_is_worked_by_keyboard_alone(open_page, desk: str) -> None:
    watched = open_page(desk + "/reports")
    page = come_in(watched, desk, "an")
    page.goto(desk + "/review")
    page.keyboard.press("?")
    assert page.locator("#help-text").is_visible()
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.classList.contains('card')")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    assert "done=" not in page.url, "a rejection without its reason is not sent"
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_selector(".review__done")
    assert page.locator(".card").count() == 0
    page.keyboard.press("u")
    page.wait_for_selector(".card")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("Đo việc khác <b>")
    page.keyboard.press("Enter")
    page.wait_for_selector(".review__done")
    page.goto(desk + "/review?status=rejected")
    assert "Đo việc khác <b>" in page.text_content(".card__past")
    page.keyboard.press("j")
    page.keyboard.press("u")
    page.wait_for_selector(".review__done")
    watched.check()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_report_is_uploaded_watched_and_cancelled(
    open_page, desk: str, tmp_path: Path, scripts: bool
) -> None:
    file = tmp_path / "thang-6<img src=x onerror=window.__pwned=3>.txt"
    file.write_text(REPORT, encoding="utf-8")
    watched = open_page(desk + "/reports", scripts=scripts)
    page = come_in(watched, desk, "dung")
    page.goto(desk + "/uploads")
    page.set_input_files("#file", file)
    page.click("#upload button")
    page.wait_for_selector(".upload__state--ready", timeout=60_000)
    words = page.text_content("main")
    assert "thang-6<img src=x onerror=window.__pwned=3>.txt" in words
    assert "47,5%" in words
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"upload-preview-{scripts}.png", full_page=True)
    page.click("form[action*=cancel] button")
    page.wait_for_selector(".upload__state--cancelled")
    if scripts:
        watched.check()


def test_the_editor_runs_a_lesson_and_a_plain_form_does_too(open_page, desk: str) -> None:
    watched = open_page(desk + "/sparql")
    page = watched.page
    assert page.locator(".lessons li").count() == 15
    page.locator(".lessons a").nth(2).click()
    page.wait_for_selector("#editor .CodeMirror")
    assert page.locator("#editor .parseErrorIcon").count() == 0
    page.click("#editor .CodeMirror-lines")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".result table tbody tr")
    watched.check()
    plain = open_page(desk + "/sparql?example=findings", scripts=False).page
    plain.click(".query button")
    assert plain.locator(".result table tbody tr").count() >= 1
