"""Rows of what was measured: results, the publications behind them, start-up times, prices."""

from __future__ import annotations

from typing import Literal

from tradeoffs.building.tables.fields import (
    Count,
    DatesInWords,
    Positive,
    Row,
    StatedDate,
    Text,
    Url,
    col,
    gap,
)

Scenario = Literal[
    "offline",
    "server",
    "interactive",
    "single-stream",
    "static-batch",
    "online-concurrency",
    "online-rate",
]


class ResultRow(Row):
    """One measured operating point, as its source states it."""

    source_id: Text = col("publication, key of `sources`")
    framework: Text | None = gap("engine that ran the model; empty where the source names none")
    framework_version: Text | None = gap("version of the engine as stated")
    serving_layer: Text | None = gap(
        "what stood in front of the engine: `triton`, `nim`, `dynamo`, `llm-d`, "
        "or `llm-d-pd-…` with a prefill/decode split"
    )
    model: Text = col("model or checkpoint as collected; see `aliases`")
    gpu: Text = col("accelerator as collected; see `aliases`")
    gpu_count: Count | None = gap("accelerators of the whole system")
    nodes: Count | None = gap("machines of the whole system")
    tp: Count | None = gap("tensor parallel degree")
    pp: Count | None = gap("pipeline parallel degree")
    dp: Count | None = gap("data parallel degree")
    ep: Count | None = gap("expert parallel degree")
    weight_precision: Text | None = gap("number format of the weights as collected")
    kv_precision: Text | None = gap("number format of the KV cache as collected")
    quant_method: Text | None = gap("quantization method or tool as stated")
    scenario: Scenario = col("how the load was offered; labels in `tradeoffs/vocabulary.py`")
    batch_size: Count | None = gap("requests of a static batch", "requests")
    concurrency: Count | None = gap("requests in flight at once", "requests")
    request_rate_rps: Positive | None = gap("offered arrival rate", "requests/s")
    isl: Positive | None = gap("mean prompt length", "tokens")
    osl: Positive | None = gap("mean generated length", "tokens")
    dataset: Text | None = gap("prompts used")
    num_requests: Count | None = gap("requests of the run", "requests")
    ttft_mean_ms: Positive | None = gap("time to first token, mean", "ms")
    ttft_p50_ms: Positive | None = gap("time to first token, median", "ms")
    ttft_p90_ms: Positive | None = gap("time to first token, 90th percentile", "ms")
    ttft_p95_ms: Positive | None = gap("time to first token, 95th percentile", "ms")
    ttft_p99_ms: Positive | None = gap("time to first token, 99th percentile", "ms")
    tpot_mean_ms: Positive | None = gap("time per output token after the first, mean", "ms")
    tpot_p50_ms: Positive | None = gap("time per output token after the first, median", "ms")
    tpot_p90_ms: Positive | None = gap("time per output token, 90th percentile", "ms")
    tpot_p95_ms: Positive | None = gap("time per output token, 95th percentile", "ms")
    tpot_p99_ms: Positive | None = gap("time per output token, 99th percentile", "ms")
    e2e_mean_ms: Positive | None = gap(
        "whole request, mean; for a static batch the time of the whole batch", "ms"
    )
    e2e_p50_ms: Positive | None = gap("whole request, median", "ms")
    e2e_p99_ms: Positive | None = gap("whole request, 99th percentile", "ms")
    output_tok_s: Positive | None = gap("generated tokens of the whole system", "tokens/s")
    total_tok_s: Positive | None = gap(
        "prompt and generated tokens of the whole system", "tokens/s"
    )
    req_s: Positive | None = gap("completed requests of the whole system", "requests/s")
    power_w: Positive | None = gap("power as the source measures it, see `notes`", "W")
    measured_on: StatedDate | None = gap("day, month or year of the measurement or publication")
    locator: Text = col("where in the source the figures stand")
    notes: Text | None = gap("what else the source says; `SUSPECT:` starts a doubt")


IDENTITY = tuple(ResultRow.model_fields)[:23]  # source_id … num_requests
FIGURES = tuple(ResultRow.model_fields)[23:40]  # ttft_mean_ms … power_w


class SourceRow(Row):
    """One publication."""

    source_id: Text = col("key; also the name of the file under `results/`")
    title: Text = col("title of the publication, in our words")
    publisher: Text = col("who published it")
    url: Url = col("where it is")
    licence: Text = col("licence of the publication as stated, or that none is stated")
    published_on: DatesInWords | None = gap("date or dates of publication as stated")
    kind: Literal[
        "academic", "community", "independent", "official benchmark consortium", "vendor"
    ] = col("who measures: a vendor measures its own product or hardware")
    notes: Text | None = gap("what to know before comparing")
    collection: Text = col("collection the rows came in with")
    row_is: Literal["point", "run"] = col(
        "`point`: one row an operating point, so two rows of equal identity are an error; "
        "`run`: the source publishes several runs or submissions of one set-up, told apart by "
        "`locator`"
    )


class StartupRow(Row):
    """One cold-start time. It is not TTFT: it ends before the first request."""

    framework: Text = col("framework, see `aliases`")
    framework_version: Text | None = gap("version as stated")
    model: Text = col("model as collected, see `aliases`")
    gpu: Text = col("accelerator as collected, see `aliases`")
    gpu_count: Count = col("accelerators used")
    tp: Count | None = gap("tensor parallel degree")
    pp: Count | None = gap("pipeline parallel degree")
    weight_precision: Text | None = gap("number format of the weights as collected")
    seconds: Positive = col("time from start to ready", "s")
    what_is_counted: Text = col("from which moment to which")
    statistic: Text = col("one figure, one run, a mean or a median")
    conditions: Text | None = gap("disk, cache, image, flags")
    measured_on: StatedDate | None = gap("day, month or year")
    licence: Text = col("licence of the source as stated")
    evidence_url: Url = col("where it stands")
    notes: Text | None = gap("what else to know")


class PriceRow(Row):
    """One dated price of one accelerator."""

    gpu: Text = col("accelerator, key of `gpus` or name in `aliases`")
    usd_per_gpu_hour: Positive = col("price of one accelerator", "USD/h")
    basis: Literal["on-demand", "spot", "reserved", "reserved-3y", "tco-model"] = col(
        "kind of price; `tco-model` is a modelled cost, not an offer"
    )
    provider: Text = col("who offers it")
    region: Text | None = gap("region as stated")
    date: StatedDate = col("day or month of the price")
    evidence_url: Url = col("where it stands")
    note: Text | None = gap("how it was read")
