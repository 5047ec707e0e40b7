"""Columns that the build adds: name, type, unit, meaning. Source columns are in the row models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Added:
    """One added column."""

    name: str
    type: type
    meaning: str
    unit: str = ""


_MEAN_OR_P50 = "statistic that the column before holds: `mean`, `p50` or `not stated`"

ADDED: dict[str, tuple[Added, ...]] = {
    "claims": (Added("as_of", dt.date, "first day of `as_of_date`"),),
    "frameworks": (
        Added("latest_release_on", dt.date, "first day named in `latest_release_date`"),
    ),
    "gpus": (Added("generation", str, "generation, labels in `tradeoffs/vocabulary.py`"),),
    "prices": (
        Added("gpu_id", str, "row of `gpus`; NULL where the name does not say enough"),
        Added("priced_on", dt.date, "first day of `date`"),
    ),
    "sources": (
        Added("published", dt.date, "first day stated in `published_on`"),
        Added("licence_stated", bool, "false where `licence` says that none is stated"),
        Added("is_mlperf", bool, "an MLPerf round; such rows compare only with one another"),
    ),
    "startup": (
        Added("model_id", str, "canonical model"),
        Added("gpu_id", str, "row of `gpus`; NULL where the name does not say enough"),
        Added("gpu_label", str, "`gpu_id`, else the name as collected"),
        Added("gpu_generation", str, "generation of the accelerator"),
        Added("precision_id", str, "canonical weight precision"),
        Added("measured_date", dt.date, "first day of `measured_on`"),
        Added("licence_stated", bool, "false where `licence` says that none is stated"),
    ),
    "results": (
        Added(
            "result_id",
            str,
            "key: `r` and 12 hex digits of SHA-256 over the columns `source_id` to `num_requests` "
            "and `locator`; figures and notes can be mended without changing it",
        ),
        Added(
            "system",
            str,
            "the thing that is compared: the engine, `triton` for rows behind Triton, "
            "`optimum-habana` for DeepSpeed on Gaudi2, else engine+layer such as `vllm+llm-d`; "
            "NULL where the source names no engine",
        ),
        Added("system_label", str, "`system` in words, with the engine behind it"),
        Added("engine", str, "canonical engine"),
        Added("model_id", str, "canonical model; quantized checkpoints count as their base"),
        Added("architecture_id", str, "row of `models` whose shape applies; NULL where unknown"),
        Added("gpu_id", str, "row of `gpus`; NULL where the name does not say enough"),
        Added("gpu_label", str, "`gpu_id`, else the name as collected"),
        Added("gpu_generation", str, "generation of the accelerator; NULL for CPU and mixed"),
        Added("gpu_name_exact", bool, "whether `gpu_id` is known"),
        Added("precision_id", str, "canonical weight precision; NULL where not stated"),
        Added("load_kind", str, "batch, concurrency, rate, offline or single"),
        Added(
            "load_value",
            float,
            "size of the load: `batch_size`, `concurrency` or `request_rate_rps` by kind; NULL "
            "where none is stated",
        ),
        Added("measured_date", dt.date, "first day of `measured_on`"),
        Added("measured_grain", str, "day, month or year: how finely `measured_on` says it"),
        Added("ttft_ms", float, "time to first token: mean, else median", "ms"),
        Added("ttft_statistic", str, _MEAN_OR_P50),
        Added(
            "tpot_ms",
            float,
            "time per output token after the first: mean, else median; NULL where the source's "
            "figure includes the first token",
            "ms",
        ),
        Added("tpot_statistic", str, _MEAN_OR_P50),
        Added("e2e_ms", float, "whole request: mean, else median", "ms"),
        Added("e2e_statistic", str, _MEAN_OR_P50),
        Added("tok_s_per_user", float, "1000 / `tpot_ms`; NULL for MLPerf", "tokens/s"),
        Added("generated_tok_s", float, "generated tokens of the whole system", "tokens/s"),
        Added(
            "generated_tok_s_basis",
            str,
            "`stated`; `from total` (total × OSL / (ISL + OSL)); `derived` (closed loop: "
            "concurrency × OSL / (TTFT + (OSL − 1) × TPOT)); NULL with the rate",
        ),
        Added(
            "generated_tok_s_per_gpu",
            float,
            "`generated_tok_s` / `gpu_count`; NULL for MLPerf, where such figures are derived and "
            "unofficial",
            "tokens/s",
        ),
        Added("is_mlperf", bool, "an MLPerf row; compares only with other MLPerf rows"),
        Added("quality", str, "flags, semicolon list; NULL for none; see below"),
        Added("quality_reason", str, "one sentence a flag"),
        Added("is_doubtful", bool, "a serious flag: out of rankings and calibration by default"),
    ),
    "mlperf": (
        Added("result_id", str, "key, row of `results`"),
        Added("round", str, "round, such as v5.1"),
        Added("division", str, "closed or open"),
        Added("category", str, "availability category where the source states it"),
        Added("submitter", str, "submitter"),
        Added("system_name", str, "system as submitted"),
        Added("entry_id", str, "MLPerf ID; NULL in v4.1, whose results carry none"),
        Added(
            "benchmark",
            str,
            "MLPerf's name of the benchmark; offline runs of llama2-70b-interactive are apart",
        ),
        Added("variant", str, "model variant as submitted (open division)"),
        Added("accuracy_targets", str, "accuracy targets of the run, semicolon list"),
        Added("ttft_limit_ms", float, "99th percentile limit of TTFT", "ms"),
        Added("tpot_limit_ms", float, "99th percentile limit of TPOT", "ms"),
        Added("power_measured", bool, "submitted with measured power"),
        Added("retrieved_on", dt.date, "day of retrieval; NULL, the collection does not state it"),
    ),
}
