"""Web pages: what they say, without what surrounds it."""

from __future__ import annotations

import pytest

from extraction.readers import read
from tests.extraction.reader_files import PROSE


def text_of(body: str) -> str:
    return read(
        "a.html", f"<!doctype html><html><head><title>Tên</title></head><body>{body}</body></html>".encode()
    ).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Một</p><p>Hai &amp; ba</p>", "Một\nHai & ba\n"),
        ("<p>Một\n   hai\t ba</p>", "Một hai ba\n"),
        ("<p>Một<br>hai</p>", "Một\nhai\n"),
        ("<h2>Kết quả</h2><p>Tốt</p>", "## Kết quả\nTốt\n"),
        ("<p><b>Hạ tầng số</b></p><p><b>Hạ tầng</b> số</p>", "**Hạ tầng số**\nHạ tầng số\n"),
        ("<ul><li>Một<li><p>Hai</p></ul>", "- Một\n- Hai\n"),
        (
            "<ol start=3><li>Ba<li>Bốn<ol type=a><li>Năm</ol><li value=9>Chín</ol>",
            "3. Ba\n4. Bốn\na) Năm\n9. Chín\n",
        ),
        ("<ol type=I><li>Một<li>Hai</ol>", "I. Một\nII. Hai\n"),
        ("Trước<div>Giữa</div>sau", "Trước\nGiữa\nsau\n"),
        ("<pre>Một\n  hai</pre>", "Một\nhai\n"),
        ("<p>10<sup>6</sup> m<sup>2</sup></p>", "10⁶ m²\n"),
        ("<p>H<sub>2</sub>O</p>", "H2O\n"),
    ],
)
def test_elements_become_lines(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    "dropped",
    [
        "<script>viết('rác')</script>",
        "<style>rác</style>",
        "<nav>rác</nav>",
        "<noscript>rác</noscript>",
        "<form><input value=rác>rác</form>",
        "<footer>rác</footer>",
        "<!-- rác -->",
        "<p hidden>rác</p>",
        '<p style="display: none">rác</p>',
        "<select><option>rác</option></select>",
        "<svg><text>rác</text></svg>",
    ],
)
def test_what_surrounds_the_text_is_dropped_and_what_follows_is_kept(dropped: str) -> None:
    assert text_of(f"<p>Trước</p>{dropped}<p>Sau</p>") == "Trước\nSau\n"


def test_the_main_part_is_read_where_it_holds_most_of_the_words() -> None:
    assert text_of(f"<div>Tin khác</div><main><p>{PROSE}</p></main>") == f"{PROSE}\n"
    assert text_of(f"<article>Tin</article><p>{PROSE}</p>").endswith(f"{PROSE}\n")


NOTES = [
    (
        '<sup><a href="#fn1" id="r1">1</a></sup>',
        '<ol><li id="fn1"><p>Lời chú <a href="#r1">↩</a></p></li></ol>',
    ),
    (
        '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
        '<div id="x"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Lời chú</p></div>',
    ),
    ('<a class="footnote" href="#c"><sup>*</sup></a>', '<aside><p id="c">Lời chú</p></aside>'),
]


@pytest.mark.parametrize(("mark", "note"), NOTES, ids=["Pandoc", "Word", "by hand"])
def test_footnotes_are_links_to_what_stands_below(mark: str, note: str) -> None:
    assert text_of(f"<p>Kế hoạch{mark} đã có.</p><p>Hết.</p>{note}") == (
        "Kế hoạch¹ đã có.\nHết.\n\n¹ Lời chú\n"
    )


def test_a_link_with_a_number_is_no_footnote() -> None:
    assert (
        text_of('<p>Xem trang <a href="#p2">2</a>.</p><p id="p2">Trang hai</p>')
        == "Xem trang 2.\nTrang hai\n"
    )


def test_tables_are_rows_and_layouts_are_lines() -> None:
    table = (
        "<table><caption>Bảng 1</caption><tr><th>Chỉ tiêu<th>2024</tr>"
        "<tr><td>Tỷ lệ | mức<td></tr><tr><td>Số<td>5</tr></table>"
    )
    assert text_of(f"<p>Trước</p>{table}<p>Sau</p>") == (
        "Trước\nBảng 1\n\nChỉ tiêu | 2024\n| Tỷ lệ ¦ mức |  |\nSố | 5\n\nSau\n"
    )
    assert text_of(f"<table><tr><td>{table}</td></tr></table>").count(" | 5") == 1
    assert text_of("<table><tr><td>Trái</td><td>Phải</td></tr></table>") == "Trái\nPhải\n"
    assert (
        text_of('<table role="presentation"><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>') == "a\nb\nc\nd\n"
    )


def test_a_page_may_declare_another_encoding() -> None:
    page = '<html><head><meta charset="windows-1258"></head><p>Vi\u00ea\u0323c c\u01b0\u0309a</p></html>'
    reading = read("a.html", page.encode("cp1258"))
    assert reading.text == "Vi\u00ea\u0323c c\u01b0\u0309a\n"
    assert [each.detail for each in reading.oddities] == ["CP1258"]


def test_utf8_is_read_as_such_whatever_a_page_declares() -> None:
    page = '<html><head><meta charset="windows-1252"></head><p>Việc của Sở</p></html>'
    reading = read("a.html", page.encode())
    assert (reading.text, reading.oddities) == ("Việc của Sở\n", ())
