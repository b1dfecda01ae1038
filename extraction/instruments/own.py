"""Which instrument a text is itself: the one in its head, or in the note under the title of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extraction.instruments.cover import in_head
from extraction.instruments.identity import Group
from extraction.instruments.occurrence import Occurrence
from extraction.report import BlockKind, Report

# A codification prints "(Điều 3 Thông tư số …, có hiệu lực thi hành kể từ ngày …)" under an article's title.
_SOURCE_LEAD = re.compile(
    r"(?:[^()\n]{0,200}\n|[^()\n]{0,40})\((?:điều|khoản|mục|chương|phụ lục)\s[^()\n]{1,60}\s\Z"
)
_IN_FORCE = r" có hiệu lực (?:thi hành )?kể từ"
_SOURCE_TAIL = re.compile(rf"[^()\n]{{0,400}}?{_IN_FORCE}")
_SOURCE = re.compile(_IN_FORCE)


class Own:
    """The instruments that a text is itself, by type and place."""

    def __init__(
        self, report: Report, folded: str, occurrences: Sequence[Occurrence], of: Mapping[int, Group]
    ) -> None:
        self._report, self._folded = report, folded
        self._starts: dict[str, list[int]] = defaultdict(list)
        self._groups: dict[str, list[Group]] = defaultdict(list)
        self.occurrences: list[Occurrence] = []
        self.head: set[str] = set()  # keys of those whose number is at the text's head
        for o in occurrences:
            if o.parent is None and o.citation is not None and o.citation.number and self._is_own(o):
                self.occurrences.append(o)
                if in_head(report, o.block, o.start, o.end):
                    self.head.add(of[id(o)].key)
                for kind in (o.type, ""):
                    self._starts[kind].append(o.start)
                    self._groups[kind].append(of[id(o)])

    def before(self, pos: int, kind: str = "") -> Group | None:
        """The instrument of this type, or of any, that the text at `pos` belongs to."""
        n = bisect_left(self._starts[kind], pos)
        return self._groups[kind][n - 1] if n else None

    def is_source(self, block: int) -> bool:
        """Whether a block is the note that tells an article's source."""
        start = self._report.blocks[block].start
        return self._folded[start] == "(" and _SOURCE.search(self._folded, start, start + 260) is not None

    def _is_own(self, o: Occurrence) -> bool:
        block = self._report.blocks[o.block]
        if block.kind is BlockKind.NOTE:
            return False
        if in_head(self._report, o.block, o.start, o.end):
            return True
        lead = self._folded[block.start : o.start]
        return _SOURCE_LEAD.match(lead) is not None and _SOURCE_TAIL.match(self._folded, o.end) is not None
