"""Databases and platforms: names against classes, lists under one head, products, spellings of one thing."""

from __future__ import annotations

import pytest

from tests.extraction.names_reports import databases, organizations, platforms, read


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Đã kết nối CSDL quốc gia về dân cư.", ["Cơ sở dữ liệu quốc gia về dân cư"]),
        ("Cơ sở dữ liệu quốc gia về Dân cư hoạt động tốt.", ["Cơ sở dữ liệu quốc gia về dân cư"]),
        ("Kết nối Cơ sở dữ liệu (CSDL) quốc gia về đất đai.", ["Cơ sở dữ liệu quốc gia về đất đai"]),
        ("Kết nối CSDL đất đai quốc gia.", ["Cơ sở dữ liệu quốc gia về đất đai"]),
        ("Dùng CSDL quốc gia về CBCCVC.", ["Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức"]),
        ("Dùng CSDL quốc gia về TTHC.", ["Cơ sở dữ liệu quốc gia về thủ tục hành chính"]),
        ("Xây dựng CSDL quốc gia về rừng trồng, phục vụ quản lý.", ["Cơ sở dữ liệu quốc gia về rừng trồng"]),
        ("Xây dựng cơ sở dữ liệu quốc gia về biển đảo đã xong.", ["Cơ sở dữ liệu quốc gia về biển đảo"]),
        ("Cập nhật Cơ sở dữ liệu về hồ đập lớn để theo dõi.", ["Cơ sở dữ liệu về hồ đập lớn"]),
        ("Các CSDL quốc gia về dân cư, bảo hiểm và đất đai đã mở.",
         ["Cơ sở dữ liệu quốc gia về dân cư", "Cơ sở dữ liệu quốc gia về bảo hiểm",
          "Cơ sở dữ liệu quốc gia về đất đai"]),
        ("Mở Kho quản lý dữ liệu điện tử của tổ chức, cá nhân tại xã.",
         ["Kho quản lý dữ liệu điện tử của tổ chức, cá nhân"]),
        ("Có 12 cơ sở dữ liệu quốc gia được giao.", []),
        ("Có 12 cơ sở dữ liệu (CSDL) quốc gia được giao.", []),
        ("Danh mục cơ sở dữ liệu quốc gia đã ban hành.", []),
        ("Xây dựng cơ sở dữ liệu dùng chung của ngành.", []),
        ("CSDL quốc gia chưa hoàn thiện; CSDL chuyên ngành cũng vậy.", []),
        ("Luật và Chiến lược về dữ liệu đã có.", []),
        ("Làm sạch cơ sở dữ liệu đất đai, dùng chung.", ["Cơ sở dữ liệu đất đai"]),
        ("Làm sạch cơ sở dữ liệu đất đai của các huyện.", []),
        ("Cập nhật CSDL về nhà ở xã hội hằng quý.", ["Cơ sở dữ liệu về nhà ở xã hội"]),
        ("Đã xong CSDL ngành lâm nghiệp.", ["Cơ sở dữ liệu ngành lâm nghiệp"]),
        ("CƠ SỞ DỮ LIỆU VỀ HÀNG HÓA", []),
    ],
)  # fmt: skip
def test_a_database_is_named_by_its_topic(text: str, labels: list[str]) -> None:
    assert databases(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "Mới xong 04 CSDL quốc gia: Dân cư, Đất đai, Đăng ký doanh nghiệp, CBCCVC.",
        "Mới xong 04 CSDL quốc gia: Dân cư; Đất đai; Đăng ký doanh nghiệp; Cán bộ, công chức, viên chức.",
        "Mới xong 04 CSDL quốc gia gồm: dân cư, đất đai, đăng ký doanh nghiệp và CBCCVC.",
        "Đã có 04 CSDL quốc gia (dân cư, đất đai, đăng ký doanh nghiệp, CBCCVC).",
    ],
)
def test_a_head_before_a_list_belongs_to_every_member(text: str) -> None:
    assert databases(text) == [
        "Cơ sở dữ liệu quốc gia về dân cư",
        "Cơ sở dữ liệu quốc gia về đất đai",
        "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp",
        "Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức",
    ]


def test_unknown_members_count_only_where_the_count_agrees() -> None:
    assert databases("Có 02 CSDL quốc gia: Dân cư, Rừng trồng.") == [
        "Cơ sở dữ liệu quốc gia về dân cư",
        "Cơ sở dữ liệu quốc gia về rừng trồng",
    ]
    assert databases("Có 05 CSDL quốc gia: Dân cư, Rừng trồng.") == ["Cơ sở dữ liệu quốc gia về dân cư"]


