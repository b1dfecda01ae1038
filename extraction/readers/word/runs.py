"""The words of a Word paragraph: runs with their marks of notes, tabs, breaks, old fonts; nothing deleted."""

from __future__ import annotations

from dataclasses import dataclass, field

from extraction.legacy import convert_font, font_encoding
from extraction.readers.parts import raised
from extraction.readers.trees import Element, attribute, child, local
from extraction.readers.word.styles import Style, Styles, font_of, is_raised, is_struck, on

# What was deleted or moved away, commands of fields, the older copy of a drawing, remarks.
_SKIPPED = frozenset(
    "del moveFrom delText instrText delInstrText Fallback pPr rPr sdtPr annotationRef footnoteRef endnoteRef"
    " separator continuationSeparator lastRenderedPageBreak proofErr rubyPr rt".split()
)
_LEAVES = frozenset(
    "txbxContent t br cr tab ptab sym noBreakHyphen footnoteReference endnoteReference".split()
)
_COLUMN = "    "
_SYMBOL = 0xF000


@dataclass(slots=True)
class Words:
    """The words of a paragraph; `letters` of which `heavy` are bold; text boxes in it stand in `boxes`."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    heavy: int = 0
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, a line break where the paragraph has one."""
        return "".join(self.pieces).strip(" ")

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        return self.letters == self.heavy > 0


class Runs:
    """Reads paragraphs; `notes` numbers the notes in the order of their marks."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.notes: dict[tuple[str, str], int] = {}
        self.converted: set[str] = set()

    def read(self, paragraph: Element, style: Style) -> Words:
        """The words of a paragraph whose style is `style`."""
        words = Words()
        for run, element in _leaves(paragraph):
            self._leaf(words, run, element, style)
        return words

    def _leaf(self, words: Words, run: Element | None, element: Element, style: Style) -> None:
        name = local(element)
        if name in ("txbxContent", "textbox"):
            words.boxes.append(element)
            return
        properties = None if run is None else child(run, "rPr")
        look = self._look(properties, style)
        if look.hidden or look.struck or (name in ("t", "sym") and _has_own_mark(run)):
            return
        if name in ("footnoteReference", "endnoteReference"):
            key = (name.removesuffix("Reference"), attribute(element, "id") or "")
            words.pieces.append(raised(self.notes.setdefault(key, len(self.notes) + 1)))
        elif text := self._text(element, name, words):
            shown = self._shown(text, look)
            visible = len(shown.strip())
            words.letters += visible
            words.heavy += visible if look.bold else 0
            words.pieces.append(shown)

    def _look(self, properties: Element | None, style: Style) -> Style:
        """What a run looks like: its own properties, else its character style's, else the paragraph's."""
        named = None if properties is None else child(properties, "rStyle")
        own = None if named is None else self.styles.resolved(attribute(named, "val"))

        def first(direct: bool | None, name: str) -> bool | None:  # noqa: FBT001 - three states, no switch
            if direct is not None:
                return direct
            inherited: bool | None = None if own is None else getattr(own, name)
            return getattr(style, name) if inherited is None else inherited

        return Style(
            bold=first(on(properties, "b"), "bold"),
            caps=first(on(properties, "caps"), "caps"),
            hidden=first(on(properties, "vanish"), "hidden"),
            struck=first(is_struck(properties), "struck"),
            raised=first(is_raised(properties), "raised"),
            font=font_of(properties) or (own.font if own else None) or style.font,
        )

    def _text(self, element: Element, name: str, words: Words) -> str:
        if name == "t":
            return element.text or ""
        if name in ("br", "cr"):
            return "\n"
        if name in ("tab", "ptab"):
            return _COLUMN if words.letters else ""
        if name == "noBreakHyphen":
            return "-"
        if name == "sym":
            return _symbol(attribute(element, "char"))
        return ""

    def _shown(self, text: str, look: Style) -> str:
        if look.font and (encoding := font_encoding(look.font)):
            if not text.isascii():
                self.converted.add(encoding)
            text = convert_font(text, look.font, encoding)
        if look.caps:
            text = text.upper()
        if look.raised and text.strip().isascii() and text.strip().isdecimal():
            text = raised(text)
        return text


def _leaves(paragraph: Element) -> list[tuple[Element | None, Element]]:
    """Everything in a paragraph that shows something, each with the run that it stands in."""
    out: list[tuple[Element | None, Element]] = []
    waiting: list[tuple[Element | None, Element]] = [(None, each) for each in reversed(paragraph)]
    while waiting:
        run, element = waiting.pop()
        name = local(element)
        if name in _SKIPPED or not name or is_placeholder(element):
            continue
        if name in _LEAVES:
            out.append((run, element))
            continue
        inner = element if name == "r" else run
        waiting.extend((inner, each) for each in reversed(element))
    return out


def is_placeholder(element: Element) -> bool:
    """Whether a content control holds nothing yet but what asks for it ("Click here to enter text")."""
    properties = child(element, "sdtPr") if local(element) == "sdt" else None
    return on(properties, "showingPlcHdr") is True


def _has_own_mark(run: Element | None) -> bool:
    """Whether a run shows the mark of a note that is no number ("*"); the note's number stands for it."""
    return run is not None and any(
        local(each).endswith("noteReference") and attribute(each, "customMarkFollows") in ("1", "true")
        for each in run
    )


def _symbol(code: str | None) -> str:
    """A character of a symbol font by its hexadecimal code; those fonts' own glyphs stay private."""
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    return chr(value) if 0x20 <= value < 0xD800 or _SYMBOL <= value <= 0xF0FF else ""
