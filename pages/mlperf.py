"""What do the peer-reviewed MLPerf rounds show?"""

import streamlit as st

from tradeoffs import links, mlperf, store, ui
from tradeoffs import mlperf_words as words
from tradeoffs.formats import plain, plural
from tradeoffs.ui import mlperf as pieces
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

extent = store.ask("mlperf_extent")
systems = mlperf.system_names(extent)
view = links.read(
    "mlperf",
    bench=sorted(extent.benchmark.unique()),
    fw=systems,
    gpu=sorted(extent.gpu_label.unique()),
)


def ask(**changes):
    """The results that the view's controls leave; ``changes`` replace single ones."""
    chosen = {**view.values, **changes}
    return store.ask(
        "mlperf_results",
        rounds=mlperf.rounds_compared(chosen["round"], chosen["bench"], extent),
        benchmark=chosen["bench"],
        scenario=chosen["scen"],
        division=chosen["div"],
        target=f"{chosen['acc']}%",
        systems=chosen["fw"],
        gpus=chosen["gpu"],
        doubtful=chosen["doubtful"],
        per=chosen["per"],
    )


def controls() -> None:
    """What is compared, then which of it, then how."""
    rounds = {"all": "Compatible"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view.select("bench", "Benchmark", width=190)
        view.segments("scen", "Scenario", format_func=mlperf.SCENARIOS.get, width="content")
        view.segments("div", "Division", format_func=mlperf.DIVISIONS.get, width="content")
        view.segments("round", "Round", format_func=lambda r: rounds.get(r, r), width="content")
        if mlperf.has_targets(extent, view["bench"]):
            view.segments("acc", "Accuracy", format_func=lambda t: f"{t} %", width="content")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view.multiselect("fw", "Engine", format_func=systems.get, width=260)
        view.multiselect("gpu", "Accelerator", width=260)
        view.toggle("per", "Per accelerator (derived, unofficial)")
        view.toggle("doubtful", "Doubtful too")


def nothing() -> None:
    """What is missing, what the benchmark has instead, and what to loosen."""
    held = extent[extent.benchmark == view["bench"]]
    scenario = next(
        (s for s in mlperf.SCENARIOS if s != view["scen"] and len(ask(scen=s))), view["scen"]
    )
    drop = {
        "round": {"round": "all"},
        "scen": {"scen": scenario},
        "div": {"div": "open" if view["div"] == "closed" else "closed"},
        "acc": {"acc": "99.9" if view["acc"] == "99" else "99"},
        "fw": {"fw": ()},
        "gpu": {"gpu": ()},
    }
    loosen = {key: len(ask(**changes)) for key, changes in drop.items()}
    rounds = plain(", ".join(held["round"].unique()))
    exists = (
        f"{plain(view['bench'])} has {plural(int(held.results.sum()), 'result')} in rounds {rounds}"
    )
    ui.nothing_found(view, "No MLPerf® result fits these filters", exists, loosen, drop)


rows = ask()
rounds = mlperf.rounds_compared(view["round"], view["bench"], extent)
notes = mlperf.footnotes(rows, view, rounds)
ui.page_head(view, plain(words.answer(rows, view)), plain(words.measure(rows, view, rounds)))
controls()
if rows.empty:
    nothing()
else:
    if rows.compared.notna().any():
        pieces.lane_chart(view, rows, notes)
    pieces.result_table(view, rows, notes)
met = store.ask("mlperf_pairs", target=f"{view['acc']}%", doubtful=view["doubtful"])
absent = words.absent(extent, {f: framework_label(f) for f in FRAMEWORKS})
pieces.meetings(view, met, absent, mlperf.meeting_footnotes(met))
pieces.rules(notes)
pieces.record_drawer(view)