def test_a_list_in_a_note_takes_its_head_from_the_sentence_that_bears_the_mark() -> None:
    text = "Có 05 ứng dụng di động đạt trên 10 triệu người dùng⟨3⟩. Câu sau."
    notes = {3: "Bao gồm: Zalo, Sổ bếp, MB Bank, VNeID và Vietcombank."}
    assert platforms(text, notes) == ["Zalo", "Sổ bếp", "MB Bank", "VNeID", "Vietcombank"]
    assert organizations_of_note(text, notes) == []


def organizations_of_note(text: str, notes: dict[int, str]) -> list[str]:
    return [named.label for named in read(text, notes).organizations]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # known, in any case and with slips of a scan
        ("Cổng dịch vụ công quốc gia mở.", ["Cổng Dịch vụ công quốc gia"]),
        ("Công Dịch vụ công quốc gia mở.", ["Cổng Dịch vụ công quốc gia"]),
        ("Nền tảng tích hợp chia sẻ dữ liệu quốc gia chạy tốt.",
         ["Nền tảng tích hợp, chia sẻ dữ liệu quốc gia"]),
        ("Người dân đăng nhập bằng VNeID.", ["VNeID"]),
        ("Chương trình Smedx và nền tảng SMEdx.", ["Chương trình SMEdx"]),
        ("Hệ thống EMC ghi nhận.", ["Hệ thống EMC"]),
        ("Qua cổng PDT.GOV.VN, đã đủ.", ["Cổng PDT.GOV.VN"]),
        # a capital head in mid-sentence
        ("Vận hành Nền tảng quản trị rừng trồng theo cấp độ.", ["Nền tảng quản trị rừng trồng theo cấp độ"]),
        ("Dùng Nền tảng chia sẻ, điều phối dữ liệu hằng ngày.", ["Nền tảng chia sẻ, điều phối dữ liệu"]),
        ("Nâng cấp Hệ thống thông tin về định mức và giá xây dựng; xong.",
         ["Hệ thống thông tin về định mức và giá xây dựng"]),
        ("Đưa Hệ thống giám sát, cảnh báo cháy rừng trực tuyến vào dùng.",
         ["Hệ thống giám sát, cảnh báo cháy rừng trực tuyến"]),
        ("Mở Hệ thống thông tin cháy rừng và kết nối, chia sẻ với các nơi.",
         ["Hệ thống thông tin cháy rừng"]),
        ("Mở Cổng thông tin du lịch quốc gia cho khách.", ["Cổng thông tin du lịch quốc gia"]),
        ("Trên Cổng thông tin điện tử Bộ Xây dựng có tin.", ["Cổng thông tin điện tử Bộ Xây dựng"]),
        ("Dùng Hệ thống một cửa điện tử tỉnh Nam Định.", ["Hệ thống một cửa điện tử tỉnh Nam Định"]),
        # a lower-case head before a proper name
        ("Cài ứng dụng ThanhLam-S về máy.", ["Ứng dụng ThanhLam-S"]),
        ('Dùng ứng dụng "Công dân số Nam Định" hằng ngày.', ["Ứng dụng Công dân số Nam Định"]),
        ("Bán trên sàn thương mại điện tử RauXanhMart.", ["Sàn thương mại điện tử RauXanhMart"]),
        ("Qua cổng dulieu.namdinh.gov.vn công bố.", ["Cổng dulieu.namdinh.gov.vn"]),
        ("Qua cổng TRAXANH.GOV.VN công bố.", ["Cổng TRAXANH.GOV.VN"]),
        ("Một số ứng dụng như Zalo, MoMo, ZaloPay phổ biến.", ["Zalo", "Ví MoMo", "ZaloPay"]),
        ("Có 2 hệ thống: Báo cáo nhanh, Họp trực tuyến.",
         ["Hệ thống báo cáo nhanh", "Hệ thống họp trực tuyến"]),
        ("Dùng phần mềm quản lý kho SaoKho tại xã.", ["Phần mềm quản lý kho SaoKho"]),
        ("Trung tâm IOC của tỉnh Bình Phước hoạt động.", ["Trung tâm IOC của tỉnh Bình Phước"]),
        ("Mở Trung tâm giám sát, điều hành thông minh (IOC) tỉnh Lai Châu.",
         ["Trung tâm giám sát, điều hành thông minh tỉnh Lai Châu"]),
        ("Vận hành hệ thống cảnh báo lũ quét (LUQ) ở bản.", ["Hệ thống cảnh báo lũ quét"]),
        ("Dùng nền tảng Công dân số Đồng Tâm (DongTam Smart).", ["Nền tảng Công dân số Đồng Tâm"]),
        ("Dùng hệ thống theo dõi tàu cá VTCX hằng ngày.", ["Hệ thống theo dõi tàu cá VTCX"]),
        ("Đưa Nền tảng số quản lý rừng trồng vào dùng.", ["Nền tảng số quản lý rừng trồng"]),
        ("Hệ thống quản lý văn bản và điều hành được dùng.", ["Hệ thống quản lý văn bản và điều hành"]),
        ("Nâng cấp Hệ thống quản lý tàu cá để theo dõi.", ["Hệ thống quản lý tàu cá"]),
        ("Triển khai phần mềm VNPT HIS, VNPT Invoice và Viettel-CA.",
         ["Phần mềm VNPT HIS", "VNPT Invoice", "Viettel-CA"]),
        ("Trường dùng vnEdu, iHanoi.", ["vnEdu", "iHanoi"]),
        ("Bán qua Shopee và KhoRau247 nhiều hơn.", ["Shopee", "KhoRau247"]),
    ],
)  # fmt: skip
def test_a_platform_is_found_with_its_whole_name(text: str, labels: list[str]) -> None:
    assert platforms(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "Nền tảng số là giải pháp đột phá.",
        "Hệ thống chính trị vào cuộc.",
        "Hệ thống văn bản pháp luật còn thiếu.",
        "Hệ thống hạ tầng số được đầu tư.",
        "Các hệ thống thông tin được bảo vệ.",
        "hệ thống quản lý văn bản của 3 bộ đã kết nối.",
        "Ứng dụng công nghệ thông tin được đẩy mạnh.",
        "Thí điểm ứng dụng AI, hệ thống GIS và hệ thống camera.",
        "Cổng thông tin điện tử được nâng cấp.",
        "Nâng cấp các Cổng thông tin điện tử.",
        "Dịch vụ truyền hình 4K và mạng 5G.",
        "Sàn nhà và cổng chào được sửa.",
        "Nền tảng tư tưởng được giữ vững.",
        "Dùng hệ thống dịch vụ công trực tuyến (DVCTT).",
        "Thí điểm ứng dụng điện toán biên (MEC).",
        "Mua phần mềm Kế toán.",
        "Xây dựng nền tảng Chính phủ số hiện đại.",
        "Duy trì Hệ thống quản lý chất lượng theo tiêu chuẩn.",
        "Các hệ thống ứng cứu (CERT) đã có.",
        "Nền tảng số quốc gia được ưu tiên.",
    ],
)
def test_a_class_or_a_technology_is_no_platform(text: str) -> None:
    assert platforms(text) == []


