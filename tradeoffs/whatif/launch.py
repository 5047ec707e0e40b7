"""How to start a configuration: command or files for each framework, or why it does not exist.

Flags come from the table ``parallelism``, support from it and from ``quantization``. A strategy or
precision that the tables rule out is refused; one they call partial or do not know is cautioned.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

# Methods of the table `quantization` that store weights in a precision. 16 bit needs none.
METHODS = {
    "fp8": ("fp8-w8a8", "fp8-w8a16", "mxfp8"),
    "int8": ("int8-w8a8", "int8-w8a16", "smoothquant", "bitsandbytes-int8", "eetq", "zeroquant"),
    "int4": ("awq", "gptq", "int4-awq", "int4-w4a16", "int4-weight-only", "marlin", "w4a8-awq"),
    "fp4": ("nvfp4", "mxfp4"),
    "mxfp4": ("mxfp4",),
}
_BEST_FIRST = ("yes", "partial", "unknown", "no")


@dataclass(frozen=True)
class Plan:
    """What to start: one replica's framework, model, split and lengths."""

    framework: str
    model: str
    generation: str  # of the GPU
    precision: str
    tp: int = 1
    pp: int = 1
    dp: int = 1
    ep: int = 1
    max_tokens: int = 4096  # prompt and answer together
    max_sequences: int = 256
    backend: str = "vllm"  # engine behind Triton

    @property
    def degrees(self) -> dict[str, int]:
        """Degree of each strategy of the table ``parallelism``."""
        return {"tensor": self.tp, "pipeline": self.pp, "data": self.dp, "expert": self.ep}


@dataclass(frozen=True)
class Launch:
    """A command and the files it reads (name → text), both empty where it is refused."""

    command: str
    files: dict[str, str]
    cautions: tuple[str, ...]
    refusals: tuple[str, ...]


def launch(plan: Plan, parallelism: pd.DataFrame, quantization: pd.DataFrame) -> Launch:
    """Command and files of a plan. Frames are those of the queries ``parallelism_support`` and
    ``quantization_support``. Raises KeyError for a framework without a recipe.
    """
    recipe = _RECIPES[plan.framework]
    rows = parallelism[parallelism["framework"] == plan.framework].set_index("strategy")
    refusals, cautions = [], []
    for strategy, degree in plan.degrees.items():
        state = rows["supported"].get(strategy, "unknown")
        said = _said(rows, strategy)
        if degree > 1 and state == "no":
            refusals.append(f"{plan.framework} has no {strategy} parallelism{said}")
        elif degree > 1 and state != "yes":
            cautions.append(f"{strategy} parallelism in {plan.framework}: {state}{said}")
    _judge_precision(plan, quantization, refusals, cautions)
    cautions += _by_hand(plan)
    if refusals:
        return Launch("", {}, tuple(cautions), tuple(refusals))
    flags = {s: _flag(rows, s) for s in plan.degrees}
    if plan.precision in METHODS:  # the plain checkpoint would run in 16 bit
        plan = replace(plan, model=_checkpoint(plan))
    command, files = recipe(plan, flags)
    return Launch(command, files, tuple(cautions), ())


def _checkpoint(plan: Plan) -> str:
    return f"{plan.precision.upper()}_CHECKPOINT"


def _by_hand(plan: Plan) -> list[str]:
    """What the files alone do not do."""
    triton_on_trt = plan.framework == "triton" and plan.backend != "vllm"
    found = [
        (
            triton_on_trt,
            "copy tensorrt_llm/triton_backend/all_models/llmapi to llmapi_repo first",
        ),
        (triton_on_trt and plan.dp > 1, f"start {plan.dp} such servers, one a replica"),
        (
            plan.framework == "triton" and plan.backend == "vllm" and plan.dp > 1,
            "give each instance GPUs of its own",
        ),
        (
            plan.framework == "tensorrt-llm" and plan.dp > 1 and plan.ep == 1,
            f"only the attention is replicated; for whole replicas start {plan.dp} servers",
        ),
    ]
    return [words for applies, words in found if applies]


def methods_for(
    engine: str, generation: str, precision: str, quantization: pd.DataFrame
) -> dict[str, str]:
    """Support (yes, partial, no or unknown) of each method looked up that stores weights in this
    precision; none for 16 bit, which needs no method."""
    rows = quantization[
        (quantization["framework"] == engine)
        & quantization["method"].isin(METHODS.get(precision, ()))
        & (quantization["generation"] == generation)
    ]
    return {
        method: "no" if supported == "no" else cell
        for method, cell, supported in zip(
            rows["method"], rows["cell"], rows["supported"], strict=True
        )
    }


def best_support(states: Mapping[str, str]) -> str:
    """The best of them; unknown where none was looked up."""
    return min(states.values(), key=_BEST_FIRST.index, default="unknown")


