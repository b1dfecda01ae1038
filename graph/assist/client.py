"""A small client for an OpenAI-compatible address: one question, one JSON answer, nothing else."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from graph.errors import ToldError

_LARGEST = 2_000_000  # bytes of an answer


class AssistError(ToldError):
    """The model could not be asked, or its answer could not be read; nothing was changed."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A model's address never sends what it is told elsewhere."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Assistant:
    """Where the model answers ("http://127.0.0.1:8080/v1"), its name, and the key that it wants, if any.

    Raises:
        AssistError: the address is no http(s) address, or the name is missing.
    """

    address: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0

    def __post_init__(self) -> None:
        if urlsplit(self.address).scheme not in ("http", "https") or not urlsplit(self.address).hostname:
            raise AssistError("assist-address", address=self.address)
        if not self.model.strip():
            raise AssistError("assist-model")

    def ask(self, prompt: str, data: str) -> dict[str, Any]:
        """The JSON object that the model answers to a prompt (by its file's name) and data.

        Raises:
            AssistError: it cannot be reached, or answers anything but one JSON object.
        """
        told = files("graph.assist.prompts").joinpath(f"{prompt}.txt").read_text(encoding="utf-8")
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": told}, {"role": "user", "content": data}],
        }
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(  # noqa: S310 - only http(s), see above
            f"{self.address.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers
        )
        opener = urllib.request.build_opener(_NoRedirects)
        try:
            with opener.open(request, timeout=self.seconds) as answer:
                content = answer.read(_LARGEST + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise AssistError("assist-unreachable", address=self.address, reason=reason) from error
        if len(content) > _LARGEST:
            raise AssistError("assist-answer", model=self.model)
        return self._object(content)

    def _object(self, content: bytes) -> dict[str, Any]:
        try:
            words = json.loads(content)["choices"][0]["message"]["content"]
            found = json.loads(words.strip().removeprefix("```json").removesuffix("```"))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
            raise AssistError("assist-answer", model=self.model) from error
        if not isinstance(found, dict):
            raise AssistError("assist-answer", model=self.model)
        return found
