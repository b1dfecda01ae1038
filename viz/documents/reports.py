"""The reports by name, and a document's forms by theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.analysis.lookup import Lookup
from graph.analysis.naming import find
from viz.documents.about_all import bottlenecks_document, structure_document, targets_document
from viz.documents.about_instrument import impact_document
from viz.documents.about_some import agency_document, changes_document
from viz.documents.html import to_html
from viz.documents.markdown import to_markdown
from viz.documents.model import Document

NAMES = ("impact", "bottlenecks", "targets", "agency", "diff", "structure")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a document: how it is written, and its media type."""

    write: Callable[[Document], bytes]
    media_type: str


def _docx(document: Document) -> bytes:
    from viz.documents.word import to_docx  # noqa: PLC0415 (a server must start fast, and few ask for this)

    return to_docx(document)


def _xlsx(document: Document) -> bytes:
    from viz.documents.workbook import to_xlsx  # noqa: PLC0415 (likewise)

    return to_xlsx(document)


FORMS: Mapping[str, Form] = {
    "html": Form(to_html, "text/html; charset=utf-8"),
    "md": Form(to_markdown, "text/markdown; charset=utf-8"),
    "docx": Form(_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": Form(_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def report(lookup: Lookup, name: str, lang: str, /, **given: str) -> Document:
    """The report of that name: impact (number), agency (name), diff (one, two), targets (year), others.

    Raises:
        KeyError: there is no such report.
        Unknown, Ambiguous: what is asked about is not known, or several things are called so.
        EmptyPeriod: there is nothing for the year.
    """
    if name == "impact":
        return impact_document(lookup, find(lookup, "instrument", given["number"]), lang)
    if name == "agency":
        return agency_document(lookup, find(lookup, "agency", given["name"]), lang)
    if name == "diff":
        one, two = (find(lookup, "report", given[each]) for each in ("one", "two"))
        return changes_document(lookup, one, two, lang)
    if name == "targets":
        return targets_document(lookup, lang, given.get("year", ""))
    simple = {"bottlenecks": bottlenecks_document, "structure": structure_document}
    return simple[name](lookup, lang)
