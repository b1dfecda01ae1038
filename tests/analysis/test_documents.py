"""Reports: every sentence rests on something, every table's query gives it again, in all forms."""

from __future__ import annotations

import io
import string
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pytest
from pyoxigraph import NamedNode

from graph.analysis.bottlenecks import bottlenecks
from graph.analysis.changes import changes
from graph.analysis.impact import impact, interrupted
from graph.analysis.lookup import Lookup
from graph.analysis.model import Figure, Ground, Quote, Thing
from graph.analysis.naming import find
from graph.analysis.structure import structure
from graph.analysis.targets import EmptyPeriod, progress_of, targets
from graph.graphs import UNION
from graph.terms import RDF
from viz.documents.markdown import to_markdown
from viz.documents.model import Document, Line, Says, Sentence
from viz.documents.reports import FORMS, report
from viz.language import catalogue

REPORTS = [
    ("impact", {"number": "82/2024/NĐ-CP"}),
    ("impact", {"number": "Luật Dữ liệu"}),
    ("impact", {"number": "130/2018/NĐ-CP"}),
    ("bottlenecks", {}),
    ("targets", {"year": "2025"}),
    ("agency", {"name": "Bộ Thông tin và Truyền thông"}),
    ("agency", {"name": "Bộ Khoa học và Công nghệ"}),
    ("diff", {"one": "2024", "two": "2024-05"}),
    ("structure", {}),
]
# What a statement may rest on: something that a source says, or reference data that say where they come from.
KINDS = {
    "Claim",
    "Observation",
    "Target",
    "StatusAssertion",
    "Task",
    "Proposal",
    "Finding",
    "Bottleneck",
    "SpecificResource",
    "ChangeEvent",
    "Database",
    "Platform",
    "Dataset",
    "SoftwareApplication",
    "LegalResource",
}


def kinds(lookup: Lookup, iri: str) -> set[str]:
    found = lookup.reader.store.quads_for_pattern(NamedNode(iri), RDF.type, None, UNION)
    return {quad.object.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1] for quad in found}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("name", "given"), REPORTS, ids=str)
def test_every_sentence_and_row_is_traceable(digests: Lookup, name: str, given: dict, lang: str) -> None:
    document = report(digests, name, lang, **given)
    numbers = {note.number for note in document.notes}
    assert numbers == set(range(1, len(numbers) + 1))
    messages = set(catalogue(lang).messages.values())
    for said in document.sentences():
        if said.says in (Says.FACT, Says.COUNT):
            assert said.grounds, said.text
        elif said.says is Says.ABSENCE:
            assert "SELECT" in said.query, said.text
        else:  # a word on the method is the catalogue's own, without a value
            assert said.text in messages, said.text
            assert not [field for _, field, _, _ in string.Formatter().parse(said.text) if field]
        assert set(said.notes) <= numbers
        if said.says is Says.FACT:
            assert said.notes, said.text
        for iri in said.grounds:
            assert kinds(digests, iri) & KINDS, (said.text, iri)
    for table in document.tables():
        assert table.lines
        assert table.title
        assert digests.reader.select(table.query)
        for line in table.lines:
            assert line.notes
            assert set(line.notes) <= numbers
            assert all(kinds(digests, iri) & KINDS for iri in line.grounds), line
    quotes = {note.iri: note.words for note in document.notes if note.verbatim}
    for iri, words in quotes.items():
        assert digests.ground(iri).quotes[0].exact == words


def test_a_sentence_without_anything_behind_it_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="nothing stands behind"):
        Sentence("Lời không có căn cứ.", Says.FACT)
    with pytest.raises(ValueError, match="no query"):
        Sentence("Không nguồn nào nêu.", Says.ABSENCE)
    with pytest.raises(ValueError, match="nothing stands behind"):
        Line(("a",), (), ())
    with pytest.raises(ValueError, match="neither a quote nor an origin"):
        Ground("x", "Claim")


def test_impact_says_before_and_after_and_never_because(digests: Lookup) -> None:
    for lang, words in (("vi", "Không nguồn nào khẳng định quan hệ nhân quả"), ("en", "No source claims")):
        document = report(digests, "impact", lang, number="Luật Dữ liệu")
        assert any(words in said.text for said in document.sentences())
    found = impact(digests, find(digests, "instrument", "82/2024/NĐ-CP"))
    assert [(dated.day, dated.printed) for dated in found.dates] == [("2024-07-10", False)]
    assert found.dates[0].ground.origin
    assert [d.printed for d in impact(digests, find(digests, "instrument", "52/2024/NĐ-CP")).dates] == [True]


def figure(value: str, period: str, kind: str = "actual", unit: str = "percent", scope: str = "") -> Figure:
    quote = Quote("p", "lời", "r", "Báo cáo", 0, 3)
    thing = Thing("https://e/i", "indicator", (("vi", "Chỉ số"),))
    ground = Ground(f"https://e/{value}-{period}", "Observation", (quote,))
    return Figure(ground.iri, thing, Decimal(value), unit, f"{value}%", kind, ground, period, scope)


