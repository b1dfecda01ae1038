"""Tables: annexes whose rows name an indicator, its unit, its values and who answers for it."""

from extraction.tables.reading import merged, read_tables

__all__ = ["merged", "read_tables"]
