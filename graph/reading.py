"""A reading: a report with the facts that were read from it, and how to come by one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extraction import source as files
from extraction.facts import ReportFacts
from extraction.report import Report


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what it says; `source` holds the file's bytes where they are to be kept."""

    report: Report
    facts: ReportFacts
    source: bytes | None = None

    @property
    def sha256(self) -> str:
        """The report's identity: the SHA-256 of its file, in hexadecimal."""
        return self.report.sha256


def read(name: str, data: bytes) -> Reading:
    """Read one file's bytes.

    Raises:
        extraction.errors.ReadError: the bytes are no readable report.
    """
    # Imported here: the language components take a while, and most commands read nothing.
    from extraction.layout import read_report  # noqa: PLC0415
    from extraction.pipeline import read_facts  # noqa: PLC0415

    report = read_report(name, data)
    return Reading(report, read_facts(report), data)


def read_file(path: Path) -> list[Reading]:
    """Read one file: a report, or every report of a ZIP archive.

    Raises:
        extraction.errors.ReadError: a file or a member of it that is no readable report.
    """
    from extraction.layout import read_reports  # noqa: PLC0415
    from extraction.pipeline import read_facts  # noqa: PLC0415

    reports = read_reports(path.name, files.read_file(path))
    return [Reading(report, read_facts(report), data) for report, data in reports]
