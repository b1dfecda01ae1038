"""Organizations: what is a body's name, where it ends, whose it is, and what only looks like one."""

from __future__ import annotations

import pytest

from extraction.names import NameReading
from tests.extraction.names_reports import organizations, read


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # known bodies, their spellings and joints
        ("Theo Bộ TT&TT, việc này đã xong.", ["Bộ Thông tin và Truyền thông"]),
        ("Theo Bộ TTTT thì đủ.", ["Bộ Thông tin và Truyền thông"]),
        ("Giao Bộ Văn hóa, Thể thao và Du lịch chủ trì.", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("Giao Bộ VHTT&DL chủ trì.", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("Bộ Lao động, Thương binh và Xã hội trình.", ["Bộ Lao động - Thương binh và Xã hội"]),
        ("Bộ LĐ-TB&XH trình.", ["Bộ Lao động - Thương binh và Xã hội"]),
        ("Uỷ ban Dân tộc góp ý.", ["Ủy ban Dân tộc"]),
        ("Toà án nhân dân tối cao góp ý.", ["Tòa án nhân dân tối cao"]),
        ("NHNN và KBNN phối hợp.", ["Ngân hàng Nhà nước Việt Nam", "Kho bạc Nhà nước"]),
        ("BỘ TÀI CHÍNH", ["Bộ Tài chính"]),
        # "và" stays inside a name, a comma parts two
        (
            "Bộ Khoa học và Công nghệ, Văn phòng Chính phủ phối hợp với các bộ, ngành.",
            ["Bộ Khoa học và Công nghệ", "Văn phòng Chính phủ"],
        ),
        ("BCS Đảng Chính phủ, Thủ tướng Chính phủ giao.",
         ["Ban cán sự đảng Chính phủ", "Thủ tướng Chính phủ"]),
        ("Văn phòng Chính phủ thông báo.", ["Văn phòng Chính phủ"]),
        ("Thanh tra Chính phủ và Ban Cơ yếu Chính phủ.", ["Thanh tra Chính phủ", "Ban Cơ yếu Chính phủ"]),
        ("Nghị quyết của Bộ Chính trị được quán triệt.", ["Bộ Chính trị"]),
        ("Thủ tướng đã kết luận.", ["Thủ tướng Chính phủ"]),
        ("Theo Ủy ban quốc gia về chuyển đổi số thì đủ.", ["Ủy ban Quốc gia về Chuyển đổi số"]),
        ("Bộ trưởng Bộ Y tế trả lời.", ["Bộ Y tế"]),
        ("Luật Tổ chức Chính phủ có hiệu lực.", ["Chính phủ"]),
        # unknown bodies by head
        ("Cục Trồng trọt đã báo cáo.", ["Cục Trồng trọt"]),
        ("Cục Quản lý đăng ký kinh doanh công bố.", ["Cục Quản lý đăng ký kinh doanh"]),
        ("Cục Phát triển hạ tầng và Đô thị trình.", ["Cục Phát triển hạ tầng và Đô thị"]),
        ("Cục Thẩm định giá phối hợp với doanh nghiệp.", ["Cục Thẩm định giá"]),
        ("Tổng cục Thủy văn ban hành hướng dẫn.", ["Tổng cục Thủy văn"]),
        ("Viện Kinh tế xây dựng tổng hợp số liệu.", ["Viện Kinh tế xây dựng"]),
        ("Hiệp hội Thủ công vừa và nhỏ Việt Nam nêu.", ["Hiệp hội Thủ công vừa và nhỏ Việt Nam"]),
        ("Tập đoàn Hòa Bình Minh và Công ty TNHH Sao Việt ký.",
         ["Tập đoàn Hòa Bình Minh", "Công ty TNHH Sao Việt"]),
        ("Công ty TNHH Giải pháp FPT cung cấp.", ["Công ty TNHH Giải pháp FPT"]),
        ("Ngân hàng TMCP Phương Đông công bố lãi.", ["Ngân hàng TMCP Phương Đông"]),
        ("Trường Đại học Thủy lợi tuyển sinh.", ["Trường Đại học Thủy lợi"]),
        ("Ban Chỉ đạo 389 quốc gia kiểm tra.", ["Ban Chỉ đạo 389 quốc gia"]),
        (
            "Hội đồng quốc gia về phát triển bền vững họp.",
            [],  # no capital after the head
        ),
        ("Ủy ban Quốc gia về thanh niên Việt Nam họp.", ["Ủy ban Quốc gia về thanh niên Việt Nam"]),
        ("Hội đồng Tư vấn quốc gia về phát triển biển họp.", ["Hội đồng Tư vấn quốc gia về phát triển biển"]),
        ("Tập đoàn Qualcomm hợp tác.", ["Qualcomm"]),
        ("Vụ Pháp chế (Bộ Nội vụ) góp ý.", ["Vụ Pháp chế Bộ Nội vụ", "Bộ Nội vụ"]),
        ("Đảng ủy Bộ Công an ban hành.", ["Đảng ủy Bộ Công an"]),
        ("Ban Quản lý các Khu kinh tế tỉnh Đồng Nai cấp phép.",
         ["Ban Quản lý các Khu kinh tế tỉnh Đồng Nai"]),
        # local bodies with their place
        ("UBND tỉnh Nghệ An đã phê duyệt.", ["Ủy ban nhân dân tỉnh Nghệ An"]),
        ("Ủy ban nhân dân thành phố Đà Nẵng giao.", ["Ủy ban nhân dân thành phố Đà Nẵng"]),
        ("UBND TP.HCM giao.", ["Ủy ban nhân dân thành phố Hồ Chí Minh"]),
        ("UBND thành phố Lào Cai giao.", ["Ủy ban nhân dân thành phố Lào Cai"]),
        ("UBND huyện Sa Pa giao.", ["Ủy ban nhân dân huyện Sa Pa"]),
        ("Công an tỉnh Thanh Hóa xử lý.", ["Công an tỉnh Thanh Hóa"]),
        ("Theo Sở KH&CN TP. Hồ Chí Minh, đã đủ.", ["Sở Khoa học và Công nghệ thành phố Hồ Chí Minh"]),
        ("Sở Y tế Hà Nội thí điểm.", ["Sở Y tế thành phố Hà Nội"]),
        ("Cục Thuế tỉnh Bắc Ninh thu.", ["Cục Thuế tỉnh Bắc Ninh"]),
        ("Văn phòng UBND tỉnh Hà Tĩnh theo dõi.", ["Văn phòng Ủy ban nhân dân tỉnh Hà Tĩnh"]),
        ("Ban Thường vụ Tỉnh ủy Sơn La họp.", ["Ban Thường vụ Tỉnh ủy Sơn La"]),
        ("HĐND, UBND tỉnh Cà Mau họp.", ["Hội đồng nhân dân tỉnh Cà Mau", "Ủy ban nhân dân tỉnh Cà Mau"]),
        (
            "Họp có lãnh đạo UBND các tỉnh Nghệ An, Cà Mau.",
            ["Ủy ban nhân dân tỉnh Nghệ An", "Ủy ban nhân dân tỉnh Cà Mau"],
        ),
        # one plural head for several ministries
        ("Các Bộ: Công an, Văn hóa, Thể thao và Du lịch và Y tế phối hợp.",
         ["Bộ Công an", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Y tế"]),
        # bodies abroad are not the Vietnamese ones
        ("Chính phủ Hàn Quốc tài trợ.", ["Chính phủ Hàn Quốc"]),
        ("Bộ Ngoại giao Nhật Bản gửi công hàm.", ["Bộ Ngoại giao Nhật Bản"]),
        ("Chính phủ Việt Nam ký kết.", ["Chính phủ"]),
    ],
)  # fmt: skip
def test_a_body_is_found_with_its_whole_name(text: str, labels: list[str]) -> None:
    assert organizations(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "Các bộ, ngành, địa phương đã vào cuộc.",
        "Các doanh nghiệp và người dân hưởng lợi.",
        "Hóa đơn có mã của cơ quan thuế được dùng nhiều.",
        "Phó Thủ tướng Trần Văn Bình và Phó Thủ tướng Chính phủ Lê Thị Hoa dự.",
        "Phát triển Chính phủ số, Chính phủ điện tử là trọng tâm.",
        "Bộ phận một cửa, Bộ chỉ số, Bộ tiêu chí và Bộ luật Dân sự.",
        "Bộ Luật Lao động và Bộ Quy tắc ứng xử được áp dụng.",
        "Ủy ban nhân dân cấp tỉnh quyết định.",
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương.",
        "UBND tỉnh, thành phố rà soát.",
        "Sở Tài chính các tỉnh báo cáo.",
        "Trung tâm Y tế huyện lập kế hoạch.",
        "Hội nghị và Hội thảo được tổ chức.",
        "Hàn Quốc đạt 100 điểm; Indonesia đạt 99 điểm; Việt Nam đạt 98 điểm.",
        "Cục trưởng, Vụ trưởng và Viện trưởng chịu trách nhiệm.",
        "Chi cục Hải quan nơi làm thủ tục xác nhận.",
        "Các cục, vụ phối hợp với văn phòng.",
        "Đường Hồ Chí Minh và tư tưởng Hồ Chí Minh.",
        "Tổ chức thực hiện nghiêm túc.",
    ],
)
def test_a_class_an_office_or_a_concept_is_no_body(text: str) -> None:
    assert organizations(text) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Thí điểm tại 03 địa phương (Hà Nội, TP.Hồ Chí Minh, Quảng Ninh) trong quý.",
         ["Thành phố Hà Nội", "Thành phố Hồ Chí Minh", "Tỉnh Quảng Ninh"]),
        ("Hải Phòng, Cần Thơ và tỉnh Nghệ An đã ban hành chính sách.",
         ["Thành phố Hải Phòng", "Thành phố Cần Thơ", "Tỉnh Nghệ An"]),
        ("Các tỉnh Lào Cai, Yên Bái hoàn thành sớm.", ["Tỉnh Lào Cai", "Tỉnh Yên Bái"]),
        ("Tại tỉnh Quảng Ninh có 200 trạm.", []),
        ("Hội nghị diễn ra ở Đà Nẵng.", []),
        ("Trên địa bàn các tỉnh Sơn La, Điện Biên có mưa.", []),
    ],
)  # fmt: skip
def test_a_province_counts_where_it_acts(text: str, labels: list[str]) -> None:
    assert organizations(text) == labels


