"""What can go wrong with accounts, told in both languages."""

from __future__ import annotations

from graph.errors import ToldError
from viz.language import catalogue


class AccountError(ToldError):
    """An account, key or file of accounts that cannot be used so; nothing was changed.

    The sentence of `code` stands in the message catalogues as `accounts.error.<code>`.
    """

    def text(self, language: str) -> str:
        """The sentence in "en" or "vi"."""
        return catalogue(language)(f"accounts.error.{self.code}", **self.details)
