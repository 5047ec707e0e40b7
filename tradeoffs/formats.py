"""How figures, dates and ages are written; one place, so that they read alike everywhere."""

from __future__ import annotations

import datetime as dt
import math
import re

import pandas as pd

MISSING = "–"
MINUS = "−"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def is_missing(value: object) -> bool:
    """True for None, NaN, NA and NaT: a value the source does not state."""
    return bool(pd.isna(value))


def number(value: float | None, digits: int = 3) -> str:
    """``digits`` significant digits with comma groups; a missing value is a dash, never 0."""
    if is_missing(value):
        return MISSING
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    text = f"{abs(rounded):,.{max(decimals, 0)}f}"
    return (MINUS if rounded < 0 else "") + text


def count(value: int) -> str:
    """A whole number with comma groups."""
    return f"{int(value):,}"


def plural(n: int, one: str, many: str | None = None) -> str:
    """``1 point``, ``2 points``."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def ratio(value: float | None) -> str:
    """``0.95×``."""
    return MISSING if is_missing(value) else f"{value:.2f}×"


def change(value: float | None) -> str:
    """A ratio as a change: 1.25 is ``+25 %``, 0.6 is ``−40 %``, 1 is ``equal``."""
    if is_missing(value):
        return MISSING
    percent = round((value - 1) * 100)
    if percent == 0:
        return "equal"
    return f"{'+' if percent > 0 else MINUS}{abs(percent)} %"


def day(value: dt.date | str | None, grain: str = "day") -> str:
    """``23 Nov 2026``; grain ``month`` or ``year`` leaves out what the source did not state."""
    if is_missing(value):
        return "undated"
    if isinstance(value, str):
        value, grain = _parse_day(value)
        if value is None:
            return "undated"
    if grain == "year":
        return str(value.year)
    month = f"{_MONTHS[value.month - 1]} {value.year}"
    return month if grain == "month" else f"{value.day} {month}"


def _parse_day(text: str) -> tuple[dt.date | None, str]:
    parts = text.strip().split("-")
    try:
        numbers = [int(p) for p in parts[:3]]
        filled = [*numbers, 1, 1][:3]
        return dt.date(*filled), ("year", "month", "day")[len(numbers) - 1]
    except ValueError:
        return None, "day"


def age(since: dt.date | None, today: dt.date | None = None) -> str:
    """Days up to 90, then months, then years and months; ``age unknown`` without a date."""
    if is_missing(since):
        return "age unknown"
    days = ((today or dt.date.today()) - _as_date(since)).days
    if days <= 90:
        return plural(max(days, 0), "day")
    months = round(days / 30.44)
    return plural(months, "month")


def _as_date(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def span(low: dt.date | None, high: dt.date | None) -> str:
    """``Oct 2024 to Aug 2026``; one month where both fall in it."""
    if is_missing(low) or is_missing(high):
        return "undated"
    a, b = day(low, "month"), day(high, "month")
    return a if a == b else f"{a} to {b}"


def percent(share: float) -> str:
    """A share as ``31 %`` or ``30.6 %``."""
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


def listing(items: list[str], last: str = "and") -> str:
    """``a, b and c``."""
    items = list(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


_SPELLED = {
    "ttft": "TTFT",
    "itl": "ITL",
    "tp": "TP",
    "pp": "PP",
    "kv": "KV",
    "lora": "LoRA",
    "fp8": "FP8",
    "int8": "INT8",
    "int4": "INT4",
    "gpu": "GPU",
    "trtllm": "TensorRT-LLM",
    "vllm": "vLLM",
    "tgi": "TGI",
    "api": "API",
}


def words(identifier: str) -> str:
    """A stable id as words: ``ttft-rank`` is ``TTFT rank``."""
    first, *rest = identifier.split("-")
    start = _SPELLED.get(first, first[:1].upper() + first[1:])
    return " ".join([start, *(_SPELLED.get(part, part) for part in rest)])


_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()<>#+-!|~$:&"})
_APART = "\u200b"  # zero width; keeps addresses in the text from becoming links


def plain(text: object) -> str:
    """Text from data or a reader, escaped so that Markdown shows it letter by letter."""
    if is_missing(text):
        return MISSING
    flat = " ".join(str(text).split())
    for lure in ("://", "www.", "@"):
        flat = flat.replace(lure, lure[0] + _APART + lure[1:])
    return flat.translate(_MARKDOWN)


_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+\-!|~$:&])")


_DIRECTIVE = re.compile(r":[a-z][a-z-]*\[((?:[^\[\]\\]|\\.)*)\](?:\{[^}]*\})?")
_ICON = re.compile(r":material/\w+: ?")


def unescaped(markdown: str) -> str:
    """Markdown made with ``plain`` and directives of ours as bare text, for files and screen
    readers."""
    text = _ICON.sub("", markdown)
    while (bare := _DIRECTIVE.sub(r"\1", text)) != text:
        text = bare
    return _ESCAPED.sub(r"\1", text.replace("&ensp;", " ").replace("&nbsp;", " "))
