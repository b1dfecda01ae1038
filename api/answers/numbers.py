"""From an instrument's number, in any way of writing it, to the instrument."""

from __future__ import annotations

import re
from typing import Any

from api.answers.lists import short
from api.problems import Problem
from graph.analysis.lookup import Lookup
from graph.analysis.model import Thing
from graph.analysis.naming import Ambiguous, Unknown, find
from graph.reader import Reader

_GAPS = re.compile(r"\s*([/-])\s*")
_SMALL = re.compile(r"(?<![\d/-])(\d)(?=/)")


def instrument(reader: Reader, number: str) -> str:
    """The IRI of the instrument that a number, a name or the end of its IRI means.

    Case, marks, blanks, "số" and a leading zero do not matter: "06/QĐ-TTg", "6/qd-ttg", "82-2024-nd-cp".

    Raises:
        Problem: nothing is called so (404, with the nearest) or several things are (409, with their dates).
    """
    lookup = Lookup(reader)
    tidy = _GAPS.sub(r"\1", number.strip())
    padded = _SMALL.sub(r"0\1", tidy)
    unknown: Unknown | None = None
    for written in dict.fromkeys((tidy, padded, re.sub(r"(?<![\d/-])0+(?=\d)", "", tidy))):
        try:
            return find(lookup, "instrument", written).iri
        except Unknown as error:
            unknown = unknown or error
        except Ambiguous as error:
            dated = [{**_named(thing), "date": date or None} for thing, date in error.candidates]
            raise Problem("ambiguous-number", number=number, candidates=dated) from None
    near = [_named(thing) for thing in unknown.near] if unknown else []
    raise Problem("unknown-number", number=number, nearest=near)


def _named(thing: Thing) -> dict[str, Any]:
    key = short(thing.iri)
    return {
        "id": thing.iri,
        "number": thing.number or None,
        "name": thing.name("vi"),
        "href": f"/api/instruments/{key}",
    }
