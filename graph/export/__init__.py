"""The graph in the formats that others read.

RDF keeps everything and comes back whole; tables (CSV, XLSX) and the network (GraphML) are views of it; the
datapackage holds both with a description of what is inside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from graph.errors import ExportError
from graph.export.files import replace_file
from graph.export.rdf import QUADS, TRIPLES, readable_prefixes, write_store
from graph.export.scope import one_report
from graph.reader import Reader

__all__ = ("FORMATS", "form_of", "readable_prefixes", "replace_file", "write", "write_store")

# The modules behind these take a while to import, so they wait until they are asked for.


def _graphml(reader: Reader, path: Path) -> None:
    from graph.network import write_graphml  # noqa: PLC0415

    replace_file(path, lambda fresh: write_graphml(reader, fresh))


def _csv(reader: Reader, path: Path) -> None:
    from graph.export.delimited import write_zip  # noqa: PLC0415

    replace_file(path, lambda fresh: write_zip(reader, fresh))


def _xlsx(reader: Reader, path: Path) -> None:
    from graph.export.workbook import write_workbook  # noqa: PLC0415

    replace_file(path, lambda fresh: write_workbook(reader, fresh))


def _datapackage(reader: Reader, path: Path) -> None:
    from graph.export.datapackage import write_package  # noqa: PLC0415

    write_package(reader, path)


_VIEWS: Mapping[str, Callable[[Reader, Path], None]] = {
    "graphml": _graphml,
    "csv": _csv,
    "xlsx": _xlsx,
    "datapackage": _datapackage,
}
FORMATS = (*QUADS, *TRIPLES, *_VIEWS)

_ENDINGS = {
    "xml": "rdf",
    "json": "jsonld",
    "nquads": "nq",
    "ntriples": "nt",
    "turtle": "ttl",
    "zip": "csv",
}


def write(reader: Reader, form: str, path: Path, *, report: str | None = None) -> None:
    """Write the graph, or what one report states, to `path`, which appears only when it is complete.

    Formats with named graphs keep them; those without get the union. `report` is a file's name or the first
    digits of its SHA-256.

    Raises:
        ExportError: no such format, or the file cannot be written.
        ReportUnknown: no such report, or several.
    """
    view = _VIEWS.get(form)
    if view is None and form not in FORMATS:
        raise ExportError("export-format", name=form, formats=", ".join(FORMATS))
    if report is not None:
        reader = one_report(reader, report, with_names=view is not None)
    if view is not None:
        view(reader, path)
    else:
        write_store(reader.store, form, path, reader.iris)


def form_of(path: Path) -> str:
    """The format that a file's ending asks for.

    Raises:
        ExportError: the ending is not one of a format.
    """
    ending = path.suffix.lower().lstrip(".")
    form = _ENDINGS.get(ending, ending)
    if form not in FORMATS or form == "datapackage" or ending == "csv":
        endings = [f".{name}" for name in FORMATS if name not in ("csv", "datapackage")]
        raise ExportError("export-ending", name=path.name, endings=", ".join([*endings, ".zip (csv)"]))
    return form
