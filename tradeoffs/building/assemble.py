"""Checked source rows → the rows of every output table, sorted, with the added columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tradeoffs.building import derive, quality
from tradeoffs.building.mlperf import submission
from tradeoffs.building.names import Names, generation_of
from tradeoffs.building.reading import Placed, Sources
from tradeoffs.building.tables.fields import Row, first_day

Rows = list[dict[str, Any]]
_NO_LICENCE = ("none stated", "not stated", "no root licence file")
_RESULTS_ORDER = (
    "is_mlperf",
    "model_id",
    "gpu_label",
    "system",
    "precision_id",
    "load_value",
    "result_id",
)


def names_of(sources: Sources) -> Names:
    """The resolver built from the tables `aliases`, `gpus` and `models`."""
    return Names.of(*([p.row for p in sources[t]] for t in ("aliases", "gpus", "models")))


def licence_stated(licence: str) -> bool:
    """Whether a licence is stated at all; figures of sources without one are labelled so."""
    return not licence.startswith(_NO_LICENCE)


def assemble(sources: Sources) -> dict[str, Rows]:
    """Rows of every table. The sources must have passed the checks."""
    names = names_of(sources)
    tables = {
        table: [_with_added(table, p.row, names) for p in placed]
        for table, placed in sources.items()
        if table != "results"
    }
    results = sorted(_results(sources["results"], names), key=_sort_key)
    tables["mlperf"] = [r.pop("_submission") for r in results if r["is_mlperf"]]
    tables["results"] = results
    return tables


def _results(placed: Iterable[Placed], names: Names) -> Iterable[dict[str, Any]]:
    for row in (p.row for p in placed):
        flags = quality.flags_of(row, names)
        values = row.model_dump()
        values |= derive.derived_columns(row, names, set(flags))
        values |= quality.quality_columns(row, flags)
        if values["is_mlperf"]:
            values["_submission"] = {"result_id": values["result_id"], **submission(row)}
        yield values


def _sort_key(row: dict[str, Any]) -> tuple[Any, ...]:
    """Unknown sorts last."""
    return tuple((row[c] is None, "" if row[c] is None else row[c]) for c in _RESULTS_ORDER)


def _with_added(table: str, row: Row, names: Names) -> dict[str, Any]:
    values = row.model_dump()
    if table == "claims":
        values["as_of"] = first_day(values["as_of_date"])
    elif table == "frameworks":
        values["latest_release_on"] = first_day(values["latest_release_date"])
    elif table == "gpus":
        values["generation"] = generation_of(row)
    elif table == "prices":
        values["gpu_id"] = names.canonical("gpu", values["gpu"])
        values["priced_on"] = first_day(values["date"])
    elif table == "releases":
        values["prerelease"] = values["prerelease"] == "yes"
    elif table == "sources":
        values["published"] = first_day(values["published_on"])
        values["licence_stated"] = licence_stated(values["licence"])
        values["is_mlperf"] = values["source_id"].startswith("mlperf-")
    elif table == "startup":
        values |= _startup(values, names)
    return values


def _startup(values: dict[str, Any], names: Names) -> dict[str, Any]:
    gpu_id = names.canonical("gpu", values["gpu"])
    return {
        "model_id": names.canonical("model", values["model"]),
        "gpu_id": gpu_id,
        "gpu_label": gpu_id or values["gpu"],
        "gpu_generation": names.generation(values["gpu"]),
        "precision_id": names.canonical("precision", values["weight_precision"]),
        "measured_date": first_day(values["measured_on"]),
        "licence_stated": licence_stated(values["licence"]),
    }
