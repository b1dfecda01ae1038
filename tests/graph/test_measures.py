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
    Observation,
    ObservationKind,
    Predicate,
    Ref,
    ReportFacts,
)
from extraction.report import Passage
from graph.inference import Proposal
from graph.inference.measures import LEAST, MOST, propose_measures, terms_of


def bottleneck(label: str, key: str = "b0", themes: tuple[str, ...] = ()) -> Bottleneck:
    return Bottleneck(Ref(Kind.BOTTLENECK, key), label, "open", (Passage(0, 9),), themes)


def measure(label: str, key: str, at: int = 10, **more: object) -> tuple[Indicator, Observation]:
    unit = str(more.get("unit", "percent"))
    themes = more.get("themes", ())
    indicator = Indicator(Ref(Kind.INDICATOR, key), label, unit, themes if isinstance(themes, tuple) else ())
    observed = Observation(
        Ref(Kind.OBSERVATION, f"o-{key}"), indicator.ref, Decimal(1), unit, "1", Passage(at, at + 5),
        kind=ObservationKind.TARGET if more.get("target") else ObservationKind.ACTUAL,
    )  # fmt: skip
    return indicator, observed


def propose(
    obstacle: Bottleneck, *measures: tuple[Indicator, Observation], claims: tuple[Claim, ...] = ()
) -> list[Proposal]:
    facts = ReportFacts(
        "Báo cáo",
        None,
        bottlenecks=(obstacle,),
        indicators=tuple(i for i, _ in measures),
        observations=tuple(o for _, o in measures),
        claims=claims,
    )
    return list(propose_measures({"5e" * 32: facts}))


NOISE = (measure("Số lượt khách lưu trú", "khach", 30), measure("Sản lượng cà phê", "ca-phe", 40))
FITTING = measure("Tỷ lệ phòng học kiên cố vùng cao", "nuoc-sach", 20)


def test_an_indicator_that_shares_rare_words_is_proposed_with_its_reasons() -> None:
    (proposal,) = propose(bottleneck("Tỷ lệ phòng học kiên cố vùng cao còn thấp"), FITTING, *NOISE)
    claim = proposal.claim
    assert (claim.predicate, claim.object.key, claim.basis) == (
        Predicate.PROPOSED_MEASURE,
        "nuoc-sach",
        Basis.INFERRED,
    )
    assert Decimal(str(LEAST)) <= claim.confidence < 1
    assert "“phòng học”" in (claim.rationale or "")
    assert "No source connects the two." in (claim.rationale_en or "")
    assert claim.passages == (Passage(0, 9), Passage(20, 25))
    assert proposal.reports == ("5e" * 32, "5e" * 32)


def test_nothing_is_proposed_without_a_shared_pair_of_words_or_candidates() -> None:
    assert propose(bottleneck("Cháy rừng còn nhiều nguy cơ"), FITTING, *NOISE) == []
    assert propose(bottleneck("Tỷ lệ phòng học kiên cố vùng cao còn thấp")) == []


def test_targets_measure_nothing_yet() -> None:
    target = measure("Tỷ lệ phòng học kiên cố vùng cao", "nuoc-sach", 20, target=True)
    assert propose(bottleneck("Tỷ lệ phòng học kiên cố vùng cao còn thấp"), target, *NOISE) == []


def test_where_the_source_says_what_measures_it_nothing_is_proposed() -> None:
    obstacle = bottleneck("Tỷ lệ phòng học kiên cố vùng cao còn thấp")
    stated = Claim(obstacle.ref, Predicate.MEASURED_BY, FITTING[0].ref, obstacle.passages)
    assert propose(obstacle, FITTING, *NOISE, claims=(stated,)) == []


@pytest.mark.parametrize("unit", ["VND", "count:điểm nghẽn", "count:lao động"])
def test_money_people_and_counts_of_obstacles_measure_no_other_matter(unit: str) -> None:
    money = measure("Tỷ lệ phòng học kiên cố vùng cao", "nuoc-sach", 20, unit=unit, themes=("ha-tang-so",))
    obstacle = bottleneck("Tỷ lệ phòng học kiên cố vùng cao còn thấp", themes=("ha-tang-so",))
    assert propose(obstacle, money, *NOISE) == []


def test_of_two_counts_by_one_clause_the_first_stands_for_both_and_few_are_proposed() -> None:
    same = [measure(f"Tỷ lệ phòng học kiên cố vùng cao loại {i}", f"n{i}", 20) for i in range(2)]
    apart = [measure(f"Tỷ lệ phòng học kiên cố vùng cao vùng {i}", f"v{i}", 100 + 20 * i) for i in range(8)]
    found = propose(bottleneck("Tỷ lệ phòng học kiên cố vùng cao còn thấp"), *same, *apart, *NOISE, *(
        measure(f"Diện tích rừng loại {i}", f"r{i}", 400 + 20 * i) for i in range(30)))  # fmt: skip
    assert 0 < len(found) <= MOST
    assert len({"n0", "n1"} & {p.claim.object.key for p in found}) <= 1
    assert [p.claim.confidence for p in found] == sorted((p.claim.confidence for p in found), reverse=True)


def test_terms_are_content_words_and_pairs_of_neighbours() -> None:
    assert terms_of("Tỷ lệ phòng học kiên cố") >= {"phòng học", "phòng", "học", "kiên cố"}
