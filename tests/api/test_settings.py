from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.settings import Settings, SettingsError


def test_settings_come_from_the_environment_and_a_given_value_wins() -> None:
    environ = {"KHAITHONG_STORE": "/s", "KHAITHONG_SECONDS": "2.5", "KHAITHONG_PORT": "81", "HOME": "/root"}
    settings = Settings.from_environment(environ, port=82, host=None)
    assert (settings.store, settings.seconds, settings.port) == (Path("/s"), 2.5, 82)
    assert settings.host == "127.0.0.1"


def test_several_data_files_are_separated_as_paths_are(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.ttl", "b.nq")]
    for file in files:
        file.touch()
    environ = {"KHAITHONG_DATA": os.pathsep.join(map(str, files))}
    assert Settings.from_environment(environ).data == tuple(files)


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "KHAITHONG_STORE"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_DATA": __file__}, "not both"),
        ({"KHAITHONG_DATA": "/nowhere.ttl"}, "/nowhere.ttl"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_PORT": "x"}, "KHAITHONG_PORT"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_PORT": "70000"}, "65535"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_SECONDS": "0"}, "KHAITHONG_SECONDS"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_SECONDS": "nan"}, "KHAITHONG_SECONDS"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_ROWS": "-1"}, "KHAITHONG_ROWS"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_MEMORY": "1"}, "KHAITHONG_MEMORY"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_BASE": "id/"}, "KHAITHONG_BASE"),
        ({"KHAITHONG_STORE": "/s", "KHAITHONG_SECOND": "3"}, "KHAITHONG_SECONDS"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        Settings.from_environment(environ)
