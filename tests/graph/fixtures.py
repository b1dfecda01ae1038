# ruff: noqa: E501
"""Two small reports of our own with hand-made facts: a graph rich enough for every page, query and format.

`reports()` gives them as (Report, ReportFacts), `sample_graph()` as quads, `sample_store(directory)` as a
store with one published version. Words are in the genre of the sources but stand in no source.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from pyoxigraph import Quad

from extraction.facts import (
    Basis,
    Bottleneck,
    Change,
    Claim,
    Finding,
    Indicator,
    Instrument,
    Kind,
    Named,
    Observation,
    ObservationKind,
    Period,
    Predicate,
    Ref,
    ReportFacts,
    Stage,
    StatusAssertion,
    Task,
)
from extraction.report import Block, BlockKind, Passage, Report, Role
from graph.build import dataset, publish
from graph.reading import Reading
from graph.run import Run

YEAR_TEXT = """\
BÁO CÁO
Kết quả chuyển đổi số năm 2024

I. KẾT QUẢ ĐẠT ĐƯỢC
1. Thể chế
Nghị định số 82/2024/NĐ-CP cùng Nghị định số 138/2024/NĐ-CP do Chính phủ ban hành tháo gỡ ba vướng mắc: (1) chưa bố trí \
được chi thường xuyên để mua sắm thiết bị; (2) phần mềm nội bộ được mua trùng nhau ở nhiều cơ quan; (3) thẩm \
định dự án nhỏ kéo dài.
Nghị định số 82/2024/NĐ-CP sửa đổi Nghị định số 73/2019/NĐ-CP. Quốc hội đã thông qua Luật Dữ liệu.
2. Dịch vụ công
Bình quân cả nước, hồ sơ trực tuyến toàn trình năm 2024 chiếm 43,5%, tăng 26 điểm so với năm trước; riêng khối \
bộ là 61,2%.
Cổng Dịch vụ công quốc gia đã nối với 57/63 địa phương. CSDL quốc gia về dân cư phục vụ hơn 1,4 tỷ lượt tra cứu.
3. Kinh tế số
Doanh thu công nghiệp số ước đạt 150 tỷ USD, tăng 12% so với năm 2023 (137 tỷ USD).
II. TỒN TẠI, HẠN CHẾ
1. Dữ liệu chuyên ngành còn nằm rời rạc ở từng cơ quan, chưa dùng chung.
2. Người dân vùng sâu ít tự nộp hồ sơ trên mạng.
3. Việc thẩm định dự án nhỏ ở địa phương vẫn chậm.
III. NHIỆM VỤ NĂM 2025
1. Hồ sơ trực tuyến toàn trình cả nước đạt ít nhất 68%.
2. Bộ Tư pháp thẩm định Nghị định hướng dẫn Luật Dữ liệu trước tháng 6/2025.
IV. KIẾN NGHỊ
Kiến nghị Thủ tướng Chính phủ ban hành Chiến lược dữ liệu cho vùng cao.
"""

MAY_TEXT = """\
BÁO CÁO
Tình hình chuyển đổi số tháng 5 năm 2024

