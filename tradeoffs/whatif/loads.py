"""Which terms make up a latency under each kind of load, before slowdowns."""

from __future__ import annotations

import numpy as np

from tradeoffs.whatif.points import Points
from tradeoffs.whatif.terms import NAMES, PER_PROMPT, Parts, decode, prefill

# What is calibrated on its own: the time of a whole static batch, and both latencies of a
# closed loop.
KINDS = ("static", "tpot", "ttft")
# A prompt meets others in proportion to the share of time spent on prompts; with a prompt token
# this many times cheaper than a generated one that share is ISL ÷ (ISL + 40·OSL).
PROMPT_TOKEN_RATIO = 40.0


def parts(p: Points, kind: str, work: tuple[Parts, Parts] | None = None) -> Parts:
    """Terms in seconds whose sum, each times its slowdown, is the latency of this kind.

    ``work`` is ``(decode(p), prefill(p))`` where it is known already.
    """
    step, prompt = work or (decode(p), prefill(p))
    return _KINDS[kind](p, step, prompt)


def design(p: Points, kind: str) -> np.ndarray:
    """The terms as columns in the order of NAMES; 0 where a kind lacks one."""
    found = parts(p, kind)
    nothing = np.zeros(len(p))
    return np.stack([found.get(name, nothing) for name in NAMES], axis=1)


def _static(p: Points, step: Parts, prompt: Parts) -> Parts:
    """A batch that starts and ends together: one pass over all prompts, then OSL − 1 steps."""
    out = {name: value * np.maximum(p.osl - 1, 0) for name, value in step.items()}
    out["layer_launch"] = out["layer_launch"] + prompt["layer_launch"]
    out |= {name: prompt[name] for name in ("prefill_read", "prefill_host")}
    return out | {name: prompt[name] * p.per_stage for name in PER_PROMPT}


def _tpot(p: Points, step: Parts, prompt: Parts) -> Parts:
    """Closed loop: while one sequence makes OSL tokens, every sequence's prompt is read once."""
    share = p.per_stage / p.osl
    return step | {name: prompt[name] * share for name in PER_PROMPT}


def _ttft(p: Points, step: Parts, prompt: Parts) -> Parts:
    """Closed loop: the own prompt, the step it waits for, and the prompts ahead of it.

    ``queue`` grows with the share of time spent on prompts, ``burst`` with the first arrivals.
    Replicas that share experts run in lockstep and wait for each other's prompts too.
    """
    out = step | prompt | {"layer_launch": step["layer_launch"] + prompt["layer_launch"]}
    work = sum(prompt[name] for name in PER_PROMPT)
    in_step = np.where(p.ep > 1, p.dp, 1.0)
    others = np.maximum(p.per_stage * in_step - 1, 0)
    met = 1 + others * p.isl / (p.isl + PROMPT_TOKEN_RATIO * p.osl)
    return out | {"queue": work * np.minimum(others, met), "burst": work * others}


_KINDS = {"static": _static, "tpot": _tpot, "ttft": _ttft}
