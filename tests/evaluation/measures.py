"""Fits and judges the confidence of proposed measures.

    python -m tests.evaluation.measures [--write] [--all] [FOLDER ...]

Reads the annotated reports of `make eval`, the samples of tests/samples and those of further folders (each a
.txt with its .json beside it), compares every obstacle with the candidates that the program would, and fits
a logistic function whose coefficients shrink towards the priors of graph/inference/weights.tsv. An
optional link counts one half. What is printed is leave-one-report-out: each report is judged by
coefficients fitted without it, and a digest goes with the report that it restates. `--write` puts the
coefficients fitted on all reports into the table; `--all` lists the proposals, right and wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from extraction.layout import read_report
from extraction.pipeline import read_facts
from graph.inference.choice import LEAST, Scored, chosen
from graph.inference.confidence import INTERCEPT, confidence, table
from graph.inference.features import evidence
from graph.inference.pools import Pool
from graph.inference.rarity import Rarity
from graph.inference.sides import Candidate, Obstacle, sides
from tests.evaluation.__main__ import ROOT, SETS, scorer

SHRINKAGE = 1.0  # of each coefficient towards its prior; chosen by the leave-one-out scores
UNCALIBRATED = 0.25  # confidence before calibration above which proposals serve to calibrate it
CALIBRATION = ("scale", "shift")
FIXED = ("elsewhere",)  # nothing in the annotations speaks of links between reports
WEIGHTS = ROOT / "graph/inference/weights.tsv"
BANDS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 1.0))


@dataclass
class Pair:
    """An obstacle with a candidate, its evidence, and what the annotations say (None: unjudged)."""

    obstacle: Obstacle
    candidate: Candidate
    found: dict[str, float]
    right: float | None


@dataclass
class Case:
    """One annotated report: its pairs, and what the scorer needs."""

    name: str
    group: str
    part: str
    gold: dict[str, Any]
    facts: dict[str, Any]
    source: Any
    rarity: Rarity
    stated: dict[str, list[Candidate]]
    links: list[dict[str, str]]
    pairs: list[Pair] = field(default_factory=list)


def annotated(folders: list[Path]) -> Iterator[tuple[str, str, Path, Path]]:
    """Name, part, text and annotations of each report."""
    for name, (text, gold) in SETS.items():
        if text.exists() and gold.exists():
            yield name, name, text, gold
    for folder in (ROOT / "tests/samples", *folders):
        for text in sorted(folder.glob("*.txt")):
            if text.with_suffix(".json").exists():
                yield f"{folder.name}/{text.stem}", folder.name, text, text.with_suffix(".json")


def read(name: str, part: str, text: Path, gold_path: Path, score: Any) -> Case:
    """Read a report and find what the annotations say of each pair that the program would compare."""
    report = read_report(text.name, text.read_bytes())
    facts = read_facts(report)
    gold = json.loads(gold_path.read_text("utf-8"))
    source = score.Source(text)
    labels = {i.ref: i.label for i in facts.indicators}
    observations = [
        {
            "indicator": labels[o.indicator],
            "value": float(o.value),
            "unit": o.unit,
            "kind": o.kind.value,
            "quote": report.exact(o.passage),
            "change": {"value": float(o.change.amount), "direction": o.change.direction}
            if o.change
            else None,
        }
        for o in facts.observations
    ]
    bottlenecks = [
        {"id": b.ref.key, "label": b.label, "status": b.status, "quote": report.exact(b.passages[0])}
        for b in facts.bottlenecks
    ]
    kinds = ("documents", "organizations", "databases", "platforms", "relations")
    found = {**{kind: [] for kind in kinds}, "observations": observations, "bottlenecks": bottlenecks}
    obstacles, candidates = sides(report.sha256, facts)
    rarity = Rarity([*(o.terms for o in obstacles), *(c.around for c in candidates)])
    known = {c.indicator.ref: c for c in candidates}
    stated = {o.bottleneck.ref.key: [known[r] for r in o.stated if r in known] for o in obstacles}
    links = [
        {"type": "measured_by", "bottleneck": o.bottleneck.ref.key, "indicator": labels[ref]}
        for o in obstacles
        for ref in sorted(o.stated)
    ]
    group = name.rpartition(" ")[2] if name in SETS else name
    case = Case(name, group, part, gold, found, source, rarity, stated, links)
    told, judged = _told(gold, found, source, score, labels)
    pool = Pool(candidates)
    for obstacle in obstacles:
        key = obstacle.bottleneck.ref.key
        for candidate in pool.near(obstacle):
            if candidate.indicator.ref not in obstacle.stated:
                right = told.get((key, candidate.indicator.label), 0.0) if key in judged else None
                pair = Pair(obstacle, candidate, evidence(obstacle, candidate, rarity), right)
                case.pairs.append(pair)
    return case


def _change(change: Any) -> dict[str, Any] | None:
    return {"value": float(change.amount), "direction": change.direction} if change else None


def _told(
    gold: dict[str, Any], found: dict[str, Any], source: Any, score: Any, labels: dict[Any, str]
) -> tuple[dict[tuple[str, str], float], set[str]]:
    """What the annotations say of obstacle and indicator, matched as the scorer matches them."""
    same = score.best_pairs(gold["observations"], found["observations"], score.observation_score(source), 0.5)
    pairs = {
        (score.key(gold["observations"][i]["indicator"]), score.key(found["observations"][j]["indicator"]))
        for i, j in same
    }

    def likeness(a: dict[str, Any], b: dict[str, Any]) -> float:
        words = score.alike(f"{a['label']} {a['quote']}", f"{b['label']} {b['quote']}")
        return float(source.overlap(a["quote"], b["quote"]) * (0.5 + 0.5 * words))

    matched = {
        gold["bottlenecks"][i]["id"]: found["bottlenecks"][j]["id"]
        for i, j in score.best_pairs(gold["bottlenecks"], found["bottlenecks"], likeness, 0.45)
    }
    told: dict[tuple[str, str], float] = {}
    for link in gold["links"]:
        if link["type"] != "measured_by" or not link.get("indicator") or link["bottleneck"] not in matched:
            continue
        key, wanted = matched[link["bottleneck"]], link["indicator"]
        hits = [x for x in labels.values() if (score.key(wanted), score.key(x)) in pairs]
        for label in hits or [x for x in labels.values() if score.alike(wanted, x) >= 0.6]:
            value = 0.5 if link.get("optional") else 1.0
            told[key, label] = max(told.get((key, label), 0.0), value)
    return told, set(matched.values())


def fit(cases: list[Case], features: list[str]) -> dict[str, float]:
    """Coefficients by penalised maximum likelihood (Newton); reports told twice count half each."""
    shares: dict[str, int] = defaultdict(int)
    for case in cases:
        shares[case.group] += 1
    rows = [(p, 1 / shares[c.group]) for c in cases for p in c.pairs if p.right is not None]
    x = np.array([[1.0, *(p.found.get(f, 0.0) for f in features)] for p, _ in rows])
    y = np.array([p.right for p, _ in rows], float)
    w = np.array([share for _, share in rows])
    prior = np.array([table()[name][1] for name in (INTERCEPT, *features)])
    penalty = np.full(len(prior), SHRINKAGE)
    penalty[0] = 0.01
    b = prior.copy()
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ b))
        step = np.linalg.solve(
            (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty),
            x.T @ (w * (p - y)) + penalty * (b - prior),
        )
        b -= step
        if np.abs(step).max() < 1e-8:
            break
    out = dict(zip((INTERCEPT, *features), b.tolist(), strict=True))
    return {**out, **{name: table()[name][1] for name in FIXED}, "scale": 1.0, "shift": 0.0}


def proposals(case: Case, known: dict[str, float], least: float = LEAST) -> Iterator[tuple[Pair, Scored]]:
    """What the program would propose for a report with some coefficients."""
    by_obstacle: dict[str, list[Pair]] = defaultdict(list)
    for pair in case.pairs:
        by_obstacle[pair.obstacle.bottleneck.ref.key].append(pair)
    for key, pairs in by_obstacle.items():
        scored = [Scored(confidence(p.found, known), p.candidate, p.found) for p in pairs]
        at = {id(s): p for s, p in zip(scored, pairs, strict=True)}
        for each in chosen(scored, case.stated[key], case.rarity, least):
            yield at[id(each)], each


def calibration(judged: list[tuple[float, float]]) -> dict[str, float]:
    """Scale and shift that bring the odds of proposals to how often they are right (Platt)."""
    odds = np.array([np.log(p / (1 - p)) for p, _ in judged])
    y = np.array([right for _, right in judged])
    x = np.stack([odds, np.ones_like(odds)], axis=1)
    b, prior, penalty = np.array([1.0, 0.0]), np.array([1.0, 0.0]), np.array([20.0, 20.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ b))
        b -= np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), x.T @ (p - y) + penalty * (b - prior)
        )
    return dict(zip(CALIBRATION, b.tolist(), strict=True))


def judge(cases: list[Case], known: dict[str, dict[str, float]], score: Any, *, listed: bool) -> None:
    """Print F1 by part and precision by confidence; `known` are the coefficients for each group."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    rows: list[tuple[float, float, str]] = []
    stated = [0, 0]
    for case in cases:
        links = list(case.links)
        for pair, scored in proposals(case, known[case.group]):
            bottleneck, label = pair.obstacle.bottleneck, pair.candidate.indicator.label
            links.append({"type": "measured_by", "bottleneck": bottleneck.ref.key, "indicator": label})
            if pair.right is not None:
                words = f"{case.name} | {bottleneck.label[:60]} | {label[:70]} | {_shown(pair.found)}"
                rows.append((scored.confidence, pair.right, words))
        tally = score.score_all(case.gold, {**case.facts, "links": links}, case.source)["measured_by"]
        only = score.score_all(case.gold, {**case.facts, "links": case.links}, case.source)["measured_by"]
        stated[0] += only.found
        stated[1] += only.hit
        for i, value in enumerate((tally.gold, tally.found, tally.hit)):
            totals[case.part][i] += value
    for part, (gold, found, hit) in totals.items():
        f1 = 2 * hit / max(1, gold + found)
        print(f"   {part:16s} gold {gold:3d}  found {found:3d}  right {hit:3d}  F1 {f1:.3f}")
    print(f"   stated: {stated[1]} of {stated[0]} right")
    _reliability(rows)
    if listed:
        for p, right, words in sorted(rows, reverse=True):
            print(f"   {p:.2f} {right:3.1f} {words}")
        _missed(cases, known)


