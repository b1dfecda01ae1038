"""Citations: from text to the stretches that name instruments."""

from extraction.citations.model import Citation, Form, Provision
from extraction.citations.numbers import issuer_codes, type_of_number
from extraction.citations.scan import read_citations

__all__ = ["Citation", "Form", "Provision", "issuer_codes", "read_citations", "type_of_number"]
