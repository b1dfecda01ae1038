"""Why a file cannot be read, in words for people and as a code for programs.

The sentences stand in `errors.tsv`, in English and Vietnamese, each with what, where and what to do.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _catalogue() -> dict[tuple[str, str], str]:
    lines = files("extraction").joinpath("errors.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    header = rows[0]
    return {
        (row[0], language): text
        for row in rows[1:]
        for language, text in zip(header[1:], row[1:], strict=True)
    }


class ReadError(Exception):
    """A file that cannot be read as a report.

    `code` is one of the catalogue's (missing, empty, encrypted, limit_pages …); `details` fill its sentence,
    where the catalogue also has names for `format`.
    `str()` gives English, `text("vi")` Vietnamese.
    """

    def __init__(self, code: str, /, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """The sentence in "en" or "vi"; a KeyError names a code or language that the catalogue lacks."""
        catalogue = _catalogue()
        shown = {key: _printable(str(value)) for key, value in self.details.items()}
        if name := catalogue.get((f"format:{shown.get('format')}", language)):
            shown["format"] = name
        return catalogue[self.code, language].format_map(shown)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.code, self.details)


def _printable(text: str) -> str:
    """The text without what could move a terminal's cursor: names of files and members are anybody's."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


def _again(code: str, details: dict[str, object]) -> ReadError:
    """Build an error again in another process (a pool of readers hands errors back by pickle)."""
    return ReadError(code, **details)
