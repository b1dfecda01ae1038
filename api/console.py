"""The query form and an answer as a page: plain HTML that needs no script."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.types import Scope

from api.formats import GRAPHS, RESULTS
from api.problems import Problem, language_of
from api.protocol import ProtocolRequest
from api.rendering import render, switch
from api.table import read_table
from api.workers.pool import Pool
from api.workers.run import Run
from graph.queries import examples
from viz.language import catalogue
from viz.pages import Example

LARGEST = 1 << 19
"""Bytes of an answer that the page looks at."""
_ROWS = 500
_LESSON = "sparql.lesson."
_FORMATS = (
    "html",
    *(kind.short[0] for kind in RESULTS),
    *(kind.short[0] for kind in GRAPHS if kind.name != "N_QUADS"),
)


def form(scope: Scope, pool: Pool, request: ProtocolRequest) -> bytes:
    """The form, empty or with the worked example that `?example=` names."""
    wanted = request.form.get("example")
    text = next((each.text for each in examples() if each.name == wanted), "")
    return _render(scope, pool, text)


def answer(scope: Scope, pool: Pool, request: ProtocolRequest, query: Run, problem: Problem | None) -> bytes:
    """The form with `request`'s query, and under it the answer of `query` or the `problem` there was."""
    text = request.query or ""
    if problem is not None:
        return _render(scope, pool, text, problem=problem)
    is_graph = query.head.form in {"construct", "describe"}
    state = {"query": text}
    downloads = {
        kind.extension: "/sparql?" + urlencode({**state, "format": kind.short[0]})
        for kind in (GRAPHS if is_graph else RESULTS)
    }
    shown: dict[str, object] = {"form": query.head.form, "downloads": downloads, "whole": query.complete}
    if query.head.form == "select":
        table = read_table(query.first, _ROWS, whole=query.complete)
        shown |= {"table": table, "count": query.totals.get("rows")}
    elif query.head.form == "ask":
        shown["yes"] = query.first.strip() == b"true"
    else:
        shown["text"] = query.first.decode("utf-8", "ignore")
    return _render(scope, pool, text, shown=shown)


def _lessons(lang: str) -> list[Example]:
    """The worked examples that the catalogue explains, in its order: from counting to graphs."""
    known = {each.name: each for each in examples()}
    told = catalogue(lang).messages.items()
    lessons = {key.removeprefix(_LESSON): words for key, words in told if key.startswith(_LESSON)}
    return [
        Example(name, known[name].vi if lang == "vi" else known[name].en, lesson)
        for name, lesson in lessons.items()
    ]


def _render(scope: Scope, pool: Pool, text: str, **values: object) -> bytes:
    lang = language_of(scope)
    problem = values.get("problem")
    described = (
        {"title": problem.title(lang), "detail": problem.detail(lang)}
        if isinstance(problem, Problem)
        else None
    )
    return render(
        "console.html",
        lang,
        here="sparql",
        switch=switch(query=text),
        query=text,
        examples=_lessons(lang),
        formats=_FORMATS,
        prefixes=pool.source.prefixes,
        base=pool.source.base,
        limits={"seconds": pool.settings.seconds, "rows": pool.settings.rows},
        problem=described,
        shown=values.get("shown"),
    )
