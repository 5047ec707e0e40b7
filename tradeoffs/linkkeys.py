"""Every page and every key a link may carry: types, defaults, allowed values. No I/O.

Ids are stable: a link made today must open in two years. A key is never given another meaning;
a changed default gets a new key, because defaults are not written into links.
"""

from __future__ import annotations

from tradeoffs.decidekeys import DECIDE
from tradeoffs.linkkinds import Key, Page, batch, batches, choice, choices, flag, number, text
from tradeoffs.vocabulary import VERDICTS
from tradeoffs.whatifkeys import BACKTEST, WHATIF

_START, _COMPARISON, _MEASURED, _MODEL = "", "Comparison", "Measurements", "What-if"
_DECISION, _BACKGROUND = "Decision", "Background"
PAGES: dict[str, Page] = {
    "overview": Page(
        "Overview", "dashboard", _START, "/", "Which framework should serve our model?"
    ),
    "compare": Page(
        "Compare", "grid_on", _COMPARISON, "/compare", "Which star ratings still stand?"
    ),
    "memory": Page(
        "Memory and batching",
        "memory",
        _COMPARISON,
        "/memory",
        "How does each framework hold its KV cache and fill its batches?",
    ),
    "quantization": Page(
        "Quantization",
        "compress",
        _COMPARISON,
        "/quantization",
        "Which precision runs in which framework on our GPUs?",
    ),
    "deployment": Page(
        "Parallelism and deployment",
        "lan",
        _COMPARISON,
        "/deployment",
        "How do we spread a model over GPUs, start it and watch it?",
    ),
    "ranks": Page(
        "Latency and throughput ranks",
        "timer",
        _MEASURED,
        "/ranks",
        "Do the written orders for latency and throughput hold where it was measured?",
    ),
    "benchmarks": Page(
        "Benchmarks",
        "scatter_plot",
        _MEASURED,
        "/benchmarks",
        "What was measured for our model, GPU and load?",
    ),
    "mlperf": Page(
        "MLPerf", "trophy", _MEASURED, "/mlperf", "What do the peer-reviewed MLPerf rounds show?"
    ),
    "yours": Page(
        "Your results",
        "upload_file",
        _MEASURED,
        "/yours",
        "How do our own measurements stand beside the published ones?",
    ),
    "whatif": Page(
        "What-if",
        "tune",
        _MODEL,
        "/whatif",
        "What would this model on those GPUs give, and how sure is that?",
    ),
    "backtest": Page(
        "Can I trust this?",
        "fact_check",
        _MODEL,
        "/backtest",
        "How far off are the estimates, on set-ups the model never saw?",
    ),
    "decide": Page(
        "Decide",
        "gavel",
        _DECISION,
        "/decide",
        "Which framework do we take, and what would change that?",
    ),
    "questions": Page(
        "Questions and answers",
        "forum",
        _BACKGROUND,
        "/questions",
        "Which of the usual answers still hold?",
    ),
    "sources": Page(
        "Sources and method",
        "menu_book",
        _BACKGROUND,
        "/sources",
        "Where does every figure come from, and how old is it?",
    ),
}

FIVE = ("vllm", "tensorrt-llm", "tgi", "deepspeed", "triton")
CRITERIA = (
    "memory-efficiency",
    "ease-of-setup",
    "peak-throughput",
    "multi-lora",
    "model-support",
    "production-maturity",
)
WEIGHT_KEYS = dict(
    zip(
        CRITERIA,
        ("w-memory", "w-setup", "w-throughput", "w-lora", "w-models", "w-maturity"),
        strict=True,
    )
)
_WEIGHTS = {key: criterion.replace("-", " ") for criterion, key in WEIGHT_KEYS.items()}
_CLAIM = choice("", "Claim whose evidence is open")
_OWN = batches("Batches of own results beside the published points")
_AXES = (
    "tok_s_per_user",
    "generated_tok_s",
    "total_tok_s",
    "ttft_ms",
    "tpot_ms",
    "e2e_ms",
    "req_s",
    "power_w",
)

