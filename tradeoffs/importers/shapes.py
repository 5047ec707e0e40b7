"""Pieces of the pydantic models of foreign files: lenient on what is extra, strict on figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from tradeoffs.importers.problems import ImportProblem, shown


class Shape(BaseModel):
    """Part of a file. Keys that no field names are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


def _number(value: Any) -> float | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("not a number")
    try:
        return float(value)
    except (ValueError, OverflowError):
        raise ValueError("not a number") from None


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, Mapping | list):
        raise ValueError("not a text")
    return str(value)


# A number, also one written as text, infinity included; None where the file has null or nothing.
Number = Annotated[float | None, BeforeValidator(_number)]
# Whatever is written there, as text.
Words = Annotated[str | None, BeforeValidator(_text)]

S = TypeVar("S", bound=Shape)


def shaped(shape: type[S], data: Any) -> S:
    """``data`` as ``shape``; raises ImportProblem that names the first key that does not fit."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the run"
        if first["type"] == "missing":
            raise ImportProblem(f"{shown(key)} is missing") from None
        reason = str(first.get("ctx", {}).get("error", "not of the kind expected"))
        raise ImportProblem(f"{shown(key)}: {reason} ({shown(first['input'])})") from None


def plain_number(value: Any) -> float | None:
    """A JSON or YAML number as a float, however large; None for anything else and for NaN."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return None if math.isnan(value) else float(value)
    except OverflowError:
        return math.inf


def has(data: Any, *keys: str) -> bool:
    """Whether ``data`` is an object with all ``keys``."""
    return isinstance(data, dict) and all(k in data for k in keys)
