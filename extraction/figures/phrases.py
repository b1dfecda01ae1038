"""Where phrases begin and end around a figure: the noun that is counted and the words that describe it."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.figures.tokens import Token

_KEPT = ("được", "bị", "đã được", "đang", "đang được", "chưa", "chưa được", "phải", "cần")
_SECOND = 4  # words that a second noun may have
HARD = frozenset({";", ":", ".", "!", "?"})
NOUN_STOP = (
    "aux",
    "verb",
    "link",
    "change",
    "prep",
    "conj",
    "bound",
    "hedge",
    "lead",
    "neg",
    "goal",
    "pair",
    "relative",
    "purpose",
)
_NOUNISH = ("noun", "nominal", "joint", "body", "measure")


def is_nounish(token: Token) -> bool:
    """A word that can stand inside a noun phrase right after a number."""
    if token.kind in ("name", "instrument"):
        return True
    if token.kind != "word":
        return False
    return token.has(*_NOUNISH, "comma") or not token.has(*NOUN_STOP)


def noun_end(tokens: Sequence[Token], i: int) -> int:
    """The end of the counted noun that begins at `i` ("lượt tra cứu", "bộ, ngành", "phiếu lấy ý kiến …").

    A word that turns a verb into a noun ("lượt", "cuộc", "phiếu") takes the verb after it. Returns `i`
    where no noun stands.
    """
    j = i
    while j < len(tokens):
        token = tokens[j]
        if token.kind == "bracket" and j > i and _is_gloss(token):
            j += 1
            continue
        opened = j > i and tokens[j - 1].has("nominal") and not tokens[j - 1].has("body")
        if opened and token.has("verb") and not token.has("aux") and token.text not in ("có", "được"):
            j += 1
            continue
        if token.kind == "," and j > i:
            further = _second_noun(tokens, j + 1)
            if further == j + 1:
                break
            j = further
            continue
        if not is_nounish(token) or (j == i and token.has("measure") and not token.has(*_NOUNISH[:4])):
            break
        if token.has("nominal") and j > i and token.has("conj"):
            break
        j += 1
    while j > i and (tokens[j - 1].has("comma") or tokens[j - 1].kind == "bracket"):
        j -= 1
    return j


def _second_noun(tokens: Sequence[Token], i: int) -> int:
    """The end of a noun that a comma sets beside the one before ("đơn thư, kiến nghị"); `i` where none is.

    Only words that are nothing but a noun, and nothing behind them that they could be the subject of.
    """
    j = i
    while (
        j < len(tokens)
        and j - i < _SECOND
        and tokens[j].kind == "word"
        and not tokens[j].has(*NOUN_STOP, "measure", "lead")
    ):
        j += 1
    if j == i or not (tokens[i].has("noun", "joint", "nominal") or j - i > 1):
        return i
    follows = tokens[j] if j < len(tokens) else None
    ends = (
        follows is None or follows.kind in (*HARD, ",") or (follows.has("prep") and not follows.has("verb"))
    )
    return j if ends else i


def _is_gloss(bracket: Token) -> bool:
    """A bracket that holds an acronym or another name, no figure: "(TTHC)"."""
    return 0 < len(bracket.inner) <= 3 and all(t.kind in ("word", "name") for t in bracket.inner)


def leads_to_quantity(tokens: Sequence[Token], i: int) -> bool:
    """Whether a quantity follows at `i` after nothing but comparators, hedges and links."""
    while i < len(tokens) and tokens[i].kind == "word" and tokens[i].has("bound", "hedge", "aux"):
        i += 1
    return i < len(tokens) and tokens[i].kind == "quantity"


def phrase_end(tokens: Sequence[Token], i: int) -> int:
    """The end of the words at `i` that still describe a counted noun: relative and prepositional phrases.

    Stops at a mark, at a new predicate after a comma, and before whatever leads into the next quantity.
    """
    j = i
    while j < len(tokens):
        token = tokens[j]
        if token.kind in HARD or token.kind == "quantity":
            break
        if token.kind == "word":
            if (
                token.has("change", "pair", "purpose")
                and not token.has("verb", "noun")
                and (j == i or token.text != "để")
            ):
                break
            if (
                token.has("conj")
                and j + 1 < len(tokens)
                and tokens[j + 1].has("aux", "verb")
                and _quantity_soon(tokens, j + 1)
            ):
                break
            if token.has("prep", "conj", "verb", "link", "bound", "hedge") and leads_to_quantity(
                tokens, j + 1
            ):
                break
            if token.has("prep", "conj") and j + 1 < len(tokens) and _measure_then_quantity(tokens, j + 1):
                break
        if token.kind == "," and j > i and _two_verbs(tokens, j):
            j += 2  # "chính sách miễn, giảm phí": two verbs share one object
            continue
        if token.kind == "," and (j == i or _new_predicate(tokens, j + 1)):
            break
        j += 1
    while j > i and (
        tokens[j - 1].kind in (",", "bracket") or tokens[j - 1].has("conj", "bound", "hedge", "comma")
    ):
        j -= 1
    return j


def _two_verbs(tokens: Sequence[Token], comma: int) -> bool:
    """Whether the words on both sides of a comma are verbs, the first without an object of its own."""
    if comma + 2 >= len(tokens):
        return False
    before, after = tokens[comma - 1], tokens[comma + 1]
    bare = before.has("verb") and not before.has("noun", "nominal", "joint")
    return bare and after.has("verb", "change") and not leads_to_quantity(tokens, comma + 2)


def _measure_then_quantity(tokens: Sequence[Token], i: int) -> bool:
    """A measured noun and its figure: "(với) tổng diện tích hơn 900 ha"."""
    if not tokens[i].has("measure"):
        return False
    for k in range(i, min(i + 9, len(tokens))):
        if tokens[k].kind == "quantity":
            return True
        if tokens[k].kind in HARD or tokens[k].kind == ",":
            return False
    return False


def _new_predicate(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens):
        return True
    token = tokens[i]
    if token.kind in ("quantity", "time"):
        return True
    if token.has("lead", "link", "change", "pair", "bound", "hedge", "goal", "measure", "purpose"):
        return True
    if token.has("verb", "aux", "prep", "conj"):
        return _quantity_before_mark(tokens, i)
    return token.kind in ("name", "word") and _quantity_before_mark(tokens, i)


def _quantity_soon(tokens: Sequence[Token], i: int) -> bool:
    return any(t.kind == "quantity" for t in tokens[i : i + 5])


def _quantity_before_mark(tokens: Sequence[Token], i: int) -> bool:
    for k in range(i, min(i + 16, len(tokens))):
        if tokens[k].kind == "quantity":
            return True
        if tokens[k].kind in HARD or tokens[k].kind == ",":
            return False
    return False


def predicate(tokens: Sequence[Token]) -> list[Token]:
    """The words that describe a counted noun, from their own preposition or passive on."""
    out = [t for t in tokens if t.kind != "bracket"]
    while out and (out[0].kind in (",", "time") or (out[0].has("aux", "conj") and out[0].text not in _KEPT)):
        out.pop(0)
    return [*out[:1], *strip(out[1:])] if len(strip(out)) < len(out) and strip(out) else strip(out)


def strip(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without the marks, adverbs, times and discourse words at their edges."""
    out = list(tokens)
    while out and (_droppable(out[0]) or out[0].has("lead")) and out[0].text not in _KEPT:
        out.pop(0)
    while out and (_droppable(out[-1]) or out[-1].has("prep")):
        out.pop()
    return out


def _droppable(token: Token) -> bool:
    if token.kind in ("time", "bracket", ",", "-", "+", '"', "“", "”", *HARD):
        return True
    plain = not token.has("measure", "noun", "nominal", "joint", "body") or token.has("now")
    return plain and token.has("aux", "conj", "bound", "hedge", "pair", "comma", "now")
