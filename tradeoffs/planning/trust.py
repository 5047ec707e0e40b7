"""How far the model was off on set-ups it never saw, by split, framework and GPU; what is untested.

Everything is counted from the back-test kept with the calibration; nothing is fitted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.formats import listing, number, plural
from tradeoffs.vocabulary import FRAMEWORKS, family_label, framework_label
from tradeoffs.whatif.calibration import FEWEST_GROUPS, FEWEST_POINTS, Calibration

QUANTITIES = {
    "output": "Output tok/s",
    "tpot": "TPOT",
    "ttft": "TTFT",
    "static": "Static batch",
}
SPLITS = {
    "group": "an architecture × GPU",
    "gpu": "a GPU",
    "architecture": "an architecture",
    "pair": "a framework × GPU family",
}
UNITS = {"output": "tok/s", "tpot": "ms", "ttft": "ms", "static": "ms"}


def past_the_roofline(rows: pd.DataFrame, quantity: str) -> int:
    """Points measured faster than the uncalibrated roofline allows: cached prompts, a mislabelled
    point, or a roofline that is too low."""
    if quantity == "output":
        return int((rows["measured"] > rows["roofline"]).sum())
    return int((rows["measured"] < rows["roofline"]).sum())


@dataclass(frozen=True)
class Errors:
    """Absolute error in percent of the measured figure, and the share in the band, of n points."""

    points: int
    groups: int
    median: float
    p90: float
    inside: float


def chosen(
    tested: pd.DataFrame, values: Mapping[str, Any], calibration: Calibration
) -> pd.DataFrame:
    """Rows of one quantity and split within the filters, with ``predicted``, ``off`` (percent,
    signed) and ``inside``: whether the measurement lies in the band a reader would have seen."""
    of_quantity = tested[tested["quantity"] == values["q"]]
    rows = of_split(of_quantity, values["q"], values["split"], calibration)
    for column, key in (("framework", "fw"), ("gpu", "gpu")):
        if values[key]:
            rows = rows[rows[column].isin(values[key])]
    return rows


def of_split(
    rows: pd.DataFrame, quantity: str, split: str, calibration: Calibration
) -> pd.DataFrame:
    """Rows with the prediction of one split. Bands of the split by group were made without the
    group; the others are those shipped, of what a reader would have seen without its data."""
    predicted = rows[f"predicted_{split}"]
    off = (predicted / rows["measured"] - 1) * 100
    inside = rows["inside"]
    if split != "group":
        width = _half_widths(rows, quantity, split, calibration)
        inside = np.abs(np.log(predicted / rows["measured"])) <= width
    return rows.assign(predicted=predicted, off=off, inside=inside)


_KEPT_TOGETHER = {"gpu": ["gpu"], "architecture": ["architecture"], "pair": ["framework", "family"]}


def _half_widths(
    rows: pd.DataFrame, quantity: str, split: str, calibration: Calibration
) -> pd.Series:
    """Half-width of each row: that of its framework × family where what is left of those without
    the part held out still counts as calibrated, else that of the unknown."""
    of_pair = rows.groupby(["framework", "family"])
    of_part = rows.groupby(list(dict.fromkeys(["framework", "family", *_KEPT_TOGETHER[split]])))
    groups = rows["architecture"] + "|" + rows["gpu"]
    left = of_pair["measured"].transform("size") - of_part["measured"].transform("size")
    groups_left = groups.groupby([rows["framework"], rows["family"]]).transform("nunique")
    groups_left -= groups.groupby([rows[k] for k in of_part.keys]).transform("nunique")
    is_known = (left >= FEWEST_POINTS) & (groups_left >= FEWEST_GROUPS)
    pairs = rows["framework"] + "/" + rows["family"]
    own = {
        name: calibration.bands.half_width(quantity, tuple(name.split("/", 1)), True)
        for name in pairs.unique()
    }
    return pairs.map(own).where(is_known, calibration.bands.extrapolated[quantity])


def errors(rows: pd.DataFrame) -> Errors:
    """The errors of rows of ``of_split``; at least one."""
    off = rows["off"].abs()
    groups = rows.groupby(["architecture", "gpu"]).ngroups
    return Errors(
        len(rows), groups, float(off.median()), float(off.quantile(0.9)), float(rows.inside.mean())
    )


def by_pair(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per framework × GPU family: framework, family, and the fields of Errors, those with
    the most points first."""
    found = [
        {"framework": framework, "family": family, **vars(errors(some))}
        for (framework, family), some in rows.groupby(["framework", "family"])
    ]
    columns = ["framework", "family", "points", "groups", "median", "p90", "inside"]
    return pd.DataFrame(found, columns=columns).sort_values(
        "points", ascending=False, ignore_index=True
    )


