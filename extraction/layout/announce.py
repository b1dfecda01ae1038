"""Lists that a line announces: "Tuy nhiên, vẫn còn những hạn chế sau:" and the items below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extraction.layout.openers import Opener
from extraction.layout.words import alternatives
from extraction.report import Role
from ontology.keys import fold

_LONGEST = 300  # characters of the sentence that announces
_STOP = re.compile(r"[.;](?=\s)")
_LOOSE = frozenset({"bullet", "bracket", "count"})


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns over folded text: what announces, what takes it back, and who is asked."""

    obstacles: re.Pattern[str]
    needed: re.Pattern[str]
    work: re.Pattern[str]
    resolving: re.Pattern[str]
    done: re.Pattern[str]
    asking: re.Pattern[str]


@cache
def _words() -> _Words:
    between = r"(?:\W++\w++){0,6}?\W++"
    need = rf"(?:cần|phải)\s(?:\w++\s){{0,3}}?(?:{alternatives('resolving')})(?!\w)"
    problem = rf"vấn đề\s(?:\w++\s){{0,3}}?{need}"
    further = r"(?:\W++\w++){0,12}?\W++"  # whom the work is for stands between
    return _Words(
        obstacles=re.compile(
            rf"(?<!\w)(?:{alternatives('obstacle_ahead')}){between}(?:{alternatives('obstacle')}|{problem})(?!\w)"
        ),
        needed=re.compile(rf"(?<!\w){need}"),
        work=re.compile(rf"(?<!\w)(?:{alternatives('work_ahead')}){further}(?:{alternatives('work')})(?!\w)"),
        resolving=re.compile(rf"(?<!\w)(?:{alternatives('resolving')})(?!\w)"),
        done=re.compile(rf"(?<!\w)(?:{alternatives('done')})(?!\w)"),
        asking=re.compile(
            rf"(?:\A|[,:]\s)(?:\w++\s){{0,6}}?(?:{alternatives('asks')})(?:\svới)?"
            rf"(?P<whom>\s(?:(?:các|những|một số)\s)?|(?=:))"
        ),
    )


def announced_role(text: str) -> Role | None:
    """What the list below a line that ends with a colon holds: obstacles, tasks or proposals; else None.

    Read is the last sentence. Obstacles that a verb resolves ("đã tháo gỡ một số vướng mắc sau:") and work
    that was done are neither; a proposal names whom it asks ("Sở đề nghị Bộ Y tế:").
    """
    if not text.endswith(":"):
        return None
    begin = 0
    for stop in _STOP.finditer(text, max(0, len(text) - _LONGEST)):
        begin = stop.end()
    sentence = text[max(begin, len(text) - _LONGEST) :].strip()
    low, words = fold(sentence), _words()
    found = words.obstacles.search(low)
    if found:
        # "khó khăn cần sớm khắc phục" are still there
        done = words.resolving.search(low) and not words.needed.search(low, found.start())
        return None if done else Role.SHORTCOMINGS
    asked = words.asking.search(low)
    if asked and _names_whom(sentence, asked):
        return Role.PROPOSALS
    found = words.work.search(low)
    return Role.TASKS if found and not words.done.search(low, 0, found.end()) else None


def _names_whom(sentence: str, asked: re.Match[str]) -> bool:
    after = sentence[asked.end() :]
    return after[:1].isupper() or asked["whom"].strip() != "" or after == ":"


@dataclass(slots=True)
class Announced:
    """A list that a line announced, while its items come in; `sign` is the bullet of that line itself."""

    role: Role
    rank: float
    sign: str = ""
    key: tuple[str, str] | None = None
    value: int = 0

    def holds(self, opener: Opener | None, sign: str, rank: float, following: Opener | None) -> bool:
        """Whether the next paragraph belongs to the list: an item of it, or text between two of its items.

        `rank` is the depth of a number, 0 where there is none; `sign` the bullet.
        """
        if opener is None:
            return (
                self.value > 0
                and following is not None
                and self.key == (following.style, "")
                and following.value == self.value + 1
            )
        key = (opener.style, sign)
        if self.key is None:
            return self._begins(opener, key, rank)
        if key == self.key:
            begins_anew = opener.value == 1 and self.value > 1
            self.value = opener.value
            return not begins_anew
        if opener.style in _LOOSE:
            return key != ("bullet", self.sign)
        return self.rank > 0 and rank > self.rank

    def _begins(self, opener: Opener, key: tuple[str, str], rank: float) -> bool:
        """Whether an item can be the first: a bullet other than the line's own, or the number 1 below it."""
        loose = opener.style in _LOOSE
        if (loose and key[1] == self.sign != "") or (not loose and (rank <= self.rank or opener.value != 1)):
            return False
        self.key, self.value, self.rank = key, opener.value, 0 if loose else rank
        return True
