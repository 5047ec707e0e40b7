"""From the values of a link to the parameters of the benchmark queries. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tradeoffs.linkkeys import KEYS
from tradeoffs.metrics import METRICS
from tradeoffs.vocabulary import GPU_FAMILIES

ALL_MODELS = "all"
ANY_LENGTH = "any"
NOT_STATED = "not-stated"
SHAPE = "shape:"  # before an architecture: all models of that shape
ANY_BOARD = "any:"  # before a family of GPUs: all its boards
# Figures of the whole system, which the per-GPU switch divides by the number of GPUs.
SYSTEM_TOTALS = ("generated_tok_s", "total_tok_s", "req_s", "power_w")
_KEYS = KEYS["benchmarks"]
# Keys that choose points, in the order the page shows them; the rest choose how to show them.
FILTERS = (
    "model",
    "len",
    "gpu",
    "fw",
    "gen",
    "n",
    "prec",
    "ver",
    "tp",
    "pp",
    "scen",
    "load_from",
    "load_to",
    "isl_from",
    "isl_to",
    "osl_from",
    "osl_to",
    "src",
    "kind",
    "licence",
    "since",
    "quality",
)
IN_THE_ROW = ("model", "len", "gpu", "fw")


def lengths(preset: str) -> tuple[int | None, int | None]:
    """Prompt and generated tokens of ``1024-1024``; two None for any length."""
    if preset == ANY_LENGTH:
        return None, None
    prompt, generated = preset.split("-")
    return int(prompt), int(generated)


def measured_length(options: pd.DataFrame, chosen: str) -> str:
    """The chosen length, or the one with most points where the model has none at it.

    ``options`` are the rows of ``benchmark_options`` of that model, most points first.
    """
    found = options[options["filter"] == "len"].value.tolist()
    if chosen == ANY_LENGTH or chosen in found:
        return chosen
    return found[0] if found else ANY_LENGTH


def families(labels: Iterable[str]) -> list[str]:
    """``any:H100`` and its like, for each family of which several boards are among the labels."""
    present = set(labels)
    return [
        ANY_BOARD + family
        for family, members in GPU_FAMILIES.items()
        if len(present.intersection(members)) > 1
    ]


def boards(chosen: Iterable[str]) -> tuple[str, ...]:
    """GPU names of the choice, a family as all its boards."""
    found: list[str] = []
    for gpu in chosen:
        is_family = gpu.startswith(ANY_BOARD)
        found += GPU_FAMILIES[gpu.removeprefix(ANY_BOARD)] if is_family else [gpu]
    return tuple(dict.fromkeys(found))


def query_filters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of every benchmark query from the view's values."""
    isl, osl = lengths(values["len"])
    return {
        "model": None if values["model"] == ALL_MODELS else values["model"],
        "isl_low": _highest(isl, _limit(values, "isl_from")),
        "isl_high": _lowest(isl, _limit(values, "isl_to")),
        "osl_low": _highest(osl, _limit(values, "osl_from")),
        "osl_high": _lowest(osl, _limit(values, "osl_to")),
        "load_low": _limit(values, "load_from"),
        "load_high": _limit(values, "load_to"),
        "systems": values["fw"],
        "versions": values["ver"],
        "gpus": boards(values["gpu"]),
        "generations": values["gen"],
        "counts": _integers(values["n"]),
        "precisions": values["prec"],
        "tps": _integers(values["tp"]),
        "pps": _integers(values["pp"]),
        "scenarios": values["scen"],
        "sources": values["src"],
        "kinds": values["kind"],
        "stated_only": values["licence"],
        "since": f"{values['since']}-01" if values["since"] else None,
        "quality": values["quality"],
    }


def query_axes(values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters that say which two figures are compared, and which direction is better."""
    return {
        "x": values["x"],
        "y": values["y"],
        "per_gpu": values["per_gpu"],
        "x_higher": METRICS[values["x"]].better == "higher",
        "y_higher": METRICS[values["y"]].better == "higher",
        "by_gpu": values["lines"] == "gpu",
    }


def hidden_active(values: Mapping[str, Any]) -> int:
    """How many filters outside the filter row differ from their opening value."""
    return sum(values[k] != _KEYS[k].default for k in FILTERS if k not in IN_THE_ROW)


# What drops a filter where its default does not, or where two keys make one filter.
DROPPED: dict[str, dict[str, Any]] = {
    "model": {"model": ALL_MODELS},
    "len": {
        "len": ANY_LENGTH,
        **{k: _KEYS[k].default for k in ("isl_from", "isl_to", "osl_from", "osl_to")},
    },
    "load_from": {k: _KEYS[k].default for k in ("load_from", "load_to")},
    "quality": {"quality": "all"},
}
# Filters of ``benchmark_loosen`` that are a pair of keys, by the key that stands for both.
FIRST_KEY = {"load": "load_from"}


def axis_label(metric: str, per_gpu: bool) -> str:
    """Name of an axis with the normalisation that holds for it, and the unit if not in the name."""
    found = METRICS[metric]
    per = " per GPU" if per_gpu and metric in SYSTEM_TOTALS else ""
    unit = "" if "per second" in found.label else f", {found.unit}"
    return f"{found.label}{per}{unit}"


def _limit(values: Mapping[str, Any], key: str) -> float | None:
    return None if values[key] == _KEYS[key].default else values[key]


def _integers(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(int(t) for t in texts)


def _highest(*limits: float | None) -> float | None:
    return max((v for v in limits if v is not None), default=None)


def _lowest(*limits: float | None) -> float | None:
    return min((v for v in limits if v is not None), default=None)
