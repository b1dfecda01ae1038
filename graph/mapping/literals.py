"""Literals of the graph: NFC text, canonical decimals, dates, offsets."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal

from graph.terms import XSD


def text(value: str, language: str | None = None) -> Literal:
    """A literal in NFC, with a language where one is given."""
    return Literal(unicodedata.normalize("NFC", value), language=language)


def number(value: Decimal) -> Literal:
    """An xsd:decimal in canonical form: 12.50 is 12.5, 4E+2 is 400."""
    plain_form = format(value.normalize(), "f") if value else "0"
    return Literal(plain_form, datatype=XSD.decimal)


def day(value: date) -> Literal:
    """An xsd:date."""
    return Literal(value.isoformat(), datatype=XSD.date)


def integer(value: int) -> Literal:
    """A code-point offset or a page, an xsd:integer: the store would rewrite any narrower type to that."""
    return Literal(str(value), datatype=XSD.integer)