def test_two_slopes_need_four_values_on_each_side() -> None:
    before = tuple(figure(str(10 + n), f"2023-{n:02}") for n in range(1, 5))
    after = tuple(figure(str(20 + 2 * n), f"2024-{n:02}") for n in range(1, 5))
    compared = interrupted(before, after)
    assert compared is not None
    assert compared.slope_after > compared.slope_before > 0
    assert interrupted(before[:3], after) is None
    assert interrupted((before[0],) * 4, after) is None  # four values of one day are one


def test_progress_counts_what_is_left_and_the_pace_needed() -> None:
    target = figure("80", "2025", "target", scope="toàn quốc")
    line = [figure("40", "2023-12"), figure("50", "2024")]
    progress = progress_of(target, line)
    assert (progress.gap, progress.months, progress.needed) == (Decimal(30), 12, Decimal("2.5"))
    assert progress.pace == Decimal(10) / 12
    assert progress.met is False
    assert target.line == line[0].line
    assert progress_of(replace(target, value=Decimal(50)), line).met is True
    rank = replace(target, unit="rank", value=Decimal(60))
    assert progress_of(rank, [figure("71", "2024", unit="rank")]).met is False
    assert progress_of(target, []).latest is None


def test_a_year_without_targets_says_which_years_have_some(digests: Lookup) -> None:
    with pytest.raises(EmptyPeriod) as caught:
        targets(digests, "2031")
    assert "2025" in caught.value.text("vi")


def test_changes_put_the_earlier_report_first(digests: Lookup) -> None:
    later, earlier = (find(digests, "report", period) for period in ("2024", "2024-05"))
    found = changes(digests, later, earlier)
    assert (found.earlier, found.later) == (earlier, later)
    assert found.as_of == ("2024-05", "2024")
    assert {entry.cells[0].number for entry in found.advanced} >= {"82/2024/NĐ-CP", "138/2024/NĐ-CP"}
    assert any(moved.difference > 0 for moved in found.moved)
    assert not {f.indicator for f in found.new_figures} & {m.later.indicator for m in found.moved}


def test_what_is_resolved_and_open_is_shown_as_a_pair(digests: Lookup) -> None:
    pairs = [(t.resolved.name("vi"), t.open.name("vi"), t.stated) for t in bottlenecks(digests).both]
    assert any("cát cứ" in one and "cát cứ" in two and not stated for one, two, stated in pairs)


def test_structure_measures_everything_and_ranks_by_bottlenecks(digests: Lookup) -> None:
    found = structure(digests)
    assert found.nodes == len(found.every)
    assert all(0 <= between <= 1 for between, _, _ in found.every.values())
    counts = [weight.bottlenecks for weight in found.weights]
    assert counts == sorted(counts, reverse=True)
    assert {w.thing.number for w in found.weights[:3]} & {"82/2024/NĐ-CP", "138/2024/NĐ-CP"}
    assert all(len(chain.things) >= 3 for chain in found.chains)
    law = find(digests, "instrument", "Luật Viễn thông (sửa đổi)")
    assert found.every[law.iri][2] >= 3  # decrees that detail it


@pytest.fixture(scope="module")
def document(digests: Lookup) -> Document:
    return report(digests, "impact", "vi", number="82/2024/NĐ-CP")


def test_word_holds_text_tables_and_quotes_on_a4(document: Document) -> None:
    file = docx.Document(io.BytesIO(FORMS["docx"].write(document)))
    assert round(file.sections[0].page_width.mm) == 210
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert all(said.text in text for said in document.sentences())
    assert all(note.words in text for note in document.notes)
    assert all(table.query.strip() in text for table in document.tables())
    assert len(file.tables) == len(document.tables()) + 1  # and the signatures


def test_excel_holds_every_table_and_no_formula(document: Document) -> None:
    hostile = replace(document, title="=1+1", lead=(Sentence("=HYPERLINK(1)\x00", Says.METHOD),))
    book = openpyxl.load_workbook(io.BytesIO(FORMS["xlsx"].write(hostile)))
    assert len(book.sheetnames) == 3 + len(document.tables())
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
    assert book.worksheets[0]["A1"].value == "=1+1"


def test_markdown_escapes_what_the_graph_says(document: Document) -> None:
    hostile = replace(document, title="<script>|[x](y)`", subtitle="")
    text = to_markdown(hostile).decode()
    assert text.startswith("# \\<script\\>\\|\\[x\\](y)\\`")
    assert "[^1]:" in text
    assert "```sparql" in text


def test_html_is_one_file_that_asks_for_nothing(document: Document) -> None:
    hostile = replace(document, title="<script>1</script>")
    text = FORMS["html"].write(hostile).decode()
    assert "<script>" not in text
    assert "http-equiv" in text
    assert " src=" not in text
    assert "<link" not in text
    assert 'id="note-1"' in text


def test_one_document_gives_the_same_bytes(document: Document) -> None:
    for form in ("html", "md"):
        assert FORMS[form].write(document) == FORMS[form].write(document)
    with zipfile.ZipFile(io.BytesIO(FORMS["docx"].write(document))) as archive:
        assert archive.testzip() is None
