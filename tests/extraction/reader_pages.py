"""Sets paragraphs, footnotes and tables on PDF pages the way that word processors print them."""

from __future__ import annotations

import re
from io import BytesIO

import font_roboto
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "Roboto", "Roboto-Bold"
REGULAR_FILE = str(font_roboto.Roboto)
for _name, _file in ((REGULAR, REGULAR_FILE), (BOLD, str(font_roboto.RobotoBold))):
    pdfmetrics.registerFont(TTFont(_name, _file))

_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT, _TOP, _FOOT = 85.0, _WIDTH - 57.0, _HEIGHT - 70.0, 60.0
_TOKEN = re.compile(r"\S+")
_MARK = re.compile(r"\[(\d{1,2})\]")


class Pages:
    """Draws from the top of a page to its foot, notes of the page's marks at the end of it."""

    def __init__(
        self, *, size: float = 12.0, justified: bool = True, head: str = "Báo cáo chuyển đổi số"
    ) -> None:
        self.size, self.justified, self.head = size, justified, head
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=True)
        self.leading = 1.35 * size
        self.number = 0
        self.notes: list[tuple[int, str]] = []
        self._begin()

    def _begin(self) -> None:
        self.number += 1
        self.y = _TOP
        self.canvas.setFont(REGULAR, 9)
        if self.number > 1:
            self.canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 40, str(self.number))
        self.canvas.drawString(_LEFT, _HEIGHT - 30, self.head)

    def _end(self) -> None:
        if self.notes:
            lines = self._note_lines()
            y = _FOOT + (len(lines) - 1) * 12
            self.canvas.setLineWidth(0.5)
            self.canvas.line(_LEFT, y + 14, _LEFT + 140, y + 14)
            for number, line in lines:
                x = _LEFT
                if number:
                    self.canvas.setFont(REGULAR, 6)
                    self.canvas.drawString(x, y + 3.5, str(number))
                    x += pdfmetrics.stringWidth(str(number), REGULAR, 6) + 2
                self.canvas.setFont(REGULAR, 10)
                self.canvas.drawString(x, y, line)
                y -= 12
            self.notes = []
        self.canvas.showPage()

    def _note_lines(self) -> list[tuple[int, str]]:
        out = []
        for number, text in self.notes:
            lines = wrapped(text, 10, _RIGHT - _LEFT - 10)
            out += [(number if index == 0 else 0, line) for index, line in enumerate(lines)]
        return out

    def _room(self) -> float:
        return self.y - _FOOT - (len(self._note_lines()) * 12 + 16 if self.notes else 0)

    def page(self) -> None:
        """Begin a page."""
        self._end()
        self._begin()

    def paragraph(self, text: str, notes: dict[int, str] | None = None, *, font: str = REGULAR) -> None:
        """Set a paragraph; its marks "[1]" stand raised, their notes at the foot of their page."""
        indent = 0.0 if text.isupper() or font == BOLD else 24.0
        lines = wrapped(text, self.size, _RIGHT - _LEFT, indent, font)
        for index, line in enumerate(lines):
            own = [(int(m[1]), (notes or {})[int(m[1])]) for m in _MARK.finditer(line)]
            self.notes += own
            if self._room() < self.leading:
                self.notes = self.notes[: len(self.notes) - len(own)]
                self.page()
                self.notes += own
            last = index == len(lines) - 1
            x = _LEFT + (indent if index == 0 else 0)
            self._line(x, line, font, stretch=self.justified and not last)
            self.y -= self.leading
        self.y -= 4

    def _line(self, x: float, line: str, font: str, *, stretch: bool) -> None:
        words = _TOKEN.findall(line)
        space = pdfmetrics.stringWidth(" ", font, self.size)
        if stretch and len(words) > 1:
            space = (_RIGHT - x - sum(_width(word, self.size, font) for word in words)) / (len(words) - 1)
        for word in words:
            for index, piece in enumerate(_MARK.split(word)):
                size, rise = (0.6 * self.size, 0.35 * self.size) if index % 2 else (self.size, 0)
                self.canvas.setFont(font, size)
                self.canvas.drawString(x, self.y + rise, piece)
                x += pdfmetrics.stringWidth(piece, font, size)
            x += space

    def table(self, rows: list[list[str]], height: float = 20.0) -> None:
        """Set a ruled table; a page that is full cuts it."""
        width = (_RIGHT - _LEFT) / len(rows[0])
        self.y -= 4
        for row in rows:
            if self._room() < height + 4:
                self.page()
            self.canvas.setLineWidth(0.5)
            for index, value in enumerate(row):
                x = _LEFT + index * width
                self.canvas.rect(x, self.y - height + self.leading, width, height)
                self.canvas.setFont(REGULAR, self.size - 2)
                self.canvas.drawString(x + 3, self.y - height + self.leading + 6, value)
            self.y -= height
        self.y -= self.leading

    def done(self) -> bytes:
        """The file."""
        self._end()
        self.canvas.save()
        return self.buffer.getvalue()


def _width(word: str, size: float, font: str = REGULAR) -> float:
    return sum(
        pdfmetrics.stringWidth(piece, font, 0.6 * size if index % 2 else size)
        for index, piece in enumerate(_MARK.split(word))
    )


def wrapped(text: str, size: float, width: float, indent: float = 0.0, font: str = REGULAR) -> list[str]:
    space = pdfmetrics.stringWidth(" ", font, size)
    lines: list[list[str]] = [[]]
    at = indent
    for word in _TOKEN.findall(text):
        needed = _width(word, size, font)
        if lines[-1] and at + needed > width:
            lines.append([])
            at = 0.0
        lines[-1].append(word)
        at += needed + space
    return [" ".join(line) for line in lines]