def test_a_letterhead_tells_whose_the_local_bodies_are() -> None:
    assert organizations("UBND TỈNH YÊN BÁI\nBÁO CÁO\nSở Nội vụ phối hợp với Công an tỉnh, Tỉnh ủy.") == [
        "Ủy ban nhân dân tỉnh Yên Bái",
        "Sở Nội vụ tỉnh Yên Bái",
        "Công an tỉnh Yên Bái",
        "Tỉnh ủy Yên Bái",
    ]


def test_a_province_that_no_table_knows_is_still_home() -> None:
    labels = organizations("ỦY BAN NHÂN DÂN\nTỈNH BẮC THANH\nUBND tỉnh giao Sở Y tế.")
    assert labels == ["Ủy ban nhân dân tỉnh Bắc Thanh", "Sở Y tế tỉnh Bắc Thanh"]


def test_without_a_home_a_department_without_place_is_a_class() -> None:
    assert organizations("Sở Tài chính thẩm định giá.") == []


def test_a_ministry_keeps_its_own_units_apart_from_those_of_others() -> None:
    labels = organizations("BỘ XÂY DỰNG\nVụ Pháp chế trình.\nVụ Pháp chế thuộc Bộ Y tế góp ý.")
    assert labels == ["Bộ Xây dựng", "Vụ Pháp chế Bộ Xây dựng", "Vụ Pháp chế Bộ Y tế", "Bộ Y tế"]


