"""Proposed measures: indicators that could tell how far a bottleneck is cleared, with the reasons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extraction.facts import (
    Basis,
    Bottleneck,
    Claim,
    Indicator,
    Kind,
    Named,
    Observation,
    ObservationKind,
    Predicate,
    Ref,
    ReportFacts,
)
from extraction.lexicons import words_of
from extraction.report import Passage
from graph.inference import Proposal, measures
from graph.inference.aspects import asked_by, aspects, told_by, told_in
from graph.inference.confidence import confidence, weights
from graph.inference.features import evidence
from graph.inference.measures import LEAST, MOST, propose_measures
from graph.inference.rarity import Rarity
from graph.inference.sides import sides
from graph.inference.words import spelled, terms_of, widened

SHA = "5e" * 32
MINISTRY = Ref(Kind.ORGANIZATION, "bo-thuy-loi")


def bottleneck(label: str, key: str = "b0", themes: tuple[str, ...] = (), status: str = "open") -> Bottleneck:
    return Bottleneck(Ref(Kind.BOTTLENECK, key), label, status, (Passage(0, 9),), themes)


def measure(label: str, key: str, at: int = 100, **more: object) -> tuple[Indicator, Observation]:
    unit, about = str(more.get("unit", "percent")), more.get("about")
    themes = more.get("themes", ())
    indicator = Indicator(
        Ref(Kind.INDICATOR, key),
        label,
        unit,
        themes if isinstance(themes, tuple) else (),
        str(more.get("context", "")),
    )
    observed = Observation(
        Ref(Kind.OBSERVATION, f"o-{key}"), indicator.ref, Decimal(1), unit, "1", Passage(at, at + 5),
        kind=ObservationKind.TARGET if more.get("target") else ObservationKind.ACTUAL,
        about=about if isinstance(about, Ref) else None,
    )  # fmt: skip
    return indicator, observed


def report(
    *obstacles: Bottleneck,
    found: tuple[tuple[Indicator, Observation], ...] = (),
    claims: tuple[Claim, ...] = (),
    publisher: Ref | None = None,
    platforms: tuple[Named, ...] = (),
) -> ReportFacts:
    return ReportFacts(
        "Báo cáo",
        None,
        publisher,
        bottlenecks=obstacles,
        indicators=tuple(i for i, _ in found),
        observations=tuple(o for _, o in found),
        claims=claims,
        platforms=platforms,
    )


def propose(
    obstacle: Bottleneck, *found: tuple[Indicator, Observation], claims: tuple[Claim, ...] = ()
) -> list[Proposal]:
    return list(propose_measures({SHA: report(obstacle, found=found, claims=claims)}))


def certainty(obstacle: Bottleneck, found: tuple[Indicator, Observation]) -> float:
    """The confidence of one pair, proposed or not."""
    (one,), (other,) = sides(SHA, report(obstacle, found=(found,)))
    return confidence(evidence(one, other, Rarity((one.terms, other.around))))


NOISE = (measure("Số lượt khách lưu trú", "khach", 300), measure("Sản lượng cà phê", "ca-phe", 400))
FITTING = measure("Tỷ lệ phòng học kiên cố vùng cao", "phong-hoc", 200)
ROOMS = bottleneck("Tỷ lệ phòng học kiên cố vùng cao còn thấp")


def test_an_indicator_that_an_obstacle_names_is_proposed_with_its_reasons() -> None:
    (proposal,) = propose(ROOMS, FITTING, *NOISE)
    claim = proposal.claim
    assert (claim.predicate, claim.object.key) == (Predicate.PROPOSED_MEASURE, "phong-hoc")
    assert claim.basis is Basis.INFERRED
    assert Decimal(str(LEAST)) <= claim.confidence < 1
    assert "“phòng học kiên cố vùng”" in (claim.rationale or "")
    assert (claim.rationale or "").endswith("Không nguồn nào nối hai bên với nhau.")
    assert (claim.rationale_en or "").endswith("No source connects the two.")
    assert claim.passages == (Passage(0, 9), Passage(200, 205))
    assert proposal.reports == (SHA, SHA)


def test_nothing_is_proposed_where_nothing_fits() -> None:
    assert propose(bottleneck("Cháy rừng còn nhiều nguy cơ"), FITTING, *NOISE) == []
    assert propose(ROOMS) == []


@pytest.mark.parametrize(
    ("obstacle", "label", "unit", "theme"),
    [
        ("Hồ sơ tàu cá phân tán, phần mềm các cảng chưa kết nối", "Số lượt tra cứu cơ sở dữ liệu nghề cá",
         "count:lượt tra cứu", "du-lieu-so"),
        ("An ninh mạng của các cảng cá còn nhiều lỗ hổng", "Tỷ lệ hệ thống được phê duyệt cấp độ", "percent",
         "an-toan-thong-tin"),
        ("Nhiều bản vùng cao còn lõm sóng", "Tỷ lệ dân cư được phủ sóng 4G", "percent", "ha-tang-so"),
        ("Giải ngân vốn đường ống còn chậm", "Tỷ lệ vốn đầu tư được giải ngân", "percent",
         "dau-tu-va-ngan-sach"),
        ("Đội ngũ kỹ sư vận hành hồ chứa còn thiếu", "Số nhân lực chuyên trách vận hành", "count:người",
         "nhan-luc-so"),
    ],
)  # fmt: skip
def test_an_aspect_connects_what_shares_hardly_a_word(
    obstacle: str, label: str, unit: str, theme: str
) -> None:
    found = propose(
        bottleneck(obstacle, themes=(theme,)), measure(label, "do", unit=unit, themes=(theme,)), *NOISE
    )
    assert [p.claim.object.key for p in found] == ["do"]
    assert (found[0].claim.rationale or "").startswith("Cùng về ")


@pytest.mark.parametrize(
    ("plain", "less"),
    [
        # a law's words, what people are like, and a matter that is only mentioned
        ("Cơ sở dữ liệu hồ chứa chưa hoàn thiện", "Chưa có quy định về cơ sở dữ liệu hồ chứa"),
        ("Cơ sở dữ liệu hồ chứa chưa hoàn thiện", "Người đứng đầu chưa quyết liệt với cơ sở dữ liệu hồ chứa"),
        ("Cơ sở dữ liệu hồ chứa chưa hoàn thiện", "Trạm đo mưa chậm lắp so với cơ sở dữ liệu hồ chứa"),
    ],
)
def test_obstacles_that_no_figure_measures_are_told_from_others(plain: str, less: str) -> None:
    counted = measure("Số cơ sở dữ liệu dùng chung được hoàn thiện", "csdl")
    assert certainty(bottleneck(plain), counted) - certainty(bottleneck(less), counted) > 0.3
    assert propose(bottleneck(plain), counted, *NOISE) != []
    assert propose(bottleneck(less), counted, *NOISE) == []


@pytest.mark.parametrize(
    "more",
    [{"target": True}, {"unit": "VND"}, {"unit": "count:lao động"}, {"unit": "rank"}, {"themes": ("y-te",)}],
)
def test_targets_money_people_ranks_and_other_themes_speak_against(more: dict[str, object]) -> None:
    obstacle = bottleneck(ROOMS.label, themes=("ha-tang-so",))
    usual = measure("Tỷ lệ phòng học kiên cố vùng cao", "k", **({"themes": ("ha-tang-so",)} | more))
    best = measure("Tỷ lệ phòng học kiên cố vùng cao", "k", themes=("ha-tang-so",))
    assert certainty(obstacle, usual) < certainty(obstacle, best)


def test_a_count_of_obstacles_measures_none_of_them() -> None:
    counted = measure("Số vướng mắc về phòng học kiên cố vùng cao", "dem", unit="count:vướng mắc")
    assert propose(ROOMS, counted, *NOISE) == []


def test_what_stands_in_the_obstacles_own_sentence_is_left_to_the_source() -> None:
    inside = measure("Tỷ lệ phòng học kiên cố vùng cao", "trong-cau", 4)
    assert propose(ROOMS, inside, *NOISE) == []


def test_beside_a_stated_measure_only_another_and_likely_one_is_proposed() -> None:
    stated = Claim(ROOMS.ref, Predicate.MEASURED_BY, FITTING[0].ref, ROOMS.passages)
    again = measure("Tỷ lệ phòng học được kiên cố vùng cao", "goi-khac", 500)
    assert propose(ROOMS, FITTING, *NOISE, claims=(stated,)) == []
    assert propose(ROOMS, FITTING, again, *NOISE, claims=(stated,)) == []


def test_of_counts_by_one_clause_the_first_stands_for_all_and_few_are_proposed() -> None:
    obstacle = bottleneck("Dữ liệu nghề cá cát cứ, chưa chia sẻ", themes=("du-lieu-so",))
    clause = "kết nối dữ liệu với Cơ sở dữ liệu nghề cá"
    same = [
        measure(f"Số {who} {clause}", key, 200, unit=f"count:{who}", themes=("du-lieu-so",))
        for who, key in (("cảng", "cang"), ("bến", "ben"), ("tỉnh", "tinh"))
    ]
    apart = [
        measure(f"Số lượt {what} dữ liệu", f"v{i}", 300 + 20 * i, unit=f"count:{what}")
        for i, what in enumerate(("tra cứu", "truy vấn", "chia sẻ", "khai thác", "kết nối", "liên thông"))
    ]  # fmt: skip
    found = [p.claim.object.key for p in propose(obstacle, *same, *apart, *NOISE)]
    assert 1 < len(found) <= MOST
    assert {"cang", "ben", "tinh"} & set(found) <= {"cang"}
    certain = [p.claim.confidence for p in propose(obstacle, *same, *apart, *NOISE)]
    assert certain == sorted(certain, reverse=True)


def test_a_subject_that_both_name_is_a_reason_and_is_told() -> None:
    port = Named(Ref(Kind.PLATFORM, "cang-ca-so"), "Nền tảng Cảng cá số", (Passage(2, 8), Passage(101, 104)))
    obstacle = bottleneck("Ngư dân chưa kết nối phần mềm nhật ký với Cảng cá số")
    counted = measure("Số tàu kết nối dữ liệu", "tau", unit="count:tàu", about=port.ref)
    facts = report(obstacle, found=(counted, *NOISE), platforms=(port,))
    (proposal,) = propose_measures({SHA: facts})
    assert "Nền tảng Cảng cá số" in (proposal.claim.rationale or "")


def test_other_reports_are_asked_only_where_the_own_one_is_silent_and_of_the_same_body() -> None:
    other = report(found=(FITTING, *NOISE), publisher=MINISTRY)
    silent, speaking = report(ROOMS, publisher=MINISTRY), report(
        ROOMS, found=(measure("Tỷ lệ phòng học kiên cố vùng cao", "cua-minh"),), publisher=MINISTRY
    )  # fmt: skip
    (proposal,) = propose_measures({SHA: silent, "6f" * 32: other})
    assert proposal.reports == (SHA, "6f" * 32)
    assert "báo cáo khác" in (proposal.claim.rationale or "")
    assert [p.claim.object.key for p in propose_measures({SHA: speaking, "6f" * 32: other})] == ["cua-minh"]
    stranger = report(found=(FITTING, *NOISE), publisher=Ref(Kind.ORGANIZATION, "bo-khac"))
    assert list(propose_measures({SHA: silent, "6f" * 32: stranger})) == []


def test_work_grows_with_the_reports_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting(*pair: object) -> dict[str, float]:
        nonlocal compared
        compared += 1
        return evidence(*pair)  # type: ignore[arg-type]

    monkeypatch.setattr(measures, "evidence", counting)
    facts = report(ROOMS, found=(FITTING, *NOISE), publisher=MINISTRY)
    work = []
    for count in (4, 8):
        compared = 0
        list(propose_measures({f"{i:064x}": facts for i in range(count)}))
        work.append(compared)
    assert work[1] == 2 * work[0] > 0


def test_the_thing_named_first_is_the_matter_and_others_come_by_the_way() -> None:
    matter = asked_by(spelled("Nhiều nhiệm vụ trong kế hoạch chậm ban hành"))
    assert matter.aspects["nhiem-vu"] == 2 * matter.aspects["ke-hoach"]
    assert asked_by(spelled("Trời mưa nhiều")).aspects == {}


def test_an_indicator_tells_of_an_aspect_by_its_name_or_together_with_its_context() -> None:
    name, context = told_in(spelled("Số giao dịch")), told_in(spelled("Trục LGSP. Trục đã có 9 giao dịch"))
    assert told_by(name, context) == (frozenset(), frozenset({"ket-noi"}))
    assert "ket-noi" in told_by({**context, **name}, {})[0]
    assert told_by({}, context) == (frozenset(), frozenset())


def test_words_are_spelled_out_and_widened() -> None:
    assert spelled("CSDL nghề cá 2025") == ["cơ", "sở", "dữ", "liệu", "nghề", "cá", "2025"]
    assert terms_of(spelled("Tỷ lệ phòng học kiên cố 4G")) >= {"phòng học", "phòng", "kiên cố"}
    assert spelled("Thông tư của TƯ") == ["thông", "tư", "của", "trung", "ương"]
    assert "văn bản" in widened(spelled("Số thông tư"))
    assert "văn bản" not in terms_of(spelled("Số thông tư"))


def test_every_row_of_the_table_can_be_asked_for_and_told() -> None:
    for key, aspect in aspects().items():
        asked = asked_by(spelled(" . ".join(group[0] for group in aspect.obstacle)))
        told = told_by(told_in(spelled(" . ".join(group[0] for group in aspect.measure))), {})
        assert key in asked.aspects, key
        assert key in told[0], key
        assert 0 < aspect.sure <= 1


def test_every_reason_has_its_coefficient_and_its_words_in_both_languages() -> None:
    obstacle = bottleneck("Cơ sở dữ liệu hồ chứa chưa hoàn thiện", themes=("du-lieu-so",), status="resolved")
    counted = measure("Số cơ sở dữ liệu hồ chứa hoàn thiện", "c", unit="count:cơ sở dữ liệu", target=True)
    (one,), (other,) = sides(SHA, report(obstacle, found=(counted,)))
    found = evidence(one, other, Rarity((one.terms, other.around)))
    assert found.keys() <= weights().keys()
    assert all(0 < value <= 1 for value in found.values())
    texts = words_of("graph.inference", "rationales.tsv")
    assert {name.rpartition("_")[0] for name in texts if name.endswith("_vi")} == {
        name.rpartition("_")[0] for name in texts if name.endswith("_en")
    }


def test_confidence_rises_with_what_speaks_for_and_is_never_certain() -> None:
    assert confidence({"aspect": 1.0}) > confidence({"aspect": 0.5}) > confidence({}) > 0
    assert confidence({"aspect": 1.0, "law": 1.0}) < confidence({"aspect": 1.0})
    assert confidence({"aspect": 1.0, "words": 1.0, "named": 1.0, "unit": 1.0, "rate": 1.0}) < 1
