"""Findings: where a source's own figures, dates or numbering do not add up. Nothing is corrected."""

from extraction.findings.reading import read_findings

__all__ = ["read_findings"]
