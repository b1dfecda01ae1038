"""Files to a published graph, all or nothing: read, map, check, infer, check again, publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store

from graph import check, versions
from graph.compose import Composer
from graph.errors import BuildError, StoreError, StoreMissing, store_error
from graph.graphs import Difference, named_quads, replace_graph
from graph.inference import Inference, all_inferences
from graph.progress import Progress, Step, silent
from graph.reading import Reading, read_file
from graph.run import Run
from graph.store import Writer


@dataclass(frozen=True, slots=True)
class Added:
    """One report that a build added or replaced, with what its graph gained and lost."""

    name: str
    title: str
    sha256: str
    change: Difference


# Reports are checked together, up to so many statements: each validation has its own tenths of a second.
_TOGETHER = 40_000
_NAMED = 5


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did; `version` is the published version's number."""

    version: int
    reports: tuple[Added, ...]
    inferred: Difference


def read_all(files: Sequence[Path], progress: Progress = silent) -> list[Reading]:
    """Read files; two files with the same content are one report, under the first name.

    Raises:
        extraction.errors.ReadError: a file that is no readable report.
        BuildError: a path that cannot be read, or no files at all.
    """
    if not files:
        raise BuildError("no files given. Name the reports to read: khaithong build REPORT.txt …")
    found: dict[str, Reading] = {}
    for done, path in enumerate(files):
        progress(Step("reading", done, len(files), path.name))
        try:
            reading = read_file(path)
        except IsADirectoryError:
            raise BuildError(
                f"{path} is a directory. Name the files in it: khaithong build {path}/*.txt"
            ) from None
        except FileNotFoundError:
            raise BuildError(f"there is no file {path}. Check the path.") from None
        except PermissionError:
            raise BuildError(f"{path} may not be read. Check its permissions.") from None
        found.setdefault(reading.sha256, reading)
    progress(Step("reading", len(files), len(files)))
    return list(found.values())


def memory_store(
    readings: Sequence[Reading],
    run: Run,
    inferences: Iterable[Inference] | None = None,
    progress: Progress = silent,
) -> Store:
    """The graph of these reports alone, in memory, with the union in its default graph.

    Raises:
        RulesBroken: what was read breaks the graph's own rules.
    """
    store = Store()
    _compose(Composer(store, run), readings, {}, inferences, progress)
    return store


def dataset(
    readings: Sequence[Reading], run: Run, inferences: Iterable[Inference] | None = None
) -> Iterator[Quad]:
    """Every named graph's quads of `memory_store`."""
    return named_quads(memory_store(readings, run, inferences))


def publish(
    readings: Sequence[Reading],
    directory: Path,
    *,
    run: Run,
    inferences: Iterable[Inference] | None = None,
    progress: Progress = silent,
) -> BuildResult:
    """Add these reports to the store in `directory` and publish its next version.

    A report that is there already has its graph replaced, and no other report's graph changes. The inferred
    graph is made anew over all reports.

    Raises:
        RulesBroken: what was read breaks the graph's own rules.
        BuildError: the store has another base IRI.
        StoreError: the store cannot be written; see `graph.errors`.
    """
    with Writer(directory) as writer:
        first: dict[str, Any] = {"base": run.iris.base, "reports": []}
        about = dict(writer.base.about) if writer.base else first
        if about["base"] != run.iris.base:
            raise BuildError(
                f"the store {directory} has the base {about['base']}, this build {run.iris.base}. Give the "
                "same base, or "
                "build into another directory."
            )
        try:
            earlier = _earlier(writer, about, readings, run)
            added, inferred = _compose(Composer(writer.graph, run), readings, earlier, inferences, progress)
            progress(Step("publishing", 0, 1))
            for reading in readings:
                writer.archive.keep(reading, run.version)
            named = sum(1 for _ in named_quads(writer.graph))
        except (OSError, RuntimeError) as error:
            raise error if isinstance(error, StoreError) else store_error(error, directory) from error
        version = writer.publish(
            {
                **about,
                "software": run.version,
                "created": run.stamp,
                "quads": named,
                "triples": len(writer.graph) - named,
                "reports": _listed(about["reports"], readings),
            }
        )
        progress(Step("publishing", 1, 1))
        return BuildResult(version.number, added, inferred)


