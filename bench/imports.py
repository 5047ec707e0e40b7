"""Time and memory of imports: many small files, and one detailed file of 200 MB."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.tables import print_table, progress

MANY = 10_000
LARGE_BYTES = 200_000_000
TOKENS = 400
_FACTS = ("--framework", "vllm", "--gpu", "H100-SXM-80GB", "--gpu-count", "1")
# The command in a process of its own, which then tells its peak memory.
_MEASURED = """
import resource, sys
from tradeoffs.__main__ import main
status = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(status)
"""


def measure() -> None:
    """One import each. Goals: 60 s for the many, 10 s and 1 GB for the large one."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="tradeoffs-bench-imports-") as place:
        folder = Path(place)
        progress(f"imports: writing {MANY:,} small files")
        (folder / "many").mkdir()
        for i in range(MANY):
            (folder / "many" / f"run-{i}.json").write_text(json.dumps(_run(40 + i / MANY)))
        progress(f"imports: writing {LARGE_BYTES / 1e6:,.0f} MB")
        with (folder / "detailed.json").open("w") as handle:
            handle.writelines(_detailed())
        for title, what in (
            (f"{MANY:,} files of vLLM bench serve", "many"),
            (f"one detailed file of {LARGE_BYTES / 1e6:,.0f} MB", "detailed.json"),
        ):
            progress(f"imports: {title}")
            rows.append((title, *_imported(folder / what, folder / f"workspace-{what}")))
    print_table(
        "Imports into an empty workspace, start of Python included",
        ["what", "seconds", "peak memory, MB"],
        rows,
    )


def _run(ttft_ms: float) -> dict[str, object]:
    return {
        "date": "20260801-101010",
        "backend": "vllm",
        "model_id": "Qwen/Qwen3-8B",
        "num_prompts": 1000,
        "request_rate": "inf",
        "max_concurrency": 8,
        "completed": 1000,
        "failed": 0,
        "total_input_tokens": 200_000,
        "total_output_tokens": 250_000,
        "request_throughput": 3.2,
        "output_throughput": 800.0,
        "total_token_throughput": 1440.0,
        "mean_ttft_ms": ttft_ms,
        "mean_tpot_ms": 9.8,
    }


def _detailed() -> Iterator[str]:
    """A run with token times and texts: half numbers, half text."""
    rest = random.Random(1)
    yield json.dumps(_run(40.5))[:-1] + ', "itls": [[0.01]'
    written = 0
    while written < LARGE_BYTES / 2:
        times = json.dumps([rest.random() for _ in range(TOKENS)])
        written += len(times) + 2
        yield ", " + times
    yield '], "generated_texts": ["a"'
    text = ', "' + 'lorem \\"ipsum\\" dolor ' * 100 + '"'
    for _ in range(int(LARGE_BYTES / 2 / len(text))):
        yield text
    yield "]}"


def _imported(path: Path, workspace: Path) -> tuple[str, str]:
    command = [sys.executable, "-c", _MEASURED, "import", str(path), "--workspace", str(workspace)]
    start = time.perf_counter()
    done = subprocess.run([*command, *_FACTS], capture_output=True, text=True, check=True)
    took = time.perf_counter() - start
    return f"{took:,.1f}", f"{int(done.stderr.split()[-1]) / 1024:,.0f}"
