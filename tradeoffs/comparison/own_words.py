"""Sentences and rows of the comparison of own points, all computed."""

from __future__ import annotations

import pandas as pd

from tradeoffs.comparison.own import ENOUGH, HIGHER_IS_BETTER, Compared
from tradeoffs.formats import change, count, is_missing, listing, plain, plural, ratio
from tradeoffs.metrics import METRICS
from tradeoffs.standing import model_name
from tradeoffs.vocabulary import LOAD_KINDS

MOST_DRAWN = 40
MOST_LISTED = 500


def answer(found: Compared, of_batch: int) -> str:
    """How own points stand, as Markdown; ``of_batch``: points of the batch."""
    label = METRICS[found.metric].label
    twins = found.twins
    if found.rows.empty:
        return f"No own point states {_inside(label)}"
    if len(twins) >= ENOUGH:
        middle = twins.ratio.median()
        return f"{_stand(middle, found.metric)}: {_inside(label)}, {plural(len(twins), 'twin')}"
    n = plural(len(found.rows), "own point")
    if found.left_out:
        n = f"the first {n}"
    if len(twins):
        return f"{len(twins)} of {n} {'has' if len(twins) == 1 else 'have'} a published twin"
    if found.rows.near_id.isna().all():
        return f"Nobody published a point of the models that our {plural(of_batch, 'point')} are of"
    return f"None of {n} has a published twin; the nearest differ in {_commonest(found.rows)}"


def _stand(middle: float, metric: str) -> str:
    """``Ours are 8 % ahead of what was published`` in the median."""
    gain = middle if metric in HIGHER_IS_BETTER else 1 / middle
    percent = change(middle)
    if percent == "equal":
        return "Ours equal what was published"
    return f"Ours are {percent.lstrip('+−')} {'ahead of' if gain > 1 else 'behind'} " + (
        "what was published"
    )


def _commonest(rows: pd.DataFrame) -> str:
    told = rows.differs.dropna().str.replace(r" \(.*?\)", "", regex=True).str.split(", ").explode()
    return listing(told[told != ""].value_counts().index[:2].tolist())


def measure(found: Compared) -> str:
    """n, spread and sources of the twins, and how the what-if model did, as Markdown."""
    twins, banded = found.twins, found.banded
    parts = []
    if len(twins) >= ENOUGH:
        low, high = twins.ratio.quantile(0.25), twins.ratio.quantile(0.75)
        parts.append(
            f"Median of own ÷ published {ratio(twins.ratio.median())}, half of them "
            f"{ratio(low)} to {ratio(high)}; {plural(twins.source_id.nunique(), 'source')}"
        )
    elif len(found.rows):
        parts.append(f"A summary needs {ENOUGH} twins")
    if len(banded):
        parts.append(
            f"{count(found.within)} of {plural(len(banded), 'point')} within the band of the "
            "what-if model"
        )
    doubtful = int(found.rows.is_doubtful.sum())
    if doubtful:
        parts.append(f"{plural(doubtful, 'doubtful point')} shown and not counted")
    return ". ".join(parts) + "." if parts else "Choose another figure."


def set_up(row: pd.Series) -> list[str]:
    """What an own point ran on and under which load: the parts of its name, as bare text."""
    return [
        load(row.load_kind, row.load_value),
        f"{_times(row.gpu_count)}{row.gpu_label}",
        "" if is_missing(row.tp) or row.gpu_count == 1 else f"TP {int(row.tp)}",
        _text(row.precision_id),
        _lengths(row.isl, row.osl),
        model_name(row.model_id),
        " ".join(filter(None, (row.system_label, _text(row.framework_version)))),
    ]


def _line(parts: list[str]) -> str:
    return " · ".join(filter(None, parts))


_LOADS = {"batch": "batch of {}", "concurrency": "{} concurrent", "rate": "{} requests/s"}


def load(kind: str | None, size: float | None) -> str:
    """``8 concurrent``, as bare text."""
    if is_missing(kind):
        return "load not stated"
    if kind not in _LOADS or is_missing(size):
        return LOAD_KINDS[kind]
    return _LOADS[kind].format(f"{size:g}")


