"""Columns of `results` that follow from the collected ones. Unknown stays None, never 0."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tradeoffs.building.names import Names
from tradeoffs.building.tables.fields import first_day, grain
from tradeoffs.building.tables.measured import IDENTITY, ResultRow
from tradeoffs.vocabulary import framework_label

_LOAD_KINDS = {
    "static-batch": ("batch", "batch_size"),
    "online-concurrency": ("concurrency", "concurrency"),
    "online-rate": ("rate", "request_rate_rps"),
    "server": ("rate", "request_rate_rps"),
    "interactive": ("rate", "request_rate_rps"),
    "offline": ("offline", "batch_size"),
    "single-stream": ("single", "concurrency"),
}
_LAYER_WORDS = {"nim": "in NIM", "dynamo": "with Dynamo", "llm-d": "behind llm-d"}
_SPLIT_LAYER = "llm-d-pd"
LAYERS = ("triton", *_LAYER_WORDS)


def result_id(row: ResultRow) -> str:
    """``r`` and 12 hex digits over identity columns and locator, not the figures.

    So mending a figure or a note keeps the id. The locator is part of it because some sources
    publish several runs of one set-up (`row_is` = run in `sources`).
    """
    identity = [getattr(row, c) for c in IDENTITY] + [row.locator]
    text = "\x1f".join("" if v is None else str(v) for v in identity)
    return "r" + hashlib.sha256(text.encode()).hexdigest()[:12]


def is_mlperf(row: ResultRow) -> bool:
    """MLPerf rows are shown and ranked only among themselves (rule 3.4)."""
    return row.source_id.startswith("mlperf-")


def system(row: ResultRow) -> tuple[str | None, str]:
    """Id and label of the thing that is compared: an engine, and what stands in front of it.

    Triton is a serving layer, so its rows are the system `triton`, named with the engine behind.
    DeepSpeed on Gaudi2 is another product. A prefill/decode split is not a plain replica.
    """
    engine, layer = row.framework, row.serving_layer
    if engine is None:
        return None, framework_label(None)
    if layer == "triton":
        return "triton", f"Triton ({framework_label(engine)})"
    if engine == "deepspeed" and row.gpu == "Gaudi2":
        return "optimum-habana", framework_label("optimum-habana")
    if layer is None or engine == "nvidia-nim":
        return engine, framework_label(engine)
    if layer.startswith(_SPLIT_LAYER):
        label = f"{framework_label(engine)}, split prefill/decode (llm-d)"
        return f"{engine}+{_SPLIT_LAYER}", label
    return f"{engine}+{layer}", f"{framework_label(engine)} {_LAYER_WORDS[layer]}"


def load(row: ResultRow) -> tuple[str, float | None]:
    """Kind of load and its size; None where the source states no size."""
    kind, column = _LOAD_KINDS[row.scenario]
    value = getattr(row, column)
    return kind, None if value is None else float(value)


@dataclass(frozen=True)
class Latency:
    """One latency of a point in ms and which statistic it is: mean, p50 or not stated."""

    ms: float | None
    statistic: str | None

    @classmethod
    def of(cls, row: ResultRow, stem: str, flags: set[str]) -> Latency:
        """The mean where stated, else the median, else nothing. ``stem``: ttft, tpot, e2e."""
        for statistic in ("mean", "p50"):
            value = getattr(row, f"{stem}_{statistic}_ms")
            if value is not None:
                unknown = "statistic-unknown" in flags and statistic == "mean"
                return cls(value, "not stated" if unknown else statistic)
        return cls(None, None)


def generated(row: ResultRow, flags: set[str]) -> tuple[float | None, str | None]:
    """Generated tokens/s of the whole system and how it is known.

    ``stated``; ``from total``: total × OSL / (ISL + OSL), where the source counts prompt and
    generated tokens; ``derived``: a closed loop completes ``concurrency`` requests every
    TTFT + (OSL − 1) × TPOT (rule 3.2), mean with mean or median with median. A burst of all
    requests at once is no closed loop, and a TPOT that holds the first token does not fit.
    """
    if row.output_tok_s is not None:
        return row.output_tok_s, "stated"
    if row.total_tok_s is not None and row.isl and row.osl:
        return row.total_tok_s * row.osl / (row.isl + row.osl), "from total"
    closed_loop = row.scenario in ("online-concurrency", "single-stream")
    if not closed_loop or flags & {"ttft-is-queueing", "tpot-includes-ttft"} or is_mlperf(row):
        return None, None
    for statistic in ("mean", "p50"):
        ttft = getattr(row, f"ttft_{statistic}_ms")
        tpot = getattr(row, f"tpot_{statistic}_ms")
        if row.concurrency and row.osl and ttft and tpot:
            return row.concurrency * row.osl / (ttft + (row.osl - 1) * tpot) * 1000, "derived"
    return None, None


def derived_columns(row: ResultRow, names: Names, flags: set[str]) -> dict[str, object]:
    """Every added column of one row except its quality, in the order of the table."""
    system_id, label = system(row)
    gpu_id = names.canonical("gpu", row.gpu)
    shape = names.shape(row.model)
    kind, value = load(row)
    ttft, tpot, e2e = (Latency.of(row, s, flags) for s in ("ttft", "tpot", "e2e"))
    if "tpot-includes-ttft" in flags:  # rule 3.2: not the TPOT that others mean
        tpot = Latency(None, None)
    rate, basis = generated(row, flags)
    mlperf = is_mlperf(row)  # rule 3.4: derived figures of MLPerf rows are computed elsewhere
    return {
        "result_id": result_id(row),
        "system": system_id,
        "system_label": label,
        "engine": names.canonical("framework", row.framework),
        "model_id": names.canonical("model", row.model),
        "architecture_id": shape and shape.model_id,
        "gpu_id": gpu_id,
        "gpu_label": gpu_id or row.gpu,
        "gpu_generation": names.generation(row.gpu),
        "gpu_name_exact": gpu_id is not None,
        "precision_id": names.canonical("precision", row.weight_precision),
        "load_kind": kind,
        "load_value": value,
        "measured_date": first_day(row.measured_on),
        "measured_grain": grain(row.measured_on),
        "ttft_ms": ttft.ms,
        "ttft_statistic": ttft.statistic,
        "tpot_ms": tpot.ms,
        "tpot_statistic": tpot.statistic,
        "e2e_ms": e2e.ms,
        "e2e_statistic": e2e.statistic,
        "tok_s_per_user": None if tpot.ms is None or mlperf else 1000 / tpot.ms,
        "generated_tok_s": rate,
        "generated_tok_s_basis": basis,
        "generated_tok_s_per_gpu": (
            None if rate is None or row.gpu_count is None or mlperf else rate / row.gpu_count
        ),
        "is_mlperf": mlperf,
    }
