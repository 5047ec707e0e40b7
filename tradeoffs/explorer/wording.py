"""Titles and sentences of the benchmark explorer, all computed from rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tradeoffs.explorer.filters import (
    ALL_MODELS,
    ANY_LENGTH,
    NOT_STATED,
    SHAPE,
    axis_label,
    lengths,
)
from tradeoffs.formats import (
    count,
    day,
    is_missing,
    listing,
    number,
    plain,
    plural,
)
from tradeoffs.metrics import METRICS
from tradeoffs.standing import model_name
from tradeoffs.vocabulary import GENERATIONS

# Dimensions of rule 3.3, in the order they are named: column of the summary, one, many; and the
# column that counts points which do not state it.
_DIMENSIONS = (
    ("models", "model", "models"),
    ("lengths", "pair of lengths", "pairs of prompt and output length"),
    ("gpus", "kind of GPU", "kinds of GPU"),
    ("gpu_counts", "number of GPUs", "GPU counts"),
    ("precisions", "precision", "precisions"),
    ("tps", "tensor parallel degree", "tensor parallel degrees"),
    ("scenarios", "scenario", "load scenarios"),
    ("versions", "version", "versions of the systems"),
    ("sources", "source", "sources"),
)

_UNSTATED = {
    "lengths": "length_unstated",
    "gpu_counts": "gpu_count_unstated",
    "precisions": "precision_unstated",
    "tps": "tp_unstated",
    "versions": "version_unstated",
}


def subject(values: Mapping[str, Any]) -> str:
    """The model and lengths chosen, as Markdown."""
    name = _model_name(values["model"])
    if values["len"] == ANY_LENGTH:
        return name
    prompt, generated = lengths(values["len"])
    return f"{name}, {count(prompt)} tokens in and {count(generated)} out"


def _model_name(model: str) -> str:
    """The model without its publisher, or the group of models, as Markdown."""
    if model == ALL_MODELS:
        return "all models"
    name = plain(model_name(model))
    return f"models of the shape of {name}" if model.startswith(SHAPE) else name


def comparable(values: Mapping[str, Any], summary: Mapping[str, Any]) -> bool:
    """True where lines may be read against one another: rates at a speed, like with like.

    Rule 3.3, save that each line takes its best parallelism, load and version; the page says so.
    """
    axes = (values["x"], values["y"]) == ("tok_s_per_user", "generated_tok_s")
    return axes and not unlike(summary) and _is_same("precisions", summary)


def unlike(summary: Mapping[str, Any]) -> list[str]:
    """What keeps frontiers from being drawn, in words: dimensions that must be one (rule 3.3).

    Precision is not among them, since each precision has lines of its own.
    """
    one = ("models", "lengths", "scenarios", "sources")
    named = [d for d in _DIMENSIONS if d[0] in one and not _is_same(d[0], summary)]
    return [
        plural(summary[column], single, many) if summary[column] > 1 else f"an unstated {single}"
        for column, single, many in named
    ]


def _is_same(column: str, summary: Mapping[str, Any]) -> bool:
    """True where every point states the dimension, and alike: unknown is not equal."""
    return summary[column] == 1 and not summary.get(_UNSTATED.get(column, ""), 0)


def page_answer(
    values: Mapping[str, Any], readings: pd.DataFrame, summary: Mapping[str, Any]
) -> str:
    """The page's title: what the best lines give at the chosen speed, else what is shown."""
    n = int(summary["drawn"] if values["view"] == "chart" else summary["points"])
    if not n and summary["points"]:
        points = plural(int(summary["points"]), "measured point")
        return f"{points} of {subject(values)}, none with both figures of this chart"
    if not n:
        return f"No measured point of {subject(values)}"
    if readings.empty or values["view"] != "chart":
        return f"{plural(n, 'measured point')} of {subject(values)}"
    name = _model_name(values["model"])
    per = " a GPU" if values["per_gpu"] else ""
    best, *rest = readings.head(2).itertuples()
    said = (
        f"{name} at {number(values['speed'])} tok/s for each user: up to {_rounded(best.y)} tok/s"
        f"{per} with {plain(best.system_label)} on {plain(best.gpu_label)}"
    )
    if not rest:
        return said
    system = f" with {plain(rest[0].system_label)}"
    gpu = f" on {plain(rest[0].gpu_label)}"
    system = "" if rest[0].system_label == best.system_label else system
    gpu = "" if rest[0].gpu_label == best.gpu_label else gpu
    return f"{said}, {_rounded(rest[0].y)}{system}{gpu}"


def _rounded(value: float) -> str:
    return number(value, 2)


