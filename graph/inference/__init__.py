"""The seam for inferences: what follows from the facts of all reports together, and is never stated.

An inference is a function from the facts of all reports, by SHA-256, to proposals and remarks. Each build
runs all of them anew over all reports and puts the results into the inferred graph, nothing else. A new
inference is one module here and its name in `all_inferences`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from extraction.facts import Basis, Claim, Finding, ReportFacts


@dataclass(frozen=True, slots=True)
class Proposal:
    """An inferred claim; `reports` holds the SHA-256 of the report that each of its passages stands in."""

    claim: Claim
    reports: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.claim.basis is not Basis.INFERRED:
            raise ValueError("an inference makes inferred claims only")
        if len(self.reports) != len(self.claim.passages):
            raise ValueError("every passage of a proposal needs its report")


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding over several reports; `reports` holds, for each of its passages, its report's SHA-256."""

    finding: Finding
    reports: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.reports) != len(self.finding.passages):
            raise ValueError("every passage of a remark needs its report")


Inference = Callable[[Mapping[str, ReportFacts]], Iterable[Proposal | Remark]]


def all_inferences() -> tuple[Inference, ...]:
    """The inferences that a build runs, in this order."""
    # These import this module.
    from graph.inference.concerns import relate_concerns  # noqa: PLC0415
    from graph.inference.conflicts import find_conflicts  # noqa: PLC0415
    from graph.inference.measures import propose_measures  # noqa: PLC0415
    from graph.inference.successors import propose_successors  # noqa: PLC0415

    return (propose_measures, propose_successors, relate_concerns, find_conflicts)
