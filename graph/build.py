"""Files to a published graph, all or nothing: read, map, check, infer, check again, publish."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store

from graph import check
from graph.affected import affected, affected_in
from graph.compose import Composer
from graph.edition import counted, edit, replace_checked
from graph.errors import BuildError, StoreError, store_error
from graph.graphs import Difference, named_quads
from graph.history import Change, ReportChange, changed_graphs, told
from graph.inference import Inference, all_inferences
from graph.neighbours import MOST, nearest
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
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class _Composed:
    """What composing changed: each report's graph, and the others by their origin."""

    reports: tuple[Added, ...]
    inferred: Difference
    ground: Mapping[str, Difference]


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
    """Read files, each report of a ZIP archive too; the same content is one report, under the first name.

    Raises:
        extraction.errors.ReadError: a file that is no readable report.
        BuildError: a directory in the place of a file, or no files at all.
    """
    if not files:
        raise BuildError("no files given. Name the reports to read: khaithong build REPORT.txt …")
    found: dict[str, Reading] = {}
    for done, path in enumerate(files):
        progress(Step("reading", done, len(files), path.name))
        if path.is_dir():
            raise BuildError(f"{path} is a directory. Name the files in it: khaithong build {path}/*.txt")
        for reading in read_file(path):
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
            there = {str(entry["sha256"]) for entry in about["reports"]}
            known = _known(writer, about, readings, run)
            done = _compose(Composer(writer.graph, run), readings, known, inferences, progress)
            progress(Step("publishing", 0, 1))
            for reading in readings:
                writer.archive.keep(reading, run.version)
        except (OSError, RuntimeError) as error:
            raise error if isinstance(error, StoreError) else store_error(error, directory) from error
        added = tuple(replace(each, replaced=each.sha256 in there) for each in done.reports)
        change = _change(added, done)
        named = counted(writer.graph, about, change)
        about = {
            **about,
            "software": run.version,
            "created": run.stamp,
            "quads": named,
            "triples": len(writer.graph) - named,
            "reports": _listed(about["reports"], readings),
        }
        version = writer.publish(about, told(about, change))
        progress(Step("publishing", 1, 1))
        return BuildResult(version.number, added, done.inferred)


def _known(
    writer: Writer, about: Mapping[str, Any], readings: Sequence[Reading], run: Run
) -> dict[str, Reading]:
    """The readings that the new ones are compared with: all that are there, or of many the nearest."""
    new = {reading.sha256 for reading in readings}
    entries = [entry for entry in about["reports"] if str(entry["sha256"]) not in new]
    if len(entries) <= MOST or len(entries) < len(about["reports"]):
        return readings_there(
            writer, about, new, run
        )  # few, or one of them is replaced: all are inferred anew
    near = set(nearest(writer.graph, run, entries, readings, MOST))
    far = {str(entry["sha256"]) for entry in entries} - near
    return readings_there(writer, about, new | far, run)


def _change(added: Sequence[Added], done: _Composed) -> Change:
    """What the store's history keeps of a build."""
    return Change(
        "build",
        tuple(
            ReportChange(
                "replaced" if each.replaced else "added", each.name, each.title, each.sha256, each.change
            )
            for each in added
        ),
        changed_graphs({**done.ground, "inferred": done.inferred}),
    )


def publish_graph(directory: Path, origin: str, quads: Iterable[Quad], *, run: Run) -> int:
    """Replace one graph that no report owns (the reviews) and publish the store's next version.

    Raises:
        RulesBroken: the quads break the graph's own rules.
        StoreMissing: nothing was published there yet.
        StoreError: the store cannot be written; see `graph.errors`.
    """
    with edit(directory, run) as edition:
        change = replace_checked(edition, origin, quads)
        return edition.publish(Change(origin, graphs=changed_graphs({origin: change})))


def readings_there(
    writer: Writer, about: Mapping[str, Any], without: Collection[str], run: Run
) -> dict[str, Reading]:
    """The readings of the reports that are in the store, but for those `without`, by SHA-256.

    Raises:
        BuildError: one of them is lost.
    """
    found: dict[str, Reading] = {}
    for entry in about["reports"]:
        sha256 = str(entry["sha256"])
        if sha256 not in without:
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
) -> _Composed:
    ground = composer.ground()
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
    new = {reading.sha256: reading for reading in readings}
    everything = {**earlier, **new}
    # Rules or reference data that changed bear on every inference, else what was checked once stays sound.
    renewed = any(change.added or change.removed for change in ground.values())
    if len(everything) - len(new) < composer.reports() - len(new):
        inferred = add_inferences(composer, everything, frozenset(new), inferences)
    else:
        inferred = put_inferences(composer, everything, inferences, all_anew=renewed)
    progress(Step("inferring", 1, 1))
    return _Composed(tuple(added), inferred, ground)


def put_inferences(
    composer: Composer,
    readings: Mapping[str, Reading],
    inferences: Iterable[Inference] | None = None,
    *,
    all_anew: bool = False,
) -> Difference:
    """Make the inferred graph anew over all `readings`; what is new in it is checked, or all of it.

    Raises:
        RulesBroken: an inference breaks the graph's own rules.
    """
    chosen = all_inferences() if inferences is None else inferences
    quads = composer.inferred_quads(dict(sorted(readings.items())), chosen)
    before = set() if all_anew else composer.inferred()
    # Put before it is checked: a claim made anew must not be seen beside its own earlier confidence.
    change = composer.put_inferred(quads)
    known = check.Ground(composer.store, composer.run.iris)
    touched = affected(composer.inferred(), before)
    check.require(known.violations(touched, beside_reports=True), "the inferences")
    return change


def add_inferences(
    composer: Composer,
    readings: Mapping[str, Reading],
    new: frozenset[str],
    inferences: Iterable[Inference] | None = None,
) -> Difference:
    """Add what follows from `readings` and rests on one of the `new` reports; what was inferred before stays.

    Raises:
        RulesBroken: an inference breaks the graph's own rules.
    """
    chosen = all_inferences() if inferences is None else inferences
    quads = composer.inferred_quads(dict(sorted(readings.items())), chosen, about=new)
    change = composer.add_inferred(quads)
    touched = affected_in(composer.store, composer.run.iris.graph("inferred"), quads)
    known = check.Ground(composer.store, composer.run.iris)
    check.require(known.violations(touched, beside_reports=True), "the inferences")
    return change
