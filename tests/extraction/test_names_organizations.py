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
        ("HĐND, UBND, Ủy ban MTTQ Việt Nam tỉnh Cà Mau dự.",
         ["Hội đồng nhân dân tỉnh Cà Mau", "Ủy ban nhân dân tỉnh Cà Mau",
          "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Cà Mau"]),
        ("Theo Văn phòng HĐND và UBND phường Mai Hắc, đã đủ.",
         ["Văn phòng HĐND và Ủy ban nhân dân phường Mai Hắc"]),
        ("Ban Tổ chức Tỉnh ủy Sơn La kiểm điểm.", ["Ban Tổ chức Tỉnh ủy Sơn La"]),
        ("Đảng ủy phường Mai Hắc ra nghị quyết.", ["Đảng ủy phường Mai Hắc"]),
        ("Ban Pháp chế HĐND tỉnh Lai Châu thẩm tra.", ["Ban Pháp chế Hội đồng nhân dân tỉnh Lai Châu"]),
        ("Ban Quản lý khu kinh tế cửa khẩu Ma Lù cấp phép.", ["Ban Quản lý Khu kinh tế cửa khẩu Ma Lù"]),
        ("UBND các phường Mai Hắc và Đồng Tâm báo cáo.",
         ["Ủy ban nhân dân phường Mai Hắc", "Ủy ban nhân dân phường Đồng Tâm"]),
        # branches, daughters and regions of known bodies
        ("VNPT Lào Cai và Samsung Việt Nam ký.", ["VNPT Lào Cai", "Samsung Việt Nam"]),
        ("Agribank chi nhánh tỉnh Sơn La cho vay.", ["Agribank Sơn La"]),
        ("Kho bạc Nhà nước khu vực VII chi trả.", ["Kho bạc Nhà nước khu vực VII"]),
        ("Bảo hiểm xã hội khu vực XI cấp thẻ.", ["Bảo hiểm xã hội khu vực XI"]),
        ("Diễn đàn FPT Techday khai mạc.", ["Công ty Cổ phần FPT"]),
        # a proper name, a nation or a verb closes a name
        ("Hiệp hội Gỗ Việt Nam chuẩn hóa hồ sơ.", ["Hiệp hội Gỗ Việt Nam"]),
        ("Hiệp hội Gỗ và dịch vụ nội thất Việt Nam nêu.", ["Hiệp hội Gỗ và dịch vụ nội thất Việt Nam"]),
        ("Công ty Cổ phần Tin học ABX thắng thầu.", ["Công ty cổ phần Tin học ABX"]),
        ("Viện Da liễu Trung ương tiếp đón đoàn.", ["Viện Da liễu Trung ương"]),
        ("Theo Viện Chính sách và phát triển, đã đủ.", ["Viện Chính sách và phát triển"]),
        ("Trung tâm Thủy văn khu vực Bắc bộ đo 500 điểm.", ["Trung tâm Thủy văn khu vực Bắc bộ"]),
        ("Bệnh viện Mắt khám 500 ca; Bệnh viện Quân y 103 khám 20 ca.",
         ["Bệnh viện Mắt", "Bệnh viện Quân y 103"]),
        # the person who heads a body is no part of its name; a school bears a person's
        ("Cục trưởng Cục Trồng trọt Trần Văn An phát biểu.", ["Cục Trồng trọt"]),
        ("Giám đốc Bệnh viện Bạch Hạc Đào Văn An dự.", ["Bệnh viện Bạch Hạc"]),
        ("Chủ tịch UBND tỉnh Trần Văn An chủ trì.", []),
        ("Chủ tịch UBND xã Trần Văn An và UBND phường Nguyễn Trãi.", ["Ủy ban nhân dân phường Nguyễn Trãi"]),
        ("Hiệu trưởng Trường THPT Trần Văn An phát biểu.", ["Trường THPT Trần Văn An"]),
        # brands beside known ones, or with a person
        ("FPT, Rikkeisoft và NTT Data ký kết.", ["Công ty Cổ phần FPT", "Rikkeisoft", "NTT Data"]),
        ("Bà Lan, Tổng Giám đốc Kvaser Group, phát biểu.", ["Kvaser Group"]),
        ("Theo Opensignal, mạng nhanh hơn.", ["Opensignal"]),
        # one plural head for several ministries, a minister's office for one
        ("Bộ trưởng Y tế trả lời.", ["Bộ Y tế"]),
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
        "Cả nước có 63 Cục Thi hành án dân sự.",
        "Công ty A bán hàng cho Công ty B.",
        "Trường Sa và Hội An đón khách.",
        "Kho bạc Nhà nước nơi giao dịch xác nhận.",
        "Trung tâm Đào tạo mở lớp.",
        "Theo GRDP, kinh tế tăng.",
        "UBND các xã Nghị quyết giao.",
        "Chủ tịch Hội đồng quản trị và Ban Giám đốc họp.",
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


