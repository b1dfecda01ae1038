"""Names: the organizations, databases and platforms that a report speaks of, and where it does."""

from extraction.names.reader import read_names
from extraction.names.reading import NameReading

__all__ = ["NameReading", "read_names"]
