"""From the elements of a page to paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extraction.readers.counting import numeral
from extraction.readers.parts import Cell, Line, Part, Table, raised
from extraction.readers.trees import Element, local
from extraction.readers.web.notes import Notes

_DROPPED = frozenset(
    "script style noscript template nav aside footer form button select option textarea svg iframe object"
    " embed head dialog canvas audio video map input label".split()
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6"
    " header hr html li main ol p pre section summary ul caption".split()
)
_BOLD = frozenset({"b", "strong", "th"})
_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WHITE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BACK = "↩↑^"


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    count: int


class Walker:
    """Reads the elements of a page; `parts` are its paragraphs and tables, the notes apart."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.parts: list[Part] = []
        self._frames: list[list[Part]] = [self.parts]
        self._tables: list[Table] = []
        self._notes: dict[int, list[Part]] = {}
        self._lists: list[_List] = []
        self._buffer: list[str] = []
        self._opener = ""
        self._level = self._bold = self._raised = self._pre = 0
        self._letters = self._heavy = 0

    def walk(self, root: Element) -> None:
        """Read an element and all that it holds. Linear."""
        skipped: Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    if element is not root:
                        self._text(element.tail)
                continue
            if event == "start":
                if self._is_dropped(element):
                    skipped = element
                    continue
                self._open(element, local(element))
                self._text(element.text)
            else:
                self._close(element, local(element))
                if element is not root:
                    self._text(element.tail)
        self._flush()

    def note_texts(self) -> Iterator[tuple[int, str]]:
        """The notes in the order of their numbers."""
        for number in sorted(self._notes):
            words = " ".join(part.text for part in self._notes[number] if isinstance(part, Line))
            yield number, words.strip(f" {_BACK}\ufe0e")

    def _is_dropped(self, element: Element) -> bool:
        name = local(element)
        if element in self.notes.kept:
            return False
        if name in _DROPPED or not name or element in self.notes.back:
            return True
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        style = element.get("style")
        if style and _HIDDEN.search(style):
            return True
        return element in self.notes.marks and self._mark(element)

    def _mark(self, link: Element) -> bool:
        """Write the mark of a note in the place of its link."""
        self._buffer.append(raised(self.notes.marks[link]))
        return True

    def _open(self, element: Element, name: str) -> None:
        number = self.notes.notes.get(element)
        if name in _BLOCKS or number is not None or name in ("table", "tr", "td", "th"):
            self._flush()
        if number is not None:
            self._opener = ""
            self._frames.append(self._notes.setdefault(number, []))
        if name in ("ol", "ul"):
            style = _STYLES.get(element.get("type") or "1", "decimal")
            self._lists.append(_List(name == "ol", style, _integer(element.get("start"), 1) - 1))
        elif name == "li" and number is None:
            self._item(element)
        elif name in ("table", "tr", "td", "th"):
            self._open_table(element, name)
        elif name == "br":
            self._flush()
        elif name == "pre":
            self._pre += 1
        elif name == "sup":
            self._raised += 1
        if name[:1] == "h" and name[1:].isdecimal():
            self._level = int(name[1:])
        if name in _BOLD or _HEAVY.search(element.get("style") or ""):
            self._bold += 1

    def _close(self, element: Element, name: str) -> None:
        if name in _BLOCKS or name in ("td", "th", "tr", "table"):
            self._flush()
        if name in _BOLD or _HEAVY.search(element.get("style") or ""):
            self._bold -= 1
        if name[:1] == "h" and name[1:].isdecimal():
            self._level = 0
        if name in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif name in ("td", "th", "table"):
            self._close_table(element, name)
        elif name == "pre":
            self._pre -= 1
        elif name == "sup":
            self._raised -= 1
        elif name == "li":
            self._opener = ""
        if element in self.notes.notes:
            self._flush()
            self._frames.pop()

    def _item(self, element: Element) -> None:
        current = self._lists[-1] if self._lists else _List(ordered=False, style="", count=0)
        if not current.ordered:
            self._opener = "- "
            return
        current.count = _integer(element.get("value"), current.count + 1)
        end = ")" if current.style == "lowerLetter" else "."
        self._opener = f"{numeral(current.count, current.style)}{end} "

    def _open_table(self, element: Element, name: str) -> None:
        if name == "table":
            ruled = element.get("role") != "presentation" and element.get("border") != "0"
            self._tables.append(Table(ruled=ruled))
        elif not self._tables:
            if name != "tr":
                self._frames.append(self._frames[-1])  # a cell without a table is a paragraph
        elif name == "tr":
            self._tables[-1].rows.append([])
            parent = element.getparent()
            if parent is not None and local(parent) == "thead":
                self._tables[-1].head += 1
        else:
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
            self._frames.append([])

    def _close_table(self, element: Element, name: str) -> None:
        if name == "table":
            if self._tables:
                table = self._tables.pop()
                if any(table.rows):
                    self._frames[-1].append(table)
            return
        held = self._frames.pop()
        if not self._tables:
            return
        columns, rows = (_integer(element.get(name), 1) for name in ("colspan", "rowspan"))
        self._tables[-1].rows[-1].append(Cell(held, columns, rows))

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            for index, line in enumerate(text.split("\n")):
                if index:
                    self._flush()
                self._put(line)
            return
        self._put(_WHITE.sub(" ", text))

    def _put(self, text: str) -> None:
        shown = text.strip()
        if self._raised and shown.isascii() and shown.isdecimal():
            text = raised(shown)
        count = len(shown)
        self._letters += count
        if self._bold:
            self._heavy += count
        self._buffer.append(text)

    def _flush(self) -> None:
        text = "".join(self._buffer)
        text = text.strip() if self._pre else " ".join(text.split(" ")).strip()
        heavy = self._letters == self._heavy > 0
        self._buffer.clear()
        self._letters = self._heavy = 0
        if not text:
            return
        text = re.sub(r" {2,}+", " ", text)
        self._frames[-1].append(Line(self._opener + text, self._level, bold=heavy and not self._opener))
        self._opener = ""


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else default
