"""Which questions are one question, and which answers are kept."""

from __future__ import annotations

import pytest

from api.delivery import Asked
from api.kept import Answer, Answers, Question
from api.normal import normal

ASKED = Asked("ASK {}", None, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ASK { ?s ?p ?o }", "\n ASK\t{ ?s   ?p\r\n?o }  ", True),
        ("ASK { ?s ?p 'a b' }", "ASK  { ?s ?p 'a b' }", True),
        ("ASK { ?s ?p 'a b' }", "ASK { ?s ?p 'a  b' }", False),
        ('ASK { ?s ?p """a\nb""" }', 'ASK { ?s ?p """a b""" }', False),
        ("ASK { ?s ?p ?o } # a\n", "ASK { ?s ?p ?o } # a\n ", False),
        ("ASK { # ?s\n ?s ?p ?o }", "ASK { # ?s ?s ?p ?o }", False),
        ("ASK { ?s ?p \\u0027a  b\\u0027 }", "ASK { ?s ?p \\u0027a b\\u0027 }", False),
        ("ASK { ?s?p ?o }", "ASK { ?s ?p ?o }", False),
    ],
)
def test_white_space_alone_makes_no_other_question(one: str, other: str, same: bool) -> None:
    assert (normal(one) == normal(other)) is same


def _question(number: int) -> Question:
    return Question(f"ASK {{}} #{number}", ("a/b", ""), (), (), gzip=False, as_file=False)


def _answer(size: int) -> Answer:
    return Answer((), b"x" * size, "", ASKED)


def test_what_was_used_last_is_kept_within_the_limit() -> None:
    kept = Answers(80_000)
    assert kept.get("1", _question(0)) is None
    for number in range(100):
        kept.put("1", _question(number), _answer(1_000))
        assert kept.get("1", _question(0)) is not None  # in use, so it stays
    assert kept.size <= 80_000
    assert kept.get("1", _question(99)) is not None
    assert kept.get("1", _question(1)) is None
    kept.put("1", _question(200), _answer(10_000))  # more than one answer may take
    assert kept.get("1", _question(200)) is None


def test_an_answer_of_another_version_is_never_given() -> None:
    kept = Answers(80_000)
    kept.get("1", _question(0))
    kept.put("1", _question(0), _answer(10))
    assert kept.get("1", _question(0)) is not None
    assert [question for question, _ in kept.turn_to("2")] == [_question(0)]
    kept.put("1", _question(0), _answer(10))  # it was under way when the version changed
    assert kept.get("2", _question(0)) is None
    assert kept.size == 0


def test_nothing_is_kept_where_that_is_switched_off() -> None:
    kept = Answers(0)
    kept.get("1", _question(0))
    kept.put("1", _question(0), _answer(10))
    assert kept.get("1", _question(0)) is None
