"""Counts each new version once, in a worker, as soon as it is served."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from api.statistics.model import Statistics, Term
from api.statistics.redundancy import slimmed
from api.statistics.rewriting import rewritten
from api.workers.job import ClientLeft, Job, Refused
from api.workers.pool import Pool
from api.workers.run import Run

logger = logging.getLogger(__name__)
_PATIENCE = 10.0  # seconds
_TYPED = re.compile(r"\sa\s|type")
_MOST = 10_000
"""Properties, classes or graphs; a graph with more of them is not counted."""


class Keeper:
    """The statistics of the version that `pool` serves. Call `refresh` whenever that has changed."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._version = ""
        self._counting: asyncio.Task[Statistics | None] | None = None
        self._found: Statistics | None = None

    def refresh(self) -> None:
        """Count the current version, unless that is done or under way."""
        if self._pool.version != self._version or self._counting is None:
            self.stop()
            self._version, self._found = self._pool.version, None
            self._counting = asyncio.create_task(self._count(self._version))

    def stop(self) -> None:
        """Count no longer."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    async def get(self) -> tuple[str, Statistics | None]:
        """The current version and its statistics; None where they cannot be had, or not within a moment."""
        self.refresh()
        if self._counting is not None:
            await asyncio.wait({self._counting}, timeout=_PATIENCE)
        return self._version, self._found

    def rewrite(self, version: str, job: Job) -> Job:
        """A job with the same answer on `version`, from its statistics where they have it."""
        if self._found is None or version != self._version:
            return job
        if job.default_graphs is not None or job.named_graphs is not None:
            return job
        text = None
        source = self._pool.source
        given = (job.query, source.base, source.prefixes, self._found)
        if "count" in job.query.lower():
            text = rewritten(*given)
        if text is None and _TYPED.search(job.query):
            text = slimmed(*given)
        return job if text is None else replace(job, query=text)

    async def _count(self, version: str) -> Statistics | None:
        try:
            properties = await self._table("properties", version)
            found = Statistics(
                properties=properties,
                classes=await self._table("classes", version),
                graphs=await self._table("graphs", version),
                domains=await self._domains(properties, version),
                subjects=await self._number("subjects", version),
                objects=await self._number("objects", version),
            )
        except (Refused, ClientLeft) as reason:
            logger.warning("version %s has no statistics: %s", version, reason)
            return None
        self._found = found
        return found

    async def _domains(self, properties: Mapping[Term, int], version: str) -> Mapping[str, frozenset[str]]:
        """None of them where the graph is too large to be gone through so: the counts are good without."""
        try:
            return domains(properties, await self._rows("domains", version))
        except Refused as reason:
            logger.info("the domains of version %s are not known: %s", version, reason)
            return {}

    async def _table(self, name: str, version: str) -> Mapping[Term, int]:
        return {row["key"]: int(row["n"].value) for row in await self._rows(name, version)}

    async def _number(self, name: str, version: str) -> int:
        (row,) = await self._rows(name, version)
        return int(row["n"].value)

    async def _rows(self, name: str, version: str) -> list[ox.QuerySolution]:
        settings = self._pool.settings
        job = Job(
            query=_query(name),
            results="TSV",
            graph=None,
            rows=_MOST,
            size=settings.bytes,
            seconds=settings.seconds,
        )
        run = Run(self._pool, job, __name__)
        try:
            await run.begin()
            body = b"".join([run.first, *[part async for part in run.rest()]])
        finally:
            run.close()
        if run.version != version:
            raise Refused("busy")  # a newer version came in between; it is counted next
        solutions = ox.parse_query_results(body, ox.QueryResultsFormat.TSV)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"{name}.rq is no SELECT")
        return list(solutions)


def domains(properties: Mapping[Term, int], rows: Iterable[ox.QuerySolution]) -> Mapping[str, frozenset[str]]:
    """The classes that hold for every subject of a property: those counted as often as it."""
    found: dict[str, set[str]] = {}
    for row in rows:
        key, known_as = row["key"], row["class"]
        if isinstance(known_as, ox.NamedNode) and int(row["n"].value) == properties.get(key):
            found.setdefault(key.value, set()).add(known_as.value)
    return {key: frozenset(classes) for key, classes in found.items()}


@cache
def _query(name: str) -> str:
    return (files("api.statistics") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
