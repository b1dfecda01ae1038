"""The page on operation says every setting, and its own example can be used."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from api.settings import Settings
from tests.api.live import ROOT

DOCS = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")


def test_every_setting_is_told() -> None:
    told = set(re.findall(r"`([a-z_]+)`", DOCS))
    assert {field.name for field in dataclasses.fields(Settings)} <= told


def test_the_example_of_a_file_of_settings_is_one(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    assert example
    file = tmp_path / "k.toml"
    file.write_text(example[1])
    assert Settings.from_environment({}, config=file).log == "json"
