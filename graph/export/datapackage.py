"""A datapackage (https://datapackage.org): the tables, the whole graph, and what describes them.

`datapackage.json` tells each table's columns, size and hash; `void.ttl` the same for readers of RDF, with the
counts of every class and property. It is a folder, or a ZIP of it where the name ends in .zip.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from graph.export.delimited import entry, write_table
from graph.export.description import File, write_description
from graph.export.files import new_folder, replace_file
from graph.export.rdf import ordered_graphs
from graph.export.tables import Table, tables, titles
from graph.reader import Reader

_FORMATS = {"text": "string", "number": "number", "date": "date"}


def write_package(reader: Reader, path: Path) -> None:
    """Write the package to `path`, all or nothing.

    Raises:
        ExportError: a folder that already holds something, or a place that cannot be written.
    """
    if path.suffix.lower() == ".zip":
        replace_file(path, lambda fresh: _write_zip(reader, fresh))
    else:
        new_folder(path, lambda fresh: _fill(reader, fresh))


def _write_zip(reader: Reader, path: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(path, "w") as archive:
        folder = Path(scratch)
        _fill(reader, folder)
        for file in sorted(item for item in folder.rglob("*") if item.is_file()):
            name = file.relative_to(folder).as_posix()
            with file.open("rb") as source, archive.open(entry(name), "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)


def _fill(reader: Reader, folder: Path) -> None:
    (folder / "data").mkdir()
    resources = []
    found = []
    for table in tables():
        file = _table(reader, table, folder)
        found.append(file)
        resources.append(_resource(file, table.name, "csv") | _schema(table))
    dump = _dump(reader, folder)
    found.append(dump)
    resources.append(_resource(dump, "graph", "nq"))
    write_description(reader, found, folder / "void.ttl")
    resources.append(_resource(_described(folder, "void.ttl", "description", "text/turtle"), "void", "ttl"))
    text = json.dumps(_package(reader, resources), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _table(reader: Reader, table: Table, folder: Path) -> File:
    path = f"data/{table.name}.csv"
    with (folder / path).open("wb") as file:
        write_table(table, reader, file)
    return _described(folder, path, table.name, "text/csv")


def _dump(reader: Reader, folder: Path) -> File:
    path = "graph.nq.gz"
    with (
        (folder / path).open("wb") as raw,
        # Neither name nor time go into it: the same bytes for the same graph.
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file,
    ):
        file.writelines(f"{quad} .\n".encode() for quad in ordered_graphs(reader.store))
    return _described(folder, path, "graph", "application/n-quads")


def _described(folder: Path, path: str, name: str, media_type: str) -> File:
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    vi, en = titles(name)
    return File(path, vi, en, media_type, (folder / path).stat().st_size, digest)


def _resource(file: File, name: str, form: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": file.path,
        "title": file.vi,
        "description": file.en,
        "format": form,
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _schema(table: Table) -> dict[str, Any]:
    """A column that may hold several values, line by line, is text to readers of the package."""
    fields = [
        {"name": column.vi, "title": column.vi, "description": column.en, "type": _FORMATS[column.type]}
        for column in table.columns
    ]
    return {"profile": "tabular-data-resource", "schema": {"fields": fields, "primaryKey": "IRI"}}


def _package(reader: Reader, resources: list[dict[str, Any]]) -> dict[str, Any]:
    vi, en = titles("dataset")
    package: dict[str, Any] = {
        "name": "khaithong",
        "profile": "data-package",
        "title": vi,
        "description": en,
        "resources": resources,
    }
    if reader.about:
        package["created"] = reader.about["created"]
        package["sources"] = [
            {"title": report["title"], "path": report["name"]} for report in reader.about["reports"]
        ]
    return package