def by_split(tested: pd.DataFrame, calibration: Calibration) -> pd.DataFrame:
    """One row per quantity × split, and the roofline, over all points: quantity, split, median,
    p90 (percent), inside (share; NaN for the roofline, which has no band)."""
    found = []
    for quantity in QUANTITIES:
        rows = tested[tested["quantity"] == quantity]
        for split in SPLITS:
            found.append(
                {
                    "quantity": quantity,
                    "split": split,
                    **vars(errors(of_split(rows, quantity, split, calibration))),
                }
            )
        off = (rows["roofline"] / rows["measured"] - 1).abs() * 100
        found.append(
            {
                "quantity": quantity,
                "split": "roofline",
                "points": len(rows),
                "median": float(off.median()),
                "p90": float(off.quantile(0.9)),
                "inside": float("nan"),
            }
        )
    return pd.DataFrame(found)


def farthest(rows: pd.DataFrame, most: int = 10) -> pd.DataFrame:
    """The points that are farthest off, as a ratio either way."""
    apart = np.abs(np.log(rows["predicted"] / rows["measured"]))
    return rows.loc[apart.sort_values(ascending=False).index[:most]]


def untested(calibration: Calibration) -> list[str]:
    """What the model was measured on hardly or not at all, counted from what taught it."""
    taught = calibration.taught
    closed = taught["tpot"]
    lines = ["Open loops at a request rate and offline runs: not calibrated, always extrapolated"]
    if not any(t.pipelined for t in closed.values()):
        lines.append("Pipeline parallelism in a closed loop: no point")
    for precision in ("int8", "int4"):
        pairs = [
            p for kind in taught.values() for p, t in kind.items() if precision in t.precisions
        ]
        lines.append(_known_in(f"{precision.upper()} weights", pairs))
    lines += [_without(f, taught) for f in FRAMEWORKS if not _known_everywhere(f, taught)]
    if not any("fp8" in t.precisions for (_, family), t in closed.items() if family == "ada"):
        lines.append("FP8 on Ada in a closed loop: no point")
    return lines


def _known_in(what: str, pairs: Sequence[tuple[str, str]]) -> str:
    if not pairs:
        return f"{what}: no point"
    names = [pair_label(f, g) for f, g in dict.fromkeys(pairs)]
    return f"{what}: only {listing(names)}"


def _known_everywhere(framework: str, taught: Mapping[str, Mapping]) -> bool:
    return all(any(f == framework for f, _ in pairs) for pairs in taught.values())


def _without(framework: str, taught: Mapping[str, Mapping]) -> str:
    known = {kind for kind, pairs in taught.items() if any(f == framework for f, _ in pairs)}
    name = framework_label(framework)
    if not known:
        return f"{name}: no point at all; its figures are those of all frameworks together"
    lacking = ["static batches"] if "static" not in known else []
    lacking += [f"{k.upper()} of closed loops" for k in ("ttft", "tpot") if k not in known]
    return f"{name}: no point of {listing(lacking)}"


def pair_label(framework: str, family: str) -> str:
    """``vLLM on Hopper``; a product of one family is named without it."""
    name = framework_label(framework).split(" (")[0]
    return name if " on " in name else f"{name} on {family_label(family)}"


def title(found: Errors, values: Mapping[str, Any]) -> str:
    """``TPOT is off by 13 % at the median on a GPU it never saw; 82 % lie in the 80 % band``."""
    return (
        f"{QUANTITIES[values['q']]} is off by {number(found.median, 2)} % at the median on "
        f"{SPLITS[values['split']]} never seen; {found.inside * 100:.0f} % of measurements lie in "
        "the 80 % band"
    )


def measure(found: Errors, values: Mapping[str, Any], calibration: Calibration) -> str:
    """The grey line: how many points, how they were held out, where the calibration comes from."""
    return (
        f"{plural(found.points, 'measured point')} in {plural(found.groups, 'group')} of "
        f"architecture × GPU, each predicted by a fit that saw no point of its own "
        f"{SPLITS[values['split']].split(' ', 1)[1]}. One in ten is off by more than "
        f"{found.p90:.0f} %. Calibration of tables {calibration.version}."
    )
