"""Workloads to start from: usual shapes of a request and a load, all of them to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

OWN = "own"


@dataclass(frozen=True)
class Workload:
    """How requests come and how long they are; fields are link keys of the page."""

    scen: str
    load: int
    isl: int
    osl: int


# Lengths are those at which most points were measured, where one of them is near.
WORKLOADS = {
    "chat": ("Chat", Workload("online-concurrency", 32, 1024, 1024)),
    "rag": ("RAG", Workload("online-concurrency", 32, 8192, 1024)),
    "summarise": ("Summarise", Workload("online-concurrency", 16, 8192, 256)),
    "code": ("Code", Workload("online-concurrency", 16, 2048, 512)),
    "batch": ("Batch", Workload("static-batch", 64, 1024, 256)),
}


def label(name: str) -> str:
    """``Chat``; the reader's own shape is ``Own``."""
    return WORKLOADS[name][0] if name in WORKLOADS else "Own"


def matching(values: Mapping[str, Any]) -> str:
    """The workload that these values of a link are, else OWN."""
    for name, (_, workload) in WORKLOADS.items():
        if all(values[key] == value for key, value in asdict(workload).items()):
            return name
    return OWN


def changes(name: str) -> dict[str, Any]:
    """The values of link keys that make it; none for OWN."""
    return asdict(WORKLOADS[name][1]) if name in WORKLOADS else {}
