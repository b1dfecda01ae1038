"""The server's own pages: the query form, an error, a thing without a page of its own, the vocabulary."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from api.words import words
from viz import rendering
from viz.language import LANGUAGES
from viz.static_files import static_address
from viz.view import address

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The pages' environment with our templates before theirs."""
    theirs = rendering.environment()
    loaders = [FileSystemLoader(_TEMPLATES)] + ([theirs.loader] if theirs.loader else [])
    return theirs.overlay(loader=ChoiceLoader(loaders))


def render(
    template: str, lang: str, *, here: str = "", switch: dict[str, str] | None = None, **values: object
) -> bytes:
    """The page of `template` in `lang`, as UTF-8. `switch` gives the page's own address in each language."""
    page = environment().get_template(template)
    return page.render(
        lang=lang,
        t=words(lang),
        here=here,
        switch=switch or {each: f"?lang={each}" for each in LANGUAGES},
        static=static_address,
        address=lambda path, **state: address(path, lang, **state),
        **values,
    ).encode()


def switch(**state: str) -> dict[str, str]:
    """The address of a page in each language, its other parameters kept."""
    kept = {key: value for key, value in state.items() if value}
    return {each: "?" + urlencode({**kept, "lang": each}) for each in LANGUAGES}
