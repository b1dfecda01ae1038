"""What an instrument is called, and what its occurrences tell of it: title, date, places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from extraction.citations import Citation, Form, issuer_codes
from extraction.citations.dates import PrintedDate, read_date
from extraction.citations.heads import LAWS
from extraction.facts import Instrument
from extraction.instruments.identity import DOUBLED, Group, by_name
from extraction.instruments.occurrence import Occurrence
from extraction.report import Report
from ontology.keys import name_key
from ontology.reference import instrument_types, issuers_of_codes, read_table

_REVISED = re.compile(r"\((?:được )?(sửa đổi, bổ sung|thay thế)\)")
_PASSED = re.compile(
    r",?\s+(?:đã\s+|vừa\s+)?được\s+(?:quốc hội|ủy ban thường vụ quốc hội|hội đồng nhân dân)[^.;\n]{0,90}?"
    r"\sthông qua(?:,?\s+tại\s[^.;\n]{0,60}?)?,?\s+(?=ngày)"
)


@cache
def _type_labels() -> Mapping[str, str]:
    return {kind.code: kind.label for kind in instrument_types()}


@cache
def _known_laws() -> Mapping[tuple[str, str], str]:
    rows = read_table("laws.tsv", "key type name number year source")
    return {(row["type"], name_key(row["name"])): row["name"] for row in rows}


def instrument(
    report: Report,
    g: Group,
    label_of: Callable[[str], str | None],
    pointed: Sequence[Citation] = (),
    own_title: str | None = None,
) -> Instrument:
    """The instrument that a group is; `label_of` gives the label of an organization by its key.

    `pointed` are words that point back to it: "Nghị định 82", "Nghị định nêu trên"; `own_title`
    is the title of the report itself, if it is that instrument.
    """
    cited = [o.citation for o in g.occurrences if o.citation is not None]
    label, aliases = _names(g, label_of)
    titles = [
        " ".join(report.text[o.title[0] : o.title[1]].split())
        for o in g.occurrences
        if o.title and o.citation is not None and not by_name(o)
    ]
    title = own_title or max(titles, key=len, default=None)
    if title and g.number:
        aliases.append(f"{label.split(' số ')[0]} {title}")
    dated = next((c for c in cited if c.date), None)
    day, words = (dated.date, dated.date_text) if dated else (None, None)
    if dated is None and (passed := _passed(report.folded, g, pointed)):
        day, words = passed.day, " ".join(report.text[passed.start : passed.end].split())
    words = words or next((c.date_text for c in cited if c.date_text and not c.blank), None)
    back = {
        form: [(c.start, c.end) for c in pointed if c.form is form] for form in (Form.SHORT, Form.ANAPHOR)
    }
    places = [*((o.start, o.end) for o in g.occurrences), *back[Form.SHORT]]
    mentions, anaphors = (
        tuple(sorted({report.passage(start, end) for start, end in found}))
        for found in (places, back[Form.ANAPHOR])
    )
    return Instrument(
        ref=g.ref,
        type=g.type,
        label=label,
        mentions=mentions,
        number=g.number,
        title=title,
        issued=day,
        issued_text=words,
        aliases=tuple(a for a in dict.fromkeys(aliases) if a != label),
        anaphors=anaphors,
    )


def _passed(folded: str, g: Group, pointed: Iterable[Citation]) -> PrintedDate | None:
    """The day on which an act of an assembly is said to have been passed."""
    if g.type not in LAWS and g.type != "resolution":
        return None
    for end in (*(o.last for o in g.occurrences), *(c.end for c in pointed)):
        m = _PASSED.match(folded, end)
        printed = read_date(folded, m.end()) if m else None
        if printed and printed.day:
            return printed
    return None


def _names(g: Group, label_of: Callable[[str], str | None]) -> tuple[str, list[str]]:
    first = g.occurrences[0]
    blank = next((o.citation for o in g.occurrences if o.citation and o.citation.blank), None)
    if blank is not None:
        when = (
            f"tháng {blank.month}/{blank.year}" if blank.month else f"năm {blank.year}" if blank.year else ""
        )
        named = [o.issuer[2] for o in g.occurrences if o.issuer]
        by_letters = issuers_of_codes(issuer_codes(blank.number or ""))
        issuer = next((label_of(key) for key in (*named, *by_letters)), None)
        head = blank.head or _type_labels()[g.type]
        parts = [head, "số", blank.number or "", when, f"của {issuer}" if issuer else ""]
        return " ".join(p for p in parts if p), []
    names = list(dict.fromkeys(n for o in g.occurrences if (n := _spelt(o))))
    if g.number and g.type not in LAWS:
        head = next((o.head for o in g.occurrences if o.head), "") or _type_labels()[g.type]
        label = g.number if g.type == "standard" else f"{head[:1].upper()}{head[1:]} số {g.number}"
        return label, []
    if not names:
        names = [f"{_type_labels()[g.type]} số {g.number}" if g.number else " ".join(first.name.split())]
    label = max(names, key=lambda n: (g.type in LAWS or not DOUBLED.search(n), len(n)))
    return label, [n for n in names if n != label]


def _spelt(o: Occurrence) -> str:
    """The name as it is to be shown: a known law in its own spelling, without number and date."""
    c = o.citation
    if c is None or c.form is not Form.NAMED:
        return "" if c is not None and c.number and not by_name(o) and o.type in LAWS else o.name
    name = _known_laws().get((c.type, name_key(c.name or "")), c.name or "")
    head = c.head[:1].upper() + c.head[1:].lower()
    year = f" năm {c.year}" if c.year and not c.number else ""
    revised = _REVISED.search(o.name)
    marked = f" ({revised[1]})" if revised else " (sửa đổi)" if c.revised else ""
    return f"{head} {name}".strip() + marked + year
