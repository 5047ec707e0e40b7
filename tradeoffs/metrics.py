"""What each measured figure means: the one place for names, units, direction and definition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """A measured quantity. ``column`` names it in query results, in the unit given."""

    key: str
    label: str
    unit: str
    better: str  # "lower" or "higher"
    definition: str

    @property
    def axis(self) -> str:
        """Axis title: label and unit."""
        return f"{self.label}, {self.unit}" if self.unit else self.label


# DESIGN 3.2: TPOT excludes the first token. The definition travels to every axis title's help.
_ALL = (
    Metric(
        "tok_s_per_user",
        "Tokens per second for one user",
        "tok/s",
        "higher",
        "Interactivity: 1 ÷ TPOT, the speed at which one reader sees tokens arrive after the "
        "first. Mean TPOT, else the median.",
    ),
    Metric(
        "generated_tok_s_per_gpu",
        "Output tokens per second and GPU",
        "tok/s",
        "higher",
        "Generated tokens per second of the whole system ÷ number of GPUs. Where a source gives "
        "only latencies at a fixed concurrency it is derived: concurrency × OSL ÷ request time.",
    ),
    Metric(
        "generated_tok_s",
        "Output tokens per second",
        "tok/s",
        "higher",
        "Generated tokens per second of the whole system; prompt tokens do not count.",
    ),
    Metric(
        "total_tok_s",
        "Total tokens per second",
        "tok/s",
        "higher",
        "Prompt and generated tokens per second of the whole system. Larger than the output rate "
        "of the same run; never compare the two.",
    ),
    Metric(
        "ttft_ms",
        "Time to first token (TTFT)",
        "ms",
        "lower",
        "From sending a request to its first token, queueing included. Mean, else the median. "
        "Loading a model (cold start) is not part of it.",
    ),
    Metric(
        "tpot_ms",
        "Time per output token (TPOT)",
        "ms",
        "lower",
        "(End-to-end latency − TTFT) ÷ (output tokens − 1): the first token does not count. Also "
        "called inter-token latency (ITL). Mean, else the median.",
    ),
    Metric(
        "e2e_ms",
        "End-to-end latency",
        "ms",
        "lower",
        "From sending a request to its last token; for a static batch, the whole batch. Mean, "
        "else the median.",
    ),
    Metric(
        "req_s",
        "Requests per second",
        "1/s",
        "higher",
        "Completed requests per second of the whole system.",
    ),
    Metric(
        "power_w",
        "Power",
        "W",
        "lower",
        "Electrical power as the source states it; what is measured (device or system) is in the "
        "point's notes.",
    ),
)
METRICS = {m.key: m for m in _ALL}

TERMS = {
    "ISL": "Input sequence length: mean prompt tokens of a request.",
    "OSL": "Output sequence length: mean generated tokens of a request.",
    "Concurrency": "Requests in flight at once; a closed loop sends the next when one ends.",
    "Request rate": "Requests that arrive each second whatever the server does (open loop).",
    "Static batch": "All requests of a batch start and end together.",
    "Goodput": "The rate of requests that meet the stated latency limits.",
    "TP": "Tensor parallelism: each layer is split over this many GPUs.",
    "PP": "Pipeline parallelism: the layers are spread over this many stages.",
    "DP": "Data parallelism: this many replicas share the requests.",
    "EP": "Expert parallelism: the experts of a mixture model are spread over GPUs.",
    "Pareto frontier": "Points that no other point beats in both directions at once.",
}
