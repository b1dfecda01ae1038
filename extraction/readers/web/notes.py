"""Footnotes of a page: a mark is a link with a number, the note is what it leads to further down."""

from __future__ import annotations

import re

from extraction.readers.trees import Element, local

_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡])\s*[\])]?\Z")
_ID = re.compile(
    r"#[_-]*(?:fn|ftn|footnote|note|endnote|edn|cite[_-]?note|sdfootnote|sdendnote)", re.IGNORECASE
)
_BLOCKS = frozenset({"li", "p", "div", "td", "dd", "section", "aside"})
_LONGEST_MARK = 8


class Notes:
    """The marks and notes of a page: `marks` by the link element, `notes` by the block that holds the note.

    `back` are the links that lead from a note to its mark, `kept` the notes and all that they stand in.
    """

    def __init__(self, root: Element) -> None:
        self.marks: dict[Element, int] = {}
        self.notes: dict[Element, int] = {}
        self.back: set[Element] = set()
        self.kept: set[Element] = set()
        order: dict[Element, int] = {}
        targets: dict[str, Element] = {}
        links = []
        for index, element in enumerate(root.iter()):
            order[element] = index
            for key in ("id", "name"):
                if value := element.get(key):
                    targets.setdefault(value, element)
            href = element.get("href") or ""
            if local(element) == "a" and href.startswith("#") and len(href) > 1:
                links.append((element, href))
        for link, href in links:
            target = targets.get(href[1:])
            if target is None:
                continue
            block = _block(target)
            if order[target] > order[link] and _is_mark(link, href) and block is not None:
                self.marks[link] = self.notes.setdefault(block, len(self.notes) + 1)
            elif order[target] < order[link] and self._in_note(link):
                self.back.add(link)
        for note in self.notes:
            self.kept.update((note, *note.iterancestors()))

    def _in_note(self, element: Element) -> bool:
        return element in self.notes or any(each in self.notes for each in element.iterancestors())


def _block(element: Element) -> Element | None:
    """The nearest block that an element is or stands in."""
    each = element
    while each is not None and local(each) not in _BLOCKS:
        each = each.getparent()
    return each


def _is_mark(link: Element, href: str) -> bool:
    """Whether a link is the mark of a note: a number, raised or leading to what is called a note."""
    text = "".join(link.itertext()).strip()
    if len(text) > _LONGEST_MARK or not _MARK.match(text):
        return False
    if _ID.match(href) or "note" in (link.get("role") or link.get("class") or ""):
        return True
    parent = link.getparent()
    return local(parent) == "sup" or any(local(each) == "sup" for each in link)
