"""XML and HTML trees from bytes that nobody vouches for: no entities, no network, a bounded size."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from extraction.errors import ReadError
from extraction.readers.packages import Package, check_xml

Element = Any
_DOCTYPE = re.compile(r"<!doctype[^>\[]*+>", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A\s*+<\?xml[^>]*+>")


def xml_tree(package: Package, part: str) -> Element:
    """The root element of a part of a package.

    Raises:
        ReadError: damaged, entities, limit_tags, limit_unpacked.
    """
    data = package.xml(part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            "damaged", name=package.name, format=package.kind, reason=f"{part}: {error}"
        ) from error


def html_tree(name: str, text: str) -> Element:
    """The root element of a page, mended as browsers do.

    Raises:
        ReadError: empty, entities, limit_tags, damaged (it nests too deep to be read whole).
    """
    text = _PROLOGUE.sub("", text.replace("\x00", ""))
    # HTML has a document type, and no entities of its own: only the number of tags is to be looked at
    check_xml(name, "HTML", _DOCTYPE.sub("", text).encode(errors="replace"))
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser)
    except etree.ParserError as error:
        raise ReadError("empty", name=name) from error
    stop = next((each for each in parser.error_log if each.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT), None)
    if stop is not None:  # the parser left the rest of the page out
        raise ReadError("damaged", name=name, format="HTML", reason=stop.message)
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str | None = None) -> str | None:
    """An attribute by its name without namespace (Office writes two namespaces for the same names)."""
    value = element.get(name)
    if value is not None:
        return str(value)
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def child(element: Element, name: str) -> Element | None:
    """The first child of that name."""
    return next((each for each in element if local(each) == name), None)