def publish_graph(directory: Path, origin: str, quads: Iterable[Quad], *, run: Run) -> int:
    """Replace one graph that no report owns (the reviews) and publish the store's next version.

    Raises:
        RulesBroken: the quads break the graph's own rules.
        StoreMissing: nothing was published there yet.
        StoreError: the store cannot be written; see `graph.errors`.
    """
    versions.check_mark(directory)
    with Writer(directory) as writer:
        if writer.base is None:
            raise StoreMissing(f"nothing was published in the store {directory} yet. Build it first.")
        new = list(quads)
        check.require(check.Ground(writer.graph, run.iris).violations(new, beside_reports=True), origin)
        try:
            replace_graph(writer.graph, run.iris.graph(origin), new)
            named = sum(1 for _ in named_quads(writer.graph))
        except (OSError, RuntimeError) as error:
            raise store_error(error, directory) from error
        about = {
            **writer.base.about,
            "created": run.stamp,
            "quads": named,
            "triples": len(writer.graph) - named,
        }
        return writer.publish(about).number


def _earlier(
    writer: Writer, about: Mapping[str, Any], readings: Sequence[Reading], run: Run
) -> dict[str, Reading]:
    """The readings of the reports that are in the store and not in this build."""
    fresh = {reading.sha256 for reading in readings}
    found: dict[str, Reading] = {}
    for entry in about["reports"]:
        sha256 = str(entry["sha256"])
        if sha256 not in fresh:
            reading = writer.archive.get(sha256, run.version)
            if reading is None:
                raise BuildError(
                    f"the store lost the reading of {entry['name']} ({sha256[:16]}). Build that file again "
                    "together with "
                    "these."
                )
            found[sha256] = reading
    return found


def _listed(entries: Sequence[Mapping[str, str]], readings: Sequence[Reading]) -> list[dict[str, str]]:
    """The store's reports in the order in which they first came."""
    listed = {str(entry["sha256"]): dict(entry) for entry in entries}
    for reading in readings:
        listed[reading.sha256] = {
            "sha256": reading.sha256,
            "name": reading.report.name,
            "title": reading.facts.title,
        }
    return list(listed.values())


def _compose(
    composer: Composer,
    readings: Sequence[Reading],
    earlier: Mapping[str, Reading],
    inferences: Iterable[Inference] | None,
    progress: Progress,
) -> tuple[tuple[Added, ...], Difference]:
    composer.ground()
    known = check.Ground(composer.store, composer.run.iris)
    added: list[Added] = []
    unchecked: list[Quad] = []
    for done, reading in enumerate(readings):
        name = reading.report.name
        progress(Step("mapping", done, len(readings), name))
        quads = composer.quads_of(reading)
        change = composer.put(reading.sha256, quads)
        added.append(Added(name, reading.facts.title, reading.sha256, change))
        unchecked.extend(quads)
        if len(unchecked) > _TOGETHER or reading is readings[-1]:
            # Into the working copy before it is checked: a broken rule throws all of that copy away.
            check.require(known.violations(unchecked), ", ".join(a.name for a in added[-_NAMED:]))
            unchecked.clear()
    progress(Step("inferring", 0, 1))
    everything = {**earlier, **{reading.sha256: reading for reading in readings}}
    chosen = all_inferences() if inferences is None else inferences
    quads = composer.inferred_quads(dict(sorted(everything.items())), chosen)
    check.require(known.violations(quads, beside_reports=True), "the inferences")
    inferred = composer.put_inferred(quads)
    progress(Step("inferring", 1, 1))
    return tuple(added), inferred
