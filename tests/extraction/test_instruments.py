# ruff: noqa: E501 - a sentence of the genre is longer than a line
"""Instruments: which ones a report names, what they are called, at which stage, and what is said of them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

import pytest

from extraction.facts import Instrument, Predicate
from extraction.instruments import InstrumentReading, read_instruments
from extraction.layout import read_report
from extraction.names import read_names
from extraction.report import Report
from tests.extraction.report_of import names_in, report_of


@dataclass
class Reading:
    report: Report
    raw: InstrumentReading

    def __getitem__(self, label: str) -> Instrument:
        found = [i for i in self.raw.instruments if label in (i.label, i.number)]
        assert len(found) == 1, f"{label!r} among {self.labels}"
        return found[0]

    @property
    def labels(self) -> list[str]:
        return [i.label for i in self.raw.instruments]

    @property
    def stages(self) -> dict[str, str]:
        labels = {i.ref: i.label for i in self.raw.instruments}
        return {labels[s.instrument]: s.stage.value for s in self.raw.statuses}

    def claims(self, *predicates: Predicate) -> set[tuple[str, str, str]]:
        labels = {i.ref: i.number or i.label for i in self.raw.instruments}
        return {
            (labels[c.subject], c.predicate.value, labels.get(c.object, c.object.key))
            for c in self.raw.claims
            if c.predicate in predicates or (not predicates and c.predicate is not Predicate.PASSED_BY)
        }

    def passed_by(self) -> set[tuple[str, str]]:
        return {(s, o) for s, _, o in self.claims(Predicate.PASSED_BY)}


def read(*parts: str | tuple[str, str], title: str = "Báo cáo năm 2024") -> Reading:
    report = report_of(*parts, title=title)
    return Reading(report, read_instruments(report, names_in(report)))


# Identity


def test_two_numbers_are_two_instruments_of_one_issuer() -> None:
    r = read("Nghị định số 45/2025/NĐ-CP và Nghị định số 46/2025/NĐ-CP của Chính phủ đã gỡ vướng.")
    assert r.labels == ["Nghị định số 45/2025/NĐ-CP", "Nghị định số 46/2025/NĐ-CP"]
    assert r.passed_by() == {("45/2025/NĐ-CP", "chinh-phu"), ("46/2025/NĐ-CP", "chinh-phu")}
    passages = {p for c in r.raw.claims if c.subject.key == "45-2025-nd-cp" for p in c.passages}
    assert any("của Chính phủ" in r.report.exact(p) for p in passages)


def test_a_number_takes_its_year_from_the_date() -> None:
    r = read("Theo Quyết định số 09/QĐ-TTg ngày 07/01/2023, các bộ kết nối dữ liệu.")
    assert r["09/QĐ-TTg"].ref.key == "09-qd-ttg-2023"
    assert r["09/QĐ-TTg"].issued == date(2023, 1, 7)


def test_a_number_without_any_year_stays_inside_its_report() -> None:
    r = read("Theo Chỉ thị số 11/CT-TTg của Thủ tướng Chính phủ, các bộ rà soát quy trình.")
    assert r["11/CT-TTg"].ref.key == "11-ct-ttg-abababab"
    assert r["11/CT-TTg"].issued is None


def test_the_undated_number_is_the_dated_one_of_the_same_report() -> None:
    r = read(
        "Theo Quyết định số 09/QĐ-TTg ngày 07/01/2023, các bộ kết nối dữ liệu.",
        "Việc thực hiện Quyết định số 09/QĐ-TTg còn chậm.",
    )
    assert [i.ref.key for i in r.raw.instruments] == ["09-qd-ttg-2023"]
    assert len(r.raw.instruments[0].mentions) == 2


def test_the_same_number_in_two_years_is_two_instruments() -> None:
    r = read("Quyết định số 09/QĐ-TTg ngày 07/01/2023 và Quyết định số 09/QĐ-TTg ngày 09/01/2024.")
    assert {i.ref.key for i in r.raw.instruments} == {"09-qd-ttg-2023", "09-qd-ttg-2024"}


def test_numbers_of_a_class_of_bodies_do_not_meet_over_reports() -> None:
    r = read("Quyết định số 15/2024/QĐ-UBND được ban hành; Nghị quyết số 57-NQ/TW ngày 22/12/2024.")
    assert r["15/2024/QĐ-UBND"].ref.key == "15-2024-qd-ubnd-abababab"
    assert r["57-NQ/TW"].ref.key == "57-nq-tw-2024"


@pytest.mark.parametrize(
    "printed",
    [
        "82/2024/ NĐ - CP",
        "82 /2024/NĐ-CP",
        "82/2024/ND-CP",
        "82/2024/NÐ-CP",
        "82/2024/NĐ–CP",
        "082/2024/NĐ-CP",
    ],
)
def test_spellings_of_a_number_meet(printed: str) -> None:
    r = read(f"Nghị định số 82/2024/NĐ-CP có hiệu lực. Sở áp dụng Nghị định số {printed} từ tháng 7.")
    assert [i.ref.key for i in r.raw.instruments] == ["82-2024-nd-cp"]


def test_spellings_of_a_law_meet_and_the_known_one_is_shown() -> None:
    r = read("Quốc hội đã thông qua Luật dữ liệu. Luật Dữ liệu mở đường cho thị trường dữ liệu.")
    assert r.labels == ["Luật Dữ liệu"]


def test_a_revised_law_is_the_law() -> None:
    r = read("Sở triển khai Luật Viễn thông (sửa đổi), phổ biến Luật Viễn thông sửa đổi và Luật Viễn thông.")
    assert r.labels == ["Luật Viễn thông (sửa đổi)"]
    assert r["Luật Viễn thông (sửa đổi)"].aliases == ("Luật Viễn thông",)


def test_a_law_with_its_number_is_the_law_of_that_name() -> None:
    r = read("Luật Giao dịch điện tử số 20/2023/QH15 có hiệu lực. Sở triển khai Luật Giao dịch điện tử.")
    assert [i.ref.key for i in r.raw.instruments] == ["20-2023-qh15"]


def test_a_draft_is_known_by_what_it_amends() -> None:
    r = read(
        "Bộ hoàn thiện Nghị định sửa đổi Nghị định số 61/2020/NĐ-CP.",
        "Bộ đã trình Nghị định sửa đổi, bổ sung các điều của Nghị định số 61/2020/NĐ-CP của Chính phủ quy định việc lưu trữ dữ liệu số.",
    )
    drafts = [i for i in r.raw.instruments if i.number is None]
    assert len(drafts) == 1
    assert len(drafts[0].mentions) == 2
    assert r["61/2020/NĐ-CP"].title == "quy định việc lưu trữ dữ liệu số"


def test_a_title_cut_short_is_the_longer_one() -> None:
    r = read(
        "Bộ triển khai Chương trình phát triển dữ liệu mở đến năm 2030.",
        "Các mục tiêu tại Chương trình phát triển dữ liệu mở đạt kết quả tốt.",
    )
    assert r.labels == ["Chương trình phát triển dữ liệu mở đến năm 2030"]


def test_words_printed_twice_do_not_make_a_second_plan() -> None:
    r = read(
        "Các bộ thực hiện Kế hoạch kết nối dữ liệu năm 2024 của Bộ Công an.",
        "Tiến độ chậm so với Kế hoạch kết nối dữ liệu năm 2024 của của Bộ Công an.",
    )
    assert r.labels == ["Kế hoạch kết nối dữ liệu năm 2024 của Bộ Công an"]


def test_the_scheme_named_by_digits_is_no_decree() -> None:
    r = read(
        "Các bộ thực hiện Đề án 09/CP theo Chỉ thị số 11/CT-TTg của Thủ tướng Chính phủ. Đề án 09 đạt tiến độ."
    )
    assert r["Đề án 09/CP"].type == "scheme"
    assert r["Đề án 09/CP"].number is None
    assert "Đề án 09" in r["Đề án 09/CP"].aliases
    assert r.claims() == {("11/CT-TTg", "implements", "Đề án 09/CP")}


def test_the_cover_instrument_has_a_natural_name() -> None:
    r = read("(Kèm theo Báo cáo số: /BC-BKHCN ngày tháng năm 2026 của Bộ Khoa học và Công nghệ)")
    (cover,) = r.raw.instruments
    assert cover.label == "Báo cáo số /BC-BKHCN năm 2026 của Bộ Khoa học và Công nghệ"
    assert (cover.number, cover.type) == (None, "report")
    assert r.raw.statuses == ()
    assert ("bo-khoa-hoc-va-cong-nghe") in {o for _, o in r.passed_by()}


def test_an_impossible_date_is_kept_as_printed() -> None:
    r = read("Quyết định số 90/QĐ-BYT ngày 31/11/2024 giao chỉ tiêu.")
    assert (r["90/QĐ-BYT"].issued, r["90/QĐ-BYT"].issued_text) == (None, "ngày 31/11/2024")


# Titles


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Thủ tướng Chính phủ vừa ban hành Kế hoạch hành động về dữ liệu cho giai đoạn 2025-2026, định hướng đến năm 2035. Các bộ triển khai.",
            "Kế hoạch hành động về dữ liệu cho giai đoạn 2025-2026, định hướng đến năm 2035",
        ),
        (
            "Bộ triển khai Chiến lược quốc gia về bán dẫn, Chính phủ đã giao các bộ phối hợp.",
            "Chiến lược quốc gia về bán dẫn",
        ),
        (
            "Định mức kinh tế kỹ thuật hoạt động số hóa hồ sơ lưu trữ (HSLT) tại cơ quan, đơn vị do doanh nghiệp thực hiện: gỡ vướng về đơn giá.",
            "Định mức kinh tế kỹ thuật hoạt động số hóa hồ sơ lưu trữ (HSLT) tại cơ quan, đơn vị do doanh nghiệp thực hiện",
        ),
        (
            "Chiến lược phát triển công nghiệp bán dẫn tạo động lực mới cho nền kinh tế.",
            "Chiến lược phát triển công nghiệp bán dẫn",
        ),
        ("Bộ xây dựng Đề án “Phổ cập kỹ năng số” để trình Chính phủ.", "Đề án “Phổ cập kỹ năng số”"),
        (
            "Năm 2026 thực hiện Nghị quyết của Bộ Chính trị về đổi mới giáo dục, đào tạo và nguồn nhân lực số, các bộ sẽ tập trung nguồn lực.",
            "Nghị quyết của Bộ Chính trị về đổi mới giáo dục, đào tạo và nguồn nhân lực số",
        ),
        (
            "Sở hoàn thành Kế hoạch số hóa hồ sơ năm 2025, hoạt động kiểm tra còn chậm.",
            "Kế hoạch số hóa hồ sơ năm 2025",
        ),
    ],
)
def test_a_title_ends_where_the_clause_goes_on(text: str, label: str) -> None:
    assert read(text).labels == [label]


def test_a_law_ends_before_what_it_is_joined_with() -> None:
    r = read("Luật Dữ liệu và Chiến lược phát triển công nghiệp vi mạch tạo động lực mới cho nền kinh tế.")
    assert r.labels == ["Luật Dữ liệu", "Chiến lược phát triển công nghiệp vi mạch"]


def test_bare_type_words_share_the_tail_of_their_list() -> None:
    r = read("Luật Thư viện, Nghị định, Chiến lược về tài nguyên số giải quyết 03 điểm nghẽn kéo dài.")
    assert r.labels == ["Luật Thư viện", "Nghị định về tài nguyên số", "Chiến lược về tài nguyên số"]


def test_the_guiding_decree_of_a_law_has_no_title_of_its_own() -> None:
    r = read("Luật Thư viện sửa đổi và Nghị định hướng dẫn mở rộng quản lý sang kho dữ liệu.")
    assert r.labels == ["Luật Thư viện (sửa đổi)", "Nghị định hướng dẫn Luật Thư viện sửa đổi"]
    assert r.claims() == {("Nghị định hướng dẫn Luật Thư viện sửa đổi", "details", "Luật Thư viện (sửa đổi)")}
    assert set(r.stages.values()) == {"issued"}


@pytest.mark.parametrize(
    "text",
    [
        "Các bộ rà soát theo các Nghị quyết về cắt giảm thủ tục hành chính.",
        "Các bộ đã ban hành 03 Nghị định và hoàn thiện 01 Luật sửa đổi trình Chính phủ.",
        "Thực hiện các Chương trình, Chiến lược quốc gia về dữ liệu, kết nối hệ thống.",
        "Kế hoạch triển khai còn chậm. Chương trình chưa có kinh phí.",
        "Sở ban hành Kế hoạch hoạt động năm 2025.",
        "UBND tỉnh ban hành Kế hoạch triển khai trên địa bàn tỉnh như sau:",
        "Quy định này buộc nhà cung cấp phải xác thực. Đây là quy định bắt buộc.",
        "Thể chế đã gỡ vướng; pháp luật về dữ liệu được bổ sung; luật sư góp ý.",
        "Bộ báo cáo Chính phủ kết quả và thông báo lịch họp.",
        "Các Kế hoạch của bộ, ngành được rà soát.",
    ],
)
def test_classes_counts_and_common_nouns_are_no_instruments(text: str) -> None:
    assert read(text).labels == []


# Lists in notes


NOTE = "Nghị định số 71/2025/NĐ-CP ngày 12/3/2025 quy định về danh mục dữ liệu mở; việc cập nhật, khai thác dữ liệu mở; Nghị định số 72/2025/NĐ-CP ngày 12/3/2025 sửa đổi một số điều của Nghị định số 33/2019/NĐ-CP ngày 27 tháng 4 năm 2019 của Chính phủ quy định chi tiết thi hành Luật Thư viện về thư viện số"


def test_a_semicolon_inside_a_title_does_not_end_it() -> None:
    r = read("Chính phủ ban hành 02 Nghị định^1.", ("note 1", NOTE))
    assert r["71/2025/NĐ-CP"].title == (
        "quy định về danh mục dữ liệu mở; việc cập nhật, khai thác dữ liệu mở"
    )
    assert r["71/2025/NĐ-CP"].issued == date(2025, 3, 12)


def test_the_amended_decree_is_that_of_its_own_item() -> None:
    r = read("Chính phủ ban hành 02 Nghị định^1.", ("note 1", NOTE))
    assert r.claims() == {
        ("72/2025/NĐ-CP", "amends", "33/2019/NĐ-CP"),
        ("33/2019/NĐ-CP", "details", "Luật Thư viện"),
    }
    assert r["33/2019/NĐ-CP"].issued == date(2019, 4, 27)


def test_a_draft_may_amend_an_untitled_decree_that_details_a_law() -> None:
    r = read(
        "01 Thông tư đang lấy ý kiến^1",
        ("note 1", "Thông tư sửa đổi, bổ sung Thông tư quy định chi tiết một số điều của Luật Lâm nghiệp"),
    )
    outer, inner, law = r.labels
    assert r.claims() == {(outer, "amends", inner), (inner, "details", law)}
    assert r.stages == {outer: "consulting", inner: "issued", law: "issued"}


def test_an_amending_title_needs_no_word_before_the_amended_one() -> None:
    r = read(
        "01 Nghị định^1",
        ("note 1", "Thông tư sửa đổi, bổ sung một số điều Thông tư quy định về định giá dữ liệu;"),
    )
    assert r.claims() == {(r.labels[0], "amends", "Thông tư quy định về định giá dữ liệu")}


def test_commas_and_quotes_inside_a_title_do_not_split_it() -> None:
    title = "Nghị định quy định việc liên thông 02 nhóm thủ tục “Cấp đổi, cấp lại giấy phép” và “Đăng ký, gia hạn tên miền”"
    r = read("01 Nghị định đã trình Chính phủ^2", ("note 2", f"{title}; Nghị định quy định về ví dữ liệu"))
    assert r.labels == [title, "Nghị định quy định về ví dữ liệu"]


def test_items_may_be_counted_drafts_with_a_stage_of_their_own() -> None:
    r = read(
        "02 Nghị định đang soạn thảo^4",
        (
            "note 4",
            "(1) Dự thảo Nghị định quy định về kho số (đang lấy ý kiến); (2) Nghị định quy định về thẻ dữ liệu.",
        ),
    )
    assert r.stages == {
        "Nghị định quy định về kho số": "consulting",
        "Nghị định quy định về thẻ dữ liệu": "draft",
    }


def test_an_amending_law_and_the_law_are_two() -> None:
    r = read(
        "hoàn chỉnh 01 Luật sửa đổi, trình Chính phủ và trình Quốc hội thông qua^2",
        ("note 2", "Luật sửa đổi Luật Giá"),
    )
    assert r.claims() == {("Luật sửa đổi Luật Giá", "amends", "Luật Giá")}
    assert r.stages == {"Luật sửa đổi Luật Giá": "submitted", "Luật Giá": "issued"}


def test_proposals_for_laws_are_proposals_and_a_status_of_the_group_is_nobodys() -> None:
    r = read(
        "02 đề nghị xây dựng Luật^3",
        (
            "note 3",
            "Đề nghị xây dựng Luật thư viện; Đề nghị xây dựng Luật Trồng trọt (01 đang xin ý kiến các bộ; 01 đã được Bộ Tư pháp thẩm định xong)",
        ),
    )
    assert r.labels == ["Đề nghị xây dựng Luật thư viện", "Đề nghị xây dựng Luật Trồng trọt"]
    assert {i.type for i in r.raw.instruments} == {"proposal"}
    assert set(r.stages.values()) == {"proposed"}


@pytest.mark.parametrize(
    ("clause", "stage"),
    [
        ("04 Nghị định đang lấy ý kiến các thành viên Chính phủ trước khi ban hành", "consulting"),
        (
            "03 Nghị định đã tiếp thu ý kiến thẩm định, đã trình Chính phủ xem xét, ban hành",
            "submitted",
        ),
        (
            "02 Nghị định đã được Bộ Tư pháp thẩm định, Bộ đang hoàn thiện trình Chính phủ ban hành",
            "appraised",
        ),
        ("01 Nghị định đã gửi Bộ Tư pháp thẩm định", "submitted"),
        ("01 Nghị định đã xong dự thảo, đang lấy ý kiến các sở", "consulting"),
        ("ban hành 03 Nghị định", "issued"),
        ("đang soạn thảo 01 Nghị định", "draft"),
    ],
)
def test_the_body_gives_its_stage_to_the_list_of_the_note(clause: str, stage: str) -> None:
    r = read(
        f"Kết quả, bao gồm: ban hành 02 Thông tư^1; {clause}^2; 05 Quyết định^3.",
        ("note 2", "Nghị định quy định về thẻ dữ liệu; Nghị định quy định về kho số"),
    )
    assert r.stages == dict.fromkeys(r.labels, stage)
    (passage,) = r.raw.statuses[0].passages
    assert r.report.exact(passage) == clause


# Statuses in running text


@pytest.mark.parametrize(
    ("part", "stage"),
    [
        ("Thủ tướng Chính phủ đã ban hành Kế hoạch phát triển dữ liệu mở.", "issued"),
        ("Bộ đã trình Chính phủ dự thảo Nghị định về thẻ dữ liệu.", "submitted"),
        ("Bộ đang lấy ý kiến đối với dự thảo Nghị định về thẻ dữ liệu.", "consulting"),
        ("Bộ đã ban hành các hướng dẫn, xây dựng Đề án phát triển nguồn nhân lực số.", "draft"),
        ("Các bộ thực hiện Chương trình phát triển dữ liệu mở.", "issued"),
        ("Chiến lược phát triển dữ liệu mở đã được Thủ tướng Chính phủ phê duyệt.", "issued"),
        ("Chiến lược phát triển công nghiệp bán dẫn tạo động lực mới.", None),
        (("tasks", "Bộ trình Thủ tướng Chính phủ ban hành Kế hoạch phát triển dữ liệu mở."), "draft"),
        (
            ("tasks", "Xây dựng, ban hành và triển khai thực hiện Chương trình phát triển dữ liệu mở."),
            "draft",
        ),
        (("proposals", "Bộ kiến nghị Chính phủ ban hành Chương trình phát triển dữ liệu mở."), "proposed"),
        (("proposals", "Đề nghị Bộ Y tế sớm ban hành Thông tư quy định về y tế từ xa."), "proposed"),
        ("Việc chậm ban hành Luật Dữ liệu được khắc phục.", "issued"),
    ],
)
def test_the_stage_is_told_by_the_words_around_the_name(
    part: str | tuple[str, str], stage: str | None
) -> None:
    r = read(part)
    assert len(r.labels) == 1
    assert r.stages.get(r.labels[0]) == stage


def test_the_most_advanced_stage_counts_and_the_draft_of_the_next_sentence_is_meant() -> None:
    r = read(
        (
            "tasks",
            "Xây dựng Chương trình phát triển dữ liệu mở. Bộ đã hoàn thiện Dự thảo, trình Chính phủ theo quy chế.",
        ),
        ("proposals", "Bộ kiến nghị Chính phủ ban hành Chương trình phát triển dữ liệu mở."),
    )
    assert r.stages == {"Chương trình phát triển dữ liệu mở": "submitted"}


def test_a_plan_with_its_decision_in_brackets_is_approved_by_it() -> None:
    r = read(
        "Các nhiệm vụ theo Kế hoạch phát triển dữ liệu năm 2025 của Bộ Công an (Quyết định số 77/QĐ-BCA ngày 02/3/2025)."
    )
    plan = "Kế hoạch phát triển dữ liệu năm 2025 của Bộ Công an"
    assert r.claims() == {("77/QĐ-BCA", "approves", plan)}
    assert r.stages[plan] == "issued"


# Relations


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Nghị định số 71/2025/NĐ-CP thay thế Nghị định số 33/2019/NĐ-CP.",
            ("71/2025/NĐ-CP", "repeals", "33/2019/NĐ-CP"),
        ),
        (
            "Thông tư số 08/2023/TT-BTTTT bãi bỏ Thông tư số 17/2014/TT-BTTTT.",
            ("08/2023/TT-BTTTT", "repeals", "17/2014/TT-BTTTT"),
        ),
        (
            "Quyết định số 2955/QĐ-BYT đính chính Thông tư số 46/2018/TT-BYT.",
            ("2955/QĐ-BYT", "corrects", "46/2018/TT-BYT"),
        ),
        (
            "Văn bản hợp nhất số 05/VBHN-BYT hợp nhất Thông tư số 54/2017/TT-BYT.",
            ("05/VBHN-BYT", "consolidates", "54/2017/TT-BYT"),
        ),
        (
            "Thông tư số 12/2025/TT-BCA hướng dẫn thi hành một số điều của Nghị định số 37/2024/NĐ-CP.",
            ("12/2025/TT-BCA", "details", "37/2024/NĐ-CP"),
        ),
        (
            "Kế hoạch số 19/KH-UBND ngày 05/6/2023 triển khai thực hiện Nghị quyết số 57-NQ/TW.",
            ("19/KH-UBND", "implements", "57-NQ/TW"),
        ),
        (
            "Thủ tướng ban hành Quyết định số 142/QĐ-TTg ngày 02/02/2024 phê duyệt Chiến lược dữ liệu quốc gia.",
            ("142/QĐ-TTg", "approves", "Chiến lược dữ liệu quốc gia"),
        ),
        (
            "Thực hiện Nghị quyết số 57-NQ/TW, UBND tỉnh đã ban hành Kế hoạch phát triển dữ liệu mở.",
            ("Kế hoạch phát triển dữ liệu mở", "implements", "57-NQ/TW"),
        ),
        (
            "Thực hiện Chỉ thị số 11/CT-TTg của Thủ tướng Chính phủ, các bộ tiếp tục triển khai nhiệm vụ của Đề án 09.",
            ("11/CT-TTg", "implements", "Đề án 09"),
        ),
        (
            "Kế hoạch hành động triển khai Nghị quyết của Ban Bí thư về đổi mới giáo dục được ban hành.",
            (
                "Kế hoạch hành động triển khai Nghị quyết của Ban Bí thư về đổi mới giáo dục",
                "implements",
                "Nghị quyết của Ban Bí thư về đổi mới giáo dục",
            ),
        ),
        (
            "Các bộ triển khai nhiệm vụ trong Kế hoạch phát triển dữ liệu năm 2025 của mình để thực hiện các mục tiêu tại Chương trình dữ liệu mở quốc gia.",
            ("Kế hoạch phát triển dữ liệu năm 2025", "implements", "Chương trình dữ liệu mở quốc gia"),
        ),
    ],
)
def test_a_relation_is_read_from_its_words(text: str, claim: tuple[str, str, str]) -> None:
    assert read(text).claims() == {claim}


def test_what_is_issued_on_the_basis_of_instruments_is_based_on_each() -> None:
    r = read(
        "Căn cứ Luật Dữ liệu và Nghị định số 37/2024/NĐ-CP, Bộ Công an đã ban hành Thông tư số 12/2025/TT-BCA."
    )
    assert r.claims() == {
        ("12/2025/TT-BCA", "based_on", "Luật Dữ liệu"),
        ("12/2025/TT-BCA", "based_on", "37/2024/NĐ-CP"),
    }


def test_an_amending_verb_reaches_both_of_a_pair() -> None:
    r = read(
        "Thông tư số 08/2023/TT-BTTTT bãi bỏ Thông tư số 17/2014/TT-BTTTT và Thông tư số 01/2011/TT-BTTTT."
    )
    assert {o for _, _, o in r.claims()} == {"17/2014/TT-BTTTT", "01/2011/TT-BTTTT"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Quốc hội đã thông qua Luật Dữ liệu, với nhiều chính sách mới.", ("Luật Dữ liệu", "quoc-hoi")),
        ("Luật Dữ liệu được Quốc hội thông qua tại kỳ họp.", ("Luật Dữ liệu", "quoc-hoi")),
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.", ("57-NQ/TW", "bo-chinh-tri")),
        (
            "Thống đốc ký Quyết định số 9/QĐ-NHNN của Ngân hàng Nhà nước.",
            ("9/QĐ-NHNN", "ngan-hang-nha-nuoc-viet-nam"),
        ),
    ],
)
def test_the_issuer_is_told_by_a_verb_or_by_cua(text: str, claim: tuple[str, str]) -> None:
    assert read(text).passed_by() == {claim}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Bộ Khoa học và Công nghệ trình Chính phủ tại Tờ trình số 17/TTr-BKHCN.",
            ("17/TTr-BKHCN", "bo-khoa-hoc-va-cong-nghe"),
        ),
        (
            "Bộ Tài chính ban hành Kế hoạch số hóa hồ sơ năm 2025; Quyết định số 58/QĐ-BTC giao chỉ tiêu.",
            ("58/QĐ-BTC", "bo-tai-chinh"),
        ),
        (
            "Bộ Tài chính đã có ý kiến tại Công văn số 1234/BTC-NSNN ngày 2/3/2025.",
            ("1234/BTC-NSNN", "bo-tai-chinh"),
        ),
        (
            "Nhiệm vụ được Thủ tướng Chính phủ giao tại Quyết định số 422/QĐ-TTg đã xong.",
            ("422/QĐ-TTg", "thu-tuong-chinh-phu"),
        ),
        (
            "Thực hiện chỉ đạo của Thủ tướng Chính phủ trong Công điện số 33/CĐ-TTg, các bộ đã họp.",
            ("33/CĐ-TTg", "thu-tuong-chinh-phu"),
        ),
        (
            "Bộ Tài chính trình Chính phủ ban hành Nghị định số 94/2025/NĐ-CP về thử nghiệm.",
            ("94/2025/NĐ-CP", "chinh-phu"),
        ),
        ("theo Nghị quyết của Chính phủ số 18/NQ-CP ngày 05/01/2024", ("18/NQ-CP", "chinh-phu")),
        ("Bộ Công an đã hướng dẫn (Công văn số 45/BCA-C06).", ("45/BCA-C06", "bo-cong-an")),
    ],
)
def test_the_letters_count_where_the_sentence_names_their_body(text: str, claim: tuple[str, str]) -> None:
    assert claim in read(text).passed_by()


def test_both_issuers_of_a_joint_number_are_told() -> None:
    r = read(
        "Bộ Tài chính cùng Bộ Công an xây dựng hồ sơ, gửi Thủ tướng Chính phủ bằng Tờ trình số"
        " 17/TTr-BTC-BCA ngày 03/02/2025."
    )
    assert {o for _, o in r.passed_by()} == {"bo-tai-chinh", "bo-cong-an"}


def test_letters_of_a_class_of_bodies_mean_the_one_that_the_sentence_names() -> None:
    report = read_report(
        "thu.txt",
        "UBND tỉnh Lào Cai đã ban hành Kế hoạch số 21/KH-UBND về dữ liệu mở; Quyết định số 77/QĐ-UBND phê duyệt"
        " Danh mục dữ liệu mở.".encode(),
    )
    names = read_names(report)
    found = read_instruments(report, names)
    labels = {n.ref: n.label for n in names.organizations}
    issued = {
        (c.subject.key[:2], labels[c.object]) for c in found.claims if c.predicate is Predicate.PASSED_BY
    }
    assert issued == {("21", "Ủy ban nhân dân tỉnh Lào Cai"), ("77", "Ủy ban nhân dân tỉnh Lào Cai")}


def test_a_note_has_the_issuer_that_its_mark_counts_for() -> None:
    r = read(
        "Chính phủ đã ban hành 02 Nghị định^1 về dữ liệu.",
        ("note 1", "Nghị định số 47/2025/NĐ-CP; Nghị định số 48/2025/NĐ-CP."),
    )
    assert r.passed_by() == {("47/2025/NĐ-CP", "chinh-phu"), ("48/2025/NĐ-CP", "chinh-phu")}


@pytest.mark.parametrize(
    "part",
    [
        "Quyết định số 15/2024/QĐ-UBND được ban hành.",
        "Quyết định số 58/QĐ-BTC được ban hành.",
        "Luật số 60/2024/QH15 có hiệu lực.",
        "Công văn số 1234/BKHCN-CĐSQG hướng dẫn kỹ thuật.",
        "Bộ Tài chính triển khai Quyết định số 422/QĐ-TTg và báo cáo Thủ tướng Chính phủ.",
        "Thủ tướng Chính phủ yêu cầu các bộ thực hiện Quyết định số 422/QĐ-TTg.",
        "Luật Dữ liệu có hiệu lực.",
        "Bộ trình Quốc hội thông qua Luật Trồng trọt.",
        ("proposals", "Bộ kiến nghị Chính phủ ban hành Chương trình phát triển dữ liệu mở."),
        "Các bộ triển khai Chương trình dữ liệu mở quốc gia của Bộ Công an.",
        ("tasks", "Tham mưu ban hành Nghị quyết của Quốc hội quy định cơ chế thử nghiệm."),
    ],
)
def test_no_issuer_is_claimed_that_no_word_tells(part: str | tuple[str, str]) -> None:
    assert read(part).passed_by() == set()


# Short forms and anaphors


def test_a_short_form_is_the_one_instrument_it_can_be() -> None:
    r = read("Nghị định số 82/2024/NĐ-CP có hiệu lực. Nghị định 82 đã gỡ vướng. Nghị định 99 thì chưa.")
    assert r.labels == ["Nghị định số 82/2024/NĐ-CP", "Nghị định 99"]
    shown = [r.report.text[m.start : m.end] for m in r.raw.mentions]
    assert shown == ["Nghị định số 82/2024/NĐ-CP", "Nghị định 82", "Nghị định 99"]


def test_a_short_form_that_nothing_explains_is_a_name() -> None:
    r = read("Sau một năm thực hiện Nghị quyết 57, kinh tế số tăng nhanh; Nghị quyết số 57 đi vào cuộc sống.")
    (resolution,) = r.raw.instruments
    assert (resolution.number, resolution.aliases) == (None, ("Nghị quyết 57",))
    assert set(r.stages.values()) == {"issued"}


def test_what_a_short_form_approves_is_told_by_its_title() -> None:
    r = read("Theo Quyết định 411 của Thủ tướng Chính phủ phê duyệt Chiến lược phát triển kinh tế số.")
    assert ("Quyết định 411", "approves", "Chiến lược phát triển kinh tế số") in r.claims()
    assert r.passed_by() == {("Quyết định 411", "thu-tuong-chinh-phu")}


def test_a_short_form_that_may_be_two_is_left_alone() -> None:
    r = read("Quyết định số 82/QĐ-BCA và Quyết định số 82/QĐ-BTC có hiệu lực. Quyết định 82 đã gỡ vướng.")
    assert len(r.raw.mentions) == 2


def test_this_decree_is_the_one_decree_of_the_paragraph() -> None:
    r = read(
        "Nghị định số 82/2024/NĐ-CP có hiệu lực; Nghị định này gỡ vướng. Nghị định nêu trên được phổ biến."
    )
    assert len(r.raw.mentions) == 3
    r = read("Nghị định số 92/2024/NĐ-CP và Nghị định số 93/2024/NĐ-CP có hiệu lực; Nghị định này gỡ vướng.")
    assert len(r.raw.mentions) == 2


def test_this_decree_is_the_one_that_acts_not_the_one_acted_on() -> None:
    r = read(
        "Nghị định số 92/2024/NĐ-CP thay thế Nghị định số 93/2020/NĐ-CP. Nghị định này thay thế "
        "Nghị định số 94/2021/NĐ-CP."
    )
    assert ("92/2024/NĐ-CP", "repeals", "94/2021/NĐ-CP") in r.claims()


def test_what_lapses_when_another_takes_effect_is_replaced_by_it() -> None:
    r = read(
        "Nghị định số 93/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định số 92/2024/NĐ-CP có hiệu lực thi hành."
    )
    assert r.claims() == {("92/2024/NĐ-CP", "repeals", "93/2020/NĐ-CP")}


def test_a_law_in_force_since_a_day_was_amended_by_a_later_one() -> None:
    r = read("Luật số 38/2019/QH14 có hiệu lực từ ngày 01/7/2020 đã được sửa đổi bởi Luật số 56/2024/QH15.")
    assert r.claims() == {("56/2024/QH15", "amends", "38/2019/QH14")}


def test_who_drafts_what_has_no_number_yet() -> None:
    r = read(
        "Bộ Công an đang xây dựng Nghị định về định danh tàu cá; Chính phủ ban hành Nghị định số 82/2024/NĐ-CP."
    )
    drafted = {(c.object.key) for c in r.raw.claims if c.predicate is Predicate.DRAFTED_BY}
    assert drafted == {"bo-cong-an"}


def test_what_this_decision_replaces_is_said_of_the_decision() -> None:
    r = read(
        "Quyết định số 12/QĐ-TTg ngày 20/9/2024 có hiệu lực. Quyết định này thay thế Quyết định số 06/QĐ-TTg."
    )
    assert r.claims() == {("12/QĐ-TTg", "repeals", "06/QĐ-TTg")}


# Evidence and limits


def test_every_passage_holds_what_it_proves() -> None:
    r = read("Chính phủ ban hành 02 Nghị định^1.", ("note 1", NOTE))
    for claim in r.raw.claims:
        for passage in claim.passages:
            assert r.report.exact(passage)
    amends = next(c for c in r.raw.claims if c.predicate is Predicate.AMENDS)
    quote = r.report.exact(amends.passages[0])
    assert quote.startswith("Nghị định số 72/2025/NĐ-CP")
    assert "33/2019/NĐ-CP" in quote


def test_a_long_report_is_read_in_linear_time() -> None:
    sentence = "Bộ đã ban hành Kế hoạch phát triển dữ liệu số {n} của Bộ Công an, thực hiện Nghị định sửa đổi Nghị định số {n}/2020/NĐ-CP và Luật Dữ liệu; Nghị định này có hiệu lực. "

    def seconds(count: int) -> float:
        report = report_of("".join(sentence.format(n=n) for n in range(count)))
        names = names_in(report)
        start = time.process_time()
        read_instruments(report, names)
        return time.process_time() - start

    seconds(20)
    assert seconds(800) < 24 * seconds(100) + 0.2


def test_an_empty_report_names_nothing() -> None:
    assert read("Sở đã tổ chức 03 lớp tập huấn.").raw == InstrumentReading()
