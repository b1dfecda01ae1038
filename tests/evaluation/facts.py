"""The facts of one report in the shape of the hand-made annotations, as JSON on standard output.

Run as a script with the tree to measure first on PYTHONPATH, so that two versions can be compared.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from extraction.layout import read_report
from extraction.pipeline import read_facts
from graph.inference.measures import propose_measures


def facts_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Read a report and give its facts by kind, each with the keys that the annotations use."""
    report = read_report(path.name, path.read_bytes())
    facts = read_facts(report)
    labels = {i.ref: i.label for i in facts.indicators}
    stages = {s.instrument: s.stage.value for s in facts.statuses}
    instruments = {i.ref: i for i in facts.instruments}
    named = {n.ref: n.label for n in (*facts.organizations, *facts.databases, *facts.platforms)}

    def name(ref: Any) -> str:
        if ref in instruments:
            return instruments[ref].number or instruments[ref].label
        return named.get(ref) or labels.get(ref) or ref.key

    out: dict[str, list[dict[str, Any]]] = {
        "documents": [
            {
                "id": i.number,
                "name": i.label,
                "aliases": [*i.aliases, *([i.title] if i.title else [])],
                "type": i.type,
                "issued": str(i.issued) if i.issued else None,
                "status": stages.get(i.ref),
            }
            for i in facts.instruments
        ]
    }
    for kind in ("organizations", "databases", "platforms"):
        out[kind] = [{"name": n.label, "aliases": list(n.aliases)} for n in getattr(facts, kind)]
    out["observations"] = [
        {
            "indicator": labels[o.indicator],
            "value": float(o.value),
            "unit": o.unit,
            "denominator": float(o.denominator) if o.denominator is not None else None,
            "period": o.period.notation if o.period else None,
            "kind": "estimate" if o.kind == "forecast" else o.kind.value,
            "qualifier": o.qualifier,
            "scope": o.scope,
            "change": {"value": float(o.change.amount), "direction": o.change.direction}
            if o.change
            else None,
            "quote": report.exact(o.passage),
        }
        for o in facts.observations
    ]
    out["bottlenecks"] = [
        {"id": b.ref.key, "label": b.label, "status": b.status, "quote": report.exact(b.passages[0])}
        for b in facts.bottlenecks
    ]
    proposals = [p.claim for p in propose_measures({report.sha256: facts}) if hasattr(p, "claim")]
    out["links"], out["relations"] = [], []
    for claim in (*facts.claims, *proposals):
        what = str(claim.predicate)
        if what == "resolved_by":
            out["links"].append(
                {"type": "resolves", "bottleneck": claim.subject.key, "document": name(claim.object)}
            )
        elif what in ("measured_by", "proposed_measure"):
            out["links"].append(
                {"type": "measured_by", "bottleneck": claim.subject.key, "indicator": name(claim.object)}
            )
        elif what in ("amends", "details", "implements", "approves", "passed_by"):
            predicate = "issued_by" if what == "passed_by" else what
            out["relations"].append(
                {"subject": name(claim.subject), "predicate": predicate, "object": name(claim.object)}
            )
    return out


if __name__ == "__main__":
    json.dump({p: facts_of(Path(p)) for p in sys.argv[1:]}, sys.stdout, ensure_ascii=False)
