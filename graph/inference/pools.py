"""Which candidates an obstacle is compared with: by an inverted index, never with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extraction.facts import Ref
from graph.inference.rarity import Rarity
from graph.inference.sides import Candidate, Obstacle


class Pool:
    """The candidates of one report, by what an obstacle may share with them."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self._by_pair: defaultdict[str, list[int]] = defaultdict(list)
        self._by_aspect: defaultdict[str, list[int]] = defaultdict(list)
        self._by_subject: defaultdict[Ref, list[int]] = defaultdict(list)
        for i, candidate in enumerate(candidates):
            for term in candidate.terms:
                if " " in term:
                    self._by_pair[term].append(i)
            for key in candidate.by_name | candidate.by_context:
                self._by_aspect[key].append(i)
            for ref in candidate.named:
                self._by_subject[ref].append(i)

    def near(self, obstacle: Obstacle) -> Iterator[Candidate]:
        """Those whose name, aspect or subject an obstacle shares, if only by a pair of words.

        What stands in the obstacle's own sentence is left out: where it measures it, the source says so.
        """
        found: set[int] = set()
        found.update(*(self._by_pair[term] for term in obstacle.terms if term in self._by_pair))
        found.update(*(self._by_aspect[key] for key in obstacle.matter.aspects if key in self._by_aspect))
        found.update(*(self._by_subject[ref] for ref in obstacle.named if ref in self._by_subject))
        own = obstacle.bottleneck.passages[0]
        for i in sorted(found):
            place = self.candidates[i].passage
            if place.end <= own.start or own.end <= place.start:
                yield self.candidates[i]


class Shelf:
    """The candidates of all reports of one publisher, each indicator once, by the pairs of their names."""

    def __init__(self, candidates: Iterable[Candidate], rarity: Rarity) -> None:
        self._rarity = rarity
        self._candidates: list[Candidate] = []
        self._by: defaultdict[str, list[int]] = defaultdict(list)
        seen = set()
        for candidate in candidates:
            if candidate.indicator.ref not in seen:
                seen.add(candidate.indicator.ref)
                for term in candidate.terms:
                    if " " in term:
                        self._by[term].append(len(self._candidates))
                self._candidates.append(candidate)

    def nearest(self, obstacle: Obstacle, most: int) -> list[Candidate]:
        """At most `most` candidates of other reports, those that share the rarest pairs first.

        Pairs that more than a few indicators bear are looked at last and left out where there are enough.
        """
        shared: defaultdict[int, float] = defaultdict(float)
        pairs = sorted((term for term in obstacle.terms if term in self._by), key=lambda t: len(self._by[t]))
        for term in pairs:
            if shared and len(self._by[term]) > most:
                break
            square = self._rarity.square((term,))
            for i in self._by[term]:
                shared[i] += square
        best = sorted(shared, key=lambda i: (-shared[i], i))[:most]
        return [self._candidates[i] for i in best]
