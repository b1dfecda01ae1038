"""The endpoints that people run today, as processes to be asked beside ours: started, loaded, ended."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.api.live import free_port

_PATIENCE = 900  # seconds until a peer has loaded its graph


@contextlib.contextmanager
def _process(command: list[str], folder: Path) -> Iterator[None]:
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(address: str) -> str:
    """Wait until `address` answers a query; gives it back."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(address, params={"query": "ASK {}"}, timeout=30).status_code == 200:
                return address
        time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")


@contextlib.contextmanager
def rdflib_endpoint(triples: Path, folder: Path, programs: Path) -> Iterator[str]:
    """PyPI's rdflib-endpoint with rdflib's own store."""
    port = free_port()
    command = [
        str(programs / "rdflib-endpoint"),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        str(triples),
    ]
    with _process(command, folder):
        yield _await(f"http://127.0.0.1:{port}/")


@contextlib.contextmanager
def oxigraph(triples: Path, folder: Path, programs: Path) -> Iterator[str]:
    """PyPI's oxigraph: the native server on disk."""
    port = free_port()
    server = str(programs / "oxigraph")
    location = ["--location", str(folder / "store")]
    with (folder / "log").open("ab") as log:
        subprocess.run(
            [server, "load", *location, "--file", str(triples)], check=True, stdout=log, stderr=log
        )
        subprocess.run([server, "optimize", *location], check=True, stdout=log, stderr=log)
    with _process([server, "serve-read-only", *location, "--bind", f"127.0.0.1:{port}"], folder):
        yield _await(f"http://127.0.0.1:{port}/query")


_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
TransactionFile = {folder}/virtuoso.trx
ErrorLogFile = {folder}/virtuoso.log
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
DirsAllowed = ., {folder}, {source}
[HTTPServer]
ServerPort = {http}
ServerThreads = 16
[SPARQL]
DefaultGraph = http://e/all
"""


@contextlib.contextmanager
def virtuoso(triples: Path, folder: Path, programs: Path) -> Iterator[str]:
    """Debian's virtuoso-opensource; buffers as its manual advises for 2 GB."""
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, source=triples.parent, sql=sql, http=http), encoding="utf-8")
    with _process(["virtuoso-t", "+foreground", "+wait", "+configfile", str(ini)], folder):
        _await(f"http://127.0.0.1:{http}/sparql")
        load = f"ld_dir('{triples.parent}', '{triples.name}', 'http://e/all'); rdf_loader_run(); checkpoint;"
        subprocess.run(
            ["isql-vt", str(sql), "dba", "dba", f"exec={load}"],
            check=True,
            capture_output=True,
            timeout=_PATIENCE,
        )
        yield f"http://127.0.0.1:{http}/sparql"


PEERS = {"virtuoso": virtuoso, "oxigraph": oxigraph, "rdflib-endpoint": rdflib_endpoint}


def there(name: str, programs: Path) -> bool:
    """Whether a peer is installed."""
    if name == "virtuoso":
        return shutil.which("virtuoso-t") is not None and shutil.which("isql-vt") is not None
    return (programs / name).exists()
