"""Word documents (Office Open XML, ECMA-376 part 1, transitional and strict): body, lists, tables, notes."""

from __future__ import annotations

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.packages import Package
from extraction.readers.reading import Reading
from extraction.readers.sniff import word_part
from extraction.readers.trees import Element, attribute, local, xml_tree
from extraction.readers.word.body import Body
from extraction.readers.word.numbering import Numbering
from extraction.readers.word.runs import Runs
from extraction.readers.word.styles import Styles
from extraction.readers.writer import Writer

_NOT_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read(content: Content) -> Reading:
    """The text of the document, footnotes and endnotes behind it, numbered as their marks come.

    Headers, footers, comments, deleted text and the table of contents are left out.

    Raises:
        ReadError: damaged, encrypted, macros, entities, empty, limits of packages, tables and text.
    """
    package = Package(content, "DOCX")
    refuse_macros(package)
    main = word_part(content) or ""
    links = _links(package, main)
    styles = Styles(_optional(package, links["styles"]))
    numbering = Numbering(_optional(package, links["numbering"]), styles)
    runs = Runs(styles)
    body = Body(styles, numbering, runs)
    writer = Writer(content.name)
    parts = list(body.parts(xml_tree(package, main)))
    texts = {kind: _notes(_optional(package, links[f"{kind}s"]), body) for kind in ("footnote", "endnote")}
    for encoding in sorted(runs.converted):
        writer.odd("converted-encoding", encoding)
    writer.add(parts)
    writer.gap()
    for (kind, key), number in runs.notes.items():
        writer.note(number, texts[kind].get(key, ""))
    return writer.reading()


def refuse_macros(package: Package) -> None:
    """Refuse a package that carries a program.

    Raises:
        ReadError: macros.
    """
    for member in package.names:
        if member.lower().endswith("vbaproject.bin") or "/macrosheets/" in member.lower():
            raise ReadError("macros", name=package.name, format=package.kind, part=member)


def _links(package: Package, main: str) -> dict[str, str]:
    """The parts that the main part names by their kind (styles, footnotes …), else by their usual names."""
    folder, _, name = main.rpartition("/")
    parts = {kind: f"{folder}/{kind}.xml" for kind in ("styles", "numbering", "footnotes", "endnotes")}
    links = f"{folder}/_rels/{name}.rels"
    for each in xml_tree(package, links) if links in package else ():
        kind, target = (attribute(each, "Type") or "").rpartition("/")[2], attribute(each, "Target") or ""
        if kind in parts:
            parts[kind] = target[1:] if target.startswith("/") else f"{folder}/{target}"
    return parts


def _optional(package: Package, part: str) -> Element | None:
    return xml_tree(package, part) if part in package else None


def _notes(root: Element | None, body: Body) -> dict[str, str]:
    """The words of each note by its id."""
    out: dict[str, str] = {}
    for note in () if root is None else root:
        if local(note) in ("footnote", "endnote") and attribute(note, "type") not in _NOT_NOTES:
            out[attribute(note, "id") or ""] = body.words(note)
    return out