def _lengths(isl: float | None, osl: float | None) -> str:
    if is_missing(isl) or is_missing(osl):
        return ""
    return f"{count(round(isl))} in, {count(round(osl))} out"


def drawn(found: Compared) -> pd.DataFrame:
    """The rows of the chart: the first ``MOST_DRAWN`` points, each named by what sets it apart."""
    rows = found.rows.head(MOST_DRAWN).copy()
    parts = [set_up(row) for _, row in rows.iterrows()]
    varies = [len(set(column)) > 1 for column in zip(*parts, strict=True)]
    apart = [[p for p, v in zip(one, varies, strict=True) if v] for one in parts]
    names = [_line(one) or "own point" for one in apart]
    rows["name"] = [_apart(name, names[:place]) for place, name in enumerate(names)]
    rows["place"] = range(len(rows))
    rows["said"] = [_said(row) for _, row in rows.iterrows()]
    return rows


def shared(found: Compared) -> str:
    """What all points of the chart have in common, as bare text; empty for nothing."""
    parts = [set_up(row) for _, row in found.rows.head(MOST_DRAWN).iterrows()]
    same = [column[0] for column in zip(*parts, strict=True) if len(set(column)) == 1]
    return _line(same)


def _apart(name: str, before: list[str]) -> str:
    again = before.count(name)
    return f"{name} ({again + 1})" if again else name


def _said(row: pd.Series) -> str:
    if is_missing(row.near_id):
        return "no published point of this model"
    return ratio(row.ratio) if row.is_twin else f"differs in {row.differs}"


def table(found: Compared, most: int | None = None) -> pd.DataFrame:
    """Own points (the first ``most``), each with its published one and its estimate."""
    unit = METRICS[found.metric].unit
    rows = found.rows.head(most or len(found.rows))
    return pd.DataFrame(
        {
            "Own point": [_line(set_up(row)) for _, row in rows.iterrows()],
            f"Ours, {unit}": _figures(rows.value),
            f"Published, {unit}": _figures(rows.near_value),
            "Ours ÷ published": _figures(rows.ratio),
            "Differs in": rows.differs.where(rows.differs != "", "the source alone"),
            "Published point": [_near(row) for _, row in rows.iterrows()],
            "Published by": rows.source_title,
            f"What-if, {unit}": _figures(rows.estimate),
            "from": _figures(rows.low),
            "to": _figures(rows.high),
            "Trust": rows.tier,
            "No estimate because": rows.reason.where(rows.reason != "", None),
            "Doubtful because": rows.quality_reason.where(rows.is_doubtful.astype(bool), None),
        }
    )


def _near(row: pd.Series) -> str | None:
    if is_missing(row.near_id):
        return None
    return _line(
        [
            load(row.near_load_kind, row.near_load),
            f"{_times(row.near_count)}{row.near_gpu}",
            "" if is_missing(row.near_tp) or row.near_count == 1 else f"TP {int(row.near_tp)}",
            _text(row.near_precision),
            _lengths(row.near_isl, row.near_osl),
            model_name(row.near_model),
            " ".join(filter(None, (row.near_label, _text(row.near_version)))),
        ]
    )


def source(found: Compared, shown: int, how: str) -> str:
    """The line under chart or table, as Markdown; ``shown`` points are ``how``: drawn or listed."""
    near = found.rows.dropna(subset="near_id")
    titles = near.source_title.dropna().unique()
    parts = [f"{plural(len(found.rows), 'own point')}"]
    if len(found.rows) > shown:
        parts[0] += f", the first {shown} {how}"
    if found.left_out:
        parts.append(f"{plural(found.left_out, 'point')} more of the batch not compared")
    if len(titles):
        named = f" ({plain(titles[0])})" if len(titles) == 1 else ""
        parts.append(f"{plural(len(titles), 'publication')}{named}")
    parts.append("own and published points are of different sources, so this is no ranking")
    return "; ".join(parts) + "."


def _figures(values: pd.Series) -> pd.Series:
    return values.map(lambda v: float(f"{v:.3g}") if pd.notna(v) else v)


def _times(n: float | None) -> str:
    return "" if is_missing(n) else f"{int(n)} × "


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]
