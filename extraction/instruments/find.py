"""Where a report names instruments: citations, titles, proposals for laws, items of lists in notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extraction import citations
from extraction.citations import Citation, Form, read_page
from extraction.citations.heads import Head, type_words
from extraction.instruments.block import PROPOSAL, BlockReader
from extraction.instruments.cover import head_citations, titled_cover
from extraction.instruments.identity import BY_NAME
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.openings import TITLED, said_again, title_opening
from extraction.instruments.single import BodySpan, Page
from extraction.instruments.statute import is_statute
from extraction.instruments.words import words as listed
from extraction.report import Block, BlockKind, Report

TypeWord = tuple[int, int, Head]  # where it begins and ends in the text, and what it tells

_DASH = 3
_NEAR = 12
_UNIT = re.compile(rf"(?<!\w){listed('unit')} \Z")


@dataclass(slots=True)
class Found:
    """Everything found in a report: instruments, and words that may point back to one ("Nghị định này")."""

    occurrences: list[Occurrence]
    pointers: list[tuple[int, Citation]] = field(default_factory=list)  # block and citation
    statute: bool = False
    folded: str = ""
    cover: Occurrence | None = None  # the plan that the text itself is, by its title alone


def find(report: Report, bodies: Mapping[int, BodySpan]) -> Found:
    """The occurrences of a report's blocks, in the order of the text; `bodies` are organizations by start."""
    folded = report.folded
    ends = {start: span[1] for start, span in bodies.items()}
    page = Page(report.text, folded, bodies, ends, statute=is_statute(folded))
    whole = citations.Page.of(report.text, folded)
    found = Found([], statute=page.statute, folded=folded)
    read = []
    for index, block in enumerate(report.blocks):
        words = list(type_words(folded, block.start, block.end))
        cited = _citations(whole, block, words)
        cited = head_citations(report, index, cited)
        read.append((words, cited))
    full = {_leading(c) for _, cited in read for c in cited if c.form is Form.NUMBERED}
    for index, (block, (words, cited)) in enumerate(zip(report.blocks, read, strict=True)):
        named: list[Citation] = []
        for c in cited:
            short = c.form is Form.SHORT and c.type not in BY_NAME
            if c.form is Form.ANAPHOR or (short and _leading(c) in full):
                found.pointers.append((index, c))
            else:
                named.append(c)
        candidates: list[tuple[int, Citation | None, str]] = [(c.start, c, c.type) for c in named]
        if block.kind is not BlockKind.SIGNATURE:  # titles there are those of offices
            candidates += [(at, None, kind) for at, kind in _heads(page, block, cited, words)]
        if candidates:
            candidates.sort(key=lambda candidate: candidate[0])
            found.occurrences += BlockReader(page, index, block).read(candidates)
    if cover := titled_cover(report, found.occurrences):
        found.occurrences.insert(0, cover)
        found.cover = cover
    return found


def _leading(c: Citation) -> tuple[str, str]:
    """Type and first digits: what "Nghị quyết 57" shares with "Nghị quyết số 57-NQ/TW"."""
    return c.type, re.split(r"[-/]", c.number or "")[0].lstrip("0")


def _citations(whole: citations.Page, block: Block, words: Sequence[TypeWord]) -> list[Citation]:
    """The citations of a block, told by its type words and by numbers that need none."""
    at = block.start
    if not words and all(whole.folded.find(sign, at, block.end) < 0 for sign in "/-"):
        return []
    part = whole.part(at, block.end)
    return [_shifted(c, at) for c in read_page(part, ((a - at, b - at, head) for a, b, head in words))]


def _heads(
    page: Page, block: Block, cited: Sequence[Citation], words: Sequence[TypeWord]
) -> Iterator[tuple[int, str]]:
    """Capitalised type words outside citations, and proposals."""
    if not words:
        return
    starts = [c.start for c in cited]
    numbered = {c.end: c for c in cited if c.form is Form.NUMBERED}
    for m in PROPOSAL.finditer(page.folded, block.start, block.end):
        yield m.start(), "proposal"
    for start, end, head in words:
        kind = head.type
        if kind not in TITLED or not page.text[start].isupper():
            continue
        i = bisect_right(starts, start) - 1
        if i >= 0 and start < cited[i].end:
            continue
        if i >= 0 and cited[i].type == "standard" and start - cited[i].end <= _DASH:
            continue  # "QCVN 17:2008/BTNMT - Quy chuẩn kỹ thuật quốc gia về …" is its title
        before = numbered.get(start - 1)
        if before is not None and said_again(page.folded, before, before.end) == end:
            continue
        if kind == "standard" and title_opening(page.text, page.folded, end, kind, None) is None:
            continue
        part_of_body = _UNIT.search(page.folded, max(block.start, start - _NEAR), start)
        if not page.text[start:end].isupper() and part_of_body is None:  # "Vụ Kế hoạch - Tài chính"
            yield start, kind


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
