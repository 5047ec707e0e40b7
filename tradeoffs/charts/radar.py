"""Star profiles as a radar: large for up to all frameworks, small for one each.

Vega-Lite has no polar lines, so x and y are computed here, at the angle π/2 − 2πi/n of the
criterion. A missing rating is a gap; a written zero stays at the centre.
"""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.charts.framework_card import SHORT
from tradeoffs.charts.ratings import STRENGTH
from tradeoffs.formats import is_missing, plural

LARGEST = 5
HEIGHTS = {"large": 400, "small": 190}
_UNITS = {
    "large": "min(width * 0.27, height * 0.41)",
    "small": "min(width * 0.24, height * 0.34)",
}
MIN_AXES = 3


@spec(HEIGHTS)
def _radar(theme: str, size: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    unit, large = _UNITS[size], size == "large"
    x = _place("x", f"width / 2 - {unit}", f"width / 2 + {unit}")
    y = _place("y", f"height / 2 + {unit}", f"height / 2 - {unit}")
    grid = alt.Chart(source("grid")).mark_line(color=palette.line, strokeWidth=1)
    marks = alt.Scale(**look.framework_scale(theme))
    colour = alt.Color("framework:N", scale=marks, legend=None)
    lines = alt.Chart(source("outline")).encode(
        x=x, y=y, detail="framework:N", order="step:Q", color=colour
    )
    dots = alt.Chart(source("dots")).encode(
        x=x,
        y=y,
        size=alt.Size("size:Q", scale=None),
        shape=alt.Shape("framework:N", scale=alt.Scale(**look.shape_scale()), legend=None),
        tooltip=[
            alt.Tooltip("name:N", title="Framework"),
            alt.Tooltip("criterion:N", title="Criterion"),
            alt.Tooltip("stars:Q", title="Stars as written"),
            alt.Tooltip("verdict:N", title="Verdict"),
        ],
    )
    return alt.layer(
        grid.encode(x=x, y=y, detail="line:N", order="step:Q"),
        lines.transform_filter("datum.fill").mark_line(
            filled=True, opacity=0.08, strokeWidth=0, interpolate="linear"
        ),
        lines.mark_line(strokeWidth=2.2 if large else 1.8, strokeJoin="round"),
        dots.mark_point(filled=True, opacity=1, color=palette.background, strokeWidth=0),
        dots.mark_point(opacity=1, strokeWidth=2).encode(
            stroke=alt.Stroke("framework:N", scale=marks, legend=None),
            fill=alt.Fill("framework:N", scale=marks, legend=None),
            fillOpacity=alt.FillOpacity("strength:Q", scale=None),
        ),
        *([_ring_numbers(palette, x, y)] if large else []),
        _labels(palette, x, y, large),
    ).properties(height=HEIGHTS[size], width="container")


def _place(field: str, low: str, high: str) -> alt.X | alt.Y:
    """A scale of −5 to 5 around the middle, as long in x as in y at every width."""
    made = alt.X if field == "x" else alt.Y
    ends = [alt.ExprRef(expr=low), alt.ExprRef(expr=high)]
    scale = alt.Scale(domain=[-LARGEST, LARGEST], range=ends, nice=False, zero=False)
    return made(field, type="quantitative", axis=None, scale=scale)


def _ring_numbers(palette: look.Palette, x: alt.X, y: alt.Y) -> alt.Chart:
    rings = alt.Chart(source("rings")).encode(x=x, y=y, text="ring:Q")
    return rings.mark_text(fontSize=10.5, color=palette.mute)


def _labels(palette: look.Palette, x: alt.X, y: alt.Y, large: bool) -> alt.LayerChart:
    base = (
        alt.Chart(source("labels"))
        .transform_calculate(lines="split(datum.label, '|')")
        .encode(x=x, y=y, text="lines:N")
    )
    font = {"color": palette.ink, "fontSize": 13 if large else 11, "lineHeight": 15}
    if large:
        font["fontWeight"] = 600
    sides = [
        base.transform_filter(f"datum.side == '{side}'").mark_text(
            align=align, baseline=baseline, dx=dx, dy=dy, **font
        )
        for side, align, baseline, dx, dy in (
            ("top", "center", "line-bottom", 0, -11),
            ("bottom", "center", "line-top", 0, 11),
            ("right", "left", "middle", 13, 0),
            ("left", "right", "middle", -13, 0),
        )
    ]
    return alt.layer(*sides)


def _point(step: int, axes: int, radius: float) -> dict[str, float]:
    angle = math.pi / 2 - 2 * math.pi * step / axes
    return {"x": round(radius * math.cos(angle), 4), "y": round(radius * math.sin(angle), 4)}


def _between(axes: int, radius: float) -> dict[str, float]:
    """The middle of a ring's edge between the first two spokes, clear of every mark."""
    first, second = _point(0, axes, radius), _point(1, axes, radius)
    return {k: (first[k] + second[k]) / 2 for k in first}


def radar(rows: pd.DataFrame, *, theme: str, title: str, size: str = "large") -> Chart:
    """Rows of ``comparison.ratings.in_order``, at least three criteria, as profiles.

    Hollow: the rating fell; pale: half-known. Tied dots are nested, so that a tie reads as rings.
    """
    criteria = rows.drop_duplicates("criterion_id")
    axes = list(zip(criteria.criterion_id, criteria.criterion, strict=True))
    data = {
        "grid": _grid(len(axes)),
        "rings": pd.DataFrame(
            [{"ring": r, **_between(len(axes), r)} for r in range(1, LARGEST + 1)]
        ),
        "labels": pd.DataFrame([_label(i, axes, size) for i in range(len(axes))]),
        "outline": _outline(rows, [a for a, _ in axes]),
        "dots": _dots(rows, [a for a, _ in axes]),
    }
    n = int(rows.stars.notna().sum())
    return Chart(_radar(theme, size), data, alt=f"{title}, {plural(n, 'rating')}")


def _grid(n: int) -> pd.DataFrame:
    rings = [
        {"line": f"ring {r}", "step": i, **_point(i, n, r)}
        for r in range(1, LARGEST + 1)
        for i in range(n + 1)
    ]
    spokes = [
        {"line": f"spoke {i}", "step": r, **_point(i, n, r)} for i in range(n) for r in (0, LARGEST)
    ]
    return pd.DataFrame(rings + spokes)


def _label(step: int, axes: list[tuple[str, str]], size: str) -> dict[str, object]:
    place = _point(step, len(axes), LARGEST)
    criterion_id, criterion = axes[step]
    side = "right" if place["x"] > 0 else "left"
    if abs(place["x"]) < 1:
        side = "top" if place["y"] > 0 else "bottom"
    label = "|".join(criterion.rsplit(" ", 1)) if side in ("left", "right") else criterion
    return {**place, "side": side, "label": label if size == "large" else SHORT[criterion_id]}


def _outline(rows: pd.DataFrame, axes: list[str]) -> pd.DataFrame:
    """The closed line of each framework; NULL points break it, and a broken one is not filled."""
    few = rows.framework.nunique() <= 3
    found = []
    for framework, mine in rows.groupby("framework", sort=False):
        stars = mine.set_index("criterion_id").stars
        for step in range(len(axes) + 1):
            value = stars[axes[step % len(axes)]]
            place = {"x": None, "y": None} if is_missing(value) else _point(step, len(axes), value)
            fill = few and not stars.isna().any()
            found.append({"framework": framework, "step": step, "fill": fill, **place})
    return pd.DataFrame(found).astype({"x": float, "y": float})


def _dots(rows: pd.DataFrame, axes: list[str]) -> pd.DataFrame:
    order = {f: i for i, f in enumerate(rows.framework.unique())}
    largest = 230 if len(order) > 1 else 80
    found = [
        {
            "framework": r.framework,
            "name": r.name,
            "criterion": r.criterion,
            "stars": int(r.stars),
            "verdict": r.verdict,
            "strength": STRENGTH[r.standing],
            "size": largest - 0.87 * largest * order[r.framework] / max(len(order), 1),
            **_point(axes.index(r.criterion_id), len(axes), r.stars),
        }
        for r in rows[rows.stars.notna()].itertuples()
    ]
    return pd.DataFrame(found)
