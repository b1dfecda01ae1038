"""How much a file may hold. Real reports stay far below; what is above is refused, never read in part."""

from __future__ import annotations

from typing import Final

MEMBERS: Final = 2_000
"""Members of a ZIP archive or of a DOCX or XLSX package."""

UNPACKED: Final = 200 * 1024 * 1024
"""Bytes of everything that is unpacked from one file."""

PART: Final = 80 * 1024 * 1024
"""Bytes of one unpacked part of a package."""

RATIO: Final = 200
"""How many times its packed size a member may grow; members below `RATIO_FROM` bytes are not looked at."""

RATIO_FROM: Final = 1024 * 1024

TAGS: Final = 1_000_000
"""Tags, and as many attributes, of one XML part or HTML page: about a thousand printed pages."""

CELLS: Final = 500_000
"""Cells of all tables of a document, empty ones at the end of a row left out."""

COLUMNS: Final = 200
"""Columns of a table whose merged cells are spread out."""

TEXT: Final = 3_000_000
"""Characters of a report, about a thousand printed pages; what reads them takes some 120 bytes for each."""

TEXTS: Final = 9_000_000
"""Characters of all the reports of one archive: they are kept in memory until all are read."""

PAGES: Final = 2_000
"""Pages of a PDF with a text layer."""

PAGES_RECOGNISED: Final = 300
"""Pages whose letters are recognised; each takes seconds."""

OBJECTS: Final = 500_000
"""Objects of a PDF file."""

PAGE_OBJECTS: Final = 100_000
"""Letters, lines and boxes of one PDF page."""

PIXELS: Final = 60_000_000
"""Pixels of one picture: A3 at 600 dots per inch is 70 million, A4 35 million."""

MEMORY: Final = 600
"""Megabytes that a reader may use; for PDF and pictures the operating system sees to it."""

SECONDS: Final = 300
"""Seconds that reading a PDF may take."""

SECONDS_RECOGNISED: Final = 60
"""Seconds that recognising one page may take."""

SECONDS_WAITED: Final = 3_600
"""Seconds that anything may take altogether, recognising hundreds of pages too."""