def _surfaces(text: str, reading: NameReading) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.ref.key) for m in reading.mentions]


@pytest.mark.parametrize(
    ("text", "bare", "key"),
    [
        ("Bộ Y tế đã ký. Bộ cũng mở lớp học.", "Bộ", "bo-y-te"),
        ("Bộ Nội vụ và Bộ Y tế họp. Theo báo cáo của Bộ, đã đủ.", None, None),
        ("Bộ Y tế đã ký. Trách nhiệm của Bộ.", "Bộ", "bo-y-te"),
        ("Ủy ban Dân tộc họp. Ủy ban đã kết luận.", "Ủy ban", "uy-ban-dan-toc"),
    ],
)
def test_a_bare_head_means_the_last_body_named(text: str, bare: str | None, key: str | None) -> None:
    reading = read(text)
    last = _surfaces(text, reading)[-1]
    if bare is None:
        assert last[0] != "Bộ"
    else:
        assert last == (bare, key)
        assert bare not in next(n for n in reading.organizations if n.ref.key == key).aliases


@pytest.mark.parametrize("text", ["Các Bộ, ngành rà soát.", "Cấp Bộ và cấp tỉnh.", "Bộ cũng làm xong."])
def test_a_bare_head_never_makes_a_new_body(text: str) -> None:
    assert read(text).mentions == ()


def test_an_acronym_in_brackets_is_learned_and_used_later() -> None:
    text = "Hiệp hội Thanh toán Việt Nam (HTTV) đề xuất. Ý kiến HTTV được tiếp thu; nhóm HTTVX thì không."
    reading = read(text)
    assert [n.label for n in reading.organizations] == ["Hiệp hội Thanh toán Việt Nam"]
    assert reading.organizations[0].aliases == ("HTTV",)
    assert [s for s, _ in _surfaces(text, reading)] == ["Hiệp hội Thanh toán Việt Nam", "HTTV", "HTTV"]


def test_codes_of_document_numbers_become_other_spellings_of_bodies_named() -> None:
    named = read("Bộ Khoa học và Công nghệ trình Tờ trình số 12/TTr-BKH-CN-BTC.").organizations
    assert [(n.label, n.aliases) for n in named] == [("Bộ Khoa học và Công nghệ", ("BKH-CN",))]


def test_spellings_of_one_body_are_one_thing() -> None:
    text = (
        "Ủy ban Quốc gia về Chuyển đổi số họp. Uỷ ban quốc gia về chuyển đổi số kết luận. UBQGCĐS thông báo."
    )
    named = read(text).organizations
    assert len(named) == 1
    assert named[0].known
    assert len(named[0].mentions) == 3


def test_unknown_bodies_keep_their_class_and_are_not_known() -> None:
    named = read("Cục Trồng trọt và Tập đoàn Hòa Bình Minh ký kết.").organizations
    assert [(n.classification, n.known) for n in named] == [("agency", False), ("company", False)]


def test_passages_lie_in_the_raw_text_word_for_word() -> None:
    source = "Theo Bộ Y tế, UBND tỉnh Nghệ An đã làm."
    for named in read(source).organizations:
        for passage in named.mentions:
            assert source[passage.start : passage.end] in ("Bộ Y tế", "UBND tỉnh Nghệ An")
