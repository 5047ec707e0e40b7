"""Titles and sentences of the benchmark explorer, all computed from rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tradeoffs.explorer.filters import ALL_MODELS, ANY_LENGTH, axis_label, lengths
from tradeoffs.formats import (
    count,
    day,
    is_missing,
    listing,
    number,
    plain,
    plural,
    ratio,
)
from tradeoffs.metrics import METRICS
from tradeoffs.vocabulary import GENERATIONS

# Dimensions of rule 3.3, in the order they are named: column of the summary, one, many.
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


def subject(values: Mapping[str, Any]) -> str:
    """The model and lengths chosen, as Markdown."""
    everything = values["model"] == ALL_MODELS
    name = "all models" if everything else plain(values["model"].split("/")[-1])
    if values["len"] == ANY_LENGTH:
        return name
    prompt, generated = lengths(values["len"])
    return f"{name}, {count(prompt)} tokens in and {count(generated)} out"


def throughput_at_speed(values: Mapping[str, Any]) -> bool:
    """True where the axes are speed for one user against output rate of one model."""
    axes = (values["x"], values["y"]) == ("tok_s_per_user", "generated_tok_s")
    return axes and values["model"] != ALL_MODELS and values["len"] != ANY_LENGTH


def page_answer(values: Mapping[str, Any], readings: pd.DataFrame, drawn: int) -> str:
    """The page's title: what the best lines give at the chosen speed, else what is shown."""
    name = plain(values["model"].split("/")[-1])
    if throughput_at_speed(values) and len(readings):
        per = "a GPU" if values["per_gpu"] else "in all"
        parts = [f"{_rounded(r.y)} on {_where(r)}" for r in readings.head(2).itertuples()]
        speed = number(values["speed"])
        said = f"{name} at {speed} tok/s for each user: up to {parts[0]}"
        return f"{said}, {parts[1]} (tok/s {per})" if len(parts) > 1 else f"{said} (tok/s {per})"
    return f"{plural(drawn, 'measured point')} of {subject(values)}"


def _where(reading) -> str:
    return f"{plain(reading.gpu_label)} with {plain(reading.system_label)}"


def _rounded(value: float) -> str:
    return number(value, 2)


def chart_answer(values: Mapping[str, Any], readings: pd.DataFrame) -> str:
    """The chart's title: the widest gap between two GPUs under one system at that speed."""
    if throughput_at_speed(values) and values["lines"] == "gpu":
        for _, rows in readings.groupby("system_label", sort=True):
            if len(rows) > 1 and values["per_gpu"]:
                best, last = rows.iloc[0], rows.iloc[-1]
                return (
                    f"With {plain(best.system_label)}, one {plain(best.gpu_label)} serves "
                    f"{ratio(best.y / last.y)} what one {plain(last.gpu_label)} does at "
                    f"{number(values['speed'])} tok/s for each user"
                )
    x, y = METRICS[values["x"]].label, METRICS[values["y"]].label
    return f"{y} against {x[:1].lower() + x[1:] if x[1:2].islower() else x}"


def measure(values: Mapping[str, Any]) -> str:
    """The grey line under the page's title."""
    y = axis_label(values["y"], values["per_gpu"])
    x = axis_label(values["x"], values["per_gpu"])
    said = f"Measured operating points of {subject(values)}. {y} against {x}."
    if throughput_at_speed(values):
        said += " Read off the lines between measured points, each at its best setting."
    return said


def caption(values: Mapping[str, Any], older: str | None, newer: str | None, left_out: int) -> str:
    """What lines and hollow marks mean."""
    each = "system and GPU" if values["lines"] == "gpu" else "system"
    better = [METRICS[values[a]].better for a in ("x", "y")]
    corner = f"{'Up' if better[1] == 'higher' else 'Down'} and "
    corner += f"{'right' if better[0] == 'higher' else 'left'} is better."
    said = [f"Lines join the best points of each {each}.", corner]
    if older and newer:
        said.append(f"Hollow and dashed: {_short(older)}; filled: {_short(newer)}.")
    if left_out:
        said.append(f"{plural(left_out, 'more line')} not drawn.")
    return " ".join(said)


def _short(generation: str) -> str:
    return plain(GENERATIONS.get(generation, generation).split(" (")[0].split(",")[0])


def mixed(summary: Mapping[str, Any]) -> str:
    """What differs between the drawn points (rule 3.3) and what they share; Markdown."""
    differ = [plural(summary[c], one, many) for c, one, many in _DIMENSIONS if summary[c] > 1]
    same = [one for c, one, _ in _DIMENSIONS if summary[c] == 1]
    if not differ:
        return "Nothing is mixed: one model, set-up and source."
    said = f"**Mixed here:** {listing(differ)}."
    if same:
        said += f" The same for all: {listing(same)}."
    return said


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
        parts.append(f"1 source ({plain(summary['source_title'])})")
    if not is_missing(summary["one_precision"]):
        parts.append(plain(str(summary["one_precision"]).upper()))
    parts.append(_dates(summary))
    said = ", ".join(parts) + "."
    if binned:
        said += " Too many to draw one by one: a mark is a cell, larger for more points."
    if points > drawn:
        said += f" {plural(points - drawn, 'further point')} lack one of the two figures."
    if worked_out := basis(summary, values):
        said += f" {worked_out}."
    if summary["mean_unknown"]:
        said += f" Mean or median not stated for {count(summary['mean_unknown'])}."
    return said


def _dates(summary: Mapping[str, Any]) -> str:
    if is_missing(summary["first_day"]):
        return "undated"
    first, last = day(summary["first_day"]), day(summary["last_day"])
    said = first if first == last else f"{first} to {last}"
    return f"{said} ({count(summary['undated'])} undated)" if summary["undated"] else said
