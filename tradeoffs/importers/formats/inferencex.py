"""InferenceX: aggregates of its CI (v1, v2) and the tables of its database dump."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import create_model

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Companion, Format, first_value, json_lines
from tradeoffs.importers.formats.vllm_serve import STATISTICS, statistics
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.importers.shapes import Number, Shape, Words, shaped

# Its machines, by the part of `hw` before the cluster: all NVIDIA boards of it are SXM parts.
_BOARDS = {"h100": "H100-SXM-80GB", "h200": "H200-SXM"}
_MODELS = {
    "dsr1": "deepseek-ai/DeepSeek-R1-0528",
    "gptoss": "openai/gpt-oss-120b",
    "gptoss120b": "openai/gpt-oss-120b",
    "llama70b": "meta-llama/Llama-3.3-70B-Instruct",
    "70b": "meta-llama/Llama-3.3-70B-Instruct",
}
_TAG = re.compile(r":v?(\d+\.\d+(?:\.\d+)?[\w.]*)")


class _Run(Shape):
    hw: Words = None
    hardware: Words = None
    model: Words = None
    framework: Words = None
    image: Words = None
    precision: Words = None
    spec_decoding: Words = None
    spec_method: Words = None
    date: Words = None
    conc: Number
    isl: Number = None
    osl: Number = None
    tp: Number = None
    ep: Number = None
    is_multinode: bool | None = None
    disagg: bool | None = None
    num_gpus: Number = None
    num_prefill_gpu: Number = None
    num_decode_gpu: Number = None
    num_aggregate_gpu: Number = None
    prefill_tp: Number = None
    decode_tp: Number = None
    decode_ep: Number = None
    prefill_num_workers: Number = None
    decode_num_workers: Number = None
    tput_per_gpu: Number = None
    output_tput_per_gpu: Number = None
    num_requests_successful: Number = None


_LATENCIES: dict[str, Any] = {
    f"{statistic}_{measure}": (Number, None)
    for statistic in STATISTICS
    for measure in ("ttft", "tpot", "e2el")
}
AggregateRun = create_model("AggregateRun", __base__=_Run, **_LATENCIES)


def fill(data: Any, point: Point) -> None:
    """One operating point; seconds → ms, figures per GPU → whole system."""
    if not isinstance(data, Mapping):
        raise ImportProblem("not an object")
    if isinstance(data.get("metrics"), Mapping):
        data = {**data["metrics"], **{k: v for k, v in data.items() if k != "metrics"}}
    if data.get("error"):
        raise ImportProblem(f"the run failed: {shown(data['error'])}")
    run = shaped(AggregateRun, data)
    if run.num_requests_successful == 0:
        raise ImportProblem("no request completed")
    if run.tput_per_gpu == 0 or run.output_tput_per_gpu == 0:
        raise ImportProblem("no output token in the run")
    point.load(run.conc, None)
    point.tokens("isl", run.isl)
    point.tokens("osl", run.osl)
    point.notes.append("lengths are nominal")
    point.day(run.date)
    _server(run, point)
    gpus, output_gpus = _gpus(run, point)
    if gpus and run.tput_per_gpu:
        point.figure("total_tok_s", run.tput_per_gpu * gpus)
    if output_gpus and run.output_tput_per_gpu:
        point.figure("output_tok_s", run.output_tput_per_gpu * output_gpus)
    for measure, stem in (("ttft", "ttft"), ("tpot", "tpot"), ("e2el", "e2e")):
        point.latency(stem, statistics(run, measure, ""), 1000)


def _server(run: Any, point: Point) -> None:
    named = (run.framework or "").lower()
    engine = next(
        (e for part in reversed(re.split(r"[-_]", named)) if (e := spelling.engine(part))),
        spelling.engine(named),
    )
    point.text("framework", engine)
    if named.startswith("dynamo"):
        point.text("serving_layer", "dynamo")
    if run.image:
        point.notes.append(f"image {shown(run.image, 120)}")
        tag = None if named.startswith("dynamo") else _TAG.search(run.image)
        point.text("framework_version", tag and tag[1])
    board = re.split(r"[-_]", (run.hw or run.hardware or "").lower())[0]
    point.text("gpu", _BOARDS.get(board) or spelling.board(board) or run.hw or run.hardware)
    point.text("model", _MODELS.get(run.model or "", run.model))
    point.weak.add("model")
    point.text("weight_precision", spelling.precision(run.precision))
    speculative = run.spec_decoding or run.spec_method
    if speculative and speculative.lower() not in ("none", "off", "false", ""):
        point.notes.append(f"speculative decoding {shown(speculative, 40)}")


def _gpus(run: Any, point: Point) -> tuple[float | None, float | None]:
    """GPUs of the system, and those that the output rate was divided by."""
    split = run.disagg if run.disagg is not None else bool(run.is_multinode)
    if split:
        parts = (run.num_prefill_gpu, run.num_decode_gpu)
        if not all(parts):
            raise ImportProblem("a split of prefill and decode without the GPUs of both")
        point.count("gpu_count", sum(parts))
        told = f"prefill/decode split: {parts[0]:g} GPUs prefill, {parts[1]:g} decode"
        point.notes.append(told)
        return sum(parts), run.num_decode_gpu
    tp = run.tp or run.decode_tp or run.prefill_tp
    gpus = run.num_gpus or run.num_aggregate_gpu
    if gpus is None:  # the database says the same number twice where nothing is split
        both = run.num_decode_gpu if run.num_decode_gpu == run.num_prefill_gpu else None
        gpus = both or (None if run.is_multinode else tp)
    if gpus is None:
        point.warnings.append("rates are per GPU, and it does not say of how many: left out")
    for column, value in (("gpu_count", gpus), ("tp", tp), ("ep", run.ep or run.decode_ep)):
        if value:
            point.count(column, value)
    return gpus, gpus


def _recognises(document: Document) -> bool:
    run = first_value(document)
    if not isinstance(run, dict) or "conc" not in run:
        return False
    if isinstance(run.get("metrics"), dict):
        return "hardware" in run
    return "tput_per_gpu" in run and ("hw" in run or "hardware" in run)


def _is_dump(document: Document) -> bool:
    run = first_value(document)
    return (
        isinstance(document.data, list)
        and isinstance(run, dict)
        and {"config_id", "conc", "metrics", "isl", "osl"} <= run.keys()
        and "hardware" not in run
    )


def _fill_dump(data: Any, point: Point) -> None:
    configs = point.shared.get("inferencex_configs")
    if not configs:
        raise ImportProblem("its set-ups stand in configs.json of the same dump: import it too")
    config = configs.get(data.get("config_id")) if isinstance(data, Mapping) else None
    if config is None:
        raise ImportProblem("its set-up is not in configs.json")
    fill({**config, **data}, point)


def _is_configs(document: Document) -> bool:
    run = first_value(document)
    return (
        isinstance(document.data, list)
        and isinstance(run, dict)
        and {"hardware", "framework", "precision", "num_decode_gpu", "id"} <= run.keys()
        and "metrics" not in run
    )


def _configs(document: Document) -> Mapping[str, Any]:
    rows = [r for r in document.data if isinstance(r, dict)]
    return {"shared:inferencex_configs": {r.get("id"): r for r in rows}}


_MEANING = (
    "Seconds become ms; rates per GPU become the system's: × `tp`, or in a prefill/decode split "
    "total × all GPUs and output × decode GPUs. `*_intvty` is 1000 ÷ TPOT and not read."
)
AGGREGATE = Format(
    id="inferencex",
    tool="InferenceX",
    file="`agg_….json`, one object or a list",
    versions="v1 (`tp`), v2 (`prefill_tp`, `decode_tp`)",
    meaning=_MEANING,
    recognises=_recognises,
    runs=json_lines,
    fill=fill,
)
DUMP = Format(
    id="inferencex-dump",
    tool="InferenceX database dump",
    file="`benchmark_results.json` beside `configs.json`",
    versions="schema of 2026",
    meaning=f"{_MEANING} Rows with an error are rejected.",
    recognises=_is_dump,
    after_companions=True,
    runs=json_lines,
    fill=_fill_dump,
)
CONFIGS = Companion(
    id="inferencex-configs",
    tool="InferenceX database dump",
    file="`configs.json`",
    meaning="Hardware, engine, precision and parallelism of the rows beside it.",
    recognises=_is_configs,
    facts=_configs,
)
