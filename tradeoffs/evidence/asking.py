"""From the values of a ranks link to what is asked of the tables, and its loosenings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tradeoffs.explorer.filters import ANY_BOARD, SHAPE, boards, families
from tradeoffs.formats import plural
from tradeoffs.linkkeys import KEYS
from tradeoffs.standing import model_name
from tradeoffs.vocabulary import FRAMEWORKS

# Mean lengths of a pair may differ by this share: tools hit their target lengths only roughly.
ISL_TOLERANCE = 0.03
OSL_TOLERANCE = 0.06
LOAD_TOLERANCE = 0.05  # an achieved rate is rarely the rate asked for
LENGTHS = {"isl_tolerance": ISL_TOLERANCE, "osl_tolerance": OSL_TOLERANCE}
_KEYS = KEYS["ranks"]
_LISTS = {
    "models": "model",
    "gpus": "gpu",
    "generations": "gen",
    "precisions": "prec",
    "scenarios": "scen",
}
_LIMITS = {
    "load_low": "load_from",
    "load_high": "load_to",
    "isl_low": "isl_from",
    "isl_high": "isl_to",
    "osl_low": "osl_from",
    "osl_high": "osl_to",
}
FILTERS = (*_LISTS.values(), *_LIMITS.values(), "age", "multi")
DEFAULTS = {key: spec.default for key, spec in _KEYS.items()}


def choices(offered: pd.DataFrame) -> dict[str, list[str]]:
    """Allowed values of the filters from rows of ``pair_choices``, families of GPUs first."""
    found = {key: part.value.tolist() for key, part in offered.groupby("filter")}
    return found | {"gpu": [*families(found.get("gpu", [])), *found.get("gpu", [])]}


def name(value: str, pairs: Mapping[str, int]) -> str:
    """A model or GPU as its filter shows it, with the matched pairs it has."""
    bare = value.removeprefix(SHAPE).removeprefix(ANY_BOARD)
    short = model_name(bare)
    if value.startswith(SHAPE):
        return f"all of the shape of {short}"
    if value.startswith(ANY_BOARD):
        return f"any {short}"
    return f"{short} ({plural(pairs.get(value, 0), 'pair')})"


def parameters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of ``matched_pairs``; a limit at its default binds NULL, so NULL loads stay in."""
    limits = {
        name: None if values[key] == _KEYS[key].default else values[key]
        for name, key in _LIMITS.items()
    }
    return {
        **{name: values[key] for name, key in _LISTS.items()},
        "gpus": boards(values["gpu"]),
        **limits,
        **LENGTHS,
        "load_tolerance": LOAD_TOLERANCE,
        "doubtful": values["doubtful"],
    }


def loosened(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """For each filter in use, the values without it."""
    return {
        key: {**values, key: _KEYS[key].default}
        for key in FILTERS
        if values[key] != _KEYS[key].default
    }


IN_THE_ROW = ("model", "gpu", "prec")


def behind_the_button(values: Mapping[str, Any]) -> int:
    """How many settings outside the row of filters differ from their default."""
    hidden = [key for key in (*FILTERS, "unstated", "doubtful") if key not in IN_THE_ROW]
    return sum(values[key] != _KEYS[key].default for key in hidden)


def rival(values: Mapping[str, Any]) -> str:
    """The rival in focus: the one of the link, or another where that is the base itself."""
    if values["rival"] != values["base"]:
        return values["rival"]
    return next(f for f in FRAMEWORKS if f != values["base"])
