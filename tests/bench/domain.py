"""A graph of this domain's shape in any size: reports with bottlenecks, instruments, figures, claims.

    python -m tests.bench.domain TRIPLES FILE.nq

Every name is made up; the same size gives the same graph.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.terms import (
    ADMS,
    DCTERMS,
    ELI,
    KT,
    OA,
    ORG,
    PROV,
    QB,
    RDF,
    SDMX_ATTRIBUTE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SKOS,
    XSD,
)

ID = "https://w3id.org/khaithong/id/"
PER_REPORT = 1_860
"""Triples of one report, about."""
_TYPES = ("decree", "circular", "decision", "resolution", "law")
_STAGES = ("issued", "draft", "consulting", "submitted")
_UNITS = ("percent", "vnd", "usd", "rank", "points")
_RULES = ("growth", "sum", "date", "share", "rank", "unit")
_NEEDS = ("kinh phí", "dữ liệu", "nhân lực", "hạ tầng", "quy chuẩn", "chữ ký số", "kết nối", "định mức")
_VERBS = ("Thiếu", "Chưa có", "Chậm ban hành", "Khó triển khai", "Chưa thống nhất")


def node(path: str) -> str:
    return f"<{ID}{path}>"


def text(words: str, language: str = "vi") -> str:
    return f'"{words}"@{language}'


def number(value: float, kind: str = "decimal") -> str:
    return f'"{value}"^^{XSD[kind]}'


class Domain:
    """Writes the lines of a graph."""

    def __init__(self, triples: int) -> None:
        self.reports = max(1, triples // PER_REPORT)
        self.random = random.Random(triples)
        self.instruments = max(50, self.reports * 12)
        self.indicators = max(30, self.reports * 3)
        self.agencies = max(40, self.reports)
        self.periods = [f"{year}-{month:02}" for year in range(2015, 2027) for month in range(1, 13)]

    def lines(self) -> Iterator[str]:
        graph = node("graph/reference")
        yield from (f"{triple} {graph} .\n" for triple in self._reference())
        for report in range(self.reports):
            graph = node(f"graph/report/{report}")
            yield from (f"{triple} {graph} .\n" for triple in self._report(report))

    def _reference(self) -> Iterator[str]:
        for period in self.periods:
            yield f'{node(f"period/{period}")} {SKOS.notation} "{period}"'
        for number_ in range(self.agencies):
            agency = node(f"organization/{number_}")
            yield f"{agency} {RDF.type} {ORG.FormalOrganization}"
            yield f"{agency} {SKOS.prefLabel} {text(f'Cơ quan số {number_}')}"
            if number_:
                yield f"{agency} {ORG.subOrganizationOf} {node(f'organization/{number_ // 5}')}"
        for number_ in range(self.indicators):
            indicator = node(f"indicator/{number_}")
            yield f"{indicator} {RDF.type} {KT.Indicator}"
            yield f"{indicator} {SKOS.prefLabel} {text(f'Tỷ lệ thứ {number_}')}"
        for number_ in range(self.instruments):
            yield from self._instrument(number_)

    def _instrument(self, number_: int) -> Iterator[str]:
        pick = self.random
        instrument = node(f"instrument/{number_}")
        yield f"{instrument} {RDF.type} {ELI.LegalResource}"
        yield f'{instrument} {ELI.id_local} "{number_}/{2015 + number_ % 12}/NĐ-CP"'
        yield f"{instrument} {SKOS.prefLabel} {text(f'Nghị định số {number_}')}"
        yield f"{instrument} {ELI.type_document} {KT['type-' + pick.choice(_TYPES)]}"
        yield f"{instrument} {ELI.passed_by} {node(f'organization/{pick.randrange(self.agencies)}')}"
        if number_ % 2:
            yield f"{instrument} {ELI.title} {text(f'Quy định về {pick.choice(_NEEDS)} {number_}')}"
        if number_ % 3:
            yield (
                f'{instrument} {ELI.date_document} "{2015 + number_ % 12}-0{1 + number_ % 9}-15"^^{XSD.date}'
            )

    def _report(self, key: int) -> Iterator[str]:
        pick = self.random
        report = node(f"report/{key}")
        yield f"{report} {RDF.type} {KT.Report}"
        yield f"{report} {DCTERMS.title} {text(f'Báo cáo số {key}')}"
        yield f"{report} {KT.asOf} {node(f'period/{pick.choice(self.periods)}')}"
        passages = [f"{key}-{number_}" for number_ in range(90)]
        for passage in passages:
            yield from self._passage(passage, report)
        for number_ in range(20):
            instrument = node(f"instrument/{pick.randrange(self.instruments)}")
            yield f"{instrument} {KT.mentionedIn} {node('passage/' + pick.choice(passages))}"
            status = node(f"status/{key}-{number_}")
            yield f"{status} {RDF.type} {KT.StatusAssertion}"
            yield f"{status} {KT.statusOf} {instrument}"
            yield f"{status} {ADMS.status} {KT['stage-' + pick.choice(_STAGES)]}"
        for number_ in range(24):
            yield from self._bottleneck(f"{key}-{number_}", passages)
        observations = [f"{key}-{number_}" for number_ in range(80)]
        for observation in observations:
            yield from self._observation(observation, passages)
        for number_ in range(8):
            finding = node(f"finding/{key}-{number_}")
            yield f"{finding} {RDF.type} {KT.Finding}"
            yield f'{finding} {KT.rule} "{pick.choice(_RULES)}"'
            yield f'{finding} {KT.severity} "{pick.choice(("error", "warning"))}"'
            yield f"{finding} {KT.concerns} {node('observation/' + pick.choice(observations))}"

    def _passage(self, key: str, report: str) -> Iterator[str]:
        passage, selector = node(f"passage/{key}"), node(f"selector/{key}")
        start = self.random.randrange(200_000)
        yield f"{passage} {RDF.type} {OA.SpecificResource}"
        yield f"{passage} {OA.hasSource} {report}"
        yield f"{passage} {OA.hasSelector} {selector}"
        yield f"{selector} {RDF.type} {OA.TextQuoteSelector}"
        yield f"{selector} {OA.exact} " + f'"Câu trích {key} về {self.random.choice(_NEEDS)}"'
        yield f"{selector} {OA.start} {number(start, 'integer')}"
        yield f"{selector} {OA.end} {number(start + 80, 'integer')}"

    def _bottleneck(self, key: str, passages: list[str]) -> Iterator[str]:
        pick = self.random
        bottleneck = node(f"bottleneck/{key}")
        is_open = pick.random() < 0.6
        label = f"{pick.choice(_VERBS)} {pick.choice(_NEEDS)} số {pick.randrange(100)}"
        yield f"{bottleneck} {RDF.type} {KT.Bottleneck}"
        yield f"{bottleneck} {SKOS.prefLabel} {text(label)}"
        yield f"{bottleneck} {ADMS.status} {KT['bottleneck-open' if is_open else 'bottleneck-resolved']}"
        yield f"{bottleneck} {PROV.wasQuotedFrom} {node('passage/' + pick.choice(passages))}"
        instrument = f"instrument/{pick.randrange(self.instruments)}"
        indicator = f"indicator/{pick.randrange(self.indicators)}"
        stated = "resolvedBy" if not is_open or pick.random() < 0.1 else "proposedResolution"
        measured = "measuredBy" if pick.random() < 0.2 else "proposedMeasure"
        for predicate, thing in ((stated, instrument), (measured, indicator)):
            yield f"{bottleneck} {KT[predicate]} {node(thing)}"
            yield from self._claim(key, predicate, bottleneck, node(thing), pick.choice(passages))

    def _claim(self, key: str, predicate: str, subject: str, thing: str, passage: str) -> Iterator[str]:
        claim = node(f"claim/{key}-{predicate}")
        proposed = predicate.startswith("proposed")
        yield f"{claim} {RDF.type} {KT.Claim}"
        yield f"{claim} {RDF.subject} {subject}"
        yield f"{claim} {RDF.predicate} {KT[predicate]}"
        yield f"{claim} {RDF.object} {thing}"
        yield f"{claim} {KT.basis} {KT.Inferred if proposed else KT.Stated}"
        yield f"{claim} {KT.confidence} {number(round(self.random.random(), 2) if proposed else 1)}"
        yield f"{claim} {PROV.wasQuotedFrom} {node(f'passage/{passage}')}"

    def _observation(self, key: str, passages: list[str]) -> Iterator[str]:
        pick = self.random
        observation = node(f"observation/{key}")
        yield f"{observation} {RDF.type} {QB.Observation}"
        yield f"{observation} {KT.indicator} {node(f'indicator/{pick.randrange(self.indicators)}')}"
        yield f"{observation} {SDMX_MEASURE.obsValue} {number(round(pick.random() * 1000, 2))}"
        yield f"{observation} {SDMX_ATTRIBUTE.unitMeasure} {KT['unit-' + pick.choice(_UNITS)]}"
        yield f"{observation} {SDMX_DIMENSION.refPeriod} {node('period/' + pick.choice(self.periods))}"
        yield f"{observation} {PROV.wasQuotedFrom} {node('passage/' + pick.choice(passages))}"
        yield f'{observation} {KT.verbatim} "hơn {pick.randrange(1000)} điểm"'


def write_domain(path: Path, triples: int) -> Path:
    """About `triples` triples as N-Quads."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(Domain(triples).lines())
    return path


if __name__ == "__main__":
    write_domain(Path(sys.argv[2]), int(sys.argv[1]))
