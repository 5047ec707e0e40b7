"""The filter row of the benchmark explorer and what hangs behind "More filters"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from tradeoffs import store
from tradeoffs.charts import theme as look
from tradeoffs.explorer import filters
from tradeoffs.explorer.filters import ALL_MODELS, ANY_LENGTH, NOT_STATED, hidden_active
from tradeoffs.explorer.wording import axis_label
from tradeoffs.formats import count, day, plain
from tradeoffs.links import KEYS, View
from tradeoffs.metrics import METRICS
from tradeoffs.standing import model_name
from tradeoffs.vocabulary import GENERATIONS, SCENARIOS

_FEW = 7
_QUALITY = {"sound": "Sound", "all": "With doubtful", "doubtful": "Doubtful only"}


def choices(options: pd.DataFrame) -> dict[str, list[str]]:
    """Allowed values of every key that comes from the data, for ``links.read``."""
    found = {key: rows.value.tolist() for key, rows in options.groupby("filter", sort=False)}
    found["model"] = [ALL_MODELS, *found.get("model", [])]
    found["len"] = [ANY_LENGTH, *found.get("len", [])]
    found["gpu"] = [*filters.families(found.get("gpu", [])), *found.get("gpu", [])]
    found["since"] = ["", *sorted(found.get("since", []), reverse=True)]
    for key in ("n", "tp", "pp"):
        found[key] = sorted(found.get(key, []), key=int)
    return found


def follow_model(view: View, of_model: pd.DataFrame) -> str:
    """Moves the opening length to one the model was measured at; says so, else empty.

    A length that a reader or a link chose stays, and the page then says what is missing.
    """
    opening = KEYS["benchmarks"]["len"].default
    length = filters.measured_length(of_model, view["len"])
    if view["len"] != opening or length == opening:
        return ""
    view.values["len"] = length
    return (
        f"Nothing was measured at {_lengths(opening)} for this model; shown is its most measured "
        f"length, {_lengths(length)}."
    )


def _with_length(view: View, tables: store.Store, model: str) -> dict[str, str]:
    """The length that goes with a model just chosen, in the tables it was chosen from."""
    model_id = None if model == ALL_MODELS else model
    options = tables.ask("benchmark_options", model=model_id)
    return {"len": filters.measured_length(options, view["len"])}


def narrow(view: View, of_model: pd.DataFrame) -> None:
    """Offers only values that occur with the chosen model; what is chosen stays on offer."""
    offered = choices(of_model)
    for key in ("len", "gpu", "fw", "gen", "n", "prec", "ver", "tp", "pp", "scen", "src"):
        chosen = view[key] if isinstance(view[key], tuple) else (view[key],)
        extra = [v for v in chosen if v not in offered.get(key, [])]
        view.choices[key] = (*offered.get(key, []), *extra)


def filter_row(view: View, options: pd.DataFrame) -> None:
    """Model, lengths, GPU, system, and the popover with the rest."""
    models = options[options["filter"] == "model"].set_index("value")
    names = options[options["filter"] == "fw"].set_index("value").label
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view.select(
            "model",
            "Model",
            label_visibility="collapsed",
            width=300,
            format_func=lambda m: _model(m, models),
            also=partial(_with_length, view, store.in_use()),
        )
        view.select(
            "len",
            "Prompt and output length",
            label_visibility="collapsed",
            width=220,
            format_func=_lengths,
        )
        _several(view, "gpu", "GPU", _gpu)
        _several(view, "fw", "System", partial(_system, names))
        more = hidden_active(view.values)
        label = f"More filters ({more} active)" if more else "More filters"
        with st.popover(label, icon=":material/filter_list:", type="tertiary", key="more-filters"):
            _more(view)


def _several(view: View, key: str, label: str, name) -> None:
    if len(view.choices[key]) <= _FEW:
        view.pills(key, label, label_visibility="collapsed", format_func=name, width="content")
    else:
        view.multiselect(
            key,
            label,
            label_visibility="collapsed",
            width=230,
            placeholder=f"{label}: all {len(view.choices[key])}",
            format_func=lambda v: name(v).replace("\\", ""),
        )


def _model(model: str, models: pd.DataFrame) -> str:
    if model == ALL_MODELS:
        return "All models"
    if model not in models.index:
        return model
    found = models.loc[model]
    if model.startswith(filters.SHAPE):
        name = model_name(model.removeprefix(filters.SHAPE))
        return f"Shape of {name}: {found.label} models ({count(found.points)})"
    return f"{model} ({count(found.points)})"


def _gpu(gpu: str) -> str:
    if gpu.startswith(filters.ANY_BOARD):
        return f"{gpu.removeprefix(filters.ANY_BOARD)}, any board"
    return plain(gpu)


def _lengths(preset: str) -> str:
    if preset == ANY_LENGTH:
        return "Any length"
    prompt, generated = preset.split("-")
    return f"{count(prompt)} in, {count(generated)} out"


def _system(names: Mapping[str, str], system: str) -> str:
    return f"{look.GLYPHS.get(system, '')} {plain(names.get(system, system))}".strip()


def _more(view: View) -> None:
    left, right = st.columns(2)
    with left:
        view.multiselect("gen", "GPU generation", format_func=lambda g: GENERATIONS.get(g, g))
        view.pills("n", "Number of GPUs")
        view.pills("prec", "Precision of the weights", format_func=_stated)
        view.pills("tp", "Tensor parallel degree")
        view.pills("pp", "Pipeline parallel degree")
        view.multiselect("ver", "Version", format_func=_stated)
        view.segments("quality", "Points", format_func=_QUALITY.get)
    with right:
        view.multiselect("scen", "Scenario", format_func=lambda s: SCENARIOS.get(s, s))
        _range(view, "load", "Load")
        _range(view, "isl", "Prompt tokens")
        _range(view, "osl", "Output tokens")
        view.multiselect("src", "Source")
        view.multiselect("kind", "Kind of source", format_func=str.capitalize)
        view.select("since", "Measured since", format_func=_month)
        view.toggle("licence", "Only sources that state a licence")
    st.button("Reset all filters", key="benchmarks-reset-filters", on_click=view.reset)


def _range(view: View, key: str, label: str) -> None:
    low, high = st.columns(2)
    with low:
        view.number(f"{key}_from", f"{label}, from")
    with high:
        view.number(f"{key}_to", "to", help="Points that do not state it are left out.")


def _stated(value: str) -> str:
    return "not stated" if value == NOT_STATED else plain(value)


def _month(value: str) -> str:
    return day(value) if value else "any time"


def axes_popover(view: View) -> None:
    """Which figures the chart compares, and how."""
    per_gpu = view["per_gpu"]
    with st.popover("Axes and lines", icon=":material/tune:", type="tertiary", key="axes"):
        for key, label in (("y", "Vertical axis"), ("x", "Horizontal axis")):
            view.select(key, label, format_func=lambda m: axis_label(m, per_gpu))
            view.toggle(f"log_{key}", "Log scale")
        view.toggle("per_gpu", "Rates and power per GPU")
        view.segments(
            "lines",
            "One frontier for each",
            format_func={"gpu": "system and GPU", "system": "system"}.get,
        )
        view.slider("speed", "Speed for one user in the title, tok/s")
        with st.expander("What the figures mean"):
            st.markdown(_definitions((view["y"], view["x"])))


def _definitions(keys: Sequence[str]) -> str:
    return "\n\n".join(f"**{METRICS[k].label}.** {METRICS[k].definition}" for k in keys)