def chart_answer(values: Mapping[str, Any], readings: pd.DataFrame) -> str:
    """The chart's title: the best GPU against the last, each under the system best on it."""
    best_of_gpu = readings.drop_duplicates("gpu_label")  # readings come best first
    if values["lines"] == "gpu" and values["per_gpu"] and len(best_of_gpu) > 1:
        best, last = best_of_gpu.iloc[0], best_of_gpu.iloc[-1]
        same = best.system_label == last.system_label
        return (
            f"At {number(values['speed'])} tok/s for each user, one {plain(best.gpu_label)} with "
            f"{plain(best.system_label)} serves {_rounded(best.y / last.y)}× what one "
            f"{plain(last.gpu_label)} does" + ("" if same else f" with {plain(last.system_label)}")
        )
    y = axis_label(values["y"], values["per_gpu"]).split(",")[0]
    return f"{y} against {lower_first(METRICS[values['x']].label)}"


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence; abbreviations keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def measure(values: Mapping[str, Any], readings: pd.DataFrame) -> str:
    """The grey line under the page's title."""
    if values["view"] != "chart":
        return "Published measurements; figures and conditions as each source states them."
    y = axis_label(values["y"], values["per_gpu"])
    x = lower_first(axis_label(values["x"], values["per_gpu"]))
    said = f"{y} against {x}; {subject(values)}."
    if len(readings):
        said += " Read off the lines between measured points, each line at its best settings."
    return said


def caption(
    values: Mapping[str, Any],
    generations: tuple[str | None, str | None],
    left_out: int,
    summary: Mapping[str, Any],
) -> str:
    """What lines and hollow marks mean, or why there are no lines."""
    each = ["system", *(["GPU"] if values["lines"] == "gpu" else [])]
    each += ["precision"] if summary["precisions"] > 1 else []
    better = [METRICS[values[a]].better for a in ("x", "y")]
    corner = f"{'Up' if better[1] == 'higher' else 'Down'} and "
    corner += f"{'right' if better[0] == 'higher' else 'left'} is better."
    mixed_up = unlike(summary)
    if mixed_up:
        choose = "choose one of each" if len(mixed_up) > 1 else "choose one"
        said = [f"No frontier is drawn across {listing(mixed_up)}; {choose}.", corner]
    else:
        said = [f"Lines join the best points of each {listing(each)}.", corner]
    older, newer = generations
    if older and newer:
        said.append(f"Hollow and dashed: {_short(older)}; filled: {_short(newer)}.")
    if left_out and not mixed_up:
        said.append(f"{plural(left_out, 'more line')} not drawn.")
    return " ".join(said)


def _short(generation: str) -> str:
    return plain(GENERATIONS.get(generation, generation).split(" (")[0].split(",")[0])


def mixed(summary: Mapping[str, Any]) -> str:
    """What differs between the drawn points (rule 3.3) and what they share; Markdown."""
    differ = [plural(summary[c], one, many) for c, one, many in _DIMENSIONS if summary[c] > 1]
    same = [one for c, one, _ in _DIMENSIONS if _is_same(c, summary)]
    unknown = [one for c, one, _ in _DIMENSIONS if summary[c] == 1 and one not in same]
    if not differ and not unknown:
        return "Nothing is mixed: one model, set-up and source."
    said = [f"**Mixed here:** {listing(differ)}."] if differ else []
    if same:
        said.append(f"The same for all: {listing(same)}.")
    if unknown:
        said.append(f"Not stated for some or all, so perhaps mixed: {listing(unknown)}.")
    return " ".join(said)


def basis(summary: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Which of the output rates were stated, and which were worked out; empty if none were."""
    if "generated_tok_s" not in (values["x"], values["y"]):
        return ""
    parts = []
    if summary["derived"]:
        parts.append(
            f"{count(summary['derived'])} of {plural(summary['drawn'], 'output rate')} derived: "
            "concurrency × output length ÷ request time"
        )
    if summary["from_total"]:
        parts.append(
            f"{count(summary['from_total'])} taken from a rate that counts prompt tokens too, "
            "by their share"
        )
    return "; ".join(parts)


def source_line(
    summary: Mapping[str, Any], values: Mapping[str, Any], *, binned: bool = False
) -> str:
    """n, sources, precision, dates and what else to know, under the chart."""
    drawn, points = int(summary["drawn"]), int(summary["points"])
    parts = [plural(drawn, "point")]
    if is_missing(summary["source_title"]):
        parts.append(plural(summary["sources"], "source"))
    else:
        kind = plain(summary["source_kind"])
        parts.append(f"1 source ({plain(summary['source_title'])}; kind: {kind})")
    if not is_missing(summary["one_precision"]):
        precision = str(summary["one_precision"])
        unstated = precision == NOT_STATED
        parts.append("precision not stated" if unstated else plain(precision.upper()))
    parts.append(_dates(summary))
    said = ", ".join(parts) + "."
    if binned:
        said += " Too many to draw one by one: a mark is a cell, larger for more points."
    if points > drawn:
        lack = "lacks" if points - drawn == 1 else "lack"
        said += f" {plural(points - drawn, 'further point')} {lack} one of the two figures."
    if worked_out := basis(summary, values):
        said += f" {worked_out}."
    if summary["mean_unknown"]:
        said += f" Mean or median not stated for {count(summary['mean_unknown'])}."
    return said


def _dates(summary: Mapping[str, Any]) -> str:
    if is_missing(summary["first_day"]):
        return "undated"
    first, last = (day(summary[k], summary["grain"]) for k in ("first_day", "last_day"))
    said = first if first == last else f"{first} to {last}"
    return f"{said} ({count(summary['undated'])} undated)" if summary["undated"] else said
