"""The part of a page that is the document: its main element or article where one holds most of the words."""

from __future__ import annotations

from itertools import islice

from extraction.readers.trees import Element, local

_SHARE = 0.5  # of the page's letters that the main part must hold
_TRIED = 4  # a page with more articles than that is a list of them
_SILENT = frozenset({"script", "style", "noscript"})


def main_part(root: Element) -> Element:
    """The element to read."""
    body = next((each for each in root.iter() if local(each) == "body"), root)
    candidates = (
        each for each in body.iter() if local(each) in ("main", "article") or each.get("role") == "main"
    )
    whole = _length(body)
    for candidate in islice(candidates, _TRIED):
        if _length(candidate) >= _SHARE * whole > 0:
            return candidate
    return body


def _length(element: Element) -> int:
    """Letters of an element, those of scripts and styles left out."""
    own = sum(len(each.text.strip()) for each in element.iter() if each.text and local(each) not in _SILENT)
    tails = sum(len(each.tail.strip()) for each in element.iter() if each is not element and each.tail)
    return own + tails
