"""Operating points → latencies, rates and memory, each with its band and how far it is trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.columns import Columns
from tradeoffs.whatif.loads import parts
from tradeoffs.whatif.memory import Ledger, ledger
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.speed import Speed
from tradeoffs.whatif.terms import Parts, decode, prefill
from tradeoffs.whatif.trust import trust

CHUNK = 4096  # rows worked on at a time, so that intermediate arrays stay in the cache
MOST_SEQUENCES = 1024.0  # a replica runs at once, whatever memory would hold (engines' own limit)
_HALVINGS = 30
FIGURES = ("ttft_ms", "tpot_ms", "e2e_ms", "output_tok_s", "total_tok_s")


@dataclass(frozen=True)
class Estimates(Columns):
    """One row a point, in its order. NaN where there is no figure.

    ``width_*`` are half-widths in natural logarithms: figure × e^±width holds 80 % of
    measurements. ``in_flight`` is the load the figures are for; ``most_rps`` the request rate at
    which an open loop saturates, NaN for other loads.
    """

    fits: np.ndarray
    memory_bytes: np.ndarray
    usable_bytes: np.ndarray
    max_concurrency: np.ndarray
    in_flight: np.ndarray
    most_rps: np.ndarray
    ttft_ms: np.ndarray
    tpot_ms: np.ndarray
    e2e_ms: np.ndarray
    output_tok_s: np.ndarray
    total_tok_s: np.ndarray
    width_ttft_ms: np.ndarray
    width_tpot_ms: np.ndarray
    width_e2e_ms: np.ndarray
    width_output_tok_s: np.ndarray
    width_total_tok_s: np.ndarray
    is_calibrated: np.ndarray


@dataclass(frozen=True)
class Load(Columns):
    """Who serves the points and how requests come, one row a point.

    ``scenario`` is an id of tradeoffs.vocabulary.SCENARIOS; ``rate_rps`` counts for online-rate
    only.
    """

    framework: np.ndarray
    family: np.ndarray
    scenario: np.ndarray
    rate_rps: np.ndarray


def estimate(points: Points, load: Load, calibration: Calibration) -> Estimates:
    """Figures of every point under its load. Facts must be complete: see setups.resolve."""
    if len(points) == 0:
        return _empty()
    done = []
    for start in range(0, len(points), CHUNK):
        here = slice(start, start + CHUNK)
        done.append(_estimate(points.take(here), load.take(here), calibration))
    names = Estimates.__dataclass_fields__
    return Estimates(**{n: np.concatenate([getattr(d, n) for d in done]) for n in names})


def breakdown(
    points: Points, framework: np.ndarray, family: np.ndarray, kind: str, calibration: Calibration
) -> Parts:
    """Seconds of every term of one latency (``static``, ``tpot`` or ``ttft``): why it is slow.

    They add up to the figure of ``estimate``; words for the terms are in terms.TERMS.
    """
    return Speed.of(framework, family, calibration).breakdown(parts(points, kind), kind)


def _estimate(points: Points, load: Load, calibration: Calibration) -> Estimates:
    scenario = load.scenario
    static = scenario == "static-batch"
    speed = Speed.of(load.framework, load.family, calibration)
    in_flight, most_rps = _in_flight(points, load, ledger(points, static), speed)
    points = replace(points, batch=in_flight)
    account = ledger(points, static)
    fits = np.where(
        np.isin(scenario, ("offline", "online-rate")),
        account.max_concurrency >= 1,
        account.fits,
    )
    answered = fits & ~(load.rate_rps > most_rps)
    times = _times(points, load, speed)
    times = {name: np.where(answered, value, np.nan) for name, value in times.items()}
    e2e = times["e2e"]
    rate = np.where(scenario == "online-rate", load.rate_rps, in_flight / e2e)
    output = np.where(np.isnan(e2e), np.nan, rate * points.osl)
    total = output * (points.isl + points.osl) / points.osl
    calibrated, widths = trust(points, scenario, speed, calibration)
    return Estimates(
        fits=fits,
        memory_bytes=account.needed,
        usable_bytes=account.usable,
        max_concurrency=account.max_concurrency,
        in_flight=in_flight,
        most_rps=most_rps,
        ttft_ms=times["ttft"] * 1e3,
        tpot_ms=times["tpot"] * 1e3,
        # Offline, a request also waits for a free place, which nothing here describes.
        e2e_ms=np.where(scenario == "offline", np.nan, e2e * 1e3),
        output_tok_s=output,
        total_tok_s=total,
        width_ttft_ms=np.where(static, widths["static"], widths["ttft"]),
        width_tpot_ms=widths["tpot"],
        width_e2e_ms=np.where(static, widths["static"], widths["output"]),
        width_output_tok_s=np.where(static, widths["static"], widths["output"]),
        width_total_tok_s=np.where(static, widths["static"], widths["output"]),
        is_calibrated=calibrated,
    )


def _times(points: Points, load: Load, speed: Speed) -> dict[str, np.ndarray]:
    """TTFT, TPOT and request time in seconds.

    A static batch is calibrated as a whole, so its latencies within are left out, unless one
    token is all there is.
    """
    work = decode(points), prefill(points)
    static = load.scenario == "static-batch"
    closed = np.isin(load.scenario, ("online-concurrency", "single-stream"))
    first = parts(points, "ttft", work)
    first["burst"] = np.where(closed, first["burst"], 0.0)
    ttft = speed.seconds(first, "ttft")
    tpot = speed.seconds(parts(points, "tpot", work), "tpot")
    e2e = ttft + (points.osl - 1) * tpot
    if static.any():
        batch = speed.seconds(parts(points, "static", work), "static")
        ttft = np.where(static, np.where(points.osl == 1, batch, np.nan), ttft)
        e2e = np.where(static, batch, e2e)
    one_token = points.osl == 1
    return {
        "ttft": np.where(load.scenario == "offline", np.nan, ttft),
        "tpot": np.where(static | one_token, np.nan, tpot),
        "e2e": e2e,
    }


def _in_flight(
    points: Points, load: Load, account: Ledger, speed: Speed
) -> tuple[np.ndarray, np.ndarray]:
    """Sequences in flight, and the request rate at which an open loop saturates.

    An open loop settles where rate × request time = sequences in flight (Little 1961).
    """
    most = np.minimum(account.max_concurrency, MOST_SEQUENCES * points.dp)
    most = np.maximum(most, 1.0)
    offline = load.scenario == "offline"
    in_flight = np.where(offline, np.minimum(points.batch, most), points.batch)
    most_rps = np.full(len(points), np.nan)
    rows = np.flatnonzero(load.scenario == "online-rate")
    if rows.size:
        in_flight[rows], most_rps[rows] = _settle(
            points.take(rows), load.take(rows), most[rows], speed.take(rows)
        )
    return in_flight, most_rps


def _settle(points: Points, load: Load, most: np.ndarray, speed: Speed):
    """Bisects for the load at which requests leave as fast as they come."""

    def served_rps(batch: np.ndarray) -> np.ndarray:
        return batch / _times(replace(points, batch=batch), load, speed)["e2e"]

    most_rps = served_rps(most)
    low, high = np.zeros(len(points)), most.copy()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        too_few = served_rps(middle) < load.rate_rps
        low, high = np.where(too_few, middle, low), np.where(too_few, high, middle)
    return high, most_rps


def _empty() -> Estimates:
    flags = ("fits", "is_calibrated")
    return Estimates(
        **{n: np.zeros(0, bool if n in flags else float) for n in Estimates.__dataclass_fields__}
    )
