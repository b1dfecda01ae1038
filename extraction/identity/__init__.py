"""Which labels name one indicator: the same thing counted, in the same way, of the same system."""

from extraction.identity.assign import identified
from extraction.identity.signature import Signature, signature_of

__all__ = ["Signature", "identified", "signature_of"]
