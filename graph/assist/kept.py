"""Suggestions in a file, one JSON object a line, so that a later build can have them without asking again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from extraction.facts import Kind, Ref
from graph.assist.client import AssistError
from graph.assist.suggesting import Suggestion, TopicLabel


def write(path: Path, measures: Sequence[Suggestion], labels: Sequence[TopicLabel]) -> None:
    """Write suggestions; labels are there for people to read and enter no graph."""
    lines = [{"kind": "measure", **asdict(each)} for each in measures]
    lines += [{"kind": "label", **asdict(each)} for each in labels]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def read(path: Path) -> list[Suggestion]:
    """The suggested measures of a file.

    Raises:
        AssistError: no file that `write` wrote.
    """
    found = []
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if item.pop("kind") == "measure":
                suggestion = Suggestion(**{name: str(value) for name, value in item.items()})
                Ref(Kind.BOTTLENECK, suggestion.bottleneck)
                Ref(Kind.INDICATOR, suggestion.indicator)
                found.append(suggestion)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AssistError("assist-file", name=path, reason=error) from error
    return found
