"""Every format, in the order in which a file is shown to them; the first to recognise it reads."""

from __future__ import annotations

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Companion, Format
from tradeoffs.importers.formats import (
    aiperf,
    genai_bench,
    guidellm,
    inference_perf,
    inferencex,
    llm_d,
    llmperf,
    mlperf_log,
    mlperf_summary,
    own_csv,
    perf_analyzer,
    sglang,
    tgi_benchmark,
    trtllm_bench,
    vllm_offline,
    vllm_serve,
)

FORMATS: tuple[Format, ...] = (
    guidellm.FORMAT,
    inference_perf.FORMAT,
    llm_d.FORMAT,
    genai_bench.FORMAT,
    trtllm_bench.FORMAT,
    aiperf.AIPERF,
    aiperf.GENAI_PERF,
    vllm_serve.FORMAT,
    sglang.FORMAT,
    vllm_offline.LATENCY,
    vllm_offline.THROUGHPUT,
    llmperf.FORMAT,
    inferencex.AGGREGATE,
    inferencex.DUMP,
    mlperf_summary.FORMAT,
    mlperf_log.FORMAT,
    tgi_benchmark.FORMAT,
    perf_analyzer.FORMAT,
    own_csv.FORMAT,
)
COMPANIONS: tuple[Companion, ...] = (
    genai_bench.METADATA,
    inference_perf.CONFIG,
    inferencex.CONFIGS,
)


def format_of(document: Document) -> Format | None:
    """The format that recognises the content; None where none does."""
    return next((f for f in FORMATS if f.recognises(document)), None)


def companion_of(document: Document) -> Companion | None:
    """The companion that recognises the content; None where none does."""
    return next((c for c in COMPANIONS if c.recognises(document)), None)
