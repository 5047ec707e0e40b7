"""The coverage map: which cells were measured, which are empty ground. Pure."""

from __future__ import annotations

import pandas as pd

from tradeoffs.explorer.filters import NOT_STATED
from tradeoffs.formats import count, plain, plural
from tradeoffs.vocabulary import FRAMEWORKS, GENERATIONS, PRECISIONS, framework_label

_OTHER = "other"


def cells(rows: pd.DataFrame, columns: str) -> pd.DataFrame:
    """One row per GPU and framework (or precision), measured or not.

    Columns: gpu, column, key (as in a link), points, label, order_x, order_y. Systems beside
    the five stand together under "Others". Empty cells have 0 points and the label "·".
    """
    keyed = rows.assign(key=_keys(rows, columns))
    counted = keyed.groupby(["gpu_label", "key"], sort=True).points.sum()
    gpus = _gpu_order(rows)
    keys = _column_order(keyed.key.unique(), columns)
    found = []
    for y, gpu in enumerate(gpus):
        for x, key in enumerate(keys):
            n = int(counted.get((gpu, key), 0))
            found.append((gpu, _name(key, columns), key, n, count(n) if n else "·", x, y))
    names = ["gpu", "column", "key", "points", "label", "order_x", "order_y"]
    return pd.DataFrame(found, columns=names)


def _keys(rows: pd.DataFrame, columns: str) -> pd.Series:
    if columns == "precision":
        return rows.precision_id
    return rows.system.where(rows.system.isin(FRAMEWORKS), _OTHER)


def _column_order(present: list[str], columns: str) -> list[str]:
    if columns == "precision":
        return [p for p in (*PRECISIONS, NOT_STATED) if p in set(present)]
    return [*FRAMEWORKS, *([_OTHER] if _OTHER in set(present) else [])]


def _gpu_order(rows: pd.DataFrame) -> list[str]:
    order = {g: i for i, g in enumerate(GENERATIONS)}
    gpus = rows[["gpu_label", "gpu_generation"]].drop_duplicates("gpu_label")
    placed = gpus.assign(place=gpus.gpu_generation.map(order).fillna(len(order)))
    return placed.sort_values(["place", "gpu_label"]).gpu_label.tolist()


def _name(key: str, columns: str) -> str:
    if key == NOT_STATED:
        return "not stated"
    if columns == "precision":
        return key.upper()
    return "Others" if key == _OTHER else framework_label(key)


def title(map_cells: pd.DataFrame, columns: str) -> str:
    """How much of the ground was measured, as the map's title."""
    measured = int((map_cells.points > 0).sum())
    what = "GPU and framework" if columns == "framework" else "GPU and precision"
    empty = len(map_cells) - measured
    return (
        f"{count(measured)} of {plural(len(map_cells), f'pair of {what}', f'pairs of {what}')} "
        f"have measurements here, {count(empty)} have none"
    )


def spread(map_cells: pd.DataFrame) -> str:
    """The column measured on most GPUs and the one on fewest, as the page's answer."""
    named = map_cells[~map_cells.key.isin([_OTHER, NOT_STATED])]
    reach = (named.points > 0).groupby(named.column, sort=False).sum()
    total = map_cells.gpu.nunique()
    most, least = reach.idxmax(), reach.idxmin()
    said = f"{plain(most)} was measured on {reach[most]} of {plural(total, 'kind')} of GPU"
    return said if most == least else f"{said}, {plain(least)} on {reach[least] or 'none'}"
