"""Which TP × PP × DP × EP a model and a number of GPUs allow, and why others are not valid."""

from __future__ import annotations

import numpy as np

from tradeoffs.whatif.points import Points

NODE_GPUS = 8  # GPUs of a usual server
RACK_GPUS = 72  # GPUs of one NVLink domain of an NVL72 rack


# Engines that give GPUs unequal numbers of heads; measured rows show it running.
UNEVEN = ("deepspeed", "optimum-habana")


def problems(p: Points, domain: np.ndarray, uneven: np.ndarray | bool = False) -> np.ndarray:
    """The first reason why each split cannot run, an empty text where it can.

    ``domain`` is how many GPUs a fast link joins: a node, or a rack for NVL72 parts. ``uneven``
    says whose engine needs no even split of the heads, see UNEVEN.
    """
    s = p.shapes
    kv_heads = np.where(s.is_mla, s.heads, s.kv_heads)
    shared_kv = np.where(p.tp > kv_heads, p.tp % kv_heads, kv_heads % p.tp)
    moe = s.experts > 0
    even = np.logical_not(uneven)
    reasons = [
        (even & (s.heads % p.tp != 0), "tp={tp} does not divide the {heads} attention heads"),
        (even & (shared_kv != 0), "tp={tp} and the {kv} key/value heads do not divide evenly"),
        (p.pp > s.layers, "pp={pp} is more than the {layers} layers"),
        (p.tp > domain, "tp={tp} reaches over more than the {domain} GPUs of a node"),
        ((p.ep > 1) & ~moe, "ep={ep}, but the model has no experts"),
        ((p.ep > 1) & ((p.tp * p.dp) % p.ep != 0), "ep={ep} does not divide tp × dp = {tpdp}"),
        ((p.ep > 1) & moe & (s.experts % p.ep != 0), "ep={ep} does not divide the {e} experts"),
    ]
    out = np.full(len(p), "", dtype=object)
    for broken, text in reasons:
        for i in np.flatnonzero(broken & (out == "")):
            out[i] = text.format(
                tp=int(p.tp[i]),
                pp=int(p.pp[i]),
                ep=int(p.ep[i]),
                tpdp=int(p.tp[i] * p.dp[i]),
                heads=int(s.heads[i]),
                kv=int(kv_heads[i]),
                layers=int(s.layers[i]),
                domain=int(domain[i]),
                e=int(s.experts[i]),
            )
    return out


def splits(gpu_count: int) -> list[tuple[int, int, int, int]]:
    """Every (tp, pp, dp, ep) whose tp × pp × dp is the number of GPUs; ep is 1 or tp × dp."""
    found = []
    for tp in _divisors(gpu_count):
        for pp in _divisors(gpu_count // tp):
            dp = gpu_count // tp // pp
            found += [(tp, pp, dp, ep) for ep in sorted({1, tp * dp})]
    return found


def _divisors(n: int) -> list[int]:
    return [d for d in range(1, n + 1) if n % d == 0]
