"""The next edition of a store that is there already: its writer, and what every change has to see to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from graph import check, versions
from graph.errors import StoreError, StoreMissing, store_error
from graph.graphs import Difference, named_quads, replace_graph
from graph.history import Change, told
from graph.run import Run
from graph.store import Writer


@dataclass(frozen=True, slots=True)
class Edition:
    """A store's working copy, on its way to become the next version. `run` mints under the store's base."""

    writer: Writer
    run: Run
    about: Mapping[str, Any]

    def publish(self, change: Change, **about: object) -> int:
        """Publish the next version, described as the one before it but for `about`; gives its number."""
        store = self.writer.graph
        named = counted(store, self.about, change)
        body = {
            **self.about,
            "created": self.run.stamp,
            "software": self.run.version,
            "quads": named,
            "triples": len(store) - named,
            **about,
        }
        return self.writer.publish(body, told(body, change)).number


def counted(store: Store, about: Mapping[str, Any], change: Change) -> int:
    """The quads of all named graphs, from what the version before had: a graph of any size is not walked."""
    before = about.get("quads")
    return before + change.net if isinstance(before, int) else sum(1 for _ in named_quads(store))


@contextmanager
def edit(directory: Path, run: Run) -> Iterator[Edition]:
    """Write to a store in which something was published. Without `publish` nothing of it is kept.

    Raises:
        StoreMissing: nothing was published there yet.
        StoreError: the store cannot be written; see `graph.errors`.
    """
    versions.check_mark(directory)
    with Writer(directory) as writer:
        if writer.base is None:
            raise StoreMissing(f"nothing was published in the store {directory} yet. Build it first.")
        iris = replace(run.iris, base=str(writer.base.about.get("base", run.iris.base)))
        try:
            yield Edition(writer, replace(run, iris=iris), writer.base.about)
        except (OSError, RuntimeError) as error:
            raise error if isinstance(error, StoreError) else store_error(error, directory) from error


def replace_checked(edition: Edition, origin: str, quads: Iterable[Quad]) -> Difference:
    """Make the graph of `origin` hold exactly `quads`; what is new there is checked, beside all that stands.

    Raises:
        RulesBroken: the quads break the graph's own rules.
    """
    store, iris = edition.writer.graph, edition.run.iris
    graph = iris.graph(origin)
    new = list(quads)
    before = set(store.quads_for_pattern(None, None, None, graph))
    change = replace_graph(store, graph, new)
    # Into the working copy before it is checked: a broken rule throws all of that copy away.
    touched = {
        node
        for quad in store.quads_for_pattern(None, None, None, graph)
        if quad not in before
        for node in (quad.subject, quad.object)
        if isinstance(node, NamedNode)
    }
    fresh = [quad for quad in new if quad.subject in touched]
    check.require(check.Ground(store, iris).violations(fresh, beside_reports=True), origin)
    return change
