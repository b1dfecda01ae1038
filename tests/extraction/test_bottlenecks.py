"""Bottlenecks: what is in the way, what has cleared it, what measures it (hard cases 101 to 110)."""

from __future__ import annotations

import pytest

from extraction.bottlenecks import BottleneckReading
from extraction.bottlenecks.wording import problem_of
from extraction.facts import Basis, Kind, Predicate
from extraction.report import BlockKind, Role
from tests.extraction.reports import Part, heading, note, obstacles

ONE, OTHER = "Nghị định số 15/2023/NĐ-CP", "Nghị định số 31/2023/NĐ-CP"
GOVERNMENT = ("Chính phủ", Kind.ORGANIZATION)


def shortcoming(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Part:
    return Part(text, kind, Role.SHORTCOMINGS)


def labels(reading: BottleneckReading) -> list[tuple[str, str]]:
    return [(b.status, b.label) for b in reading.bottlenecks]


def links(reading: BottleneckReading, predicate: Predicate) -> list[tuple[str, str]]:
    """Label of the bottleneck and key of what it is linked to."""
    by_ref = {b.ref: b.label for b in reading.bottlenecks}
    return [(by_ref[c.subject], c.object.key) for c in reading.claims if c.predicate is predicate]


def test_every_point_of_an_enumeration_is_cleared_by_every_instrument_named() -> None:
    report, reading = obstacles(
        f"{ONE} và {OTHER} của Chính phủ đã tháo gỡ 03 nút thắt trong quản lý đất đai, đó là: "
        '(1) "Khai thông" việc cấp sổ cho hộ ngụ cư; (2) "Phòng ngừa" nguy cơ đầu cơ đất rừng với giải pháp '
        '"đấu giá tập trung"; (3) Tăng hiệu quả sử dụng đất bãi bồi.',
        instruments=[ONE, OTHER],
        names=[GOVERNMENT],
    )
    assert labels(reading) == [
        ("resolved", "Vướng mắc về việc cấp sổ cho hộ ngụ cư"),
        ("resolved", "Nguy cơ đầu cơ đất rừng"),
        ("resolved", "Hiệu quả sử dụng đất bãi bồi chưa cao"),
    ]
    resolved = links(reading, Predicate.RESOLVED_BY)
    assert len(resolved) == 6
    assert {key for _, key in resolved} == {"t0", "t1"}
    assert all(report.exact(c.passages[0]).startswith(ONE) for c in reading.claims)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ('"Khơi thông" nguồn vốn cho hồ chứa', "Vướng mắc về nguồn vốn cho hồ chứa"),
        ("Phòng ngừa nguy cơ sạt lở đê biển", "Nguy cơ sạt lở đê biển"),
        ("Rút ngắn thời gian cấp sổ", "Thời gian cấp sổ kéo dài"),
        ("Đơn giản hóa hồ sơ vay vốn;", "Hồ sơ vay vốn còn phức tạp"),
        ("Nâng cao chất lượng nước sinh hoạt", "Chất lượng nước sinh hoạt chưa cao"),
        ("Thiếu giáo viên vùng cao", "Thiếu giáo viên vùng cao"),
        ("Nguy cơ cháy rừng, nay đã được kiểm soát bằng chốt trực", "Nguy cơ cháy rừng"),
    ],
)
def test_a_remedy_is_turned_into_the_problem_that_it_answers(item: str, problem: str) -> None:
    assert problem_of(item) == problem


def test_an_obstacle_ends_at_the_colon_and_the_measure_behind_it_is_none() -> None:
    _, reading = obstacles(
        f"{ONE} đã giải quyết điểm nghẽn trong xử lý tàu cá mất tín hiệu là: mọi tàu phải gắn thiết bị.",
        instruments=[ONE],
    )
    assert labels(reading) == [("resolved", "Điểm nghẽn trong xử lý tàu cá mất tín hiệu")]
    assert links(reading, Predicate.RESOLVED_BY) == [("Điểm nghẽn trong xử lý tàu cá mất tín hiệu", "t0")]


def test_two_obstacles_part_at_the_second_obstacle_word_and_not_at_a_comma() -> None:
    _, reading = obstacles(
        "Luật Thủy lợi giải quyết 02 điểm nghẽn về nguồn nước manh mún, thất thoát từ nhiều năm "
        "và điểm nghẽn về năng lực dự báo hạn của các trạm đo.",
        instruments=["Luật Thủy lợi"],
    )
    assert [label for _, label in labels(reading)] == [
        "Nguồn nước manh mún, thất thoát từ nhiều năm",
        "Điểm nghẽn về năng lực dự báo hạn của các trạm đo",
    ]
    assert len(links(reading, Predicate.RESOLVED_BY)) == 2


