"""The state of the chain page: what is searched, filtered and selected. It lives in the page's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ontology.keys import bare
from viz.chain import MEASURE, RESOLUTION, Chain, Obstacle, Tie
from viz.language import DEFAULT
from viz.terms import Label
from viz.view import View

STATED, PROPOSED, GAP = "stated", "proposed", "gap"
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class State:
    """What a person asked the chain page for. Within a facet the choices are alternatives."""

    q: str = ""
    status: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    select: str = ""
    page: int = 0

    @classmethod
    def read(cls, pairs: Sequence[tuple[str, str]]) -> State:
        """The state in the pairs of a query string; unknown names and empty values are passed over."""
        many: dict[str, list[str]] = {}
        for name, value in pairs:
            if value:
                many.setdefault(name, []).append(value)
        page = many.get("page", ["0"])[-1]
        return cls(
            q=many.get("q", [""])[-1].strip()[:_LONGEST_QUERY],
            select=many.get("select", [""])[-1],
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0,
            **{facet: tuple(dict.fromkeys(many.get(facet, ()))) for facet in FACETS},
        )

    def address(self, lang: str, **changes: object) -> str:
        """The address of this state after `changes` (a facet's choices as a tuple)."""
        state = replace(self, **changes)  # type: ignore[arg-type]  # the names are checked by replace
        pairs = [("q", state.q)] if state.q else []
        for facet in FACETS:
            pairs += [(facet, value) for value in state.choices(facet)]
        if state.page:
            pairs.append(("page", str(state.page)))
        if state.select:
            pairs.append(("select", state.select))
        if lang != DEFAULT:
            pairs.append(("lang", lang))
        return f"/?{urlencode(pairs)}" if pairs else "/"

    def choices(self, facet: str) -> tuple[str, ...]:
        """What is chosen in a facet."""
        chosen: tuple[str, ...] = getattr(self, facet)
        return chosen

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the lists."""
        return bool(self.q) or any(self.choices(facet) for facet in FACETS)

    def shows(self, tie: Tie) -> bool:
        """Whether a link is drawn: the choice "stated" alone leaves the proposals out, and vice versa."""
        wanted = set(self.basis) & {STATED, PROPOSED}
        return len(wanted) != 1 or (STATED in wanted) == tie.stated


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, with how many bottlenecks it would leave."""

    value: str
    label: Label | None  # None: the word is in the catalogue
    count: int
    checked: bool
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its choices."""

    name: str
    options: tuple[Option, ...]

    @property
    def checked(self) -> tuple[Option, ...]:
        """The options that are chosen."""
        return tuple(option for option in self.options if option.checked)


def bases(obstacle: Obstacle) -> tuple[str, ...]:
    """On what the links of a bottleneck rest; "gap" where an instrument or an indicator is missing."""
    found = [STATED] if any(tie.stated for tie in obstacle.ties) else []
    if any(not tie.stated for tie in obstacle.ties):
        found.append(PROPOSED)
    if {tie.kind for tie in obstacle.ties} != {RESOLUTION, MEASURE}:
        found.append(GAP)
    return tuple(found)


def _types(chain: Chain, obstacle: Obstacle) -> tuple[str, ...]:
    codes = (chain.remedies[tie.target].type for tie in obstacle.ties if tie.kind == RESOLUTION)
    return tuple(sorted({code for code in codes if code}))


FACETS: Mapping[str, Callable[[Chain, Obstacle], tuple[str, ...]]] = {
    "status": lambda _, obstacle: (obstacle.status,) if obstacle.status else (),
    "basis": lambda _, obstacle: bases(obstacle),
    "type": _types,
    "theme": lambda _, obstacle: obstacle.themes,
    "report": lambda _, obstacle: obstacle.reports,
}


def matching(chain: Chain, state: State, *, but: str | None = None) -> list[Obstacle]:
    """The bottlenecks that search and facets leave; facet `but` does not narrow."""
    words = bare(state.q).split()
    narrowing = [(values, set(state.choices(name))) for name, values in FACETS.items() if name != but]
    return [
        obstacle
        for obstacle in chain.obstacles
        if all(word in obstacle.words for word in words)
        and all(not wanted or wanted & set(values(chain, obstacle)) for values, wanted in narrowing)
    ]


def facets(view: View, chain: Chain, state: State) -> tuple[Facet, ...]:
    """Every facet with the count of each choice, given search and the other facets."""
    found = []
    for name, values in FACETS.items():
        counts: dict[str, int] = dict.fromkeys(
            (value for obstacle in chain.obstacles for value in values(chain, obstacle)), 0
        )
        for obstacle in matching(chain, state, but=name):
            for value in values(chain, obstacle):
                counts[value] += 1
        chosen = set(state.choices(name))
        options = (
            _option(view, chain, name, value, count=n, checked=value in chosen) for value, n in counts.items()
        )
        found.append(Facet(name, tuple(sorted(options, key=lambda o: (-o.count, o.value)))))
    return tuple(found)


def _option(view: View, chain: Chain, facet: str, value: str, *, count: int, checked: bool) -> Option:
    if facet == "theme":
        return Option(value, chain.themes.get(value), count, checked)
    if facet == "report" and value in view.reports:
        line = view.reports[value]
        return Option(value, line.title, count, checked, line.period)
    if facet == "type":
        known = (r.type_label for r in chain.remedies.values() if r.type == value and r.type_label)
        return Option(value, next(known, None), count, checked)
    return Option(value, None, count, checked)
