"""Which occurrences name the same instrument.

A number with its year is an identity; without a year it is one only inside the report. An instrument
without a number is known by type and title, whatever case, tone style and punctuation; a draft that amends
another instrument by what it amends, because its title is printed now long, now short.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extraction.citations import Citation, Form, issuer_codes
from extraction.citations.heads import LAWS
from extraction.facts import Kind, Ref
from extraction.instruments.links import amended
from extraction.instruments.occurrence import Occurrence
from extraction.report import Report
from ontology.keys import name_key, name_slug, slug
from ontology.reference import is_issuer_code, issuer_of_code

BY_NAME = frozenset({"scheme", "programme"})
_LEADING = re.compile(r"\A(\d+)(.*)\Z", re.DOTALL)
_PARTY_CENTRE = frozenset({"TW", "TƯ"})
_PREFIX_WORDS = 4
DOUBLED = re.compile(r"(?<!\w)(\w+(?: \w+)?)(?: \1)++(?!\w)")


@dataclass(slots=True)
class Group:
    """An instrument of the report and the places that name it."""

    key: str
    type: str
    number: str | None = None  # in canonical spelling
    occurrences: list[Occurrence] = field(default_factory=list)

    @property
    def ref(self) -> Ref:
        """The instrument's reference."""
        return Ref(Kind.INSTRUMENT, self.key)


def by_name(o: Occurrence) -> bool:
    """Whether digits are a name, not a number: "Đề án 06/CP", "Chương trình 135", "Nghị quyết 57"."""
    c = o.citation
    if c is None or not c.number:
        return False
    return c.form is Form.SHORT or (o.type in BY_NAME and not re.search(r"[-/](?:ĐA|CTr|CT)", c.number))


def _base(o: Occurrence) -> str:
    """The identity of an instrument without a number."""
    c = o.citation
    if by_name(o) and c and c.number:
        digits = re.split("[/-]", c.number)[0] if o.type in BY_NAME else c.number
        return name_key(f"{o.head} {digits}")
    if o.guided is not None:
        return f"{name_key(o.head)} hướng dẫn {_base(o.guided)}"
    if o.type == "constitution":
        return name_key(o.head)
    if c is not None and c.inner:
        return f"{name_key(o.head)} sửa đổi " + " ".join(name_key(f"{i.head} {i.name}") for i in c.inner)
    if c is not None and c.name:
        return name_key(f"{c.head} {c.name}")
    return _undoubled(name_key(o.name))


def _undoubled(words: str) -> str:
    """A title without words that are printed twice by mistake: "của của", "doanh nghiệp doanh nghiệp"."""
    return DOUBLED.sub(r"\1", words)


def group(report: Report, occurrences: Iterable[Occurrence]) -> tuple[list[Group], dict[int, Group]]:
    """The instruments, in order of first mention, and the group of each occurrence by its `id`."""
    every = list(occurrences)
    local = report.sha256[:8]
    keys = _Keys(every, local)
    groups: dict[str, Group] = {}
    of: dict[int, Group] = {}
    for o in every:
        key = keys.key(o)
        found = groups.setdefault(key, Group(key, o.type))
        found.occurrences.append(o)
        if found.number is None and o.number and not by_name(o):
            found.number = o.number
        of[id(o)] = found
    return list(groups.values()), of


class _Keys:
    """Keys of the occurrences of one report."""

    def __init__(self, every: list[Occurrence], local: str) -> None:
        self.local = local
        self.years: dict[str, set[int]] = defaultdict(
            set
        )  # number without a year of its own → years of its dates
        self.law_years: dict[str, set[int]] = defaultdict(set)
        self.law_numbers: dict[str, dict[str, int | None]] = defaultdict(dict)
        self.children: dict[int, list[Occurrence]] = defaultdict(list)
        for o in every:
            c = o.citation
            if o.parent is not None:
                self.children[id(o.parent)].append(o)
            if c is None:
                continue
            if o.type in LAWS and c.form is Form.NAMED:
                if c.number:
                    self.law_numbers[_base(o)][c.number] = c.year
                elif c.year:
                    self.law_years[_base(o)].add(c.year)
            elif c.number and c.year:
                self.years[c.number].add(c.year)
        titles = {_base(o): o.type for o in every if o.citation is None and o.name and o.guided is None}
        self.longer = _longer_titles(titles)

    def key(self, o: Occurrence) -> str:
        c = o.citation
        if c is not None and c.number and not by_name(o):
            return self._law(o, c) if c.form is Form.NAMED else self._numbered(o, c)
        if c is not None and o.type in LAWS:
            return self._law(o, c)
        return name_slug(self._base(o))

    def _base(self, o: Occurrence) -> str:
        targets = [x for x in self.children[id(o)] if amended(x.link)]
        if targets and o.citation is None:
            named = " ".join(x.number or self._base(x) for x in targets)
            return f"{name_key(o.head)} {amended(targets[0].link)} {named}"
        base = _base(o)
        return self.longer.get(base, base)

    def _law(self, o: Occurrence, c: Citation) -> str:
        base = _base(o)
        if o.drafted and not (c.year or c.number) and (self.law_years[base] or self.law_numbers[base]):
            return name_slug(f"{base} dự án")  # the draft of a new law beside the one that is in force
        numbers = self.law_numbers[base]
        fitting = [n for n, year in numbers.items() if c.year is None or year == c.year]
        number = c.number or (fitting[0] if len(fitting) == 1 else None)
        if number:
            return slug(number)
        year = c.year
        if year is None and len(self.law_years[base]) == 1:
            year = next(iter(self.law_years[base]))
        return name_slug(f"{base} {year}" if year else base)

    def _numbered(self, o: Occurrence, c: Citation) -> str:
        number = c.number or ""
        if c.blank:
            year = f"-{c.year}" if c.year else ""
            return f"{slug(number)}{year}-{self.local}"
        m = _LEADING.match(number)
        text = f"{int(m[1]):02d}{m[2]}" if m else number
        codes = issuer_codes(number)
        shared = bool(codes) and is_issuer_code(codes) and issuer_of_code(codes) is None
        shared = shared and codes not in _PARTY_CENTRE
        owner = (f"-{o.issuer[2]}" if o.issuer else f"-{self.local}") if shared else ""
        if re.search(r"/\d{4}/", number) or o.type == "standard":
            return slug(text) + owner
        years = {c.year} if c.year else self.years[number]
        if len(years) == 1:
            return f"{slug(text)}-{next(iter(years))}{owner}"
        return f"{slug(text)}-{self.local}"


def _longer_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles that are cut short elsewhere in the report: short → the one longer title of its type."""
    found: dict[str, str] = {}
    ordered = sorted(titles)
    for i, short in enumerate(ordered):
        if len(short.split()) < _PREFIX_WORDS:
            continue
        longest = ""
        for longer in ordered[i + 1 :]:  # the longer ones follow at once, each other's prefix or rivals
            if not longer.startswith(short):
                break
            if longer[len(short)] != " " or titles[longer] != titles[short]:
                continue
            if longest and not longer.startswith(longest):
                longest = ""
                break
            longest = longer
        if longest:
            found[short] = longest
    return found
