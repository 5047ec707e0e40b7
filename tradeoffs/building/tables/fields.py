"""Kinds of cells shared by the row models, with the words used when a cell does not fit."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

from tradeoffs.vocabulary import VERDICTS

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(?!\d)")


def first_day(text: str | None) -> dt.date | None:
    """First day of the first ISO day, month or year in ``text``; None where there is none.

    ``2025-10 to 2026-07`` is 2025-10-01. Raises ValueError for a day, month or year that cannot be.
    """
    found = DATE.search(text or "")
    if found is None:
        return None
    year, month, day = (*map(int, found.group().split("-")), 1, 1)[:3]
    if not 2010 <= year <= 2039:
        raise ValueError("not a year between 2010 and 2039")
    return dt.date(year, month, day)


def grain(text: str | None) -> str | None:
    """``day``, ``month`` or ``year``: how finely ``text`` states its (first) date."""
    found = DATE.search(text or "")
    return found and {4: "year", 7: "month", 10: "day"}[len(found.group())]


def _stated_date(text: str) -> str:
    if DATE.fullmatch(text) is None:
        raise ValueError("not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
    first_day(text)
    return text


def _dates_in_words(text: str) -> str:
    if DATE.match(text) is None:
        raise ValueError("does not begin with a date; write YYYY-MM-DD, YYYY-MM or YYYY first")
    first_day(text)
    return text


def _web_address(text: str) -> str:
    if re.fullmatch(r"https?://[^\s/]+\.\S+", text) is None:
        raise ValueError("not a web address that starts with http:// or https://")
    return text


def _plain_number(text: Any) -> Any:
    if isinstance(text, str) and re.fullmatch(r"\d+(\.\d+)?([eE][-+]?\d+)?", text) is None:
        raise ValueError("not a plain positive number")
    return text


def _whole_number(text: Any) -> Any:
    if isinstance(text, str) and re.fullmatch(r"\d+", text) is None:
        raise ValueError("not a whole number")
    return text


Text = Annotated[str, Field(min_length=1)]
StatedDate = Annotated[str, AfterValidator(_stated_date)]
DatesInWords = Annotated[str, AfterValidator(_dates_in_words)]
Url = Annotated[str, AfterValidator(_web_address)]
Positive = Annotated[float, BeforeValidator(_plain_number), Field(gt=0)]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=1)]
CountOrZero = Annotated[int, BeforeValidator(_whole_number), Field(ge=0)]
Stars = Annotated[int, BeforeValidator(_whole_number), Field(ge=0, le=5)]
Support = Literal["yes", "partial", "no", "unknown"]
YesNo = Literal["yes", "no"]
Verdict = Literal[tuple(VERDICTS)]  # type: ignore[valid-type]


class Row(BaseModel):
    """One row of a source file; the fields are the file's columns, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


def col(meaning: str, unit: str = "", **limits: Any) -> FieldInfo:
    """A column that must hold a value."""
    return Field(description=meaning, json_schema_extra={"unit": unit}, **limits)


def gap(meaning: str, unit: str = "", **limits: Any) -> FieldInfo:
    """A column that is empty (NULL) where nothing is stated."""
    return Field(default=None, description=meaning, json_schema_extra={"unit": unit}, **limits)
