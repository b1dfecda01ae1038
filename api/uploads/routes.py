"""The addresses of uploading. Only editors come in; what they send is never sent back as a page."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from api.problems import Problem
from api.reviewing.people import Person
from api.uploads.doors import PATH, Uploads, lang_of
from api.uploads.jobs import KEPT, Job, Jobs
from api.uploads.receiving import receive, size_words
from viz.language import catalogue
from viz.view import View, address


def uploading(doors: Uploads) -> APIRouter:
    """The routes; `doors.jobs` has to be closed when the server ends."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    async def choose(request: Request) -> HTMLResponse:
        return doors.chooser(doors.people.at(request), lang_of(request))

    @router.post(PATH)
    async def take(request: Request) -> Response:
        person, lang = doors.editor(request), lang_of(request)
        folder = doors.jobs.folder()
        try:
            doors.jobs.require_free(person.account)
            sent = await receive(
                request,
                folder,
                doors.limit,
                lambda fields: doors.people.check(request, fields.get("csrf", "")),
            )
            if sent.file is None:
                return doors.chooser(person, lang, 400, catalogue(lang)("upload.none"))
            job = doors.jobs.start(person.account, sent.file, sent.size)
        except BaseException:
            doors.jobs.discard(folder)
            raise
        return RedirectResponse(address(f"{PATH}/{job.key}", lang), status_code=303)

    @router.get(f"{PATH}/{{key}}")
    async def show(key: str, request: Request) -> HTMLResponse:
        person = doors.editor(request)
        return _job_page(doors, doors.jobs.of(person.account, key), person, lang_of(request))

    @router.get(f"{PATH}/{{key}}/events")
    async def events(key: str, request: Request) -> StreamingResponse:
        job = doors.jobs.of(doors.editor(request).account, key)
        return StreamingResponse(
            _events(doors.jobs, job), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    @router.post(f"{PATH}/{{key}}/{{act}}")
    async def act(key: str, act: str, request: Request) -> Response:
        person, lang = doors.editor(request), lang_of(request)
        await doors.fields(request)
        job = doors.jobs.of(person.account, key)
        if act == "accept":
            doors.jobs.accept(job)
        elif act == "cancel":
            await doors.jobs.cancel(job)
        else:
            raise Problem("not-found")
        return RedirectResponse(address(f"{PATH}/{key}", lang), status_code=303)

    return router


def _job_page(doors: Uploads, job: Job, person: Person, lang: str) -> HTMLResponse:
    view = View(doors.readers.current(), lang)
    ready = [
        {**preview, "source": view.source_href(view.reader.iris.report(preview["sha256"]).value)}
        for preview in job.previews
    ]
    return doors.page(
        "upload_job.html",
        f"{PATH}/{job.key}",
        lang,
        job=job,
        person=person,
        previews=ready,
        reason=job.error.get(lang, "") if job.error.get("code") != "busy" else "",
        busy=job.error.get("code") == "busy",
        size=size_words(job.size),
        minutes=int(KEPT // 60),
        base=f"{PATH}/{job.key}",
    )


async def _events(jobs: Jobs, job: Job) -> AsyncIterator[str]:
    async for step in jobs.watch(job):
        yield f"data: {json.dumps(step)}\n\n"
