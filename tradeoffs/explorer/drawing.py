"""Rows of the benchmark chart: marks with their size, lines, and names placed where room is."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from tradeoffs.explorer.frontier import drawn_series, two_generations
from tradeoffs.formats import is_missing, plural
from tradeoffs.vocabulary import LOAD_KINDS

# Names are placed for a phone's plot, so that they also fit on anything wider.
_PLOT = (265.0, 430.0)
_CHARACTER, _LINE = 7.2, 18.0
_FOREIGN = 10  # a name on another line misleads, one on its own line only covers
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
    joined = marks.loc[on_line, [*_MARK, "series"]]
    return {
        "points": marks.drop(columns="series"),
        "lines": joined,
        "names": place_names(joined, log_x=log_x, log_y=log_y),
        "axes": pd.DataFrame([{"x_name": f"{x_name} →", "y_name": f"↑ {y_name}"}]),
        "speed": pd.DataFrame({"x": [] if speed is None else [float(speed)]}),
        "picked": marks.loc[marks.result_id == picked, ["x", "y"]],
    }


def _marks(points: pd.DataFrame, by_gpu: bool) -> pd.DataFrame:
    """One mark a row: place, name, colour key, fill, size, strength and set-up in words."""
    few = len(points) < _FEW
    older = two_generations(points.gpu_generation.tolist())[0]
    return pd.DataFrame(
        {
            "result_id": points.result_id,
            "name": _series_names(points, by_gpu),
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
    precisions = points.precision_id.str.upper().fillna("precision not stated")
    return names + ", " + precisions if precisions.nunique() > 1 else names


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


def place_names(lines: pd.DataFrame, *, log_x: bool, log_y: bool) -> pd.DataFrame:
    """One row a series: where its name stands (x, y of a frontier point) and on which side.

    Takes for each series the frontier point whose name would cover the fewest points and
    names; right ends first. A name on or just over another line would be read as that line's, so
    those weigh most. Distances are those of a phone's plot.
    """
    if lines.empty:
        return lines.assign(side=[])
    across = _positions(lines.x.tolist(), log_x, _PLOT[0])
    down = [_PLOT[1] - p for p in _positions(lines.y.tolist(), log_y, _PLOT[1])]
    spots = list(zip(across, down, strict=True))
    series = lines.series.tolist()
    crowd = [*zip(spots, series, strict=True), *_between(spots, series)]
    taken: list[tuple[float, float, float, float]] = []
    placed = []
    numbered = lines.assign(spot=range(len(lines)))
    for name, line in numbered.groupby("series", sort=True):
        width = len(line["name"].iloc[0]) * _CHARACTER
        own = [s for s, of in crowd if of == name]
        others = [s for s, of in crowd if of != name]
        best = _best_spot(line.spot.tolist()[::-1], spots, (own, others), width, taken)
        taken.append(best[2])
        placed.append({**line[line.spot == best[0]].iloc[0].to_dict(), "side": best[1]})
    return pd.DataFrame(placed)[[*_MARK, "side"]]


def _positions(values: Sequence[float], log: bool, length: float) -> list[float]:
    scaled = [math.log(v) for v in values] if log else list(values)
    low, high = min(scaled), max(scaled)
    return [length * ((v - low) / (high - low) if high > low else 0.5) for v in scaled]


def _best_spot(candidates, spots, crowd, width, taken):
    """Candidate, side and box with the fewest covered points and names; own line, other lines."""
    own, others = crowd
    best = None
    for index in candidates:
        px, py = spots[index]
        for side in ("left", "right"):
            left = px + 9 if side == "left" else px - 9 - width
            box = (left, py - 11 - _LINE / 2, left + width, py - 11 + _LINE / 2)
            near = (box[0], box[1], box[2], box[3] + _LINE / 2)
            cost = sum(_inside(s, box) for s in own) + 20 * sum(_meet(box, t) for t in taken)
            cost += _FOREIGN * sum(_inside(s, near) for s in others)
            cost += 50 * (box[0] < 0 or box[2] > _PLOT[0])
            if best is None or cost < best[0]:
                best = (cost, index, side, box)
    return best[1:]


def _between(
    spots: list[tuple[float, float]], series: list[str]
) -> list[tuple[tuple[float, float], str]]:
    """Places along the line between neighbours of one series, with the series."""
    found = []
    for (ax, ay), (bx, by), a, b in zip(spots, spots[1:], series, series[1:], strict=False):
        if a == b:
            steps = [(ax + (bx - ax) * t, ay + (by - ay) * t) for t in (0.2, 0.4, 0.6, 0.8)]
            found += [(step, a) for step in steps]
    return found


def _inside(spot: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] <= spot[0] <= box[2] and box[1] <= spot[1] <= box[3]


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
