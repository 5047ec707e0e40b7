"""Link keys of the what-if pages: workload, three scenarios and their parts; the back-test."""

from __future__ import annotations

from tradeoffs.linkkinds import Key, choice, choices, flag, number
from tradeoffs.vocabulary import FRAMEWORKS, PRECISIONS

_SCENARIOS = {  # GPU, precision and split that the what-if page opens with
    "a": ("H100-SXM-80GB", "bf16", "tp4"),
    "b": ("H100-SXM-80GB", "fp8", "tp2"),
    "c": ("B200", "fp4", "tp1"),
}


def _scenario(letter: str, gpu: str, precision: str, split: str) -> dict[str, Key]:
    """The keys of one scenario of the what-if page."""
    name = f"scenario {letter.upper()}"
    return {
        f"{letter}-fw": choice("vllm", f"Framework of {name}", *FRAMEWORKS),
        f"{letter}-gpu": choice(gpu, f"GPU of {name}"),
        f"{letter}-prec": choice(precision, f"Weight precision of {name}", *PRECISIONS),
        f"{letter}-split": choice(split, f"Parallelism of {name}: TP, PP, DP and EP degrees"),
        f"{letter}-kv": choice("fp16", f"KV cache precision of {name}", "fp16", "fp8"),
        f"{letter}-usd": number(
            0.0, 0, 1000, f"Price of a GPU of {name} in USD an hour; 0 is none", 0.01
        ),
    }


WHATIF: dict[str, Key] = {
    "model": choice("meta-llama/Llama-3.1-70B-Instruct", "Model"),
    "scen": choice(
        "online-concurrency",
        "How requests come",
        "online-concurrency",
        "static-batch",
        "online-rate",
    ),
    "load": number(32, 1, 100_000, "Requests in flight or in the batch"),
    "rate": number(2.0, 0.01, 10_000, "Requests a second", 0.01),
    "isl": number(1024, 1, 1_000_000, "Prompt tokens"),
    "osl": number(1024, 1, 100_000, "Generated tokens"),
    "show": choice("abc", "Scenarios shown", "a", "ab", "abc"),
    "focus": choice("a", "Scenario looked into", "a", "b", "c"),
    "part": choice("why", "Part of the page", "why", "splits", "cheapest", "launch", "gpus"),
    "engine": choice("vllm", "Engine behind Triton", "vllm", "tensorrt-llm"),
    "of": choice("tpot", "Latency taken apart", "tpot", "ttft"),
    "price": choice("none", "How GPUs without a price are priced", "none", "low", "median", "high"),
    "ttft": number(0, 0, 600_000, "Highest TTFT in ms; 0 is no limit"),
    "tpot": number(0, 0, 60_000, "Highest TPOT in ms; 0 is no limit"),
    "gpus": number(8, 1, 64, "Most GPUs"),
    "budget": number(0, 0, 100_000, "Highest USD an hour; 0 is no limit"),
    "sure": flag(False, "Limits hold at the far end of the band"),
    "among": choices("GPUs searched for the cheapest"),
    **{key: made for a, what in _SCENARIOS.items() for key, made in _scenario(a, *what).items()},
}

BACKTEST: dict[str, Key] = {
    "q": choice("output", "Quantity predicted", "output", "tpot", "ttft", "static"),
    "split": choice("group", "What the fit never saw", "group", "gpu", "architecture", "pair"),
    "fw": choices("Framework"),
    "gpu": choices("GPU"),
}
