"""The reports that come with the program, for a first look without any file of one's own."""

from __future__ import annotations

from importlib.resources import files

from graph.reading import Reading, read


def bundled_readings() -> list[Reading]:
    """The bundled reports, read."""
    folder = files("extraction") / "digests"
    texts = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".txt")), key=lambda item: item.name
    )
    return [read(item.name, item.read_bytes()) for item in texts]
