"""What the pages of uploading and withdrawing share: who may come in, and how a page is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from api.problems import Problem
from api.readers import Readers
from api.rendering import render
from api.reviewing.people import People, Person
from api.uploads.jobs import KEPT, Jobs
from api.uploads.receiving import size_words
from extraction.readers import limits
from extraction.source import LARGEST
from viz.language import LANGUAGES, language
from viz.rendering import HEADERS
from viz.view import address

PATH = "/uploads"
ENDINGS = (
    ".txt", ".md", ".csv", ".html", ".htm", ".docx", ".xlsx", ".pdf", ".zip",
    ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
_PRIVATE = {**HEADERS, "Cache-Control": "no-store"}
_FIELDS = 8


class Uploads:
    """What the routes work with."""

    def __init__(self, readers: Readers, people: People, store: Path | None, limit: int = LARGEST) -> None:
        self.readers, self.people, self.store, self.limit = readers, people, store, limit
        self.jobs = Jobs(store or Path(), readers.refresh)

    def editor(self, request: Request) -> Person:
        """The editor who asks.

        Raises:
            Problem: nobody is signed in, or somebody who may not edit; or there is no store to write to.
        """
        person = self.people.at(request)
        if not person.may_edit or self.store is None:
            raise Problem("not-allowed")
        return person

    def page(self, template: str, path: str, lang: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of these."""
        switch = {each: address(path, each) for each in LANGUAGES}
        body = render(template, lang, here="reports", switch=switch, **values)
        return HTMLResponse(body, status, headers=_PRIVATE)

    def chooser(self, person: Person, lang: str, status: int = 200, notice: str = "") -> HTMLResponse:
        """The form that takes a file; for those who may not send one it says so."""
        may = person.may_edit and self.store is not None
        job = self.jobs.active(person.account) if may else None
        return self.page(
            "upload.html",
            PATH,
            lang,
            status,
            person=person,
            may=may,
            job=job,
            notice=notice,
            accept=",".join(ENDINGS),
            largest=self.limit,
            limits={
                "size": size_words(self.limit),
                "pages": limits.PAGES,
                "scans": limits.PAGES_RECOGNISED,
                "members": limits.MEMBERS,
                "unpacked": size_words(limits.UNPACKED),
                "minutes": int(KEPT // 60),
            },
        )

    async def fields(self, request: Request) -> dict[str, str]:
        """The fields of a small form of ours, its token checked."""
        async with request.form(max_files=0, max_fields=_FIELDS) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
        self.people.check(request, fields.get("csrf", ""))
        return fields


def lang_of(request: Request) -> str:
    """The language that an address asks for."""
    return language(request.query_params.get("lang"))
