"""One scenario against another: ratios with a band of their own, never across frameworks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import RATES, Plans, Scenario
from tradeoffs.whatif.comparing import compared

# Figures compared, in the order shown; True where more is better.
COMPARED = {
    "output_tok_s": True,
    "output_tok_s_per_gpu": True,
    "usd_per_mtok": False,
    "ttft_ms": False,
    "tpot_ms": False,
    "e2e_ms": False,
}


@dataclass(frozen=True)
class Difference:
    """A figure of one scenario over that of another, with its 80 % band."""

    figure: str
    value: float
    low: float
    high: float

    @property
    def is_tie(self) -> bool:
        """Whether the band holds 1."""
        return self.low <= 1 <= self.high

    @property
    def is_better(self) -> bool:
        """Whether the first is better, sure or not."""
        return (self.value > 1) == COMPARED[self.figure]


def differences(plans: Plans, base: Scenario, other: Scenario, known: Known) -> list[Difference]:
    """``other`` over ``base``, figure by figure.

    Raises ValueError where the frameworks differ: the model does not order them (rule 3.8).
    """
    if base.choice.framework != other.choice.framework:
        raise ValueError("the model orders configurations of one framework, never frameworks")
    found = []
    is_set = plans.load.scenario[base.place] == "online-rate"
    for figure in COMPARED:
        if is_set and figure in RATES:
            continue  # an open loop that is not saturated puts out what comes in
        if figure not in base.figures or figure not in other.figures:
            continue
        if is_set and figure == "usd_per_mtok":  # prices and GPUs over a set rate: no estimate
            ratio = other.figures[figure].value / base.figures[figure].value
            found.append(Difference(figure, ratio, ratio, ratio))
        else:
            found.append(_difference(plans, base, other, figure, known))
    return found


def _difference(
    plans: Plans, base: Scenario, other: Scenario, figure: str, known: Known
) -> Difference:
    setups, found = plans.setups, plans.found
    first, second = np.array([base.place]), np.array([other.place])
    of = known.facts.architectures[setups.model]
    is_alike = (setups.gpu[first] == setups.gpu[second]) & (of[first] == of[second])
    drawn = figure if figure in ("ttft_ms", "tpot_ms", "e2e_ms") else "output_tok_s"
    is_static = setups.scenario[first] == "static-batch"
    ratio = compared(
        found.take(first), found.take(second), drawn, is_alike, is_static, known.calibration
    )
    width = float(np.log(ratio.high[0] / ratio.value[0]))
    value = other.figures[figure].value / base.figures[figure].value
    return Difference(figure, value, value * np.exp(-width), value * np.exp(width))


def leading(scenario: str) -> str:
    """The figure that says who leads: the output rate, or where the load sets that, the time of a
    whole request."""
    return "e2e_ms" if scenario == "online-rate" else "output_tok_s"


def best(some: Iterable[Scenario], figure: str) -> Scenario:
    """Of scenarios of one framework (rule 3.8) the one that is best in a figure."""
    pick = max if COMPARED[figure] else min
    return pick(some, key=lambda s: s.figures[figure].value)