def _reliability(rows: list[tuple[float, float, str]]) -> None:
    """How often proposals of each band of confidence are right; optional links are only counted."""
    for low, high in BANDS:
        band = [(p, right) for p, right, _ in rows if low <= p < high and right != 0.5]
        optional = sum(low <= p < high and right == 0.5 for p, right, _ in rows)
        if band:
            mean, right = sum(p for p, _ in band) / len(band), sum(r for _, r in band)
            told = f"{right:.0f} of {len(band)} right, mean {mean:.2f}; {optional} optional"
            print(f"   confidence {low:.1f}-{high:.1f}: {told}")


def _missed(cases: list[Case], known: dict[str, dict[str, float]]) -> None:
    for case in cases:
        taken = {id(pair) for pair, _ in proposals(case, known[case.group])}
        for pair in case.pairs:
            if pair.right == 1 and id(pair) not in taken:
                p = confidence(pair.found, known[case.group])
                words = f"{pair.obstacle.bottleneck.label[:60]} | {pair.candidate.indicator.label[:70]}"
                print(f"   missed {p:.2f} {case.name} | {words} | {_shown(pair.found)}")


def _shown(found: dict[str, float]) -> str:
    return " ".join(f"{name}={value:.2f}" for name, value in found.items())


def main() -> int:
    """Fit, judge, and on request write the coefficients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("folders", nargs="*", type=Path)
    options = parser.parse_args()
    score = scorer()
    if score is None:
        print("the scorer at ../shared/eval is needed", file=sys.stderr)
        return 2
    cases = [read(*each, score) for each in annotated(options.folders)]
    features = [n for n in table() if n not in (INTERCEPT, *CALIBRATION, *FIXED)]
    groups = sorted({case.group for case in cases})
    left_out = {g: fit([c for c in cases if c.group != g], features) for g in groups}
    known = fit(cases, features)
    seen = [
        (s.confidence, pair.right)
        for case in cases
        for pair, s in proposals(case, left_out[case.group], UNCALIBRATED)
        if pair.right is not None
    ]
    known.update(calibration(seen))
    pairs = [p for case in cases for p in case.pairs if p.right is not None]
    right = sum(p.right == 1 for p in pairs)
    print(f"{len(cases)} reports, {len(pairs)} pairs, {right} right, {len(seen)} proposed")
    print({name: round(value, 2) for name, value in known.items()})
    print("as fitted on these very reports, for comparison only:")
    judge(cases, dict.fromkeys(groups, known), score, listed=False)
    print("leave one report out, as before calibration:")
    judge(cases, left_out, score, listed=False)
    print("leave one report out, calibrated:")
    calibrated = {}
    for group in groups:
        others = [
            (s.confidence, pair.right)
            for case in cases
            if case.group != group
            for pair, s in proposals(case, left_out[case.group], UNCALIBRATED)
            if pair.right is not None
        ]
        calibrated[group] = {**left_out[group], **calibration(others)}
    judge(cases, calibrated, score, listed=options.all)
    if options.write:
        _write(known, len(cases), len(pairs), right)
    return 0


def _write(known: dict[str, float], reports: int, pairs: int, right: int) -> None:
    day = datetime.now(tz=UTC).date().isoformat()
    told = f"{reports} annotated reports ({pairs} compared pairs, {right} of them right)"
    head = (
        "# Coefficients of the confidence of proposed measures, and the priors, set by hand, that the fit\n"
        f"# shrinks them to. Fitted on {day} on {told};\n"
        "# `python -m tests.evaluation.measures --write [FOLDER ...]` fits them anew and prints how each\n"
        "# report scores with coefficients fitted without it.\n"
    )
    lines = [f"{name}\t{known[name]:.3f}\t{prior:g}" for name, (_, prior) in table().items()]
    WEIGHTS.write_text(f"{head}feature\tweight\tprior\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
