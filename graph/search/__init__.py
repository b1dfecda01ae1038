"""Full-text search over a version of the graph: names, numbers, acronyms, and the words of the sources."""

from graph.search.highlight import Part, around, highlighted
from graph.search.index import KINDS, Found, Hit, Index, Indexes

__all__ = ["KINDS", "Found", "Hit", "Index", "Indexes", "Part", "around", "highlighted"]
