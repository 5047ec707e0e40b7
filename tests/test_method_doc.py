"""The worked example of docs/method.md is what the code computes from the shipped data."""

from __future__ import annotations

import re

import pytest

from tradeoffs import store
from tradeoffs.evidence.claims import COMPUTED
from tradeoffs.evidence.estimate import LEVEL, MIN_PAIRS, MIN_SETUPS, setups
from tradeoffs.evidence.findings import unfiltered

TEXT = (store.ROOT / "docs" / "method.md").read_text("utf-8")
EXAMPLE = TEXT.partition("### A worked example")[2]


def example_rows() -> list[list[str]]:
    rows = [line.strip("| ").split(" | ") for line in EXAMPLE.splitlines() if "-a10g |" in line]
    return rows + [r.strip("| ").split(" | ") for r in EXAMPLE.splitlines() if "-h100 |" in r]


def test_every_set_up_of_the_worked_example_has_its_figures():
    found = setups(unfiltered().measured.rows("throughput", "triton", "vllm"))
    shown = {(r[0], r[1]): [float(c.replace("−", "-")) for c in r[2:]] for r in example_rows()}
    assert len(shown) == len(found) == 5
    for i in range(len(found)):
        n, x, strength, _, share = shown[found.source[i], found.model[i].rsplit("/", 1)[-1]]
        assert n == found.n[i]
        assert x == pytest.approx(found.log_ratio[i], abs=5e-5)
        assert strength == pytest.approx(found.strength[i], abs=5e-5)
        assert share == pytest.approx(found.weight[i], abs=5e-5)


def test_the_result_of_the_worked_example_is_the_estimate():
    found = unfiltered().measured.estimate("throughput", "triton", "vllm")
    assert f"**{found.ratio:.3f}**" in EXAMPLE
    assert f"interval {found.low:.2f} to {found.high:.2f}" in EXAMPLE
    assert f"{found.effective:.2f}, which" in EXAMPLE
    assert f"median of the {found.pairs} pairs is {found.median:.2f}" in EXAMPLE


def test_the_thresholds_in_the_text_are_those_of_the_code():
    assert f"interval ({LEVEL:.0%})".replace("%", " %") in TEXT
    assert f"Fewer than {MIN_PAIRS} pairs or {MIN_SETUPS} set-ups" in TEXT
    assert re.search(r"h = n ÷ \(n \+ 5\)", TEXT) and MIN_PAIRS == 5


def test_the_verdicts_of_the_text_are_those_of_the_code():
    for verdict in COMPUTED:
        assert f"| {verdict} |" in TEXT


@pytest.mark.parametrize(
    ("metric", "median"), [("ttft", "0.96"), ("itl", "0.91"), ("throughput", "1.17")]
)
def test_the_medians_of_all_pairs_in_the_text_are_those_of_the_data(metric: str, median: str):
    found = unfiltered().measured.estimate(metric, "tensorrt-llm", "vllm")
    assert f"{found.median:.2f}" == median and median in TEXT