def test_a_commune_is_home_to_its_own_bodies() -> None:
    text = "ỦY BAN NHÂN DÂN\nPHƯỜNG MAI HẮC\nUBND phường giao Công an phường, Trạm Y tế phường."
    assert organizations(text) == [
        "Ủy ban nhân dân phường Mai Hắc",
        "Công an phường Mai Hắc",
        "Trạm Y tế phường Mai Hắc",
    ]


def test_a_title_tells_the_province_where_there_is_no_letterhead() -> None:
    text = "Chính quyền số tại tỉnh Lai Châu\nSở Nội vụ chủ trì."
    assert organizations(text) == ["Sở Nội vụ tỉnh Lai Châu"]


def test_departments_share_a_plural_head_in_their_province() -> None:
    text = "UBND TỈNH YÊN BÁI\nGiao các Sở: Tài chính, KH&CN và Y tế; UBND thành phố."
    assert organizations(text)[1:] == [
        "Sở Tài chính tỉnh Yên Bái",
        "Sở Khoa học và Công nghệ tỉnh Yên Bái",
        "Sở Y tế tỉnh Yên Bái",
    ]


def test_an_unknown_author_in_capitals_is_named() -> None:
    labels = organizations("BỆNH VIỆN MẮT ĐỒNG TÂM\nBÁO CÁO\nBệnh viện Mắt Đồng Tâm khám 500 ca.")
    assert labels == ["Bệnh viện Mắt Đồng Tâm"]


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


def test_an_acronym_before_its_words_is_learned_too() -> None:
    reading = read("HTTV (Hiệp hội Thanh toán Việt Nam) đề xuất. Ý kiến HTTV được tiếp thu.")
    assert [(n.label, n.aliases) for n in reading.organizations] == [
        ("Hiệp hội Thanh toán Việt Nam", ("HTTV",))
    ]


def test_a_unit_in_brackets_is_no_acronym_of_its_ministry() -> None:
    named = read("Bộ Công an (X15) trả lời. X15 đã rà soát.").organizations
    assert [(n.label, n.aliases) for n in named] == [("Bộ Công an", ())]


def test_codes_of_document_numbers_become_other_spellings_of_bodies_named() -> None:
    named = read("Bộ Khoa học và Công nghệ trình Tờ trình số 12/TTr-BKH-CN-BTC.").organizations
    assert [(n.label, n.aliases) for n in named] == [("Bộ Khoa học và Công nghệ", ("BKH-CN",))]


def test_a_symbol_alone_names_no_body() -> None:
    assert organizations("Theo Thông báo số 421/TB-VPCP và Công văn số 12/BTTTT-VP, VNPT/Viettel làm.") == [
        "Tập đoàn Bưu chính Viễn thông Việt Nam",
        "Tập đoàn Công nghiệp - Viễn thông Quân đội",
    ]


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
