"""What a row of MLPerf says about its submission, read out of `notes` and `locator`.

The rules of use ask for submitter, system, benchmark, round, division and result id beside every
figure (rule 3.4), so a row that does not tell them is an error of the build, not a guess.
"""

from __future__ import annotations

import re

from tradeoffs.building.tables.measured import ResultRow

# MLPerf's own names of its LLM benchmarks, by the model that the rows carry. The Llama 3.1 70B
# rows of the open division are entered under llama2-70b.
BENCHMARKS = {
    "meta-llama/Llama-2-70b-chat-hf": "llama2-70b",
    "meta-llama/Llama-2-70b-chat-hf (DepthPruned)": "llama2-70b",
    "meta-llama/Llama-2-70b-chat-hf (Sparse)": "llama2-70b",
    "meta-llama/Llama-3.1-70B-Instruct": "llama2-70b",
    "EleutherAI/gpt-j-6b": "gptj",
    "meta-llama/Llama-3.1-8B-Instruct": "llama3.1-8b",
    "mistralai/Mixtral-8x7B-Instruct-v0.1": "mixtral-8x7b",
    "meta-llama/Llama-3.1-405B-Instruct": "llama3.1-405b",
    "meta-llama/Llama-3.1-405B-Instruct (finetuned)": "llama3.1-405b",
    "meta-llama/Llama-3.1-405B-Instruct (pruned)": "llama3.1-405b",
    "openai/gpt-oss-120b": "gpt-oss-120b",
    "deepseek-ai/DeepSeek-R1": "deepseek-r1",
    "Qwen/Qwen3-VL-235B-A22B-Instruct": "qwen3-vl-235b-a22b",
}
_ACCURACY = {
    "same run submitted for the 99.9% and 99% accuracy targets": "99%;99.9%",
    "accuracy target 99%": "99%",
    "accuracy target 99.9%": "99.9%",
}


class NotParsed(ValueError):
    """A row of MLPerf lacks a part that must be shown with it."""


def _clause(notes: str, pattern: str) -> re.Match[str] | None:
    """The clause of ``notes`` (separated by "; ") that ``pattern`` matches whole."""
    return re.search(rf"(?:^|; ){pattern}(?=; |$)", notes)


def _required(notes: str, pattern: str, what: str) -> str:
    found = _clause(notes, pattern)
    if found is None:
        raise NotParsed(f"does not tell the {what}")
    return found.group(1)


def benchmark(row: ResultRow) -> str:
    """MLPerf's name of the benchmark, checked against the results folder where there is one.

    Offline runs of `llama2-70b-interactive` are kept apart from those of `llama2-70b`.
    """
    name = BENCHMARKS.get(row.model)
    if name is None:
        raise NotParsed(f"no MLPerf benchmark is known for the model {row.model}")
    folder = re.search(r"/results/[^/]+/([^/]+)/", row.locator)
    if folder is not None:
        stated = re.sub(r"-99(\.9)?$", "", folder.group(1)).replace("_1-", ".1-")
        stated = re.sub(r"[-_](fp8_\w+|finetuned|pruned)$", "", stated)
        if stated not in (name, "llama3.1-70b" if name == "llama2-70b" else name):
            raise NotParsed(f"its folder says {stated}, its model {name}")
    if _clause(row.notes or "", "offline run of the llama2-70b-interactive benchmark"):
        return f"{name}-interactive"
    return name


def submission(row: ResultRow) -> dict[str, object]:
    """Columns of table `mlperf` for one row. Raises NotParsed naming what is missing."""
    notes = row.notes or ""
    edition = row.source_id.removeprefix("mlperf-")
    category = _clause(notes, r"availability category ([Pp]review|[Aa]vailable)")
    entry = _clause(notes, r"MLPerf ID (\d+\.\d+-\d{4})")
    if entry is None and edition != "v4.1":  # the v4.1 results carry no ids
        raise NotParsed("does not tell the MLPerf ID")
    if entry is not None and not entry.group(1).startswith(edition.removeprefix("v") + "-"):
        raise NotParsed(f"its MLPerf ID {entry.group(1)} is not of round {edition}")
    limits = _clause(notes, r"latency limits TTFT (\d+) ms, TPOT (\d+) ms \(p99\)")
    variant = _clause(notes, r"model variant as submitted: ([^;]+)")
    targets = [t for clause, t in _ACCURACY.items() if _clause(notes, re.escape(clause))]
    return {
        "round": edition,
        "division": _required(notes, r"(closed|open) division", "division"),
        "category": category and category.group(1).lower(),
        "submitter": _required(notes, r"submitter ([^;]+)", "submitter"),
        "system_name": _required(notes, r"system ([^;]+)", "system"),
        "entry_id": entry and entry.group(1),
        "benchmark": benchmark(row),
        "variant": variant and variant.group(1),
        "accuracy_targets": targets[0] if targets else None,
        "ttft_limit_ms": limits and float(limits.group(1)),
        "tpot_limit_ms": limits and float(limits.group(2)),
        "power_measured": _clause(notes, "submission with measured power") is not None,
        "retrieved_on": None,  # the collection does not say
    }