def test_headings_and_openings_of_lists_are_no_obstacles() -> None:
    _, reading = obstacles(
        heading("2. Cơ chế mới đã gỡ được nhiều nút thắt tồn tại từ lâu"),
        "a) Tháo gỡ các nút thắt:",
    )
    assert labels(reading) == []


def test_each_sentence_of_a_part_on_shortcomings_that_states_a_problem_is_one() -> None:
    _, reading = obstacles(
        shortcoming(
            "Một số trường vùng cao còn thiếu giáo viên. Việc sáp nhập điểm trường triển khai chậm. "
            "Cơ sở vật chất xuống cấp. Các trường sẽ báo cáo trong quý sau."
        ),
        shortcoming("1. Nhiều trạm y tế chưa có bác sĩ.", BlockKind.ITEM),
    )
    assert labels(reading) == [
        ("open", "Một số trường vùng cao còn thiếu giáo viên"),
        ("open", "Việc sáp nhập điểm trường triển khai chậm"),
        ("open", "Cơ sở vật chất xuống cấp"),
        ("open", "Nhiều trạm y tế chưa có bác sĩ"),
    ]


def test_a_clause_that_lacks_two_things_is_two() -> None:
    _, reading = obstacles(
        shortcoming(
            "Nhiều xã chưa hoàn thành việc lập quy hoạch sử dụng đất, hoạt động của tổ hòa giải cơ sở không "
            "thường xuyên."
        )
    )
    assert [label for _, label in labels(reading)] == [
        "Nhiều xã chưa hoàn thành việc lập quy hoạch sử dụng đất",
        "Hoạt động của tổ hòa giải cơ sở không thường xuyên",
    ]


def test_one_concern_said_to_be_cleared_and_listed_as_open_is_two_statements() -> None:
    _, reading = obstacles(
        f"{ONE} đã tháo gỡ vướng mắc về hồ sơ đất đai phân tán tại nhiều cơ quan.",
        shortcoming("Hồ sơ đất đai còn phân tán, chưa được kết nối."),
        instruments=[ONE],
    )
    assert [status for status, _ in labels(reading)] == ["resolved", "open"]
    assert [label for label, _ in links(reading, Predicate.RESOLVED_BY)] == [labels(reading)[0][1]]


def test_the_plan_that_a_delay_violates_does_not_resolve_it() -> None:
    plan = "Kế hoạch số 12/KH-BYT"
    _, reading = obstacles(
        shortcoming(f"Nhiều trạm y tế triển khai sổ sức khỏe chậm so với {plan}."), instruments=[plan]
    )
    assert [status for status, _ in labels(reading)] == ["open"]
    assert reading.claims == []


def test_a_figure_in_the_obstacles_own_words_measures_it() -> None:
    report, reading = obstacles(shortcoming("Giải ngân vốn tái định cư còn thấp, mới đạt 31,5%."))
    (claim,) = reading.claims
    assert claim.predicate is Predicate.MEASURED_BY
    assert claim.basis is Basis.STATED
    assert "31,5%" in report.exact(claim.passages[0])


def test_a_figure_in_the_footnote_on_an_obstacle_measures_it() -> None:
    report, reading = obstacles(
        "Ngành giáo dục có 120 điểm trường.",
        shortcoming("Việc kiên cố hóa trường học còn chậm[^3]. Trường thiếu giáo viên."),
        note(3, "Mới có 14 điểm trường được kiên cố hóa."),
    )
    (claim,) = reading.claims
    assert claim.subject == reading.bottlenecks[0].ref
    assert [report.exact(p)[:16] for p in claim.passages] == ["Việc kiên cố hóa", "Mới có 14 điểm t"]


def test_what_only_shares_words_with_an_obstacle_does_not_measure_it() -> None:
    _, reading = obstacles(
        "Tỷ lệ hộ có nước sạch đạt 87%.", shortcoming("Chất lượng nước sạch nông thôn còn thấp.")
    )
    assert len(reading.bottlenecks) == 1
    assert reading.claims == []


@pytest.mark.parametrize(
    "part",
    [
        Part("Bài học thứ hai: kiên trì giải quyết tồn tại, vướng mắc của người dân.", role=Role.LESSONS),
        Part("Các sở tháo gỡ khó khăn, lập lại quy hoạch."),
        Part("Tiếp tục tháo gỡ khó khăn cho hộ nuôi trồng thủy sản.", role=Role.TASKS),
        Part("Sở Y tế cần giải quyết vướng mắc về đấu thầu thuốc.", role=Role.TASKS),
        Part("Tiến độ trồng rừng còn chậm ở nước bạn."),
    ],
)
def test_lessons_wishes_and_generalities_are_no_obstacles(part: Part) -> None:
    _, reading = obstacles(part)
    assert reading.bottlenecks == []


