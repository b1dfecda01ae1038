"""Passwords and API keys: only hashes are kept.

Passwords are hashed by argon2id with the parameters of RFC 9106 that fit small machines. A key is 192 random
bits, which no guessing finds: SHA-256 is enough for it, and a request must not cost 64 MiB.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from api.accounts.errors import AccountError

LEAST, MOST = 10, 1024
"""Letters of a password."""
_PREFIX = "kt_"
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_password(password: str) -> str:
    """The argon2id hash of a password. Raises `AccountError` for one that is too short or too long."""
    if not LEAST <= len(password) <= MOST:
        raise AccountError("password", least=LEAST, most=MOST)
    return _HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password of hash `kept`; for None it takes as long as for another, and is False."""
    try:
        return _HASHER.verify(kept or _nobody(), password[: MOST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def new_key() -> tuple[str, str, str]:
    """The name of a new key, the key itself (to be shown once), and its digest (to be kept)."""
    name, secret = secrets.token_hex(4), secrets.token_urlsafe(24)
    return name, f"{_PREFIX}{name}_{secret}", _digest(secret)


def key_name(key: str) -> str:
    """The name in a key; "" where it is none."""
    name, _, secret = key.removeprefix(_PREFIX).partition("_")
    return name if key.startswith(_PREFIX) and secret else ""


def key_fits(key: str, digest: str) -> bool:
    """Whether `digest` is that of `key`."""
    secret = key.removeprefix(_PREFIX).partition("_")[2]
    return hmac.compare_digest(_digest(secret), digest)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
