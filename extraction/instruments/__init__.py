"""Instruments: which laws, decisions, plans and drafts a report names, and what it says of them."""

from extraction.instruments.reading import InstrumentReading, read_instruments

__all__ = ["InstrumentReading", "read_instruments"]
