"""Closed namespaces: every RDF term that the project uses, and no other.

A term that is not listed raises where it is written, so a slip of the pen never becomes a silent triple.
rdflib's own closed namespaces are strings, so `DCTERMS.title` or `SKOS.index` would give a method of `str`
instead of a term, and its bundled DCAT is version 2; hence a small class of our own.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from rdflib import URIRef

from ontology.concepts import DEFINITIONS, concepts, schemes


class Terms:
    """A namespace with a closed list of terms: `KT.Claim`, `KT["more-than"]`, `"Claim" in KT`.

    >>> str(SKOS.prefLabel)
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """

    __slots__ = ("_iris", "base", "prefix")

    def __init__(self, prefix: str, base: str, names: str) -> None:
        self.prefix: Final = prefix
        self.base: Final = base
        self._iris: Final = MappingProxyType({name: URIRef(base + name) for name in names.split()})

    def __getattr__(self, name: str) -> URIRef:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self._iris[name]
        except KeyError:
            raise AttributeError(self._unknown(name)) from None

    def __getitem__(self, name: str) -> URIRef:
        try:
            return self._iris[name]
        except KeyError:
            raise KeyError(self._unknown(name)) from None

    def __contains__(self, name: object) -> bool:
        return name in self._iris

    def __iter__(self) -> Iterator[str]:
        return iter(self._iris)

    def __len__(self) -> int:
        return len(self._iris)

    def __str__(self) -> str:
        return self.base

    def __repr__(self) -> str:
        return f"Terms({self.prefix!r}, {self.base!r}, {len(self)} terms)"

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._iris, n=1)
        hint = f"; did you mean {self.prefix}:{near[0]}?" if near else ""
        return f"{self.prefix}:{name} is not a term of <{self.base}> that this project uses{hint}"


KT: Final = Terms(
    "kt",
    DEFINITIONS,
    " ".join(
        (
            # reports and statements about them
            "Report sha256 asOf mentionedIn section page",
            "Claim Basis Stated Inferred Reviewed basis confidence rationale",
            "softwareVersion Finding rule severity concerns computed printed",
            "Review reviews decision settles reviewedSubject reviewedPredicate reviewedObject reviewedBasis",
            "reviewedConfidence reviewedPassage reviewedReport reviewedQuote subjectLabel objectLabel",
            # instruments
            "StatusAssertion statusOf issuedText details implements approves draftedBy became",
            "proposedSuccessor",
            # what is measured
            "Database Platform Indicator Target indicator denominator scope qualifier verbatim about",
            "periodKind Change change amount upperAmount changeUnit direction baselinePeriod baselineValue",
            # bottlenecks and the chain
            "Bottleneck theme resolvedBy measuredBy proposedResolution proposedMeasure",
            # tasks
            "Task Proposal assignedTo coordinatedBy due mandatedBy",
            # reference data
            "issuerCode measuredOn signalTerm",
            # concepts
            *(scheme.name for scheme in schemes()),
            *(concept.name for concept in concepts()),
        )
    ),
)

ELI: Final = Terms(
    "eli",
    "http://data.europa.eu/eli/ontology#",
    "LegalResource id_local title type_document date_document passed_by amends amended_by repeals "
    "repealed_by based_on basis_for cites cited_by corrects corrected_by consolidates consolidated_by "
    "changes ResourceType responsibility_of",
)
ORG: Final = Terms(
    "org",
    "http://www.w3.org/ns/org#",
    "Organization FormalOrganization OrganizationalUnit ChangeEvent classification subOrganizationOf "
    "hasSubOrganization changedBy originalOrganization resultingOrganization resultedFrom identifier",
)
OA: Final = Terms(
    "oa",
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector exact prefix suffix "
    "start end",
)
PROV: Final = Terms(
    "prov",
    "http://www.w3.org/ns/prov#",
    "Entity Activity Agent Person SoftwareAgent used wasAssociatedWith wasAttributedTo wasDerivedFrom "
    "wasGeneratedBy wasQuotedFrom wasRevisionOf wasInvalidatedBy generatedAtTime startedAtTime endedAtTime",
)
QB: Final = Terms("qb", "http://purl.org/linked-data/cube#", "Observation DataSet dataSet measureType")
SDMX_MEASURE: Final = Terms("sdmx-measure", "http://purl.org/linked-data/sdmx/2009/measure#", "obsValue")
SDMX_DIMENSION: Final = Terms(
    "sdmx-dimension", "http://purl.org/linked-data/sdmx/2009/dimension#", "refPeriod refArea"
)
SDMX_ATTRIBUTE: Final = Terms(
    "sdmx-attribute", "http://purl.org/linked-data/sdmx/2009/attribute#", "unitMeasure obsStatus"
)
SDMX_CODE: Final = Terms(
    "sdmx-code", "http://purl.org/linked-data/sdmx/2009/code#", "obsStatus-A obsStatus-E obsStatus-F"
)
ADMS: Final = Terms("adms", "http://www.w3.org/ns/adms#", "status")
SKOS: Final = Terms(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel hiddenLabel notation definition scopeNote note editorialNote "
    "broader narrower related closeMatch exactMatch inScheme topConceptOf hasTopConcept",
)
DCTERMS: Final = Terms(
    "dcterms",
    "http://purl.org/dc/terms/",
    "title description source publisher creator contributor created modified issued date type identifier "
    "license rights language format subject references isPartOf hasPart isReplacedBy replaces valid extent "
    "conformsTo provenance bibliographicCitation",
)
TIME: Final = Terms(
    "time",
    "http://www.w3.org/2006/time#",
    "ProperInterval Interval Instant hasBeginning hasEnd inXSDDate",
)
RDF: Final = Terms(
    "rdf",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type subject predicate object Property Statement List first rest nil langString",
)
RDFS: Final = Terms(
    "rdfs",
    "http://www.w3.org/2000/01/rdf-schema#",
    "Class Resource Literal Datatype label comment domain range subClassOf subPropertyOf isDefinedBy seeAlso",
)
OWL: Final = Terms(
    "owl",
    "http://www.w3.org/2002/07/owl#",
    "Ontology Class ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual FunctionalProperty "
    "SymmetricProperty unionOf oneOf inverseOf sameAs deprecated imports versionIRI versionInfo priorVersion",
)
XSD: Final = Terms(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    "string boolean integer nonNegativeInteger positiveInteger decimal double date dateTime gYear gYearMonth "
    "anyURI hexBinary",
)
DCAT: Final = Terms(
    "dcat",
    "http://www.w3.org/ns/dcat#",
    "Catalog Dataset DataService Distribution distribution accessURL downloadURL mediaType byteSize keyword "
    "theme landingPage endpointURL servesDataset version contactPoint",
)
SCHEMA: Final = Terms(
    "schema",
    "https://schema.org/",
    "SoftwareApplication Organization Report GovernmentOrganization domainIncludes rangeIncludes name url "
    "provider softwareVersion alternateName foundingDate dissolutionDate",
)
VOID: Final = Terms(
    "void",
    "http://rdfs.org/ns/void#",
    "Dataset DatasetDescription Linkset sparqlEndpoint dataDump triples entities classes properties "
    "distinctSubjects distinctObjects documents vocabulary uriSpace uriRegexPattern exampleResource "
    "rootResource classPartition propertyPartition class property subset inDataset feature "
    "openSearchDescription uriLookupEndpoint",
)
SD: Final = Terms(
    "sd",
    "http://www.w3.org/ns/sparql-service-description#",
    "Service Dataset Graph NamedGraph endpoint supportedLanguage SPARQL10Query SPARQL11Query SPARQL11Update "
    "resultFormat inputFormat feature defaultDataset defaultGraph namedGraph name graph availableGraphs "
    "GraphCollection defaultEntailmentRegime extensionFunction languageExtension UnionDefaultGraph "
    "DereferencesURIs EmptyGraphs BasicFederatedQuery RequiresDataset",
)
SH: Final = Terms(
    "sh",
    "http://www.w3.org/ns/shacl#",
    "NodeShape PropertyShape ValidationReport ValidationResult conforms result focusNode resultPath "
    "resultMessage resultSeverity sourceShape sourceConstraintComponent value Violation Warning Info",
)

PREFIXES: Final[dict[str, str]] = {
    terms.prefix: terms.base
    for terms in (
        *(KT, ELI, ORG, OA, PROV, QB, SDMX_MEASURE, SDMX_DIMENSION, SDMX_ATTRIBUTE, SDMX_CODE, ADMS, SKOS),
        *(DCTERMS, TIME, RDF, RDFS, OWL, XSD, DCAT, SCHEMA, VOID, SD, SH),
    )
}
"""Prefix → namespace IRI, for every namespace above."""
