"""Opens a PDF and lays out its pages: everything drawn on them, each item at its place, the text upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_rect, translate_matrix

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import OBJECTS, PAGE_OBJECTS, PAGES

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_INVISIBLE = 3  # text rendering mode (ISO 32000-1, 9.3.6): letters under a scan, for searching in it
_MOST = 0.5  # of a page's letters that must stand sideways for the page to be turned
_FEWEST = 20  # letters by which that can be told


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page with its items, pdfminer's, placed in points from its lower left corner.

    `hidden` are the letters that are there only to be searched for. `turned`: degrees by which the page was
    turned clockwise, `lay` some of them because it lay on its side; `matrix` takes the places of the file to
    those here.
    """

    number: int
    width: float
    height: float
    items: list[Any]
    hidden: list[LTChar]
    turned: int
    lay: bool
    matrix: Matrix

    def placed(self, box: Box) -> Box:
        """A box of the file as it lies on the page."""
        return apply_matrix_rect(self.matrix, box)


def laid_pages(content: Content) -> Iterator[LaidPage]:
    """The pages of a PDF, one by one.

    Raises:
        ReadError: encrypted, limit_pages, limit_objects. What pdfminer raises on damaged bytes goes through.
    """
    try:
        document = PDFDocument(PDFParser(BytesIO(content.data)))
    except PDFEncryptionError as error:
        raise ReadError("encrypted", name=content.name, format="PDF") from error
    objects = sum(len(list(xref.get_objids())) for xref in document.xrefs)
    if objects > OBJECTS:
        raise ReadError("limit_objects", name=content.name, found=objects, limit=OBJECTS)
    pages = []
    for page in PDFPage.create_pages(document):
        pages.append(page)
        if len(pages) > PAGES:
            raise ReadError("limit_pages", name=content.name, found=f"{PAGES}+", limit=PAGES)
    resources = PDFResourceManager()
    for number, page in enumerate(pages, 1):
        yield _laid(content.name, number, page, resources)


def _laid(name: str, number: int, page: PDFPage, resources: PDFResourceManager) -> LaidPage:
    page.mediabox = _shown(page)
    items, hidden = _items(name, page, resources)
    if turn := _turn([*items, *hidden]):
        page.rotate = (page.rotate + turn) % 360
        items, hidden = _items(name, page, resources)
    x0, y0, x1, y1 = page.mediabox
    turns: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)
    }  # fmt: skip
    matrix = turns.get(page.rotate, (1, 0, 0, 1, -x0, -y0))
    _, _, width, height = apply_matrix_rect(matrix, page.mediabox)
    return LaidPage(number, width, height, items, hidden, page.rotate, bool(turn), matrix)


def _shown(page: PDFPage) -> Box:
    """The part of a page that is shown and printed."""
    x0, y0, x1, y1 = page.mediabox
    left, low, right, high = page.cropbox
    box = max(x0, left), max(y0, low), min(x1, right), min(y1, high)
    return box if box[0] < box[2] and box[1] < box[3] else page.mediabox


def _items(name: str, page: PDFPage, resources: PDFResourceManager) -> tuple[list[Any], list[LTChar]]:
    """Everything that is drawn on a page, in order, in and out of forms; the letters that are not shown."""
    device = _Device(name, resources)
    PDFPageInterpreter(resources, device).process_page(page)
    out: list[Any] = []
    waiting = list(reversed(list(device.get_result())))
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTFigure):
            waiting.extend(reversed(list(item)))
        else:
            out.append(item)
    return out, [item for item in device.hidden if isinstance(item, LTChar)]


class _Device(PDFPageAggregator):
    """Collects what a page draws, up to a limit; letters that are not shown are `hidden`."""

    def __init__(self, name: str, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self._name = name
        self._count = 0
        self.hidden = LTFigure("hidden", (0, 0, 0, 0), MATRIX_IDENTITY)

    def _counted(self) -> None:
        self._count += 1
        if self._count > PAGE_OBJECTS:
            raise ReadError("limit_objects", name=self._name, found=f"{PAGE_OBJECTS}+", limit=PAGE_OBJECTS)

    def render_string(self, textstate: Any, *arguments: Any) -> None:
        """Draw a string."""
        if textstate.render != _INVISIBLE:
            super().render_string(textstate, *arguments)
            return
        shown, self.cur_item = self.cur_item, self.hidden
        super().render_string(textstate, *arguments)
        self.cur_item = shown

    def render_char(
        self, matrix: Matrix, font: Any, fontsize: float, scaling: float, rise: float, *arguments: Any
    ) -> float:
        """Draw a letter; by how much it is raised goes into its matrix, which then tells where it stands."""
        self._counted()
        raised = translate_matrix(matrix, (0, rise))
        return super().render_char(raised, font, fontsize, scaling, 0, *arguments)

    def paint_path(self, *arguments: Any, **named: Any) -> None:
        """Draw lines, boxes or curves."""
        self._counted()
        super().paint_path(*arguments, **named)

    def render_image(self, *arguments: Any, **named: Any) -> None:
        """Draw a picture."""
        self._counted()
        super().render_image(*arguments, **named)


def direction(letter: LTChar) -> int | None:
    """Degrees by which a letter is turned to the left (0, 90, 180, 270); None for one that stands aslant."""
    across, along = letter.matrix[0], letter.matrix[1]
    if abs(along) <= 0.2 * abs(across):
        return 0 if across >= 0 else 180
    if abs(across) <= 0.2 * abs(along):
        return 90 if along > 0 else 270
    return None


def _turn(items: list[Any]) -> int:
    """Degrees by which a page must be turned clockwise for most of its letters to stand upright."""
    found = Counter(direction(item) for item in items if isinstance(item, LTChar))
    way, count = max(found.items(), key=lambda each: each[1], default=(0, 0))
    return way if way and count >= _FEWEST and count > _MOST * found.total() else 0
