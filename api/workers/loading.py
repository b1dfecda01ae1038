"""Brings a graph into a store that a process can fork with, or opens it where it lies."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox

from api.workers.job import Source
from graph.graphs import fill_union

_MOST_TWICE = 4_000_000  # quads; beyond, memory is worth more


class LoadError(Exception):
    """A graph cannot be read; the message names the file."""


def load(source: Source) -> ox.Store:
    """`source` in memory, in a process that is left with a single thread. Raises `LoadError`."""
    store = ox.Store()
    if source.snapshot is not None:
        _copy(source.snapshot, store)
    for path in source.files:
        kind = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
        if kind is None:
            raise LoadError(
                f"{path}: the extension names no RDF format; there are .ttl .nt .nq .trig .rdf .jsonld"
            )
        try:
            store.bulk_load(path=path, format=kind, base_iri=path.resolve().as_uri())
        except (OSError, SyntaxError, ValueError) as error:
            raise LoadError(f"{path}: {error}") from error
    if source.files and source.union:
        fill_union(store)
    return store


def union_of(store: ox.Store) -> ox.Store | None:
    """The default graph of `store` in a store of its own; None where it has one, or where that is too large.

    In memory the engine keeps the quads of a term in one list, of whatever graph: with every triple there
    twice, in its graph and in the union, a scan passes over as many quads that are not asked for. Most
    queries name no graph, and take a fifth less time here.
    """
    if len(store) > _MOST_TWICE or next(iter(store.named_graphs()), None) is None:
        return None
    union = ox.Store()
    default = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    union.bulk_extend(default)
    return union


def attach(source: Source) -> ox.Store:
    """The snapshot of `source`, read where it lies. Never fork after this: its threads do not outlive it."""
    if source.snapshot is None:
        return load(source)
    try:
        return ox.Store.read_only(str(source.snapshot))
    except OSError as error:
        raise LoadError(f"{source.snapshot}: {error}") from error


def _copy(snapshot: Path, store: ox.Store) -> None:
    """Fill `store` from an on-disk snapshot, which a child opens, since RocksDB starts threads."""
    end, start = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(end)
            with os.fdopen(start, "wb") as pipe:
                ox.Store.read_only(str(snapshot)).dump(pipe, ox.RdfFormat.N_QUADS)
            status = 0
        finally:
            os._exit(status)
    os.close(start)
    failure: Exception | None = None
    with os.fdopen(end, "rb") as pipe:
        try:
            store.bulk_load(pipe, ox.RdfFormat.N_QUADS)
        except (OSError, SyntaxError, ValueError) as error:
            failure = error
    _, status = os.waitpid(child, 0)
    if status or failure:
        raise LoadError(f"{snapshot}: the snapshot cannot be read ({failure or 'its reader failed'})")