1. Thể chế
Bộ Thông tin và Truyền thông (Bộ TT&TT) đang lấy ý kiến về Nghị định bổ sung Nghị định số 73/2019/NĐ-CP. Bộ Công \
an đề nghị xây dựng Luật Dữ liệu.
Quyết định số 17/QĐ-UBQGCĐS ngày 31/4/2024 phê duyệt Kế hoạch hoạt động năm 2024.
2. Dịch vụ công
Hết tháng 5/2024, hồ sơ trực tuyến toàn trình chiếm gần 38,2%. Cổng Dịch vụ công quốc gia lũy kế có khoảng 300 \
triệu lượt truy cập.
3. Khó khăn
Còn tình trạng dữ liệu chia cắt giữa các ngành, khó khai thác chung.
4. Nhiệm vụ
Văn phòng Chính phủ nâng cấp Cổng Dịch vụ công quốc gia trong Quý III/2024.
"""

_ROLES = {
    "TỒN TẠI": Role.SHORTCOMINGS,
    "Khó khăn": Role.SHORTCOMINGS,
    "NHIỆM VỤ": Role.TASKS,
    "KIẾN": Role.PROPOSALS,
}


def read(name: str, text: str) -> Report:
    """A report whose text is its raw text, one block a line, numbered lines that end without a stop headings."""
    blocks: list[Block] = []
    at, role, heading, path = 0, Role.OPENING, None, ()
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            number, dot, _ = words.partition(". ")
            numbered = bool(dot) and len(number) <= 3
            kind = BlockKind.PARAGRAPH
            if numbered and not words.endswith((".", ";", ":")):
                kind, heading = BlockKind.HEADING, len(blocks)
                roman = number.isalpha()
                path = (number,) if roman or not path or not path[0].isalpha() else (path[0], number)
                role = next(
                    (r for mark, r in _ROLES.items() if mark in words), role if not roman else Role.RESULTS
                )
            elif numbered:
                kind = BlockKind.ITEM
            own = (*path, number) if kind is BlockKind.ITEM else path
            above = None if kind is BlockKind.HEADING else heading
            blocks.append(Block(kind, at, at + len(words), own, role, above))
        at += len(line)
    digest = hashlib.sha256(text.encode()).hexdigest()
    size = len(text)
    return Report(name, digest, text, text, range(size), range(1, size + 1), tuple(blocks))


def at(report: Report, words: str, nth: int = 0) -> Passage:
    """Where the report says `words`."""
    start = -1
    for _ in range(nth + 1):
        start = report.raw.index(words, start + 1)
    return Passage(start, start + len(words))


def ref(kind: Kind, key: str) -> Ref:
    return Ref(kind, key)


ND82 = ref(Kind.INSTRUMENT, "82-2024-nd-cp")
ND138 = ref(Kind.INSTRUMENT, "138-2024-nd-cp")
ND73 = ref(Kind.INSTRUMENT, "73-2019-nd-cp")
DATA_LAW = ref(Kind.INSTRUMENT, "luat-du-lieu")
DATA_DECREE = ref(Kind.INSTRUMENT, "nghi-dinh-huong-dan-luat-du-lieu")
DATA_STRATEGY = ref(Kind.INSTRUMENT, "chien-luoc-du-lieu-cho-vung-cao")
DRAFT73 = ref(Kind.INSTRUMENT, "nghi-dinh-bo-sung-73-2019-nd-cp")
QD17 = ref(Kind.INSTRUMENT, "17-qd-ubqgcds-2024")
PLAN = ref(Kind.INSTRUMENT, "ke-hoach-hoat-dong-nam-2024")
GOVERNMENT = ref(Kind.ORGANIZATION, "chinh-phu")
PRIME_MINISTER = ref(Kind.ORGANIZATION, "thu-tuong-chinh-phu")
ASSEMBLY = ref(Kind.ORGANIZATION, "quoc-hoi")
JUSTICE = ref(Kind.ORGANIZATION, "bo-tu-phap")
POLICE = ref(Kind.ORGANIZATION, "bo-cong-an")
MIC = ref(Kind.ORGANIZATION, "bo-thong-tin-va-truyen-thong")
OFFICE = ref(Kind.ORGANIZATION, "van-phong-chinh-phu")
POPULATION = ref(Kind.DATABASE, "csdlqg-dan-cu")
PORTAL = ref(Kind.PLATFORM, "cong-dich-vu-cong-quoc-gia")
ONLINE = ref(Kind.INDICATOR, "ty-le-ho-so-toan-trinh")
LINKED = ref(Kind.INDICATOR, "so-dia-phuong-ket-noi-cong-dich-vu-cong")
LOOKUPS = ref(Kind.INDICATOR, "so-tra-cuu-csdl-dan-cu")
REVENUE = ref(Kind.INDICATOR, "doanh-thu-cong-nghiep-cong-nghe-so")
VISITS = ref(Kind.INDICATOR, "so-luot-truy-cap-cong-dich-vu-cong")
SPENDING = ref(Kind.BOTTLENECK, "chua-bo-tri-duoc-chi-thuong-xuyen-0a1b2c")
DUPLICATES = ref(Kind.BOTTLENECK, "phan-mem-mua-trung-nhau-0a1b2c")
APPRAISAL = ref(Kind.BOTTLENECK, "tham-dinh-du-an-nho-keo-dai-0a1b2c")
SCATTERED = ref(Kind.BOTTLENECK, "du-lieu-roi-rac-0a1b2c")
REMOTE = ref(Kind.BOTTLENECK, "vung-sau-it-nop-ho-so-0a1b2c")
APPRAISAL_OPEN = ref(Kind.BOTTLENECK, "tham-dinh-o-dia-phuong-cham-0a1b2c")
DIVIDED = ref(Kind.BOTTLENECK, "du-lieu-chia-cat-3d4e5f")


def _year() -> tuple[Report, ReportFacts]:
    report = read("bao-cao-2024.txt", YEAR_TEXT)
    year = Period("2024")

    def p(words: str, nth: int = 0) -> Passage:
        return at(report, words, nth)

    decrees = p(
        "Nghị định số 82/2024/NĐ-CP cùng Nghị định số 138/2024/NĐ-CP do Chính phủ ban hành tháo gỡ ba vướng mắc"
    )
    spending = p("chưa bố trí được chi thường xuyên để mua sắm thiết bị")
    duplicates = p("phần mềm nội bộ được mua trùng nhau ở nhiều cơ quan")
    appraisal = p("thẩm định dự án nhỏ kéo dài")
    scattered = p("Dữ liệu chuyên ngành còn nằm rời rạc ở từng cơ quan, chưa dùng chung")
    remote = p("Người dân vùng sâu ít tự nộp hồ sơ trên mạng")
    slow = p("Việc thẩm định dự án nhỏ ở địa phương vẫn chậm")
    amends = p("Nghị định số 82/2024/NĐ-CP sửa đổi Nghị định số 73/2019/NĐ-CP")
    passed = p("Quốc hội đã thông qua Luật Dữ liệu")
    online = p("hồ sơ trực tuyến toàn trình năm 2024 chiếm 43,5%, tăng 26 điểm so với năm trước")
    revenue = p("Doanh thu công nghiệp số ước đạt 150 tỷ USD, tăng 12% so với năm 2023 (137 tỷ USD)")
    target = p("Hồ sơ trực tuyến toàn trình cả nước đạt ít nhất 68%")
    task = p("Bộ Tư pháp thẩm định Nghị định hướng dẫn Luật Dữ liệu trước tháng 6/2025")
    proposal = p("Kiến nghị Thủ tướng Chính phủ ban hành Chiến lược dữ liệu cho vùng cao")
    resolves = tuple(
        Claim(subject, Predicate.RESOLVED_BY, decree, (decrees, words))
        for subject, words in ((SPENDING, spending), (DUPLICATES, duplicates), (APPRAISAL, appraisal))
        for decree in (ND82, ND138)
    )
    observations = (
        _observation(
            "o1", ONLINE, "43.5", "percent", "43,5%", online, year,
            change=Change(Decimal(26), "points", "up", Period("2023")),
        ),
        _observation("o2", ONLINE, "61.2", "percent", "61,2%", p("riêng khối bộ là 61,2%"), year, scope="khối bộ"),
        _observation(
            "o3", LINKED, "57", "count:địa phương", "57/63 địa phương", p("đã nối với 57/63 địa phương"), year,
            denominator=Decimal(63), about=PORTAL,
        ),
        _observation(
            "o4", LOOKUPS, "1400000000", "count:lượt tra cứu", "hơn 1,4 tỷ lượt",
            p("CSDL quốc gia về dân cư phục vụ hơn 1,4 tỷ lượt tra cứu"), Period("2024", "flow"),
            qualifier="more_than", about=POPULATION,
        ),
        _observation(
            "o5", REVENUE, "150000000000", "USD", "150 tỷ USD", revenue, year, kind=ObservationKind.ESTIMATE,
            change=Change(Decimal(12), "percent", "up", Period("2023"), Decimal("137e9")),
        ),
        _observation("o6", REVENUE, "137000000000", "USD", "137 tỷ USD", p("năm 2023 (137 tỷ USD)"), Period("2023")),
        _observation(
            "o7", ONLINE, "68", "percent", "ít nhất 68%", target, Period("2025"), kind=ObservationKind.TARGET,
            qualifier="at_least",
        ),
    )  # fmt: skip
    facts = ReportFacts(
        title="Kết quả chuyển đổi số năm 2024",
        as_of=year,
        publisher=MIC,
        instruments=(
            Instrument(
                ND82, "decree", "Nghị định số 82/2024/NĐ-CP", (p("Nghị định số 82/2024/NĐ-CP"), amends),
                number="82/2024/NĐ-CP", aliases=("Nghị định 82",),
            ),
            Instrument(
                ND138, "decree", "Nghị định số 138/2024/NĐ-CP", (p("Nghị định số 138/2024/NĐ-CP"),),
                number="138/2024/NĐ-CP",
            ),
            Instrument(
                ND73, "decree", "Nghị định số 73/2019/NĐ-CP", (p("Nghị định số 73/2019/NĐ-CP"),),
                number="73/2019/NĐ-CP",
            ),
            Instrument(DATA_LAW, "law", "Luật Dữ liệu", (p("Luật Dữ liệu"), p("Luật Dữ liệu", 1))),
            Instrument(
                DATA_DECREE, "decree", "Nghị định hướng dẫn Luật Dữ liệu", (p("Nghị định hướng dẫn Luật Dữ liệu"),)
            ),
            Instrument(
                DATA_STRATEGY, "strategy", "Chiến lược dữ liệu cho vùng cao", (p("Chiến lược dữ liệu cho vùng cao"),)
            ),
        ),
        organizations=(
            _body(GOVERNMENT, "Chính phủ", "government", p("Chính phủ")),
            _body(PRIME_MINISTER, "Thủ tướng Chính phủ", "government", p("Thủ tướng Chính phủ"), "Thủ tướng"),
            _body(ASSEMBLY, "Quốc hội", "assembly", p("Quốc hội")),
            _body(JUSTICE, "Bộ Tư pháp", "ministry", p("Bộ Tư pháp")),
        ),
        databases=(
            Named(
                POPULATION, "Cơ sở dữ liệu quốc gia về dân cư", (p("CSDL quốc gia về dân cư"),),
                ("CSDL quốc gia về dân cư",), "national", known=True,
            ),
        ),
        platforms=(Named(PORTAL, "Cổng Dịch vụ công quốc gia", (p("Cổng Dịch vụ công quốc gia"),), known=True),),
        indicators=(
            Indicator(ONLINE, "Tỷ lệ hồ sơ trực tuyến toàn trình", "percent", ("dich-vu-cong",)),
            Indicator(LINKED, "Số địa phương kết nối Cổng Dịch vụ công quốc gia", "count:địa phương"),
            Indicator(LOOKUPS, "Số lượt tra cứu CSDL quốc gia về dân cư", "count:lượt tra cứu"),
            Indicator(REVENUE, "Doanh thu công nghiệp công nghệ số", "USD"),
        ),
        observations=observations,
        bottlenecks=(
            Bottleneck(SPENDING, "Chưa bố trí được chi thường xuyên để mua sắm thiết bị", "resolved", (spending,)),
            Bottleneck(DUPLICATES, "Phần mềm nội bộ được mua trùng nhau", "resolved", (duplicates,)),
            Bottleneck(
                APPRAISAL, "Thẩm định dự án nhỏ kéo dài", "resolved", (appraisal,), ("dau-tu-va-ngan-sach",), ("I", "1")
            ),
            Bottleneck(
                SCATTERED, "Dữ liệu chuyên ngành rời rạc, chưa dùng chung", "open", (scattered,), ("du-lieu-so",),
                ("II", "1"),
            ),
            Bottleneck(
                REMOTE, "Người dân vùng sâu ít tự nộp hồ sơ trên mạng", "open", (remote,), ("dich-vu-cong",),
                ("II", "2"),
            ),
            Bottleneck(
                APPRAISAL_OPEN, "Thẩm định dự án nhỏ ở địa phương chậm", "open", (slow,), ("dau-tu-va-ngan-sach",),
                ("II", "3"),
            ),
        ),
        claims=(
            *resolves,
            Claim(ND82, Predicate.AMENDS, ND73, (amends,)),
            Claim(ND82, Predicate.PASSED_BY, GOVERNMENT, (decrees,)),
            Claim(ND138, Predicate.PASSED_BY, GOVERNMENT, (decrees,)),
            Claim(DATA_LAW, Predicate.PASSED_BY, ASSEMBLY, (passed,)),
            Claim(DATA_DECREE, Predicate.DETAILS, DATA_LAW, (p("Nghị định hướng dẫn Luật Dữ liệu"),)),
            Claim(
                REMOTE, Predicate.PROPOSED_MEASURE, ONLINE, (remote, online), Basis.INFERRED, Decimal("0.55"),
                "Cả hai nói về việc nộp hồ sơ trực tuyến; báo cáo không nối chúng với nhau.",
                "Both speak of filing online; the report does not connect them.",
            ),
        ),
        statuses=(
            StatusAssertion(ND82, Stage.ISSUED, (decrees,), year),
            StatusAssertion(ND138, Stage.ISSUED, (decrees,), year),
            StatusAssertion(DATA_LAW, Stage.ISSUED, (passed,), year),
            StatusAssertion(DATA_DECREE, Stage.DRAFT, (task,), year),
            StatusAssertion(DATA_STRATEGY, Stage.PROPOSED, (proposal,), year),
        ),
        tasks=(
            Task(
                ref(Kind.TASK, "tham-dinh-nghi-dinh-0a1b2c"), "Thẩm định Nghị định hướng dẫn Luật Dữ liệu", task,
                assigned_to=(JUSTICE,), due=Period("2025-06"), mandated_by=(DATA_LAW,),
            ),
            Task(
                ref(Kind.TASK, "ban-hanh-chien-luoc-0a1b2c"), "Ban hành Chiến lược dữ liệu cho vùng cao", proposal,
                proposal=True, assigned_to=(PRIME_MINISTER,),
            ),
        ),
        findings=(
            Finding(
                "change_contradicts_values", "warning", (revenue,),
                "Mức tăng in 12%, nhưng 150 / 137 cho 9,49%.", "The printed rise is 12 %, but 150 / 137 gives 9.49 %.",
                (ref(Kind.OBSERVATION, "o5-0a1b2c"),), "9.49", "12",
            ),
            Finding(
                "resolved_and_open", "note", (appraisal, slow),
                "Cùng một vướng mắc vừa được coi là đã tháo gỡ vừa nêu là còn tồn tại.",
                "One obstacle is presented both as resolved and as open.", (APPRAISAL, APPRAISAL_OPEN),
            ),
        ),
    )  # fmt: skip
    return report, facts


def _may() -> tuple[Report, ReportFacts]:
    report = read("bao-cao-thang-5.txt", MAY_TEXT)
    may = Period("2024-05")

    def p(words: str, nth: int = 0) -> Passage:
        return at(report, words, nth)

    draft = p("đang lấy ý kiến về Nghị định bổ sung Nghị định số 73/2019/NĐ-CP")
    approves = p("Quyết định số 17/QĐ-UBQGCĐS ngày 31/4/2024 phê duyệt Kế hoạch hoạt động năm 2024")
    online = p("Hết tháng 5/2024, hồ sơ trực tuyến toàn trình chiếm gần 38,2%")
    divided = p("Còn tình trạng dữ liệu chia cắt giữa các ngành, khó khai thác chung")
    facts = ReportFacts(
        title="Tình hình chuyển đổi số tháng 5 năm 2024",
        as_of=may,
        publisher=MIC,
        instruments=(
            Instrument(
                DRAFT73, "decree", "Nghị định bổ sung Nghị định số 73/2019/NĐ-CP",
                (p("Nghị định bổ sung Nghị định số 73/2019/NĐ-CP"),),
            ),
            Instrument(
                ND73, "decree", "Nghị định số 73/2019/NĐ-CP", (p("Nghị định số 73/2019/NĐ-CP"),),
                number="73/2019/NĐ-CP",
            ),
            Instrument(DATA_LAW, "law", "Luật Dữ liệu", (p("Luật Dữ liệu"),)),
            Instrument(
                QD17, "decision", "Quyết định số 17/QĐ-UBQGCĐS", (p("Quyết định số 17/QĐ-UBQGCĐS"),),
                number="17/QĐ-UBQGCĐS", issued_text="31/4/2024",
            ),
            Instrument(PLAN, "plan", "Kế hoạch hoạt động năm 2024", (p("Kế hoạch hoạt động năm 2024"),)),
        ),
        organizations=(
            _body(MIC, "Bộ Thông tin và Truyền thông", "ministry", p("Bộ Thông tin và Truyền thông"), "Bộ TT&TT"),
            _body(POLICE, "Bộ Công an", "ministry", p("Bộ Công an")),
            _body(OFFICE, "Văn phòng Chính phủ", "ministry", p("Văn phòng Chính phủ")),
        ),
        platforms=(
            Named(
                PORTAL, "Cổng Dịch vụ công quốc gia",
                (p("Cổng Dịch vụ công quốc gia"), p("Cổng Dịch vụ công quốc gia", 1)), known=True,
            ),
        ),
        indicators=(
            Indicator(ONLINE, "Tỷ lệ hồ sơ trực tuyến toàn trình", "percent", ("dich-vu-cong",)),
            Indicator(VISITS, "Số lượt truy cập Cổng Dịch vụ công quốc gia", "count:lượt"),
        ),
        observations=(
            _observation("o1", ONLINE, "38.2", "percent", "gần 38,2%", online, may, "3d4e5f", qualifier="nearly"),
            _observation(
                "o2", VISITS, "300000000", "count:lượt", "khoảng 300 triệu lượt",
                p("Cổng Dịch vụ công quốc gia lũy kế có khoảng 300 triệu lượt truy cập"),
                Period("2024-05", "cumulative"), "3d4e5f", qualifier="about", about=PORTAL,
            ),
        ),
        bottlenecks=(
            Bottleneck(DIVIDED, "Dữ liệu chia cắt giữa các ngành", "open", (divided,), ("du-lieu-so",), ("3",)),
        ),
        claims=(
            Claim(DRAFT73, Predicate.AMENDS, ND73, (draft,)),
            Claim(QD17, Predicate.APPROVES, PLAN, (approves,)),
        ),
        statuses=(
            StatusAssertion(DRAFT73, Stage.CONSULTING, (draft,), may),
            StatusAssertion(DATA_LAW, Stage.PROPOSED, (p("Bộ Công an đề nghị xây dựng Luật Dữ liệu"),), may),
        ),
        tasks=(
            Task(
                ref(Kind.TASK, "nang-cap-cong-3d4e5f"), "Nâng cấp Cổng Dịch vụ công quốc gia",
                p("Văn phòng Chính phủ nâng cấp Cổng Dịch vụ công quốc gia trong Quý III/2024"),
                assigned_to=(OFFICE,), due=Period("2024-Q3"),
            ),
        ),
        findings=(
            Finding(
                "invalid_date", "error", (p("ngày 31/4/2024"),),
                "Tháng 4 không có ngày 31.", "April has no 31st.", (QD17,), printed="31/4/2024",
            ),
        ),
    )  # fmt: skip
    return report, facts


def _body(ref: Ref, label: str, classification: str, passage: Passage, *aliases: str) -> Named:
    return Named(ref, label, (passage,), aliases, classification, known=True)


def _observation(
    key: str, indicator: Ref, value: str, unit: str, verbatim: str, passage: Passage, period: Period,
    report: str = "0a1b2c", **rest: object,
) -> Observation:  # fmt: skip
    name = ref(Kind.OBSERVATION, f"{key}-{report}")
    return Observation(name, indicator, Decimal(value), unit, verbatim, passage, period, **rest)  # type: ignore[arg-type]


@cache
def reports() -> tuple[tuple[Report, ReportFacts], ...]:
    """The report on the year 2024 and the one on May 2024."""
    return _year(), _may()


def readings() -> list[Reading]:
    """The same as readings, with the bytes of their files."""
    return [Reading(report, facts, report.raw.encode()) for report, facts in reports()]


@cache
def sample_run() -> Run:
    """A run at a fixed time."""
    return Run(version="0.1.0", ended=datetime(2026, 11, 22, 1, 0, tzinfo=UTC))


@cache
def sample_graph() -> list[Quad]:
    """Both reports with the vocabulary, the reference data and the inferences, as a build would make them."""
    return list(dataset(readings(), sample_run(), inferences=()))


def sample_store(directory: Path) -> Path:
    """A store in `directory` with both reports published as version 1; gives its path."""
    store = directory / "store"
    publish(readings(), store, run=sample_run(), inferences=())
    return store
