"""What the endpoint says of itself: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from api.formats import Format
from api.problems import Problem

_TEXT = (Path(__file__).parent / "description.ttl").read_bytes()


@lru_cache(maxsize=64)
def describe(endpoint: str, kind: Format) -> bytes:
    """The service description of `endpoint` in `kind`. Raises `Problem` if it is no absolute address."""
    try:
        parser = ox.parse(_TEXT, ox.RdfFormat.TURTLE, base_iri=endpoint)
        triples = [quad.triple for quad in parser]
        prefixes = parser.prefixes
    except (SyntaxError, ValueError) as error:
        raise Problem("bad-request", reason=f"the Host header names no host ({error})") from None
    return ox.serialize(triples, format=getattr(ox.RdfFormat, kind.name), prefixes=prefixes) or b""