KEYS: dict[str, dict[str, Key]] = {
    "overview": {"claim": _CLAIM},
    "compare": {
        "claim": _CLAIM,
        "view": choice("matrix", "View", "matrix", "profiles", "pair", "weighted"),
        "fw": choices("Frameworks", *FIVE),
        "crit": choices("Criteria", *CRITERIA),
        "a": choice("vllm", "Left framework", *FIVE),
        "b": choice("tensorrt-llm", "Right framework", *FIVE),
        **{key: number(20, 0, 100, f"Weight of {words}", 5) for key, words in _WEIGHTS.items()},
    },
    "memory": {"claim": _CLAIM, "fw": choices("Frameworks", *FIVE)},
    "quantization": {
        "claim": _CLAIM,
        "gen": choice(
            "all",
            "GPU generation",
            "all",
            "volta",
            "turing",
            "ampere",
            "ada",
            "hopper",
            "blackwell",
            "blackwell-consumer",
            "cdna3",
        ),
        "family": choices("Precision family", "fp8", "int8", "int4", "fp4", "kv", "other"),
        "only": flag(False, "Only kinds that run on the chosen generation"),
        "one": choice("vllm", "Framework whose methods are listed"),
        "method": choice("", "Method whose evidence is open"),
    },
    "deployment": {
        "claim": _CLAIM,
        "strategy": choice(
            "tensor",
            "Parallelism strategy whose flags are shown",
            "tensor",
            "pipeline",
            "data",
            "expert",
            "context-sequence",
            "disaggregated-prefill",
            "multi-node",
        ),
        "others": flag(False, "Show the context frameworks too"),
        "counted": choice(
            "server",
            "What a start time counts",
            "server",
            "platform",
            "engine",
            "switch",
            "wake",
            "all",
        ),
        "gpu": choices("Accelerator of a start time"),
        "path": choice("vllm", "Server whose monitoring queries are shown"),
    },
    "ranks": {
        "claim": _CLAIM,
        "own": _OWN,
        "base": choice("vllm", "Framework the others are compared with", *FIVE),
        "model": choices("Model"),
        "gpu": choices("GPU"),
        "gen": choices("GPU generation"),
        "prec": choices("Precision"),
        "scen": choices("Scenario"),
        "load_from": number(0, 0, 1_000_000, "Load from"),
        "load_to": number(1_000_000, 0, 1_000_000, "Load to"),
        "isl_from": number(0, 0, 10_000_000, "Prompt tokens from"),
        "isl_to": number(10_000_000, 0, 10_000_000, "Prompt tokens to"),
        "osl_from": number(0, 0, 10_000_000, "Generated tokens from"),
        "osl_to": number(10_000_000, 0, 10_000_000, "Generated tokens to"),
        "age": number(0, 0, 120, "Measured in the last months; 0 is any age"),
        "multi": flag(False, "Only pairs on several GPUs"),
        "unstated": flag(False, "Pairs with a dimension unstated on both sides"),
        "doubtful": flag(False, "Doubtful points"),
        "metric": choice("throughput", "Metric in focus", "ttft", "itl", "throughput"),
        "rival": choice("tensorrt-llm", "Rival in focus", *FIVE),
        "by": choice(
            "load",
            "What the lead is followed along",
            "load",
            "generation",
            "size",
            "precision",
            "version",
            "year",
            "source",
        ),
        "rows": choice(
            "pairs", "Rows listed", "pairs", "all", "setups", "fp8", "triton", "conflicts"
        ),
    },
    "benchmarks": {
        "own": _OWN,
        "view": choice("chart", "View", "chart", "table", "coverage"),
        "model": choice("openai/gpt-oss-120b", "Model"),
        "len": choice("1024-1024", "Prompt and generated length"),
        "fw": choices("System as served"),
        "gpu": choices("GPU"),
        "gen": choices("GPU generation"),
        "n": choices("Number of GPUs"),
        "prec": choices("Precision"),
        "ver": choices("Version"),
        "tp": choices("Tensor parallel degree"),
        "pp": choices("Pipeline parallel degree"),
        "scen": choices("Scenario"),
        "load_from": number(0, 0, 1_000_000, "Load from"),
        "load_to": number(1_000_000, 0, 1_000_000, "Load to"),
        "isl_from": number(0, 0, 10_000_000, "Prompt tokens from"),
        "isl_to": number(10_000_000, 0, 10_000_000, "Prompt tokens to"),
        "osl_from": number(0, 0, 10_000_000, "Generated tokens from"),
        "osl_to": number(10_000_000, 0, 10_000_000, "Generated tokens to"),
        "src": choices("Source"),
        "kind": choices("Kind of source"),
        "licence": flag(False, "Stated licence only"),
        "since": choice("", "Measured since"),
        "quality": choice("sound", "Quality", "sound", "all", "doubtful"),
        "x": choice("tok_s_per_user", "Horizontal axis", *_AXES),
        "y": choice("generated_tok_s", "Vertical axis", *_AXES),
        "per_gpu": flag(True, "Rates and power per GPU"),
        "log_x": flag(False, "Horizontal log scale"),
        "log_y": flag(True, "Vertical log scale"),
        "lines": choice("gpu", "One frontier for each", "gpu", "system"),
        "speed": number(100, 1, 1000, "Speed for one user in the title"),
        "cells": choice("framework", "Columns of the map", "framework", "precision"),
        "point": text("Point whose record is open", 20),
    },
    "mlperf": {
        "bench": choice("gpt-oss-120b", "Benchmark"),
        "round": choice("all", "Round", "all", "v4.1", "v5.0", "v5.1", "v6.0"),
        "scen": choice("server", "Scenario", "server", "interactive", "offline"),
        "div": choice("closed", "Division", "closed", "open"),
        "acc": choice("99", "Accuracy target, percent", "99", "99.9"),
        "fw": choices("System as served"),
        "gpu": choices("Accelerator"),
        "per": flag(False, "Derived, unofficial figure per accelerator"),
        "doubtful": flag(False, "Show doubtful results"),
        "point": text("Result whose record is open", 20),
    },
    "yours": {
        "batch": batch("Batch of own results that is open"),
        "metric": choice(
            "generated_tok_s_per_gpu",
            "Figure compared",
            "generated_tok_s_per_gpu",
            "tok_s_per_user",
            "tpot_ms",
            "ttft_ms",
            "e2e_ms",
        ),
    },
    "whatif": WHATIF,
    "backtest": BACKTEST,
    "decide": {"claim": _CLAIM, **DECIDE},
    "questions": {
        "claim": _CLAIM,
        "q": choice("", "Question"),
        "verdict": choices("Verdict", *VERDICTS),
        "fw": choices("Framework", *FIVE, "all"),
    },
    "sources": {
        "part": choice("list", "Part of the page", "list", "method", "tables"),
        "kind": choices("Kind of source"),
        "coll": choices("Collection"),
        "licence": choice("all", "Licence", "all", "stated", "none"),
        "q": text("Words to find in a source"),
        "source": choice("", "Source whose record is open"),
    },
}
