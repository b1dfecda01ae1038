"""The server's own messages in both languages, beside those of the pages."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from viz.language import Catalogue, catalogue, language

_MESSAGES = Path(__file__).parent / "messages"


@cache
def words(lang: str) -> Catalogue:
    """The messages of the pages and of the server in `lang` ("vi" or "en")."""
    lang = language(lang)
    own = json.loads((_MESSAGES / f"{lang}.json").read_text(encoding="utf-8"))
    return Catalogue(lang, {**catalogue(lang).messages, **own})
