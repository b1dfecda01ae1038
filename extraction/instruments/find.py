"""Where a report names instruments: citations, titles, proposals for laws, items of lists in notes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extraction.citations import Citation, Form, read_citations
from extraction.citations.heads import head_pattern, heads
from extraction.instruments.block import PROPOSAL, BlockReader, BodySpan, Page
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.openings import TITLED, said_again, title_opening
from extraction.instruments.statute import is_statute
from extraction.report import Block, BlockKind, Report
from ontology.keys import fold

_DASH = 3
_NAMED_BY_DIGITS = frozenset({"scheme", "programme"})  # "Đề án 06" is a name, not a short form of one


@dataclass(slots=True)
class Found:
    """Everything found in a report: instruments, and words that may point back to one ("Nghị định này")."""

    occurrences: list[Occurrence]
    pointers: list[tuple[int, Citation]] = field(default_factory=list)  # block and citation
    itself: list[tuple[int, Citation]] = field(default_factory=list)  # "Nghị định này" in a statute
    statute: bool = False


def find(report: Report, bodies: Mapping[int, BodySpan]) -> Found:
    """The occurrences of a report's blocks, in the order of the text; `bodies` are organizations by start."""
    folded = fold(report.text)
    ends = {start: span[1] for start, span in bodies.items()}
    page = Page(report.text, folded, bodies, ends, statute=is_statute(folded))
    found = Found([], statute=page.statute)
    for index, block in enumerate(report.blocks):
        citations = [_shifted(c, block.start) for c in read_citations(report.text[block.start : block.end])]
        named: list[Citation] = []
        for c in citations:
            if c.form in (Form.NUMBERED, Form.NAMED) or c.type in _NAMED_BY_DIGITS:
                named.append(c)
            elif page.statute and page.folded.endswith(" này", c.start, c.end):  # a statute means itself
                found.itself.append((index, c))
            else:
                found.pointers.append((index, c))
        candidates: list[tuple[int, Citation | None, str]] = [(c.start, c, c.type) for c in named]
        if block.kind is not BlockKind.SIGNATURE:  # titles there are those of offices
            candidates += [(at, None, kind) for at, kind in _heads(page, block, citations)]
        candidates.sort(key=lambda candidate: candidate[0])
        found.occurrences += BlockReader(page, index, block).read(candidates)
    return found


def _heads(page: Page, block: Block, citations: Sequence[Citation]) -> Iterator[tuple[int, str]]:
    """Capitalised type words outside citations, and proposals."""
    starts = [c.start for c in citations]
    numbered = {c.end: c for c in citations if c.form is Form.NUMBERED}
    for m in PROPOSAL.finditer(page.folded, block.start, block.end):
        yield m.start(), "proposal"
    for m in head_pattern().finditer(page.folded, block.start, block.end):
        i = bisect_right(starts, m.start()) - 1
        if i >= 0 and m.start() < citations[i].end:
            continue
        if i >= 0 and citations[i].type == "standard" and m.start() - citations[i].end <= _DASH:
            continue  # "QCVN 17:2008/BTNMT - Quy chuẩn kỹ thuật quốc gia về …" is its title
        before = numbered.get(m.start() - 1)
        if before is not None and said_again(page.folded, before, before.end) == m.end():
            continue
        kind = heads()[" ".join(m.group().split())].type
        word = page.text[m.start() : m.end()]
        if kind == "standard" and title_opening(page.text, page.folded, m.end(), kind, None) is None:
            continue
        if kind in TITLED and word[0].isupper() and not word.isupper():
            yield m.start(), kind


def _shifted(c: Citation, by: int) -> Citation:
    """The citation with offsets into the whole text."""
    p = c.provision
    return replace(
        c,
        start=c.start + by,
        end=c.end + by,
        provision=replace(p, start=p.start + by, end=p.end + by) if p else None,
        inner=tuple(_shifted(i, by) for i in c.inner),
    )
