"""`khaithong export`: where it writes, one report by itself, what it refuses and how it says so."""

import pytest

from graph.reader import Reader
from tests.api.test_cli import _elsewhere, built, run, store  # noqa: F401 - fixtures


def test_the_file_may_be_an_argument_or_an_option(store, tmp_path):  # noqa: F811
    run("export", "a.nq", "--store", store)
    run("export", "--out", "b.nq", "--store", store)
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()
    assert "give one file" in run("export", "--store", store, code=2).stderr
    assert "give one file" in run("export", "a.nq", "--out", "b.nq", "--store", store, code=2).stderr


@pytest.mark.parametrize("name", ["g.xlsx", "g.zip"])
def test_tables_are_written_by_the_files_ending(store, tmp_path, name):  # noqa: F811
    run("export", name, "--store", store)
    assert (tmp_path / name).read_bytes().startswith(b"PK")


def test_a_datapackage_is_a_new_folder(store, tmp_path):  # noqa: F811
    run("export", "goi", "--format", "datapackage", "--store", store)
    assert (tmp_path / "goi" / "datapackage.json").is_file()
    said = run("export", "goi", "--format", "datapackage", "--store", store, code=2).stderr
    assert "holds something already" in said
    assert "không bị ghi đè" in said


def test_one_report_by_itself(store, tmp_path):  # noqa: F811
    run("export", "g.trig", "--report", "bao-cao-2024.txt", "--store", store)
    with Reader.open(tmp_path / "g.trig") as reader:
        assert len(reader.select("SELECT ?r { ?r a kt:Report }")) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["g.nq", "--format", "doc"], "datapackage, pyvis"),
        (["g.doc"], "no ending of a format"),
        (["g.nq", "--report", "other.txt"], "no report other.txt"),
        (["g.html", "--report", "bao-cao-2024.txt"], "shows the whole graph"),
        (["none/g.xlsx"], "no directory"),
    ],
)
def test_what_cannot_be_exported_is_told_and_nothing_is_written(store, tmp_path, arguments, said):  # noqa: F811
    assert said in run("export", *arguments, "--store", store, code=2).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_store_that_is_not_there_is_told(tmp_path):
    assert "there is no store at nowhere" in run("export", "g.xlsx", "--store", "nowhere", code=2).stderr
    assert list(tmp_path.iterdir()) == []
