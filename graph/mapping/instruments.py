"""Legal and administrative instruments: number, kind, title, printed date."""

from __future__ import annotations

from extraction.facts import ReportFacts
from graph.mapping.concepts import concept
from graph.mapping.literals import day, text
from graph.mapping.names import write_labels
from graph.mapping.scribe import Scribe
from graph.terms import ELI, KT, RDF


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """The instruments of a report; who issued one and what it does to others are claims."""
    for instrument in facts.instruments:
        node = scribe.thing(instrument.ref)
        scribe.add(node, RDF.type, ELI.LegalResource)
        write_labels(scribe, instrument.ref, instrument.label, instrument.aliases)
        scribe.add(node, ELI.type_document, concept("instrument-types", instrument.type))
        if instrument.number:
            scribe.add(node, ELI.id_local, text(instrument.number))
        if instrument.title:
            scribe.add(node, ELI.title, text(instrument.title, "vi"))
        if instrument.issued is not None:
            scribe.add(node, ELI.date_document, day(instrument.issued))
        elif instrument.issued_text:
            scribe.add(node, KT.issuedText, text(instrument.issued_text))
        scribe.mention(node, instrument.mentions)