def test_a_purpose_is_proposed_and_never_stated() -> None:
    _, reading = obstacles(
        f"{ONE} nhằm tháo gỡ vướng mắc về thủ tục giao đất cho hộ nghèo.", instruments=[ONE]
    )
    assert labels(reading) == [("open", "Vướng mắc về thủ tục giao đất cho hộ nghèo")]
    (claim,) = reading.claims
    assert (claim.predicate, claim.basis) == (Predicate.PROPOSED_RESOLUTION, Basis.INFERRED)
    assert claim.rationale
    assert claim.rationale_en


@pytest.mark.parametrize(
    ("sentence", "resolver"),
    [
        (f"Vướng mắc về thủ tục giao đất cho hộ nghèo đã được tháo gỡ bằng {ONE}.", ["t0"]),
        (f"{ONE} của Chính phủ đã giải quyết vướng mắc về giá đất tái định cư.", ["t0"]),
        (f"Thực hiện {ONE}, các xã đã giải quyết vướng mắc về giá đất tái định cư.", []),
        ("Tỉnh đã tháo gỡ vướng mắc về mặt bằng cho tuyến đường ven biển.", []),
    ],
)
def test_an_instrument_resolves_only_as_the_one_that_clears(sentence: str, resolver: list[str]) -> None:
    _, reading = obstacles(sentence, instruments=[ONE], names=[GOVERNMENT])
    assert [status for status, _ in labels(reading)] == ["resolved"]
    assert [key for _, key in links(reading, Predicate.RESOLVED_BY)] == resolver


def test_a_line_that_announces_obstacles_opens_a_list_of_them() -> None:
    _, reading = obstacles(
        "Tuy nhiên, vẫn còn một số hạn chế sau:",
        Part("a) Đường liên thôn xuống cấp nhiều đoạn.", BlockKind.ITEM),
        Part("b) Trạm bơm chưa đáp ứng nhu cầu tưới.", BlockKind.ITEM),
        Part("Năm qua mùa mưa đến chậm."),
    )
    assert labels(reading) == [
        ("open", "Đường liên thôn xuống cấp nhiều đoạn"),
        ("open", "Trạm bơm chưa đáp ứng nhu cầu tưới"),
    ]


def test_among_results_a_sentence_that_turns_against_them_states_one() -> None:
    _, reading = obstacles("Rừng trồng tăng nhanh. Tuy nhiên, tiến độ trồng rừng thay thế còn chậm.")
    assert labels(reading) == [("open", "Tiến độ trồng rừng thay thế còn chậm")]


RUNNING = [
    (
        "Khó khăn lớn nhất hiện nay là thiếu thuyền cứu hộ ở các xã ven sông.",
        ["Thiếu thuyền cứu hộ ở các xã ven sông"],
    ),
    (
        "Nguyên nhân chủ yếu là do kè cũ xuống cấp; kinh phí duy tu chưa bố trí đủ; nhân lực còn thiếu.",
        ["Kè cũ xuống cấp", "Kinh phí duy tu chưa bố trí đủ", "Nhân lực còn thiếu"],
    ),
    (
        "Tưới tiêu vẫn còn một số hạn chế, như: kênh nội đồng chưa nối thông; trạm bơm lạc hậu, hay hỏng.",
        ["Kênh nội đồng chưa nối thông", "Trạm bơm lạc hậu, hay hỏng"],
    ),
    (
        "Tuy nhiên, còn những tồn tại cần sớm khắc phục: (i) Chợ cá quá tải; (ii) Bến đỗ chưa được nạo vét.",
        ["Chợ cá quá tải", "Bến đỗ chưa được nạo vét"],
    ),
    (
        "Xã đã lắp 40 cột đèn, tuy nhiên nhiều ngõ vẫn chưa có điện chiếu sáng.",
        ["Nhiều ngõ vẫn chưa có điện chiếu sáng"],
    ),
    (
        "Trở ngại đầu tiên nằm ở quy hoạch bến bãi còn chồng chéo. Bên cạnh đó, giá thuê đất còn cao.",
        ["Quy hoạch bến bãi còn chồng chéo", "Giá thuê đất còn cao"],
    ),
]


@pytest.mark.parametrize(("text", "stated"), RUNNING)
def test_running_text_that_names_obstacles_states_them(text: str, stated: list[str]) -> None:
    _, reading = obstacles(text)
    assert labels(reading) == [("open", each) for each in stated]


