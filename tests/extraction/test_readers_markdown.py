"""Markdown: the text stays the file's, the layout sees what its signs mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.layout import read_report
from extraction.normal import normalise
from extraction.pipeline import read_facts
from extraction.readers import format_of, read
from extraction.readers.content import Content
from extraction.report import BlockKind, plain
from graph.records import records
from tests.extraction.reader_files import PROSE

HEADINGS = "# A\n# B\n"


def seen(source: str) -> str:
    """What the layout sees of a Markdown text with two headings before it."""
    reading = read("a.md", (HEADINGS + source).encode())
    assert reading.text == HEADINGS + source
    return normalise(reading.text, reading.changes).text.removeprefix(HEADINGS)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("| Tên | 2024 |\n|---|:-:|\n| Tỷ lệ | 5% |\n", "| Tên | 2024 |\n|---|:-:|\n| Tỷ lệ | 5% |\n"),
        ("| a\\|b | c<br>d |\n", "| a¦b | c d |\n"),
        ("Xem [báo cáo](https://a.vn/b_(c).pdf) này", "Xem báo cáo này"),
        ("[Quyết *định* 5](<a b> \"tên\"), [Luật](l.md 'tên')", "Quyết *định* 5, Luật"),
        ("[số [2] của Sở](/a)", "số [2] của Sở"),
        ("![ảnh](/a.png) [![biểu tượng](/b.png) tải](#y)", "  tải"),
        ("[a][1], [Báo  Cáo][], [b][2]\n[1]: https://a.vn\n[báo cáo]: /b", "a, Báo  Cáo, [b][2]\n\n"),
        ("<https://a.vn/x> và <mailto:a@b.vn>", "https://a.vn/x và mailto:a@b.vn"),
        ("Kế hoạch[^a] và[^b].\n\n[^b]: Hai\n[^a]: Một\n", "Kế hoạch¹ và².\n\n² Hai\n¹ Một\n"),
        ("Kế hoạch<sup>12</sup> đã có", "Kế hoạch¹² đã có"),
        ("Kết quả\n=======\n\nHạ tầng\n---\nTốt", "# Kết quả\n\n## Hạ tầng\nTốt"),
        ("Một câu dài.\n---\nTốt", "Một câu dài.\n---\nTốt"),
        ("Câu đầu\ncâu sau\n---\nTốt", "Câu đầu\ncâu sau\n---\nTốt"),
        ("## Hạ tầng ##\nC #", "## Hạ tầng\nC #"),
        ("1\\. Một &lt; hai<br>ba &amp; bốn&nbsp;năm &saigiá; &x", "1. Một < hai\nba & bốn năm &saigiá; &x"),
        ("`15/2024/NĐ-CP` và ``a_b``", "15/2024/NĐ-CP và a_b"),
        ("_Sở Nội vụ_ có a_b_c, ____ và _[Luật](/a)_", "Sở Nội vụ có a_b_c, ____ và Luật"),
        ("> Trích\n>> sâu\n> 90% số xã", "Trích\nsâu\n> 90% số xã"),
        ("Số: 5/BC\\\nNgày 6", "Số: 5/BC\nNgày 6"),
        ("- [x] Xong\n- [ ] Chưa\n", "- Xong\n- Chưa\n"),
        ("```text\n[a](b) &lt;\n```\nsau", "[a](b) &lt;\nsau"),
        ("```a``` và b", "a và b"),
        ("Trước <!-- ẩn [a](b)\n\ncòn ẩn --> sau <!-- hở", "Trước  sau <!-- hở"),
        ("<u>Điều</u> 5<b>.</b> <một> < 3", "Điều 5. <một> < 3"),
    ],
)  # fmt: skip
def test_signs_become_what_they_mean(source: str, shown: str) -> None:
    assert seen(source) == shown


def test_front_matter_is_no_part_of_the_report() -> None:
    reading = read("a.md", f"---\ntitle: Khác\ntags:\n  - a\n---\n# A\n# B\n{PROSE}\n".encode())
    assert normalise(reading.text, reading.changes).text == f"# A\n# B\n{PROSE}\n"
    report = read_report("a.md", f"---\nMột câu thường.\n---\n# A\n# B\n{PROSE}\n".encode())
    assert "Một câu thường." in report.text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Xem [báo cáo](https://a.vn/b) này.\n", "Markdown"),
        ("Kế hoạch[^1].\n\n[^1]: Số 5.\n", "Markdown"),
        ("a | b\n--- | ---\n1 | 2\n", "Markdown"),
        ("# Một\n\nHai\n\n## Ba\n", "Markdown"),
        ("# Một\n\n- hai **ba** * bốn\n", "text"),
        ("Điều 1 | Điều 2\n----------\nkhoản 3 [4] (5) * _ `\n", "text"),
        ("Cột #1 và cột #2; (*) ghi chú\n* một\n** hai\n", "text"),
    ],
)
def test_it_is_known_by_what_only_markdown_has(text: str, label: str) -> None:
    assert format_of(Content("a", text.encode())).label == label


SIGNS = (
    "Kế hoạch * Quyết định số 12/2024/QĐ-TTg (*) | mức #1 của Sở Nội vụ là 45,5% & tăng <5 điểm_ [3].\n"
    "* Nghị định số 13/2023/NĐ-CP; # không phải đề mục \\ A_B_C `x` ~ ^2\n"
)


def test_plain_text_with_a_few_signs_is_read_as_it_stands() -> None:
    text = f"BÁO CÁO\nI. KẾT QUẢ\n{PROSE}\n{SIGNS}"
    report = read_report("a.txt", text.encode())
    assert report.raw == text
    numbers = {each.number for each in read_facts(report).instruments}
    assert numbers - {None} == {"12/2024/QĐ-TTg", "13/2023/NĐ-CP"}


REPORT = """# BÁO CÁO\r
\r
Sở đã hoàn thành việc số hóa hồ sơ.\r
\r
Kết quả\r
=======\r
\r
Căn cứ **Nghị\u00a0định số [13/2023/NĐ-CP](https://vb.vn/13_2023)** và _Quyết định_ số 12/2024/QĐ\\-TTg[^q].\r
\r
| TT | Chỉ tiêu | Kết quả |\r
|:-:|---|--:|\r
| 1 | Tỷ lệ hồ sơ trực tuyến<br>toàn trình | 45,5% |\r
\r
> Bộ [Nội vụ](/bnv) đã trình Luật Dữ liệu &amp; dự thảo Nghị định.\r
\r
[^q]: Quyết định của Thủ tướng Chính phủ ngày 5/6/2024.\r
"""


def test_offsets_and_quotes_are_of_the_file() -> None:
    data = b"\xef\xbb\xbf" + REPORT.encode()
    report = read_report("a.md", data)
    assert report.raw == REPORT
    facts = read_facts(report)
    found = records(report, facts)
    assert {"13/2023/NĐ-CP", "12/2024/QĐ-TTg"} <= {each.get("number") for each in found}
    for each in found:
        assert plain(REPORT[each["start"] : each["end"]]) == each["text"]
    citation = next(each for each in found if each.get("number") == "13/2023/NĐ-CP")
    assert citation["text"] == "Nghị định số [13/2023/NĐ-CP"
    assert {name for each in facts.organizations for name in (each.label, *each.aliases)} == {
        "Bộ Nội vụ", "Thủ tướng Chính phủ"
    }  # fmt: skip
    assert [block.kind for block in report.blocks].count(BlockKind.ROW) == 2
    assert [block.note for block in report.blocks if block.kind is BlockKind.NOTE] == [1]
    heading = next(block for block in report.blocks if report.text[block.start : block.end] == "Kết quả")
    assert heading.kind is BlockKind.HEADING


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "| a - \n \r [^1] [^1]: ]( ) [ ] # * _ ` < > <!-- --> <br> <sup>1</sup> &amp; ;"
            " \\ === --- ~~~ ```".split(" ")
        ),
        max_size=60,
    ),
    st.sampled_from(["", " ", "\n"]),
)  # fmt: skip
def test_changes_are_in_order_apart_and_never_longer(parts: list[str], between: str) -> None:
    text = f"{HEADINGS}{between.join(parts)}\n"
    reading = read("a", text.encode())
    at = 0
    for start, end, new in reading.changes:
        assert at <= start <= end <= len(text)
        assert len(new) <= end - start or start == end
        at = end
    normal = normalise(text, reading.changes)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)


@pytest.mark.parametrize(
    "piece",
    ["[", "[a](", "[a](b", "![", "<!--", "<a ", "&a", "_a", "_a_", "`", "``a", "[^a", "\\", "<sup>1",
     "[a][", "(((", "[a](b \"", "> ", "| - ", "[[a]", "---\n", "a\n===\n", "```\n", "# ", "[a]: b\n"],
)  # fmt: skip
def test_a_million_signs_are_no_trouble(piece: str) -> None:
    text = HEADINGS + piece * (
        1_000_000 // len(piece)
    )  # anything but linear work would run into the time limit
    assert read("a", text.encode()).text == text
