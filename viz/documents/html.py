"""A document as a page of the site, or as one file that needs no other."""

from __future__ import annotations

from viz.documents.model import Document, Sentence
from viz.language import LANGUAGES
from viz.rendering import render
from viz.static_files import static_files
from viz.view import address

FORMATS = ("docx", "xlsx", "md", "html")


def page(document: Document, path: str, **state: str) -> str:
    """The document as a page at `path`, with links to its other forms."""
    return render(
        "document.html",
        document.lang,
        here="analysis",
        switch={each: address(path, each, **state) for each in LANGUAGES},
        document=document,
        is_sentence=lambda block: isinstance(block, Sentence),
        downloads=[(form, address(path, document.lang, **state, format=form)) for form in FORMATS],
    )


def to_html(document: Document) -> bytes:
    """The document as one file, its style inside."""
    return render(
        "document_file.html",
        document.lang,
        document=document,
        is_sentence=lambda block: isinstance(block, Sentence),
        style=static_files()["documents.css"].content.decode("utf-8"),
    ).encode("utf-8")
