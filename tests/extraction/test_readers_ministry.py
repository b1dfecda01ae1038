"""Reports in the form that ministries publish say in Word and in print what they say in plain text."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from extraction.layout import read_report
from extraction.pipeline import read_facts
from tests.extraction import reader_files as files
from tests.extraction import reader_ministry as ministry
from tests.extraction.test_readers import DIGESTS, said

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def facts_of(data: bytes) -> frozenset[object]:
    return frozenset(said(read_facts(read_report("report", data))))


@cache
def expected(name: str) -> frozenset[object]:
    return facts_of(ministry.as_text(files.digest(name)).encode())


def is_the_same(found: frozenset[object], name: str) -> bool:
    """Whether at least 98 % of the facts are there, and at most 2 % of others."""
    most = 0.02 * len(expected(name))
    return len(expected(name) - found) <= most and len(found - expected(name)) <= most


@pytest.mark.parametrize("name", DIGESTS)
def test_word_says_the_same(name: str) -> None:
    assert is_the_same(facts_of(ministry.as_docx(files.digest(name))), name)


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("name", DIGESTS)
def test_print_says_the_same(tmp_path: Path, name: str, columns: int) -> None:
    source = tmp_path / "report.docx"
    source.write_bytes(ministry.as_docx(files.digest(name), columns=columns))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=100)
    assert is_the_same(facts_of((tmp_path / "report.pdf").read_bytes()), name)
