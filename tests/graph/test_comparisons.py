"""What a version changed stays known after the version itself is gone."""

import shutil

from graph.build import publish
from graph.comparisons import comparison
from graph.diff import compare
from graph.reader import Reader
from tests.graph.fixtures import readings, sample_run


def test_a_comparison_is_kept_when_its_versions_are_pruned(tmp_path):
    first, second = readings()[:2]
    for each in (first, second):
        publish([each], tmp_path, run=sample_run())
    with Reader.open(tmp_path, version=1) as before, Reader.open(tmp_path, version=2) as after:
        expected = compare(before, after)
    assert expected.things
    assert comparison(tmp_path, 2) == expected
    for _ in range(3):
        publish([first], tmp_path, run=sample_run())
    assert not (tmp_path / "versions" / "000001").exists()
    assert comparison(tmp_path, 2) == expected
    shutil.rmtree(tmp_path / "changes")
    assert comparison(tmp_path, 2) is None, "nobody had asked in time"
    assert comparison(tmp_path, 1) is None, "there is nothing before the first"


def test_a_damaged_note_is_made_anew(tmp_path):
    for each in readings()[:2]:
        publish([each], tmp_path, run=sample_run())
    expected = comparison(tmp_path, 2)
    (tmp_path / "changes" / "000002.json").write_text("[1, 2")
    assert comparison(tmp_path, 2) == expected
