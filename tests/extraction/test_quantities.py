"""Quantities: printed numbers with magnitude, denominator, range and unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extraction.figures.quantity import find_quantities, number, units
from ontology.keys import fold


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("15.208", "15208"),
        ("1.284.350", "1284350"),
        ("3162", "3162"),
        ("2,4", "2.4"),
        ("15.208,75", "15208.75"),
        ("88.31", "88.31"),
        ("1,284,350", "1284350"),
        ("05", "5"),
    ],
)
def test_dots_group_and_a_comma_marks_decimals(printed: str, value: str) -> None:
    assert number(printed) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("15.208 tỷ đồng", "15208000000000", "VND"),
        ("8,2 nghìn tỷ đồng", "8200000000000", "VND"),
        ("1.284.350 tỷ đồng", "1284350000000000", "VND"),
        ("5,7 tỉ USD", "5700000000", "USD"),
        ("40 triệu đô la Mỹ", "40000000", "USD"),
        ("18,65 triệu phiếu", "18650000", None),
        ("45%", "45", "percent"),
        ("45 phần trăm", "45", "percent"),
        ("2,1 điểm phần trăm", "2.1", "points"),
        ("24MW", "24", "MW"),
        ("2,5 GW", "2500", "MW"),
        ("510 nghìn tấn", "510000", "count:tấn"),
        ("900 ha", "900", "count:ha"),
        ("3,5 m", "3.5", "count:m"),
        ("120 điểm", "120", None),
    ],
)
def test_a_quantity_has_its_value_in_its_unit(text: str, value: str, unit: str | None) -> None:
    (found,) = find_quantities(fold(text))
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_parts_ranges_and_doubled_magnitudes_are_kept() -> None:
    (part,) = find_quantities("640/1.250 km")
    assert (part.value, part.parts) == (640, 1250)
    (span,) = find_quantities("4-6%")
    assert (span.value, span.upper) == (4, 6)
    (twice,) = find_quantities("84.512.306 triệu mũi")
    assert (twice.value, twice.magnitude, twice.doubled) == (84512306, "triệu", True)


@pytest.mark.parametrize(
    "text", ["mạng 5G", "700-800 MHz", "tỷ giá 24.870 đồng/USD", "trẻ 6 tuổi", "QL1A", "mã A12/7", "H5N1"]
)
def test_what_names_is_no_quantity(text: str) -> None:
    assert list(find_quantities(fold(text))) == []


def test_every_unit_has_a_code_and_a_factor() -> None:
    assert all(code and factor > 0 for code, factor in units().values())
    assert all(printed == fold(printed) for printed in units())