def test_a_product_learned_under_its_head_is_known_without_it() -> None:
    text = "Tỉnh đưa vào dùng ứng dụng iThanhLam. Đến nay iThanhLam có 5.000 lượt tải."
    named = read(text).platforms
    assert [(n.label, len(n.mentions)) for n in named] == [("Ứng dụng iThanhLam", 2)]


def test_bare_heads_mean_the_last_system_named() -> None:
    text = "Hệ thống EMC đã mở. Lũy kế đến nay, hệ thống đã phục vụ 97 cuộc. Số liệu nhập trên Hệ thống."
    reading = read(text)
    assert [text[m.start : m.end] for m in reading.mentions] == ["Hệ thống EMC", "hệ thống", "Hệ thống"]
    assert {m.ref.key for m in reading.mentions} == {reading.platforms[0].ref.key}
    assert len(reading.platforms[0].mentions) == 1


def test_a_company_inside_a_product_is_not_named() -> None:
    assert organizations("Có 02 ứng dụng: My Viettel, MB Bank.") == []


def test_the_owner_of_a_system_is_named_too() -> None:
    text = "Dùng Hệ thống quản lý hồ sơ điện tử của Bộ Y tế hằng ngày."
    assert platforms(text) == ["Hệ thống quản lý hồ sơ điện tử của Bộ Y tế"]
    assert organizations(text) == ["Bộ Y tế"]


def test_a_system_with_and_without_its_home_is_one_thing() -> None:
    text = (
        "UBND TỈNH YÊN BÁI\nNâng cấp Hệ thống quản lý tàu cá tỉnh Yên Bái.\n"
        "Kết nối Hệ thống quản lý tàu cá với xã."
    )
    assert [(n.label, len(n.mentions)) for n in read(text).platforms] == [
        ("Hệ thống quản lý tàu cá tỉnh Yên Bái", 2)
    ]


def test_an_address_inside_a_longer_one_is_not_named() -> None:
    assert platforms("Xem tại baocao.data.gov.vn hằng ngày.") == []


def test_spellings_of_an_unknown_system_are_one_thing() -> None:
    text = (
        "Vận hành Nền tảng tra cứu, chia sẻ hồ sơ TTHC quốc gia. "
        "Nâng cấp Nền tảng tra cứu chia sẻ hồ sơ thủ tục hành chính quốc gia."
    )
    named = read(text).platforms
    assert len(named) == 1
    assert named[0].label.endswith("thủ tục hành chính quốc gia")


def test_a_scanned_name_keeps_its_printed_form_as_another_spelling() -> None:
    assert read("Công Dịch vụ công quốc gia mở.").platforms[0].aliases == ("Công Dịch vụ công quốc gia",)
