"""Found names brought together: one `Named` for each thing, with its label, other spellings and passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.facts import Kind, Named, Ref
from extraction.mention import Mention
from extraction.names.found import Found
from extraction.names.identity import expanded, key_of, known_as
from extraction.names.reading import NameReading
from extraction.names.words import Words
from extraction.report import Report, plain
from ontology.keys import name_key
from ontology.reference import Entry

_SYSTEMS = (Kind.DATABASE, Kind.PLATFORM)
_CODE = re.compile(r"/([A-ZĐ][A-ZĐa-z&]{0,8}+(?:-[A-ZĐ&]++)++)")
_JOINT_ISSUERS = 8  # parts of the longest code
_SHORTEST_CODE = 3  # CP and TTg are no spellings of a name


@dataclass(slots=True)
class _Thing:
    ref: Ref
    entry: Entry | None
    found: list[Found] = field(default_factory=list)


def gather(report: Report, words: Words, found: Sequence[Found], home: str | None) -> NameReading:
    """The reading of a report from all its found names, sorted by start; `home`: whom the report is from."""
    things: dict[Ref, _Thing] = {}
    mentions: list[Mention] = []
    for name in _with_owner(found, home) if home else found:
        entry = name.entry or known_as(name.kind, name.label) or _known_by_proper(name)
        ref = Ref(name.kind, entry.key if entry else key_of(name.kind, name.proper or name.label))
        things.setdefault(ref, _Thing(ref, entry)).found.append(name)
        mentions.append(Mention(words.start[name.start], words.end[name.end - 1], ref))
    codes = _codes(report.text)
    named = [_named(report, words, thing, codes) for thing in things.values()]
    return NameReading(
        organizations=tuple(n for n in named if n.ref.kind is Kind.ORGANIZATION),
        databases=tuple(n for n in named if n.ref.kind is Kind.DATABASE),
        platforms=tuple(n for n in named if n.ref.kind is Kind.PLATFORM),
        mentions=tuple(sorted(mentions)),
    )


def _with_owner(found: Sequence[Found], home: str) -> Iterator[Found]:
    """`found`, where a system named with its owner `home` once is that one without it too."""
    owned = {key_of(f.kind, f.label) for f in found if f.label.endswith(home) and f.kind in _SYSTEMS}
    for name in found:
        label = f"{name.label} {home}"
        unnamed = name.kind in _SYSTEMS and name.entry is None and name.proper is None
        yield replace(name, label=label) if unnamed and key_of(name.kind, label) in owned else name


def _codes(text: str) -> set[str]:
    """The issuers' codes in document numbers: BKH-CN and BTTTT of "04/TTr-BKH-CN-BTTTT"."""
    codes: set[str] = set()
    for match in _CODE.finditer(text):
        parts = match[1].split("-")[:_JOINT_ISSUERS]
        ends = range(1, len(parts) + 1)
        codes.update("-".join(parts[start:end]) for end in ends for start in range(end))
    return codes


def _known_by_proper(name: Found) -> Entry | None:
    return known_as(name.kind, name.proper) if name.proper else None


def _named(report: Report, words: Words, thing: _Thing, codes: set[str]) -> Named:
    explicit = [name for name in thing.found if not name.bare]
    spans = [(words.start[name.start], words.end[name.end - 1]) for name in explicit]
    label = (
        thing.entry.label
        if thing.entry
        else _label(n.label for n in sorted(explicit, key=lambda n: words.shouted(n.start)))
    )
    printed = [plain(report.text[start:end]) for start, end in spans]  # no sign of Markdown in it
    if thing.entry is not None:
        printed += [c for c in thing.entry.codes if c in codes and len(c) >= _SHORTEST_CODE]
    return Named(
        ref=thing.ref,
        label=label,
        mentions=tuple(report.passage(start, end) for start, end in spans),
        aliases=_other_spellings(label, printed),
        classification=_classification(thing, explicit),
        known=thing.entry is not None,
    )


def _label(labels: Iterable[str]) -> str:
    """The first label that needs no abbreviation to be written out, or else the first."""
    spelled = [plain(label) for label in labels]
    full = next((s for s in spelled if name_key(expanded(s)) == name_key(s)), spelled[0])
    first = full.split()[0]
    return full if any(c.isupper() for c in first) else full[0].upper() + full[1:]


def _other_spellings(label: str, printed: Iterable[str]) -> tuple[str, ...]:
    seen = dict.fromkeys(s for s in printed if s != label and s != label.upper())
    return tuple(seen)


def _classification(thing: _Thing, found: Sequence[Found]) -> str | None:
    if thing.entry is not None and thing.entry.classification:
        return thing.entry.classification
    if thing.ref.kind is Kind.DATABASE:
        return "national" if any("quốc gia" in name.label.lower() for name in found) else None
    return next((name.classification for name in found if name.classification), None)
