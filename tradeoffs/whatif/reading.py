"""Cells of a set-up as written → numbers and ids, each with the reason where it cannot be read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

COUNTS = ("gpu_count", "tp", "pp", "dp", "ep")
LOADS = ("batch_size", "concurrency", "request_rate_rps", "num_requests")
LENGTHS = ("isl", "osl")
_WHOLE = (*COUNTS, "batch_size", "concurrency", "num_requests")
HIGHEST = 1e7  # above it a count, length or load is a slip of the pen


class Reasons:
    """The first reason of every row that cannot be answered; an empty text where it can."""

    def __init__(self, rows: int) -> None:
        self.texts = np.full(rows, "", dtype=object)

    @property
    def open(self) -> np.ndarray:
        """Rows without a reason so far."""
        return self.texts == ""

    def add(self, wrong: np.ndarray, say: str | Callable[[int], str]) -> None:
        """Gives the rows that are wrong, and have none yet, a reason."""
        for i in np.flatnonzero(wrong & self.open):
            self.texts[i] = say if isinstance(say, str) else say(i)


def texts(rows: pd.DataFrame, column: str) -> np.ndarray:
    """Cells of a column without surrounding blanks; empty where missing or without the column."""
    if column not in rows:
        return np.full(len(rows), "", dtype=object)
    cells = rows[column].astype(object).where(rows[column].notna(), "")
    return np.array([str(cell).strip() for cell in cells], dtype=object)


def numbers(rows: pd.DataFrame, column: str, reasons: Reasons) -> np.ndarray:
    """Cells as positive numbers, NaN where blank; other cells get a reason naming the column."""
    written = texts(rows, column)
    blank = written == ""
    values = pd.to_numeric(pd.Series(written, dtype=object).where(~blank), errors="coerce")
    found = values.to_numpy(float, na_value=np.nan)
    whole = found == np.floor(found) if column in _WHOLE else True
    good = np.isfinite(found) & (found > 0) & (found <= HIGHEST) & whole
    kind = "whole number" if column in _WHOLE else "number"
    reasons.add(
        ~blank & ~good,
        lambda i: f"{column} is {shown(written[i])}, not a positive {kind} up to {HIGHEST:,.0f}",
    )
    return np.where(good, found, np.nan)


def resolved(
    written: np.ndarray, look_up: Callable[[str], object], blank: object = None
) -> np.ndarray:
    """Meaning of every cell; each distinct text is looked up once."""
    known = {text: look_up(text) if text else blank for text in set(written)}
    out = np.empty(len(written), dtype=object)
    out[:] = [known[text] for text in written]
    return out


def shown(text: str) -> str:
    """A cell as a reason quotes it: in quotes, shortened."""
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"
