"""From what speaks for and against a pair to a confidence: a logistic function with committed coefficients.

The coefficients are in `weights.tsv`, whose head tells on what and when they were fitted. A confidence of
0.7 means that of ten such proposals seven are right by the hand-made annotations.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

INTERCEPT = "intercept"
_HIGHEST, _LOWEST = 0.95, 0.01  # a proposal is never certain


@cache
def weights() -> Mapping[str, float]:
    """Feature → coefficient, with the intercept, and the scale and shift of the calibration."""
    return {name: weight for name, (weight, _) in table().items()}


@cache
def table() -> Mapping[str, tuple[float, float]]:
    """Feature → its coefficient and the value towards which the fit shrinks it."""
    lines = files("graph.inference").joinpath("weights.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith(("#", "feature\t")))
    return {name: (float(weight), float(prior)) for name, weight, prior in rows}


def logit(evidence: Mapping[str, float], known: Mapping[str, float] | None = None) -> float:
    """The log-odds of a pair before calibration, with the committed coefficients or others."""
    known = weights() if known is None else known
    return known[INTERCEPT] + sum(known[feature] * value for feature, value in evidence.items())


def confidence(evidence: Mapping[str, float], known: Mapping[str, float] | None = None) -> float:
    """The calibrated probability, above 0 and below 1, that the indicator measures the obstacle."""
    known = weights() if known is None else known
    odds = known["scale"] * logit(evidence, known) + known["shift"]
    return min(_HIGHEST, max(_LOWEST, 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))))
