import pytest

from extraction.facts import Kind, Ref
from extraction.report import Passage
from graph.iris import Iris

SHA = "ab" * 32


def test_things_are_named_by_kind_and_key():
    thing = Iris().thing(Ref(Kind.INSTRUMENT, "82-2024-nd-cp"))
    assert thing.value == "https://w3id.org/khaithong/id/instrument/82-2024-nd-cp"


def test_graphs_are_named_by_their_origin():
    iris = Iris("https://example.org/x/")
    assert iris.report_graph(SHA).value == "https://example.org/x/graph/report/abababababababab"
    assert iris.graph("inferred").value == "https://example.org/x/graph/inferred"
    with pytest.raises(ValueError, match="not an origin"):
        iris.graph("guesses")


@pytest.mark.parametrize(
    "base", ["", "https://x.org/id", "ftp://x.org/", "https://x.org/a b/", "https://x.org/#/"]
)
def test_a_base_that_iris_cannot_be_minted_under_is_refused(base):
    with pytest.raises(ValueError, match="a base is an absolute"):
        Iris(base)


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("2024/2025", "2024--2025"),
        ("2024-Q2", "2024-Q2"),
    ],
)
def test_periods_keep_their_notation(name, end):
    assert Iris().period(name).value.endswith(f"/period/{end}")


def test_any_text_becomes_one_safe_step_of_a_path():
    decomposed, composed = "Hòa/Bình <?>", "Hòa/Bình <?>"
    assert Iris().mint("area", decomposed) == Iris().mint("area", composed)
    assert Iris().mint("area", "a/../b?c#d").value.endswith("/area/a%2F..%2Fb%3Fc%23d")


def test_a_claim_is_known_by_what_it_says_and_where_and_not_by_the_order_of_its_passages():
    iris = Iris()
    s, p, o = (iris.mint("x", name) for name in "spo")
    first, second = iris.passage(SHA, Passage(0, 3)), iris.passage(SHA, Passage(5, 9))
    other = iris.passage("cd" * 32, Passage(5, 9))
    assert iris.claim(s, p, o, (first, second)) == iris.claim(s, p, o, (second, first))
    assert (
        len({iris.claim(s, p, o, places) for places in ((first,), (second,), (other,), (first, second))}) == 4
    )


def test_a_report_needs_a_real_digest():
    with pytest.raises(ValueError, match="not a SHA-256"):
        Iris().report("abc")