def _judge_precision(
    plan: Plan, quantization: pd.DataFrame, refusals: list, cautions: list
) -> None:
    if plan.precision not in METHODS:
        return
    engine = plan.backend if plan.framework == "triton" else plan.framework
    states = methods_for(engine, plan.generation, plan.precision, quantization)
    best = best_support(states)
    where = f"{engine} on {plan.generation}"
    name = plan.precision.upper()
    if best == "no":
        refusals.append(f"{where} runs no {name} weights ({', '.join(sorted(states))})")
        return
    ways = ", ".join(sorted(m for m, s in states.items() if s == best)) or "no method looked up"
    if best != "yes":
        cautions.append(f"{name} weights in {where}: {best} ({ways})")
    cautions.append(f"put a checkpoint of {plan.model} in {name} for {_checkpoint(plan)} ({ways})")


def _said(rows: pd.DataFrame, strategy: str) -> str:
    note = rows["note"].get(strategy)
    return f": {note}" if isinstance(note, str) and note else ""


def _flag(rows: pd.DataFrame, strategy: str) -> str:
    """First flag or setting of the cell: ``--num-shard`` of ``--num-shard, --sharded``."""
    cell = rows["flag_or_config"].get(strategy)
    return cell.replace(";", ",").split(",")[0].split(" ")[0] if isinstance(cell, str) else ""


def _options(plan: Plan, flags: dict[str, str], *strategies: str) -> list[str]:
    return [
        part
        for strategy in strategies
        if plan.degrees[strategy] > 1
        for part in (flags[strategy], str(plan.degrees[strategy]))
    ]


def _settings(plan: Plan, flags: dict[str, str], *strategies: str) -> dict[str, int]:
    return {flags[s]: plan.degrees[s] for s in strategies if plan.degrees[s] > 1}


def _vllm(plan: Plan, flags: dict[str, str]) -> tuple[str, dict[str, str]]:
    parts = ["vllm", "serve", plan.model, *_options(plan, flags, "tensor", "pipeline", "data")]
    if plan.ep > 1:
        parts.append(flags["expert"])
    parts += ["--max-model-len", str(plan.max_tokens), "--max-num-seqs", str(plan.max_sequences)]
    return shlex.join(parts), {}


def _tensorrt_llm(plan: Plan, flags: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Attention replicas are ranks of the tensor group there, so TP counts all of a stage."""
    settings = {flags["tensor"]: plan.tp * plan.dp}
    settings |= _settings(plan, flags, "pipeline", "expert")
    settings |= {flags["data"]: True} if plan.dp > 1 else {}
    settings |= {"max_seq_len": plan.max_tokens, "max_batch_size": plan.max_sequences}
    parts = ["trtllm-serve", plan.model, "--config", "config.yaml"]
    return shlex.join(parts), {"config.yaml": _yaml(settings)}


def _tgi(plan: Plan, flags: dict[str, str]) -> tuple[str, dict[str, str]]:
    parts = ["text-generation-launcher", "--model-id", plan.model]
    parts += _options(plan, flags, "tensor")
    parts += ["--max-total-tokens", str(plan.max_tokens)]
    return shlex.join([*parts, "--max-concurrent-requests", str(plan.max_sequences)]), {}


def _deepspeed(plan: Plan, flags: dict[str, str]) -> tuple[str, dict[str, str]]:
    settings = _settings(plan, flags, "tensor", "data") | {"max_length": plan.max_tokens}
    given = "".join(f",\n    {key}={value}" for key, value in settings.items())
    text = f"import mii\n\nmii.serve(\n    {json.dumps(plan.model)}{given},\n)\n"
    return "python serve.py", {"serve.py": text}


def _triton(plan: Plan, flags: dict[str, str]) -> tuple[str, dict[str, str]]:
    """A model repository. For TensorRT-LLM its sample repository ``llmapi`` is the base, of which
    one file is written anew.
    """
    settings: dict[str, object] = {"model": plan.model}
    settings |= _settings(plan, flags, "tensor", "pipeline")
    if plan.backend == "vllm":
        settings |= {"max_model_len": plan.max_tokens, "max_num_seqs": plan.max_sequences}
        config = f'backend: "vllm"\ninstance_group [{{ count: {plan.dp}, kind: KIND_MODEL }}]\n'
        model = json.dumps(settings, indent=2) + "\n"
        files = {"models/llm/1/model.json": model, "models/llm/config.pbtxt": config}
        return "tritonserver --model-repository models", files
    settings |= _settings(plan, flags, "expert")
    settings |= {"max_seq_len": plan.max_tokens, "max_batch_size": plan.max_sequences}
    start = "tensorrt_llm/triton_backend/scripts/launch_triton_server.py"
    return (
        f"python3 {start} --model_repo=llmapi_repo/",
        {"llmapi_repo/tensorrt_llm/1/model.yaml": _yaml(settings)},
    )


def _yaml(settings: dict[str, object]) -> str:
    """Flat settings; JSON scalars are YAML."""
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())


_RECIPES: dict[str, Callable[[Plan, dict[str, str]], tuple[str, dict[str, str]]]] = {
    "vllm": _vllm,
    "tensorrt-llm": _tensorrt_llm,
    "tgi": _tgi,
    "deepspeed": _deepspeed,
    "triton": _triton,
}
