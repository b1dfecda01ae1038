"""A file's name as somebody's browser sent it, made fit to be stored, shown and written into the graph."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 180  # bytes; file systems take 255
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def safe_name(sent: str) -> str:
    r"""The last part of a path, NFC, without what cannot be seen or what file systems give a meaning.

    >>> safe_name("C:\tmp\\..\\Báo cáo.docx")
    'Báo cáo.docx'
    >>> safe_name("../../etc/passwd")
    'passwd'
    """
    last = re.split(r"[/\\]", sent)[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _UNSEEN)
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", seen)).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len((dot + ending).encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip(" .")
    return f"{stem or 'bao-cao'}{dot}{ending}"
