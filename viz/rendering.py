"""From page models to HTML. Everything from the graph is escaped; an unknown variable raises."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from viz.language import LANGUAGES, catalogue
from viz.static_files import static_address
from viz.view import address

# Pages run our own scripts only: no inline script, no handler, no other origin. Data stands in JSON blocks.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
# For pages that hold a vendored widget, which sets styles of its own.
WIDGET_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": HEADERS["Content-Security-Policy"]
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("font-src 'self'", "font-src 'self' data:"),
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: the name of who is signed in, or ""."""

    name: str = ""


visitor: ContextVar[Visitor | None] = ContextVar("visitor", default=None)
"""For the head of every page; None where nobody can sign in."""


@cache
def environment() -> Environment:
    """The templates, with autoescape on for every one of them."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["visitor"] = visitor.get
    return made


def render(
    template: str,
    lang: str,
    *,
    here: str = "",
    switch: dict[str, str] | None = None,
    **values: object,
) -> str:
    """The page of `template` in `lang`. `switch` gives the page's own address in each language."""
    return (
        environment()
        .get_template(template)
        .render(
            lang=lang,
            t=catalogue(lang),
            here=here,
            switch=switch or {each: f"?lang={each}" for each in LANGUAGES},
            static=static_address,
            address=lambda path, **state: address(path, lang, **state),
            **values,
        )
    )
