"""Values of link keys from the text of a URL, and back. No I/O; never raises on any text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tradeoffs.linkkeys import KEYS, Key

MAX_VALUE_CHARS = 200
MAX_VALUES = 60
RESERVED = ("v",)  # pinned data version


@dataclass(frozen=True)
class Dropped:
    """A part of a link that was not used, and why. ``key`` and ``value`` are a reader's text."""

    key: str
    value: str
    why: str


def parse(
    slug: str, raw: Mapping[str, Sequence[str]], choices: Mapping[str, tuple]
) -> tuple[dict[str, Any], list[Dropped]]:
    """Values of every key of a page from raw query parameters, and what had to be dropped.

    Never raises on any text. Absent or dropped keys have their default.
    """
    values = {k: key.default for k, key in KEYS[slug].items()}
    dropped: list[Dropped] = []
    for name, texts in raw.items():
        if name in RESERVED:
            continue
        if name not in values:
            dropped.append(Dropped(name, "", "this page has no such setting"))
            continue
        key = KEYS[slug][name]
        allowed = choices.get(name) or key.allowed
        good = []
        for value in texts[:MAX_VALUES]:
            try:
                good.append(_decode(key, value, allowed))
            except ValueError as error:
                dropped.append(Dropped(name, value, str(error)))
        if len(texts) > MAX_VALUES:
            dropped.append(Dropped(name, "", f"more than {MAX_VALUES} values"))
        if key.many:
            values[name] = tuple(dict.fromkeys(good))
        elif good:
            values[name] = good[-1]
            if len(good) > 1:
                dropped.append(Dropped(name, texts[0], "given more than once; the last was taken"))
    return values, dropped


def _decode(key: Key, value: str, allowed: tuple) -> Any:
    """One value of a key from its text; ValueError says why it cannot be."""
    most = max(MAX_VALUE_CHARS, key.max_chars)
    if len(value) > most:
        raise ValueError(f"longer than {most} characters")
    if key.kind in ("choice", "choices"):
        if value not in allowed and value != key.default:
            raise ValueError(key.unknown)
        return value
    if key.kind == "flag":
        if value not in ("0", "1"):
            raise ValueError("neither 0 nor 1")
        return value == "1"
    if key.kind == "number":
        return _number(key, value)
    if len(value) > key.max_chars:
        raise ValueError(f"longer than {key.max_chars} characters")
    breaks = "\n" if key.kind == "prose" else ""
    return "".join(c for c in value if c.isprintable() or c in breaks)


def _number(key: Key, value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        raise ValueError("not a number") from None
    if not math.isfinite(found) or not key.low <= found <= key.high:
        raise ValueError(f"outside {key.low:g} to {key.high:g}")
    whole = isinstance(key.default, int) and isinstance(key.step, int)
    if whole and found != int(found):
        raise ValueError("not a whole number")
    return int(found) if whole else found


def encode(name: str, key: Key, value: Any) -> list[tuple[str, str]]:
    """The URL pairs of a value; none for the default. Inverse of ``parse`` for allowed values."""
    if value == key.default:
        return []
    if key.many:
        return [(name, str(v)) for v in value]
    if key.kind == "flag":
        return [(name, "1" if value else "0")]
    if key.kind == "number":
        return [(name, f"{value:.10g}")]
    return [(name, str(value))]
