"""Sessions: a signed cookie says who is signed in, and signed tokens say that a form is ours.

Nothing is kept here but the sessions that were ended by hand: a cookie is good while its signature, its age,
its account and the account's password are.
"""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from api.accounts.errors import AccountError
from api.accounts.file import ACCOUNTS, make_private, write_private

SECONDS = 12 * 3600
"""How long somebody stays signed in."""
_LEAST = 32


@dataclass(frozen=True, slots=True)
class Session:
    """A session: whose it is, the stamp of the password it was opened with, its own random name."""

    name: str
    stamp: str
    id: str


class Sessions:
    """Signs and reads sessions with `secret`."""

    def __init__(self, secret: str) -> None:
        self._sessions = URLSafeTimedSerializer(secret, salt="khaithong.session")
        self._tokens = URLSafeSerializer(secret, salt="khaithong.csrf")
        self._ended: dict[str, float] = {}

    def open(self, name: str, stamp: str) -> str:
        """The cookie of a new session."""
        return str(self._sessions.dumps([name, stamp, secrets.token_urlsafe(12)]))

    def read(self, cookie: str) -> Session | None:
        """The session of a cookie, if it is ours, young enough and not ended."""
        try:
            name, stamp, own = self._sessions.loads(cookie, max_age=SECONDS)
        except (BadData, ValueError, TypeError):
            return None
        return None if own in self._ended else Session(name, stamp, own)

    def end(self, session: Session) -> None:
        """No cookie of this session is good any more (as long as this process lives)."""
        now = time.monotonic()
        self._ended = {own: since for own, since in self._ended.items() if now - since < SECONDS}
        self._ended[session.id] = now

    def token(self, session: str) -> str:
        """The token for the forms of a session, by the session's own name."""
        return str(self._tokens.dumps(session))

    def fits(self, token: str, session: str) -> bool:
        """Whether a token is that of a session."""
        try:
            found = self._tokens.loads(token)
        except BadData:
            return False
        return isinstance(found, str) and hmac.compare_digest(found.encode(), session.encode())


def read_secret(given: str | None, directory: Path) -> str:
    """The secret that was given, else that of the file `secret` in `directory`, made where there is none.

    Where there are no accounts nothing is written: such a server may stand on files it may only read.

    Raises:
        AccountError: it is too short, or the file cannot be read or made.
    """
    path = directory / "secret"
    try:
        if given is None and not path.exists():
            if not (directory / ACCOUNTS).exists():
                return secrets.token_urlsafe(48)
            make_private(directory)
            write_private(path, secrets.token_urlsafe(48).encode())
        secret = given if given is not None else path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise AccountError("file", path=path, reason=error) from None
    if len(secret) < _LEAST:
        raise AccountError("secret", least=_LEAST)
    return secret
