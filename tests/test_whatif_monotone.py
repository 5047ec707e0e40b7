"""More work is never faster, a better device never slower; and wrong formulas are found out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.whatif_points import estimates, points, setups, shipped
from tradeoffs.whatif import estimate as estimating
from tradeoffs.whatif import loads, memory, terms
from tradeoffs.whatif.estimate import Load, estimate
from tradeoffs.whatif.points import Points

MODELS = (
    "meta-llama/Meta-Llama-3.1-8B",
    "meta-llama/Meta-Llama-3.1-70B",
    "mistralai/Mixtral-8x7B-v0.1",
    "deepseek-ai/DeepSeek-R1",
    "openai/gpt-oss-120b",
    "Qwen/Qwen3.5-397B-A17B",
)
SETUPS = st.fixed_dictionaries(
    {
        "model": st.sampled_from(MODELS),
        "framework": st.sampled_from(("vllm", "tensorrt-llm", "sglang", "tgi", "deepspeed")),
        "gpu": st.sampled_from(("H200-SXM", "B200", "MI300X", "A100-SXM-80GB", "GB300")),
        "weight_precision": st.sampled_from(("bf16", "fp8", "fp4", "int4")),
        "tp": st.sampled_from((4, 8)),
        "isl": st.integers(16, 4000),
        "osl": st.integers(2, 4000),
        "concurrency": st.integers(1, 300),
    }
)
CALIBRATED = st.sampled_from(("static-batch", "online-concurrency"))


def times(p: Points, load: Load) -> dict[str, np.ndarray]:
    """Figures without regard to memory: on devices that hold everything."""
    roomy = replace(p, hardware=replace(p.hardware, memory_bytes=p.hardware.memory_bytes * 1e4))
    found = estimate(roomy, load, shipped())
    return {name: getattr(found, name) for name in ("ttft_ms", "tpot_ms", "e2e_ms")}


def pair(setup: dict, scenario: str) -> tuple[Points, Load]:
    cells = setup | {"scenario": scenario, "gpu_count": setup["tp"]}
    found = setups(cells | {"batch_size": setup["concurrency"]})
    assert found.reasons[0] == ""
    rows = np.array([0, 0])
    load = Load(found.framework, found.family, found.scenario, found.rate_rps).take(rows)
    return found.points.take(rows), load


def second(values: np.ndarray, factor: float) -> np.ndarray:
    return values * np.array([1.0, factor])


def never_falls(figures: dict[str, np.ndarray], names=("ttft_ms", "tpot_ms", "e2e_ms")) -> None:
    for name in names:
        first, after = figures[name]
        if not np.isnan(first):
            assert after >= first * (1 - 1e-9), name


@given(SETUPS, CALIBRATED, st.floats(1.01, 20))
def test_more_bandwidth_is_never_slower(setup, scenario, factor):
    p, load = pair(setup, scenario)
    slower = replace(p.hardware, bandwidth=second(p.hardware.bandwidth, 1 / factor))
    never_falls(times(replace(p, hardware=slower), load))


@given(SETUPS, CALIBRATED, st.floats(1.01, 20))
def test_more_arithmetic_is_never_slower(setup, scenario, factor):
    p, load = pair(setup, scenario)
    rates = ("fp16_rate", "fp8_rate", "fp4_rate", "int8_rate", "link")
    slower = {r: second(getattr(p.hardware, r), 1 / factor) for r in rates}
    never_falls(times(replace(p, hardware=replace(p.hardware, **slower)), load))


@given(SETUPS, CALIBRATED, st.floats(1.01, 50))
def test_more_requests_are_never_faster_for_one_and_never_fewer_tokens_in_all(
    setup, scenario, factor
):
    p, load = pair(setup, scenario)
    more = replace(p, batch=second(p.batch, factor))
    figures = times(more, load)
    never_falls(figures)
    rate = more.batch / figures["e2e_ms"]
    assert rate[1] >= rate[0] * (1 - 1e-9)


@given(SETUPS, CALIBRATED, st.floats(1.01, 50))
def test_longer_prompts_are_never_faster(setup, scenario, factor):
    p, load = pair(setup, scenario)
    never_falls(times(replace(p, isl=second(p.isl, factor)), load))


@given(SETUPS, CALIBRATED, st.floats(1.01, 50))
def test_longer_answers_never_end_sooner(setup, scenario, factor):
    p, load = pair(setup, scenario)
    never_falls(times(replace(p, osl=second(p.osl, factor)), load), ("e2e_ms",))


@given(SETUPS)
def test_memory_grows_with_load_and_length(setup):
    cells = setup | {"gpu_count": setup["tp"]}
    account = memory.ledger(points(cells, cells | {"isl": 4001}, cells | {"concurrency": 301}))
    assert account.needed[0] <= min(account.needed[1:])
    assert account.max_concurrency[0] >= account.max_concurrency[1]


def test_faster_generation_is_faster():
    """The order nobody doubts: A100, H100, H200, B200 for a memory-bound batch."""
    gpus = ("A100-SXM-80GB", "H100-SXM-80GB", "H200-SXM", "B200")
    found = estimates(*({"gpu": gpu, "weight_precision": "fp8"} for gpu in gpus)).output_tok_s
    assert list(found) == sorted(found)


EXAMPLE = {
    "model": "meta-llama/Meta-Llama-3.1-70B",
    "framework": "vllm",
    "gpu": "B200",
    "weight_precision": "bf16",
    "tp": 4,
    "isl": 512,
    "osl": 64,
    "concurrency": 64,
}
PROPERTIES = (
    test_more_bandwidth_is_never_slower,
    test_more_requests_are_never_faster_for_one_and_never_fewer_tokens_in_all,
    test_longer_prompts_are_never_faster,
)
# Term and what it is multiplied by in a formula with a mistake.
MISTAKES = {
    "bandwidth upside down": ("decode", "weights_read", lambda p: p.hardware.bandwidth**2 / 1e25),
    "cache read shrinks with the load": ("decode", "kv_read", lambda p: 1e6 / p.batch**2),
    "prompt free of its length": ("prefill", "prefill_math", lambda p: 1e6 / p.isl**2),
}


def broken_properties() -> int:
    """How many properties fail on the example."""
    broken = 0
    for check in PROPERTIES:
        try:
            check.hypothesis.inner_test(EXAMPLE, "online-concurrency", 4.0)
        except AssertionError:
            broken += 1
    return broken


def test_right_formulas_break_no_property():
    assert broken_properties() == 0


@pytest.mark.parametrize("mistake", MISTAKES)
def test_wrong_formula_breaks_a_property(mistake: str, monkeypatch: pytest.MonkeyPatch):
    """The properties are worth something only if a mistake is found out by one."""
    function, term, factor = MISTAKES[mistake]
    right = getattr(terms, function)

    def wrong(p: Points) -> terms.Parts:
        found = right(p)
        return found | {term: found[term] * factor(p)}

    for module in (loads, estimating):
        monkeypatch.setattr(module, function, wrong)
    assert broken_properties() > 0
