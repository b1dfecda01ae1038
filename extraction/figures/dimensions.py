"""Changes of several sides of one thing: "tăng 15% về số lượng và 22% về giá trị so với cùng kỳ".

Each side has its own value where one stands before (a count, a sum of money); else its own growth rate.
"""

from __future__ import annotations

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token

_MONEY = ("VND", "USD")
_BACK = 6  # how many figures back the value of a side may stand


def side_of(s: Sentence, i: int) -> list[Token]:
    """The words of "về số lượng" at token `i` that name a side of what changed; nothing where none is."""
    tokens = s.tokens
    if i + 1 < len(tokens) and tokens[i].text == "về" and tokens[i + 1].has("measure"):
        return [tokens[i + 1]]
    return []


def goes_on(s: Sentence, body: list[Token], q: int) -> bool:
    """Whether the quantity at `q` is the change of one more side: "… và 22% về giá trị"."""
    if s.carry.moved is None or s.quantity(q).unit != "percent":
        return False
    return bool(side_of(s, q + 1)) and all(t.kind == "," or t.has("conj", "comma") for t in body)


def host_of(s: Sentence, side: Token) -> Draft | None:
    """The value that a side is of: the last sum of money for "giá trị", the last count for the others."""
    money = side.text in ("giá trị", "giá trị giao dịch", "trị giá", "doanh số", "số tiền")
    earlier = list(reversed(s.known))[:_BACK] if s.bracketed else []
    for draft in [*reversed(s.drafts), *earlier]:
        fits = draft.unit in _MONEY if money else draft.unit.startswith("count:")
        if fits and draft.form not in ("baseline", "former", "twin"):
            return draft
    return None


def side_label(thing: str, side: Token) -> str:
    """The name of one side of a thing: "Giá trị giao dịch qua thẻ"."""
    return labels.upper_first(f"{side.text} {labels.lower_first(thing)}")
