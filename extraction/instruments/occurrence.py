"""One place at which a report names an instrument, before it is known which instrument that is."""

from __future__ import annotations

from dataclasses import dataclass, field

from extraction.citations import Citation


@dataclass(slots=True, eq=False)
class Occurrence:
    """`text[start:end]` names an instrument: its citation, or its type word with the title.

    `title` is the stretch of the title (behind number and issuer, where there are such); `parent` the
    instrument inside whose title this one is named and `link` the words that lead from the one to the
    other; `before` the instrument that this one is coordinated with ("A và B"). `listed`: an item of a
    list of instruments in a note. `subject`: the clause says something of it, so that its stage is not
    told by a verb before it.
    """

    start: int
    end: int
    type: str
    head: str
    block: int
    citation: Citation | None = None
    title: tuple[int, int] | None = None
    issuer: tuple[int, int, str] | None = None  # start, end and key of the body named as issuer
    parent: Occurrence | None = None
    link: str = ""
    before: Occurrence | None = None
    listed: bool = False
    subject: bool = False
    guided: Occurrence | None = None  # the law whose guiding decree this is ("và Nghị định hướng dẫn")
    drafted: bool = False  # "dự án", "dự thảo" stands before it
    amended: bool = False  # named inside the name of the law that amends it
    name: str = ""  # of an instrument without a number: type word and title in plain words
    lead: int = field(default=0)  # where the coordination it stands in begins

    @property
    def last(self) -> int:
        """The end of everything that belongs to it: number, issuer, title."""
        return max(self.end, self.title[1] if self.title else 0, self.issuer[1] if self.issuer else 0)

    @property
    def number(self) -> str | None:
        """Its number, unless it is not filled in yet."""
        c = self.citation
        return c.number if c and c.number and not c.blank else None
