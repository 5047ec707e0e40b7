"""Rows of the benchmark chart: marks with their size, lines, and names placed where room is."""

from __future__ import annotations

import pandas as pd

from tradeoffs.explorer import naming
from tradeoffs.explorer.frontier import drawn_series, two_generations
from tradeoffs.formats import is_missing, plural
from tradeoffs.vocabulary import LOAD_KINDS, framework_label

_FEW = 1000  # more marks than this are drawn smaller and paler
_MARK = ["name", "framework", "hollow", "x", "y"]


def sources(
    points: pd.DataFrame,
    *,
    lines: bool,
    by_gpu: bool,
    log_x: bool,
    log_y: bool,
    speed: float | None,
    picked: str,
    x_name: str,
    y_name: str,
) -> dict[str, pd.DataFrame]:
    """The named sources of the chart from rows of ``benchmark_points`` or ``benchmark_bins``.

    Without ``lines`` no frontier is shown (rule 3.3: points of unlike loads).
    """
    if not lines:
        points = points.assign(on_frontier=False)
    marks = _marks(points, by_gpu)
    on_line = points.on_frontier & points.series.isin(drawn_series(points))
    joined = marks.loc[on_line, [*_MARK, "series", "short"]]
    return {
        "points": marks.drop(columns=["series", "short"]),
        "lines": joined.drop(columns="short"),
        "names": naming.place(joined, log_x=log_x, log_y=log_y)[[*_MARK, "side"]],
        "axes": pd.DataFrame([{"x_name": f"{x_name} →", "y_name": f"↑ {y_name}"}]),
        "speed": pd.DataFrame({"x": [] if speed is None else [float(speed)]}),
        "own": marks.loc[is_own(points), ["x", "y"]],
        "picked": marks.loc[marks.result_id == picked, ["x", "y"]],
    }


def is_own(points: pd.DataFrame) -> pd.Series:
    """Which rows are own results; none of cells, where they are counted with the others."""
    if "is_own" not in points:
        return pd.Series(False, index=points.index)
    return points.is_own.astype(bool)


def _marks(points: pd.DataFrame, by_gpu: bool) -> pd.DataFrame:
    """One mark a row: place, name, colour key, fill, size, strength and set-up in words."""
    few = len(points) < _FEW
    older = two_generations(points.gpu_generation.tolist())[0]
    return pd.DataFrame(
        {
            "result_id": points.result_id,
            "name": _series_names(points, by_gpu),
            "short": _short_names(points, by_gpu),
            "framework": points.framework,
            "hollow": points.gpu_generation == older,
            "series": points.series,
            "x": points.x,
            "y": points.y,
            "size": _sizes(points),
            "strength": points.on_frontier.map({True: 1.0, False: 0.5 if few else 0.35}),
            "set_up": _set_ups(points),
        }
    )


def _series_names(points: pd.DataFrame, by_gpu: bool) -> pd.Series:
    """System, GPU if asked, and the precision where several are drawn."""
    names = points.system_label + ", " + points.gpu_label if by_gpu else points.system_label
    return names + _precision_tail(points)


def _short_names(points: pd.DataFrame, by_gpu: bool) -> pd.Series:
    """The same without what colour and shape already tell, or the one GPU there is."""
    if not by_gpu or points.gpu_label.nunique() == 1:
        return points.system_label + _precision_tail(points)
    itself = points.system_label == points.framework.map(framework_label)
    names = points.gpu_label.where(itself, points.system_label + ", " + points.gpu_label)
    return names + _precision_tail(points)


def _precision_tail(points: pd.DataFrame) -> pd.Series | str:
    precisions = points.precision_id.str.upper().fillna("precision not stated")
    return ", " + precisions if precisions.nunique() > 1 else ""


def _sizes(points: pd.DataFrame) -> pd.Series:
    """Area of each mark; a cell of many points grows with the root of their number."""
    small = 38.0 if len(points) < _FEW else 20.0
    if "points" in points:
        small = 12 * points.points.pow(0.5) + 10
    return points.on_frontier.map({True: 85.0}).fillna(small)


def _set_ups(points: pd.DataFrame) -> list[str]:
    if "points" in points:
        return [plural(n, "point") for n in points.points]
    return [_set_up(p) for p in points.itertuples()]


def _set_up(point) -> str:
    """GPUs, precision, parallelism and load in words, what is not stated left out."""
    parts = [_gpus(point.gpu_count, point.gpu_label)]
    if not is_missing(point.precision_id):
        parts.append(point.precision_id)
    if not is_missing(point.tp):
        parts.append(f"TP {point.tp}")
    if not is_missing(point.load_value):
        parts.append(f"{point.load_value:,g} {LOAD_KINDS[point.load_kind]}")
    return ", ".join(parts)


def _gpus(n, label: str) -> str:
    return label if is_missing(n) else f"{n} × {label}"
