"""Reviews over the JSON API: what there is to decide, and, for reviewers, deciding."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from api.accounts.audit import Audit
from api.accounts.door import address, check_csrf, signed_in
from api.answers.asking import Cursor, Fields, Language, Limit, Many, answer, asked
from api.answers.lists import Member, page
from api.answers.openapi import problems, responses
from api.answers.served import Served
from api.problems import Problem, language_for_programs
from api.readers import Readers
from graph.errors import GraphError, ReviewError, StoreLocked
from graph.review.deciding import Decided, decide
from graph.review.decision import Verdict
from graph.review.listing import KINDS, STATUSES, Item, items
from graph.run import Run

_VERDICTS: Mapping[str, Verdict] = {
    "accept": Verdict.ACCEPTED,
    "reject": Verdict.REJECTED,
    "undo": Verdict.UNDONE,
}
_PATIENCE, _PAUSE = 4.0, 0.25
_Least = Annotated[float, Query(ge=0, le=1, description="Leave out what is less sure.")]


class Decide(BaseModel):
    """A decision. `seen`: the time of the last decision on the claim that you know of, "" for none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"claim": "3f2a91c4", "decision": "reject", "reason": "Chỉ tiêu này đo việc khác"}]
        },
    )

    claim: str = Field(min_length=1, max_length=300, description="The claim's IRI or short name.")
    decision: Literal["accept", "reject", "undo"]
    reason: str = Field(default="", max_length=2000, description="Needed to reject.")
    seen: str | None = Field(default=None, max_length=40)


def reviews(readers: Readers, store: Path | None, audit: Audit | None) -> APIRouter:
    """The routes at `/api/reviews`; without a `store` and accounts nobody can decide."""
    router = APIRouter(prefix="/api", tags=["api"])
    served = Served(readers)

    @router.get("/reviews", summary="What there is to review", responses=responses("claim"))
    def listed(
        request: Request,
        status: Many = ("open",),
        kind: Many = (),
        least: _Least = 0,
        limit: Limit = 50,
        cursor: Cursor = "",
        fields: Fields = "",
        lang: Language = "",
    ) -> Response:
        """The claims; `reviews` tells, by claim, the status and who decided what, when and why."""
        for name, values, known in (("status", status, STATUSES), ("kind", kind, KINDS)):
            if strange := sorted(set(values) - set(known)):
                raise Problem("bad-request", reason=f"{name}: {strange[0]!r} is none of {', '.join(known)}")
        want = asked(request, limit, cursor, fields, lang, "claim")
        reader = served.reader()
        found = items(
            reader.store, reader.iris, statuses=status, kinds=kind, least=Decimal(str(least)).quantize(_CENT)
        )
        told = {item.statement.claim.value: item for item in found}
        members = [Member(iri, {}) for iri in sorted(told)]
        shown = page(members, {}, readers.version, want.cursor, want.limit)
        documents = served.documents(reader, want.lang)
        claims = [documents.of(each.iri, "claim", want.fields) for each in shown.members]
        more = {each.iri: _told(told[each.iri]) for each in shown.members}
        return answer(
            request, readers.version, claims, want, total=shown.total, next=shown.next, reviews=more
        )

    @router.post(
        "/reviews",
        summary="Accept, reject or undo",
        status_code=201,
        responses={
            201: {"description": "Decided; `version` is the published version with the decision"},
            **problems(400, 401, 403, 404, 409, 429, 503),
        },
    )
    def decided(request: Request, sent: Decide) -> Response:
        """For reviewers: by API key, or from a page with the token in X-CSRF-Token."""
        account = signed_in(request)
        if account is None:
            raise Problem("sign-in")
        check_csrf(request)
        what = f"{sent.decision} {sent.claim}"
        note = {"who": account.name, "what": what, "address": address(request.scope)}
        if store is None or audit is None or not account.may_review:
            if audit is not None:
                audit.note(**note, outcome="refused: no reviewer")
            raise Problem("not-allowed")
        lang = language_for_programs(request.scope)
        try:
            done = _decide(store, account.display, sent, lang)
        except StoreLocked:
            audit.note(**note, outcome="refused: the store is busy")
            raise Problem("store-busy") from None
        except ReviewError as error:
            audit.note(**note, outcome=f"refused: {error.code}")
            status = 404 if error.code == "review-unknown" else 409
            raise Problem("review-refused", status=status, reason=error.text(lang)) from None
        except (GraphError, ValueError) as error:
            audit.note(**note, outcome="failed")
            raise Problem("bad-request", reason=str(error)) from None
        readers.refresh()
        audit.note(**note, outcome="done", version=str(done.version))
        taken = done.decisions[0]
        body = {
            "version": str(done.version),
            "claim": taken.statement.claim.value,
            "decision": str(taken.verdict),
            "reviewer": taken.reviewer,
            "time": taken.stamp,
        }
        return JSONResponse(body, 201, headers={"Cache-Control": "no-store"})

    return router


_CENT = Decimal("0.0001")


def _decide(store: Path, reviewer: str, sent: Decide, lang: str) -> Decided:
    """Take the decision; a busy store is waited for a little."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return decide(
                store,
                [sent.claim],
                _VERDICTS[sent.decision],
                reviewer=reviewer,
                reason=sent.reason,
                language=lang,
                run=Run(),
                seen_until=sent.seen,
            )
        except StoreLocked:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _told(item: Item) -> dict[str, Any]:
    told = item.as_json()
    return {key: told[key] for key in ("id", "kind", "status", "decisions")}
