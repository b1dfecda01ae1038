"""Keys: how two spellings of one Vietnamese name are found to be the same, and how a name becomes an IRI.

`straight` unifies look-alike letters; `fold` also the two styles of placing a tone (hoà, hóa) and case; both
keep the length, so that a match in them has the offsets of the text. `bare` also drops every mark, for
search. `slug` makes a key.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# The old style sets the tone on the last vowel of oa, oe, uy; the new one on the first. NFC knows both.
# After q the u is a consonant, so "quý" is not touched (hard case 2).
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_TONES = dict(zip(_OLD, _NEW, strict=True))
# The q is looked for last: a pattern that begins with a letter is searched for several times faster.
_TONE_AT = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?<!q..)(?!\w)")
_LIKE_D = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "–": "-", "—": "-", "‑": "-", "‐": "-"}
_BARE = str.maketrans({"đ": "d", "Đ": "D"})


def straight(text: str) -> str:
    """`text` in NFC with one letter Đ and one hyphen, case kept; as long as `text` in NFC.

    >>> straight("82/2024/NÐ–CP")
    '82/2024/NĐ-CP'
    """
    text = unicodedata.normalize("NFC", text)
    for letter, plain in _LIKE_D.items():
        text = text.replace(letter, plain)
    return text


def fold(text: str) -> str:
    """`text` in lower case with one tone style, one letter đ and one hyphen; as long as `text` in NFC.

    >>> fold("Uỷ ban Hoà Bình") == fold("Ủy ban hòa bình")
    True
    >>> fold("quý") == "quý"
    True
    """
    text = straight(text)
    lower = text.lower()
    if len(lower) != len(text):  # İ and its like grow; keep offsets by lowering letter by letter
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _TONE_AT.sub(lambda m: _TONES[m.group()], lower)


def bare(text: str) -> str:
    """`text` without case and diacritics: "Nghị định" → "nghi dinh". For search, never for identity."""
    marks = unicodedata.normalize("NFD", fold(text).translate(_BARE))
    return "".join(c for c in marks if not unicodedata.combining(c))


def name_key(text: str) -> str:
    """The identity key of a name: folded words without punctuation, single spaces.

    >>> name_key("Nền tảng tích hợp, chia sẻ dữ liệu quốc gia")
    'nền tảng tích hợp chia sẻ dữ liệu quốc gia'
    """
    return " ".join(re.findall(r"\w+", fold(text)))


def slug(text: str, *, longest: int = 60) -> str:
    """An ASCII slug of a number or a curated name: "82/2024/NĐ-CP" → "82-2024-nd-cp"."""
    words = re.findall(r"[a-z0-9]+", bare(text))
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > longest:
            break
        out = f"{out}-{word}" if out else word[:longest]
    return out or "x"


def name_slug(text: str) -> str:
    """A slug that keeps apart what differs in diacritics or past its length: slug, then 6 hex digits."""
    digest = hashlib.sha256(name_key(text).encode()).hexdigest()[:6]
    return f"{slug(text, longest=48)}-{digest}"
