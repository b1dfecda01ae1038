"""The page of questions: in words, by name, or put together; always with the SPARQL and the quotes."""

from __future__ import annotations

from graph.analysis.asking import put_in
from graph.analysis.builder import KINDS, MEASURES, Built, answered, relations
from graph.analysis.lookup import Lookup
from graph.analysis.matching import Match, NoQuestion, match, people_ask
from graph.analysis.model import Answer
from graph.analysis.naming import Ambiguous, Unknown
from graph.analysis.question import Question, answer
from viz.documents.answers import answer_document
from viz.documents.model import Sentence
from viz.language import LANGUAGES, catalogue
from viz.rendering import render
from viz.view import address


def ask_page(lookup: Lookup, lang: str, given: dict[str, str]) -> tuple[int, str]:
    """The page for a query string, with its HTTP status."""
    status, problem = 200, ""
    matched: Match | None = None
    found: Answer | None = None
    question: Question | None = None
    try:
        if "q" in given:
            matched = match(lookup, given["q"])
            question = matched.question
            found = answer(lookup, question.name, lang=lang, **matched.given)
        elif "question" in given and given["question"] in people_ask():
            question = people_ask()[given["question"]]
            values = {name: given[name] for name in question.given if name in given}
            found = answer(lookup, question.name, lang=lang, **put_in(lookup, question, values))
        elif "question" in given:
            status, problem = 404, catalogue(lang)("ask.unknown")
        elif "kind" in given:
            parts = {k: given.get(k, "") for k in ("kind", "relation", "contains", "period")}
            found = answered(lookup, Built(**parts, measure=given.get("measure", "list")))
    except NoQuestion:
        status, problem = 404, catalogue(lang)("ask.unknown")
    except (Unknown, Ambiguous) as error:
        status, problem = 404, error.text(lang)
    except ValueError:
        status, problem = 400, _unfit(lang, given)
    document = answer_document(lookup, found, lang) if found else None
    shown = render(
        "ask.html",
        lang,
        here="ask",
        switch={each: address("/ask", each, **given) for each in LANGUAGES},
        given=given,
        named=tuple(people_ask().values()),
        question=question,
        matched=matched,
        filled=_filled(lookup, found, lang),
        document=document,
        is_sentence=lambda block: isinstance(block, Sentence),
        query=found.query if found else "",
        problem=problem,
        kinds=KINDS,
        measures=MEASURES,
        relations=tuple(dict.fromkeys(each for some in relations().values() for each in some)),
    )
    return status, shown


def _unfit(lang: str, given: dict[str, str]) -> str:
    t = catalogue(lang)
    relation = t.word("ask.relation", given.get("relation", ""))
    return t("ask.unfit", relation=relation, kind=t.word("ask.kind", given.get("kind", "")))


def _filled(lookup: Lookup, found: Answer | None, lang: str) -> list[tuple[str, str]]:
    t = catalogue(lang)
    return [
        (t(f"column.{name}"), lookup.thing(value).name(lang) if "://" in value else value)
        for name, value in (found.given.items() if found else ())
    ]
