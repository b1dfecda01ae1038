"""The review queue: read by everybody, decided on by reviewers.

A decision is a transaction over the store and waits for its lock in a worker thread. What stands there
meanwhile is told: another reviewer's decision by name, a busy store as such.
"""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.problems import Problem
from api.readers import Readers
from api.reviewing.people import People, Person
from graph.errors import GraphError, ReviewError, StoreLocked
from graph.review.deciding import decide
from graph.review.decision import Verdict
from graph.run import Run
from viz.language import catalogue, language
from viz.rendering import HEADERS
from viz.review.page import Notice, Reviewer, review_page
from viz.review.queue import PATH, Queues, State
from viz.view import View

_PATIENCE = 4.0
_PAUSE = 0.25
_FIELDS = 12
_PRIVATE = {**HEADERS, "Cache-Control": "no-store"}


def reviewing(readers: Readers, people: People, store: Path | None) -> APIRouter:
    """The routes of the queue; without a `store` nobody can decide."""
    router = APIRouter(include_in_schema=False)
    queues = Queues()

    def page(request: Request, state: State, lang: str, notice: Notice | None = None) -> str:
        person = people.at(request)
        reviewer = Reviewer(person.name, person.may_review and store is not None, person.token)
        return review_page(View(readers.current(), lang), queues, state, reviewer, notice)

    @router.get(PATH)
    def queue(request: Request) -> HTMLResponse:
        state = State.read(request.query_params.multi_items())
        lang = language(request.query_params.get("lang"))
        return HTMLResponse(page(request, state, lang), headers=_PRIVATE)

    @router.post(PATH)
    async def decided(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=_FIELDS) as form:
            sent = _Sent(form)
        person = people.at(request)
        people.check(request, sent.token)
        if store is None or not person.may_review:
            raise Problem("not-allowed")
        return await run_in_threadpool(take, request, person, sent)

    def take(request: Request, person: Person, sent: _Sent) -> Response:
        """Decide, then show the queue where the reviewer was, or say why nothing was decided."""
        state = State.read(parse_qsl(urlsplit(sent.back).query))
        after = _after(readers, queues, state, sent)
        try:
            done = _decide(Path(store or ""), person, sent)
        except (GraphError, ValueError) as error:
            readers.refresh()
            notice = Notice(_told(error, sent.lang), sent.claim, sent.reason)
            status = 503 if isinstance(error, StoreLocked) else 409 if isinstance(error, ReviewError) else 400
            return HTMLResponse(page(request, state, sent.lang, notice), status, headers=_PRIVATE)
        readers.refresh()
        address = state.address(sent.lang, page=state.page, done=done)
        return RedirectResponse(f"{address}{after}", status_code=303)

    return router


class _Sent:
    """What a form sent; a strange field is as good as none."""

    def __init__(self, form: FormData) -> None:
        def text(name: str) -> str:
            value = form.get(name, "")
            return value if isinstance(value, str) else ""

        self.token = text("csrf")
        self.claim = text("claim")
        self.verdict = text("verdict")
        self.reason = text("reason")
        self.seen = text("seen")
        self.back = text("back")
        self.lang = language(text("lang"))


def _decide(store: Path, person: Person, sent: _Sent) -> str:
    """Take the decision, waiting a little for a busy store; gives the claim's short name."""
    verdict = Verdict(sent.verdict)
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            done = decide(
                store,
                [sent.claim],
                verdict,
                reviewer=person.name,
                reason=sent.reason,
                language=sent.lang,
                run=Run(),
                seen_until=sent.seen,
            )
        except StoreLocked:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return done.decisions[0].statement.short


def _after(readers: Readers, queues: Queues, state: State, sent: _Sent) -> str:
    """Where the eye goes next: to the claim under the one that leaves the list, else to one above."""
    listed = queues.page(View(readers.current(), sent.lang), state).items
    names = [item.statement.claim.value for item in listed]
    if sent.claim not in names:
        return ""
    at = names.index(sent.claim)
    following = [*listed[at + 1 :], *reversed(listed[:at])]
    return f"#c-{following[0].statement.short}" if following else ""


def _told(error: Exception, lang: str) -> str:
    words = catalogue(lang)
    if isinstance(error, StoreLocked):
        return words("review.trouble.busy")
    if isinstance(error, ReviewError):
        return words("review.trouble.refused", reason=error.text(lang))
    return words("review.trouble.store", reason=error)
