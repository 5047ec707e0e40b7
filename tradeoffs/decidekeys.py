"""The link keys of the decide page. No I/O."""

from __future__ import annotations

from tradeoffs.decide.catalog import MODES, MUST_HAVES, STEPS, WEIGHABLE
from tradeoffs.linkkinds import Key, choice, choices, flag, number, prose, text, texts

_FIVE = ("vllm", "tensorrt-llm", "tgi", "deepspeed", "triton")
WORDS: dict[str, Key] = {
    "title": text("Title of the decision", 120),
    "question": prose("Question to decide", 300),
    "context": prose("Context of the question", 600),
    "decision": prose("What was decided", 600),
    "dissent": prose("Who disagreed, and why", 400),
    "consequences": prose("What follows from it", 600),
    "again": prose("When to look again: one event or date a line", 300),
    "status": choice("proposed", "State of the decision", "proposed", "accepted", "superseded"),
    "day": text("Day of the decision as year-month-day; empty is today", 10),
}
DECIDE: dict[str, Key] = {
    "mode": choice("page", "How the page is shown", *MODES),
    "step": choice("question", "Item of the meeting’s agenda", *STEPS),
    "fw": choices("Options", *_FIVE),
    "must": choices("Must-haves", *MUST_HAVES),
    **{w.key: number(w.weight, 0, 100, f"Weight of {w.label}", 5) for w in WEIGHABLE},
    "rule": choice("range", "Missing values", "range", "leave-out", "worst-case"),
    "fallen": choice("unknown", "Ratings that no longer stand", "unknown", "written"),
    "own": texts("The team’s own stars: framework;criterion;stars;reason"),
    "base": choice("vllm", "Framework that ratios are measured against", *_FIVE),
    "model": choices("Model measured"),
    "gpu": choices("GPU measured"),
    "prec": choices("Precision measured"),
    "load_from": number(0, 0, 1_000_000, "Measured load from"),
    "load_to": number(1_000_000, 0, 1_000_000, "Measured load to"),
    "gen": choice(
        "hopper",
        "Our GPU generation",
        "volta",
        "turing",
        "ampere",
        "ada",
        "hopper",
        "blackwell",
        "blackwell-consumer",
        "cdna3",
    ),
    "family": choice("fp8", "Our precision", "fp8", "int8", "int4", "fp4", "kv"),
    "one": choice("vllm", "Framework whose evidence is listed", *_FIVE),
    "who": text("Name of the voice behind these weights", 40),
    "mine": flag(True, "These weights count as a voice"),
    "voice": texts("Another voice: name;criterion=points;…", 400),
    "was": texts("Ranking when the link was made: framework;score", 40),
    **WORDS,
}
