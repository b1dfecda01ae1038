"""Whether the letters of a text layer are sound: tone marks on their letters, no glyphs without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.readers.pdf.sheet import Sheet

_LOST = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uefff]")
_WORD = re.compile(r"[^\W\d_]+")
# No word of Vietnamese is one of these alone; "à", "á", "é", "ý", "ồ", "ở", "ổ" and their like are.
_NO_WORD = frozenset("ạịộệậặựợọẹẩẫấầắằẳẵếễểềỉĩìíỏõòóỗỡờớũùúửữứừảã")
_CONSONANTS = re.compile(r"(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|gi|qu)\Z")
_SHARE = 0.03  # of a page's words; real text has lone letters in lists and formulas
_FEWEST = 30  # words that a page must have to be judged
_SAMPLE = 60


def torn_page(sheets: Sequence[Sheet]) -> tuple[int, str] | None:
    """The first page whose letters are not sound, with a sample; None where all are."""
    for sheet in sheets:
        lines = [*sheet.lines, *(line for table in sheet.tables for line in table.lines)]
        text = "\n".join(line.text for line in lines)
        words = _WORD.findall(text)
        lost = len(_LOST.findall(text))
        torn = sum(map(_is_torn, words))
        if lost + len(words) < _FEWEST or lost + torn <= _SHARE * (lost + len(words)):
            continue
        worst = max((line.text for line in lines), key=_badness, default="")
        return sheet.number, worst[:_SAMPLE]
    return None


def _badness(line: str) -> int:
    return len(_LOST.findall(line)) + sum(map(_is_torn, _WORD.findall(line)))


def _is_torn(word: str) -> bool:
    """Whether a word is a lone vowel or lone consonants, as tone marks that fell off leave them.

    Capitals are acronyms ("15/KH-UBND"), single consonants are letters of lists.
    """
    return word in _NO_WORD or _CONSONANTS.match(word) is not None
