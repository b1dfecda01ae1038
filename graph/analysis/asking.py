"""Values for a question's variables, from what a person typed."""

from __future__ import annotations

from collections.abc import Mapping

from graph.analysis.lookup import Lookup
from graph.analysis.naming import Unknown, find
from graph.analysis.question import Question, is_thing


def put_in(lookup: Lookup, question: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Names as IRIs, periods and stages as they are; empty values are left out.

    Raises:
        KeyError: the question has no such variable; the message names those that it has.
        Unknown, Ambiguous: a name that no thing has, or several.
    """
    given = {}
    for name, value in values.items():
        if not value:
            continue
        if name not in question.given:
            raise KeyError(f"{question.name} takes {', '.join(question.given) or 'nothing'}, not {name}")
        given[name] = _thing(lookup, name, value) if is_thing(name) else value
    return given


def _thing(lookup: Lookup, name: str, value: str) -> str:
    kinds = ("platform", "database", "agency") if name == "platform" else (name,)
    for kind in kinds[:-1]:
        try:
            return find(lookup, kind, value).iri
        except Unknown:
            continue
    return find(lookup, kinds[-1], value).iri
