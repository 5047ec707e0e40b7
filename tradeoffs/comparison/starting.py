"""How long servers take to start, by what was counted: pure logic over startup_times rows."""

from __future__ import annotations

import pandas as pd

from tradeoffs.formats import count, listing, number, plural
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

# What the clock ran over, from the widest to the narrowest: each value of what_is_counted with
# a wording short enough for a phone.
COUNTED = {
    "platform": (
        "Platform and server",
        {
            "trigger until the first successful chat answer, platform scheduling included": (
                "trigger to first answer"
            ),
        },
    ),
    "server": (
        "Server start",
        {
            "container start until GET /v1/models answers": "container to API answer",
            "container start until ready (LLM class), download and load of weights included": (
                "container to ready, with download"
            ),
            "first log line of the API server until it starts listening": "server log to listening",
            "first log line of the API server until it starts listening "
            "(Ray cluster already up)": "server log to listening, Ray up",
            "start until the vLLM engine is ready for requests "
            "(weight loading plus engine warm-up)": "engine load and warm-up",
            "start of the script until ready to generate (mainly loading)": "script to ready",
        },
    ),
    "engine": (
        "Engine only",
        {
            "LLM initialisation": "engine initialisation",
            "LLM initialisation plus first inference": "initialisation and first inference",
        },
    ),
    "switch": (
        "Model switch",
        {"model switch: stop, fresh start, until loaded (average)": "stop, fresh start, loaded"},
    ),
    "wake": (
        "Wake from sleep",
        {
            "wake from sleep mode, process kept alive": "wake, process kept alive",
            "wake from sleep mode, process kept alive (average)": (
                "wake, process kept alive (average)"
            ),
        },
    ),
}
_SHORT = {counted: short for _, values in COUNTED.values() for counted, short in values.items()}


def counted_values(kind: str) -> tuple[str, ...]:
    """The values of what_is_counted of a kind; "all" is none, which means no restriction."""
    return () if kind == "all" else tuple(COUNTED[kind][1])


def counted_label(kind: str) -> str:
    """The name people read for a kind."""
    return "All" if kind == "all" else COUNTED[kind][0]


def lanes(rows: pd.DataFrame) -> pd.DataFrame:
    """One point per start, in a lane per framework × model × GPUs × what was counted.

    Adds lane (order of the chart, slowest median first), title and said (the lane's two lines).
    """
    keys = ["framework", "model_id", "gpu_label", "gpu_count", "what_is_counted"]
    groups = sorted(rows.groupby(keys, sort=True), key=lambda item: -item[1].seconds.median())
    parts = []
    for lane, ((_, model, gpu, n, counted), part) in enumerate(groups):
        title = f"{model.split('/')[-1]} on {n} × {gpu}"
        said = (
            f"{_SHORT.get(counted, counted)}: {spread(part.seconds)}, {plural(len(part), 'start')}"
        )
        parts.append(part.assign(lane=lane, title=title, said=said))
    if not parts:
        return rows.assign(lane=0, title="", said="")
    return pd.concat(parts, ignore_index=True)


def spread(seconds: pd.Series) -> str:
    """``24 to 109 s``, or the one figure."""
    low, high = number(seconds.min()), number(seconds.max())
    return f"{low} s" if low == high else f"{low} to {high} s"


def answer(rows: pd.DataFrame, kind: str) -> str:
    """The chart's title: the spread of what is shown, and whose starts they are."""
    what = "Starts" if kind == "all" else counted_label(kind)
    starts = plural(len(rows), "measured start")
    return f"{what}: {spread(rows.seconds)} in {starts}, {_whose(rows)}"


def _whose(rows: pd.DataFrame) -> str:
    """``all vLLM``, or counts by framework: ``55 vLLM and 3 DeepSpeed``."""
    counts = rows.framework.value_counts()
    if len(counts) == 1:
        return f"all {framework_label(counts.index[0])}"
    return listing([f"{count(n)} {framework_label(f)}" for f, n in counts.items()])


def untimed(every_start: pd.DataFrame) -> str:
    """Which of the five have no start time of any kind, as a sentence; empty if all have."""
    present = set(every_start.framework)
    missing = [framework_label(f) for f in FRAMEWORKS if f not in present]
    return f"No start of {listing(missing, 'or')} was found." if missing else ""


def sources_line(rows: pd.DataFrame) -> str:
    """n, frameworks, pages and dates of the shown rows, and what is mixed."""
    pages = rows.evidence_url.str.split("#").str[0].nunique()
    unstated = int((rows.licence == "none stated").sum())
    tail = f", {unstated} without a stated licence (figures only)" if unstated else ""
    years = sorted({str(d)[:4] for d in rows.measured_on.dropna()})
    return (
        f"{plural(len(rows), 'start')} from {plural(pages, 'page')}, "
        f"{years[0]} to {years[-1]}{tail}. Storage, caches and versions differ between lanes."
    )
