"""Frozen value types to JSON and back, by their annotations; nothing is executed on the way in."""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class CodecError(ValueError):
    """JSON that does not have the shape of the type."""


def encode(value: Any) -> Any:
    """A value of plain JSON types; a dataclass becomes the list of its fields.

    Raises:
        CodecError: a value of a type that facts do not have.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return [encode(getattr(value, name)) for name, _ in _fields(type(value))]
    if isinstance(value, Sequence):
        return [encode(item) for item in value]
    raise CodecError(f"no JSON form for {type(value).__name__}: {value!r}")


def decode(kind: type[T], data: Any) -> T:
    """The value that `encode` made `data` of.

    Raises:
        CodecError: the data has another shape; a dataclass that refuses its fields counts too.
    """
    try:
        result: T = _decode(kind, data)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise CodecError(f"not a {kind.__name__}: {error}") from error
    return result


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((item.name, hints[item.name]) for item in fields(kind) if item.init)


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        return None if data is None else _decode(options[0], data)
    if origin is tuple or (isinstance(origin, type) and issubclass(origin, Sequence)):
        item = get_args(kind)[0]
        if not isinstance(data, list):
            raise TypeError(f"a list is needed: {data!r:.60}")
        return tuple(data) if item is int else tuple(_decode(item, value) for value in data)
    if is_dataclass(kind) and isinstance(kind, type):
        shape = _fields(kind)
        if not isinstance(data, list) or len(data) != len(shape):
            raise TypeError(f"{len(shape)} fields are needed for {kind.__name__}")
        return kind(*(_decode(hint, value) for (_, hint), value in zip(shape, data, strict=True)))
    return _scalar(kind, data)


def _scalar(kind: Any, data: Any) -> Any:
    if kind is date:
        return date.fromisoformat(data)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(data)
    if not isinstance(data, kind):
        raise TypeError(f"a {kind.__name__} is needed: {data!r:.60}")
    return data
