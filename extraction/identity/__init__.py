"""Which labels name one indicator: the same thing counted, in the same way, of the same system."""

from extraction.identity.assign import identified
from extraction.identity.signature import Signature, signature_of
from extraction.identity.territory import placed

__all__ = ["Signature", "identified", "placed", "signature_of"]
