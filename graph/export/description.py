"""What a datapackage holds, in VoID and DCAT: totals, counts for each class and property, the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.export.rdf import readable_prefixes
from graph.export.tables import titles
from graph.graphs import UNION
from graph.reader import Reader
from graph.terms import DCAT, DCTERMS, RDF, RDFS, VOID, XSD
from ontology.concepts import DEFINITIONS

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package: its path in it, its titles, media type, size and SHA-256."""

    path: str
    vi: str
    en: str
    media_type: str
    bytes: int
    sha256: str


def write_description(reader: Reader, found: Sequence[File], path: Path) -> None:
    """Write the description as Turtle; files are named relative to it."""
    dataset = NamedNode(f"{reader.iris.base}dataset")
    triples = [*_dataset(reader, dataset), *_partitions(reader, dataset)]
    for file in found:
        triples += _distribution(dataset, file)
    triples.sort(key=str)
    prefixes = dict(readable_prefixes(reader.iris))
    serialize(triples, str(path), RdfFormat.TURTLE, prefixes=prefixes)


def _dataset(reader: Reader, dataset: NamedNode) -> Iterator[Triple]:
    yield Triple(dataset, RDF.type, VOID.Dataset)
    yield Triple(dataset, RDF.type, DCAT.Dataset)
    vi, en = titles("dataset")
    yield Triple(dataset, DCTERMS.title, Literal(vi, language="vi"))
    yield Triple(dataset, DCTERMS.title, Literal(en, language="en"))
    yield Triple(dataset, VOID.uriSpace, Literal(reader.iris.base))
    yield Triple(dataset, VOID.vocabulary, NamedNode(DEFINITIONS))
    yield Triple(dataset, VOID.feature, NamedNode("http://www.w3.org/ns/formats/N-Quads"))
    count = sum(1 for _ in reader.store.quads_for_pattern(None, None, None, UNION))
    yield Triple(dataset, VOID.triples, _number(count))
    created = reader.about.get("created")
    if created:
        yield Triple(dataset, DCTERMS.created, Literal(str(created), datatype=XSD.dateTime))


def _partitions(reader: Reader, dataset: NamedNode) -> list[Triple]:
    """The counts, from `counts.rq`."""
    text = files("graph.export").joinpath("counts.rq").read_text(encoding="utf-8")
    return reader.construct(text.replace("?dataset", str(dataset)))


def _distribution(dataset: NamedNode, file: File) -> Iterator[Triple]:
    node = NamedNode(f"{dataset.value}/{file.path}")
    yield Triple(dataset, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield Triple(node, DCTERMS.title, Literal(file.vi, language="vi"))
    yield Triple(node, DCTERMS.title, Literal(file.en, language="en"))
    yield Triple(node, DCTERMS.identifier, Literal(file.path))
    yield Triple(node, DCAT.mediaType, NamedNode(_MEDIA_TYPES + file.media_type))
    yield Triple(node, DCAT.byteSize, Literal(str(file.bytes), datatype=XSD.nonNegativeInteger))
    yield Triple(node, RDFS.comment, Literal(f"SHA-256: {file.sha256}"))
    if file.path.endswith(".nq.gz"):
        yield Triple(dataset, VOID.dataDump, node)


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
