"""What goes on after a known body's name: its branch at a place, a company's daughter or product."""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.places import Place, Places, level_at, region_end, unlevelled
from extraction.names.proper import brand_end, is_mixed, is_product_word
from extraction.names.words import Words

_BRANCHED = ("agency", "mass", "court", "company")  # bodies whose branches bear the name with a place


def branch_of(words: Words, places: Places, known: Found) -> Found | None:
    """The branch, daughter or product that bears the name of a known body and goes on after it."""
    end, company = known.end, known.classification == "company"
    if company and words.gap(end) in (" ", "-") and is_product_word(words, end):
        return _of_company(words, known)
    if words.gap(end) != " ":
        return None
    region = region_end(words, end)
    if region is not None:
        label = f"{known.label} {words.printed(end, region)}"
        return Found(known.kind, known.start, region, label, classification=known.classification)
    if company and words.pair(end) == "việt nam" and words.capital(end):
        return Found(known.kind, known.start, end + 2, words.printed(known.start, end + 2), None, "company")
    branch = words.pair(end) == "chi nhánh" and words.gap(end + 2) == " "
    place = places.at(end + 2 * branch)
    if place is None or not (branch or level_at(words, end) or known.classification in _BRANCHED):
        return None
    return _at_place(words, known, place)


def _at_place(words: Words, known: Found, place: Place) -> Found:
    """A body's branch at a place; a company's keeps the name that is printed: "VNPT Lào Cai"."""
    label = f"{known.label} {place.label}"
    if known.classification == "company":
        label = f"{words.printed(known.start, known.end)} {unlevelled(place.label)}"
    return Found(known.kind, known.start, place.end, label, classification=known.classification)


def _of_company(words: Words, known: Found) -> Found | None:
    """A company's daughter ("FPT Software") or, where one uses or offers it, its product ("VNPT Invoice")."""
    start = known.end
    if words.at(start) in tables.words("event"):
        return None
    end = brand_end(words, start) or start + 1
    small = is_mixed(words, start) and words.printed(start)[0].islower()
    glued = words.gap(start) == "-"
    daughter = not small and words.at(end - 1) in tables.words("daughter")
    product = small or glued or words.at(end - 1) in tables.words("ware") or _used(words, known.start)
    if product and not daughter:
        label = words.printed(known.start, end)
        return Found(Kind.PLATFORM, known.start, end, label, proper=label)
    end += 2 * (words.pair(end) == "việt nam" and words.gap(end) == " ")
    return Found(known.kind, known.start, end, words.printed(known.start, end), None, "company")


def _used(words: Words, i: int) -> bool:
    """Whether a verb of use or offer stands before word i."""
    using = tables.words("using")
    return words.before(i) in using or (words.gap(i) == " " and words.pair(i - 2) in using)