@pytest.mark.parametrize(
    "text",
    [
        "Tháo gỡ khó khăn là nhiệm vụ chưa khi nào thôi quan trọng.",
        "Trường hợp có trở ngại khách quan là thiếu tàu thì lùi ngày thi hành.",
        "Xã đặc biệt khó khăn là xã có tỷ lệ hộ nghèo chưa đạt mức quy định.",
        "Khó khăn, vướng mắc của ngư dân là mối quan tâm của cả tỉnh.",
        "Điều 7. Hạn chế cho vay\nHợp tác xã không được cho vay khi thiếu tài sản bảo đảm.",
    ],
)
def test_wishes_cases_and_classes_of_places_are_no_obstacles(text: str) -> None:
    _, reading = obstacles(*text.split("\n"))
    assert reading.bottlenecks == []


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        (
            f"Theo ông Phan Văn An, {ONE} đã gỡ nút thắt thủ tục cho việc thuê mặt nước.",
            "Thủ tục cho việc thuê mặt nước",
        ),
        (
            f"{ONE} đã khắc phục tình trạng thiếu cán bộ thú y ở cấp xã.",
            "Thiếu cán bộ thú y ở cấp xã",
        ),
        (
            f"{ONE} quy định mức chi cho tổ cứu hộ, qua đó tháo gỡ vướng mắc về kinh phí trực ban.",
            "Vướng mắc về kinh phí trực ban",
        ),
    ],
)
def test_what_an_instrument_cleared_is_read_behind_titles_and_attributions(sentence: str, label: str) -> None:
    _, reading = obstacles(sentence, instruments=[ONE])
    assert labels(reading) == [("resolved", label)]
    assert links(reading, Predicate.RESOLVED_BY) == [(label, "t0")]


def test_a_state_yet_to_be_cleared_is_open_and_a_thanked_instrument_cleared_what_was_in_the_way() -> None:
    _, reading = obstacles(
        Part("Khắc phục ngay tình trạng mỗi bến cá dùng một mẫu phiếu riêng.", role=Role.TASKS),
        f"Nhờ {ONE}, huyện đảo đã gỡ được nút thắt về cấp phép đóng tàu.",
        f"Vụ mùa chậm tiến độ vì thiếu giống; {OTHER} về vốn đê đã giải quyết bất cập về phân cấp đê.",
        instruments=[ONE, OTHER],
    )
    assert labels(reading) == [
        ("open", "Mỗi bến cá dùng một mẫu phiếu riêng"),
        ("resolved", "Nút thắt về cấp phép đóng tàu"),
        ("open", "Vụ mùa chậm tiến độ vì thiếu giống"),
        ("resolved", "Bất cập về phân cấp đê"),
    ]
    assert [key for _, key in links(reading, Predicate.RESOLVED_BY)] == ["t0", "t1"]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        (
            f"Vướng mắc về thẩm quyền cấp phép bến đã được {ONE} tháo gỡ.",
            "Vướng mắc về thẩm quyền cấp phép bến",
        ),
        (
            f"Trước đây ngư dân chỉ được khai báo tại cảng gốc; {ONE} đã gỡ nút thắt này.",
            "Ngư dân chỉ được khai báo tại cảng gốc",
        ),
        (
            f"Tàu cá neo đậu còn lộn xộn, thiếu chỗ tránh bão, được giải quyết tại {ONE}.",
            "Tàu cá neo đậu còn lộn xộn, thiếu chỗ tránh bão",
        ),
        (
            f"{ONE} quy định mức thu mới, xóa bỏ rào cản về chi phí khiến chủ tàu ngại đăng kiểm.",
            "Chi phí khiến chủ tàu ngại đăng kiểm",
        ),
        (f"{ONE} chấm dứt cảnh mỗi bến giữ một sổ riêng.", "Mỗi bến giữ một sổ riêng"),
        (
            f"{ONE} hướng dẫn khai báo điện tử tháo gỡ được vướng mắc về chữ ký của chủ tàu.",
            "Vướng mắc về chữ ký của chủ tàu",
        ),
    ],
)
def test_what_cleared_an_obstacle_is_read_in_passives_results_and_back_references(
    sentence: str, label: str
) -> None:
    _, reading = obstacles(sentence, instruments=[ONE])
    assert labels(reading) == [("resolved", label)]
    assert links(reading, Predicate.RESOLVED_BY) == [(label, "t0")]


def test_a_plan_to_clear_obstacles_has_not_cleared_them() -> None:
    _, reading = obstacles(
        f"{ONE} ban hành Kế hoạch khắc phục hạn chế trong công tác đăng kiểm tàu cá.", instruments=[ONE]
    )
    assert links(reading, Predicate.RESOLVED_BY) == []


def test_that_there_are_obstacles_is_none_of_them() -> None:
    _, reading = obstacles(
        shortcoming("Bên cạnh kết quả, nghề cá còn một số hạn chế. Kinh phí chỉ đáp ứng 40% nhu cầu.")
    )
    assert labels(reading) == [("open", "Kinh phí chỉ đáp ứng 40% nhu cầu")]
