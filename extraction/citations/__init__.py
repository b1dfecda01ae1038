"""Citations: from text to the stretches that name instruments."""

from extraction.citations.letterhead import letterhead_number
from extraction.citations.model import Citation, Form, Provision
from extraction.citations.numbers import issuer_codes, type_of_number
from extraction.citations.page import Page
from extraction.citations.scan import read_citations, read_page

__all__ = [
    "Citation",
    "Form",
    "Page",
    "Provision",
    "issuer_codes",
    "letterhead_number",
    "read_citations",
    "read_page",
    "type_of_number",
]
