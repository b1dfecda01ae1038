"""Content negotiation: RFC 9110, section 12.5.1 (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from api.formats import Format

_RANGE = re.compile(r"\s*+([\w!#$&^.+*-]++)/([\w!#$&^.+*-]++)\s*+(;[^,]*+)?")
_QUALITY = re.compile(r";\s*+q\s*+=\s*+([01](?:\.\d{0,3}+)?)\s*+(?:;|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"\s*+([A-Za-z]{1,8}+|\*)(?:-[A-Za-z0-9-]++)?+\s*+(;[^,]*+)?")


@dataclass(frozen=True, slots=True)
class Range:
    """A media range of an Accept header."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media: str) -> int:
        """How closely it fits `media`: 0 not at all, 3 exactly."""
        kind, _, sub = media.partition("/")
        if self.type == "*":
            return 1
        if self.type != kind:
            return 0
        return 2 if self.subtype == "*" else 3 * (self.subtype == sub)


@dataclass(frozen=True, slots=True)
class Choice:
    """A format, and the media type under which it is wanted."""

    format: Format
    media: str
    quality: float


@lru_cache(maxsize=512)
def ranges(accept: str) -> tuple[Range, ...]:
    """The media ranges of an Accept header; what is none is passed over."""
    found = (_RANGE.fullmatch(part) for part in accept.split(","))
    return tuple(Range(m[1].lower(), m[2].lower(), _quality(m[3])) for m in found if m)


@lru_cache(maxsize=512)
def choose(accept: str, formats: tuple[Format, ...]) -> Choice | None:
    """The format that `accept` likes best, the server's order deciding between equals; None if it takes none.

    An empty header takes anything. A type that is named wins over one that a wildcard lets through.
    """
    read = ranges(accept)
    if not read:
        return Choice(formats[0], formats[0].media[0], 1.0) if not accept.strip() else None
    best: Choice | None = None
    rank = (0.0, 0)
    for kind in formats:
        for media in kind.media:
            closest = max(read, key=lambda each: (each.specificity(media), each.quality))
            closeness = closest.specificity(media)
            if closeness and closest.quality and (closest.quality, closeness) > rank:
                rank = (closest.quality, closeness)
                best = Choice(kind, media, closest.quality)
    return best


@lru_cache(maxsize=512)
def language(accept_language: str, offered: tuple[str, ...], default: str) -> str:
    """The language of `offered` that an Accept-Language header likes best."""
    best, best_quality = default, 0.0
    for part in accept_language.split(","):
        match = _LANGUAGE.fullmatch(part)
        if match and match[1].lower() in offered and _quality(match[2]) > best_quality:
            best, best_quality = match[1].lower(), _quality(match[2])
    return best


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header likes gzip at least as well as no coding (RFC 9110, 12.5.3)."""
    wanted: dict[str, float] = {}
    for part in accept_encoding.split(","):
        coding, _, parameters = part.partition(";")
        wanted[coding.strip().lower()] = _quality(";" + parameters if parameters else None)
    gzip = wanted.get("gzip", wanted.get("x-gzip", wanted.get("*", 0.0)))
    return gzip > 0 and gzip >= wanted.get("identity", 0.0)


def _quality(parameters: str | None) -> float:
    found = _QUALITY.search(parameters or "")
    return min(1.0, float(found[1])) if found else 1.0
