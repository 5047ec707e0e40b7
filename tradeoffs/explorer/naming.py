"""Names beside lines: for each line the place where its name covers least and misleads nobody."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

# Plots of a phone and of a wide screen: a name must be read rightly on both.
_PLOTS = ((265.0, 360.0), (830.0, 360.0))
_CHARACTER, _LINE = 7.2, 18.0
_FOREIGN = 10  # a name on another line misleads, one on its own line only covers
_NAME = 100
_OUTSIDE = 200
_SHARED = 14.0  # closer to another line than this, a point names neither
# Sides of a point on which a name can stand: alignment, and offsets in pixels.
SIDES = {
    "left": ("left", 9, -11),
    "right": ("right", -9, -11),
    "left-below": ("left", 9, 12),
    "right-below": ("right", -9, 12),
}

_Spot = tuple[float, float]
_Box = tuple[float, float, float, float]


@dataclass
class _Plot:
    """One plot: its size, where the points of the lines stand in it, and names placed so far."""

    width: float
    height: float
    spots: list[_Spot]
    crowd: list[tuple[_Spot, str]]
    taken: list[_Box] = field(default_factory=list)

    def box(self, spot: int, side: str, letters: int) -> _Box:
        """Left, top, right and bottom of a name of that many letters beside a point."""
        align, dx, dy = SIDES[side]
        x, y = self.spots[spot]
        left = x + dx - (letters * _CHARACTER if align == "right" else 0)
        return left, y + dy - _LINE / 2, left + letters * _CHARACTER, y + dy + _LINE / 2

    def cost(self, spot: int, side: str, letters: int, series: str) -> float:
        """What a name there covers; next to nothing beside its own line in the open."""
        box = self.box(spot, side, letters)
        near = (box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4)
        cost = sum(
            _inside(at, box) if of == series else _FOREIGN * _inside(at, near)
            for at, of in self.crowd
        )
        here = self.spots[spot]
        shared = any(math.dist(here, at) < _SHARED for at, of in self.crowd if of != series)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= self.width and box[3] <= self.height
        cost += 2 * _FOREIGN * shared + _NAME * sum(_meet(box, t) for t in self.taken)
        return cost + _OUTSIDE * (not inside)


def place(lines: pd.DataFrame, *, log_x: bool, log_y: bool) -> pd.DataFrame:
    """One row a series: its ``name``, the frontier point beside it (x, y) and the ``side``.

    Takes ``name``, ``short``, ``series``, ``x``, ``y`` of every frontier point. Right ends are
    tried first; the short name stands where the full one would lie on another line.
    """
    if lines.empty:
        return lines.assign(side=[])
    plots = [_plot(lines, width, height, log_x, log_y) for width, height in _PLOTS]
    numbered = lines.assign(spot=range(len(lines)))
    placed = []
    for series, line in numbered.groupby("series", sort=True):
        said = dict.fromkeys([line["name"].iloc[0], line.short.iloc[0]])
        tries = [_cheapest(plots, series, line.spot.tolist()[::-1], name) for name in said]
        _, name, spot, side = next((t for t in tries if t[0] < _FOREIGN), min(tries))
        for plot in plots:
            plot.taken.append(plot.box(spot, side, len(name)))
        placed.append({**lines.iloc[spot].to_dict(), "name": name, "side": side})
    return pd.DataFrame(placed)


def _cheapest(
    plots: list[_Plot], series: str, spots: list[int], name: str
) -> tuple[float, str, int, str]:
    """Cost, name, point and side of the best place of a name; the first of equals."""
    found = []
    for spot in spots:
        for side in SIDES:
            cost = sum(p.cost(spot, side, len(name), series) for p in plots)
            found.append((cost, name, spot, side))
    return min(found, key=lambda place: place[0])


def _plot(lines: pd.DataFrame, width: float, height: float, log_x: bool, log_y: bool) -> _Plot:
    across = _positions(lines.x.tolist(), log_x, width)
    down = [height - p for p in _positions(lines.y.tolist(), log_y, height)]
    spots = list(zip(across, down, strict=True))
    series = lines.series.tolist()
    crowd = [*zip(spots, series, strict=True), *_between(spots, series)]
    return _Plot(width, height, spots, crowd)


def _positions(values: Sequence[float], log: bool, length: float) -> list[float]:
    scaled = [math.log(v) for v in values] if log else list(values)
    low, high = min(scaled), max(scaled)
    return [length * ((v - low) / (high - low) if high > low else 0.5) for v in scaled]


def _between(spots: list[_Spot], series: list[str]) -> list[tuple[_Spot, str]]:
    """Places along the line between neighbours of one series, with the series."""
    found = []
    for (ax, ay), (bx, by), a, b in zip(spots, spots[1:], series, series[1:], strict=False):
        if a == b:
            steps = [(ax + (bx - ax) * t, ay + (by - ay) * t) for t in (0.2, 0.4, 0.6, 0.8)]
            found += [(step, a) for step in steps]
    return found


def _inside(spot: _Spot, box: _Box) -> bool:
    return box[0] <= spot[0] <= box[2] and box[1] <= spot[1] <= box[3]


def _meet(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
