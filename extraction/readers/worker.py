"""The other end of `extraction.readers.apart`: reads standard input, bounded, answers on standard output."""

from __future__ import annotations

import json
import logging
import os
import sys

from extraction import readers
from extraction.errors import ReadError
from extraction.readers.apart import packed
from extraction.readers.content import Content
from extraction.readers.limits import MEMORY, SECONDS


def main(module: str, label: str, name: str) -> None:
    """Read a file with the reader in `module`; `label` and `name` are for messages.

    Every error becomes an answer but a want of memory so great that none can be given: the process then ends
    with code 1.
    """
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what parsers print is no answer
    logging.disable(logging.CRITICAL)
    _bound()
    found = readers.Format(label, lambda _: True, module)
    try:
        body = packed(readers.read_here(Content(name, sys.stdin.buffer.read()), found))
    except ReadError as error:
        details = {
            key: value if isinstance(value, int) else str(value) for key, value in error.details.items()
        }
        body = {"error": error.code, "details": details}
    except ImportError as error:
        body = {"error": "damaged", "details": {"name": name, "format": label, "reason": str(error)}}
    answer.write(json.dumps(body).encode("ascii"))
    answer.close()


def _bound() -> None:
    """Bound this process and those that it starts."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere address space is not bounded, or not by this
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY << 20, MEMORY << 20))


if __name__ == "__main__":
    main(*sys.argv[1:])
