"""Tables: annexes whose rows name an indicator, its unit, its values and who answers for it."""

from extraction.tables.reading import merged, read_tables
from extraction.tables.rows import numbered_rows

__all__ = ["merged", "numbered_rows", "read_tables"]
