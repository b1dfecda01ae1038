"""The chain page as HTML."""

from __future__ import annotations

from viz.chain import Chain
from viz.chain_page import ChainPage, chain_page
from viz.chain_state import State
from viz.language import LANGUAGES
from viz.rendering import render
from viz.view import View


def render_chain(view: View, chain: Chain, state: State) -> str:
    """The chain page for a state of search, facets and selection."""
    page = chain_page(view, chain, state)

    def without(facet: str, value: str) -> str:
        left = tuple(choice for choice in state.choices(facet) if choice != value)
        return state.address(view.lang, **{facet: left, "page": 0})

    return render(
        "chain.html",
        view.lang,
        here="chain",
        switch={lang: state.address(lang) for lang in LANGUAGES},
        page=page,
        edges=edges(page),
        without=without,
    )


def edges(page: ChainPage) -> list[dict[str, object]]:
    """The curves of the page, as its script reads them."""
    return [
        {"from": e.source, "to": e.target, "kind": e.kind, "stated": e.stated, "path": e.on_path}
        for band in page.bands
        for e in band.edges
    ]
