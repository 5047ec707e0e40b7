"""Which precision runs in which framework on our GPUs?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.charts import support
from tradeoffs.charts.theme import FALLEN
from tradeoffs.comparison import quantization as q
from tradeoffs.comparison.methods import FAMILIES
from tradeoffs.comparison.methods import GENERATIONS as SHORT
from tradeoffs.formats import plain, plural
from tradeoffs.ui.methods import fp8_table, method_drawer, method_list, state_legend
from tradeoffs.ui.statements import statement_button, statement_grid, text_grid
from tradeoffs.vocabulary import GENERATIONS, framework_label

rows = store.ask("quantization_support")
stated = store.ask("quantization_statements")
rates = store.ask("gpu_generation_rates")
measured = store.ask("measured_at_precision", precision="fp8")
view = links.read(
    "quantization",
    claim=store.ask("claim_ids").claim_id,
    one=q.frameworks_in(rows),
    method=rows.method.unique(),
)
gen, families, only = view["gen"], view["family"], view["only"]


def founding() -> None:
    """The founding table, each cell with its verdict, and its two notes on FP8."""
    cells = stated[stated.framework != "all"]
    fallen = int(cells.verdict.isin(FALLEN).sum())
    title = f"As written: {fallen} of {plural(len(cells), 'cell')} no longer stand"
    heads = {"int8": "INT8", "int4": "INT4", "fp8": "FP8", "methods": "Methods"}
    with st.container(border=True):
        ui.card_head(title, "Boxed: wrong or outdated. Every cell opens its evidence.")
        statement_grid(view, cells, heads)
        with st.container(horizontal=True):
            st.markdown("Notes on FP8:", width="content")
            for note in stated[stated.framework == "all"].itertuples():
                statement_button(view, note.claim_id, note.statement, note.verdict)
        source = f"{plural(len(stated), 'statement')} of the founding text, verdict by claim."
        ui.foot(view, source, key="quantization-stated", rows=stated, title=title)


def controls() -> None:
    """Which GPUs are ours, which families, and whether the rest is hidden."""
    names = {"all": "All", **SHORT}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view.segments("gen", "Our GPUs", format_func=names.get, width="content")
        view.pills("family", "Precision", format_func=FAMILIES.get, width="content")
        view.toggle("only", "Hide what does not run", disabled=gen == "all")


def panels() -> None:
    """One panel of marks for each framework with methods of its own."""
    shown = {f: q.panel(rows, f, gen, families, only) for f in q.with_methods(rows)}
    if all(marks.empty for marks in shown.values()):
        what = f"None of these runs on {GENERATIONS[gen]}"
        exists = "Other families run there, or these on other generations."
        loosen = {
            "only": q.rows_left(rows, gen, families, False),
            "family": q.rows_left(rows, gen, (), only),
        }
        ui.nothing_found(view, plain(what), exists, loosen)
        return
    st.markdown(state_legend(gen))
    with st.grid(2, min_column_width=330):
        for f, marks in shown.items():
            title = f"{framework_label(f)}: {q.panel_title(rows, f, gen, families)}"
            if marks.empty:
                st.markdown(plain(title))
                continue
            chart = support.panel(marks, gen, theme=ui.theme(), title=title)
            said = "Best method of each kind; W8A8: 8-bit weights and activations"
            more = {"caption": said, "source": f"{q.read_from(rows, f)}.", "rows": marks}
            ui.chart_card(view, chart, key=f"quantization-{f}", title=title, **more)


def obstacles() -> None:
    """Why the chosen generation cannot run the rest."""
    found = q.obstacles(rows, rates, gen, families)
    title = f"Why not on {SHORT[gen]}: {q.causes(found)}"
    with st.container(border=True):
        ui.card_head(title, "Hardware: none of its data sheets states such a rate")
        columns = {"evidence_url": st.column_config.LinkColumn("source", display_text="open")}
        columns["why"] = st.column_config.TextColumn("why", width="large")
        more = {"source": "Tables quantization and gpus.", "column_config": columns}
        ui.table(view, found, key="quantization-why", title=title, **more)


def fp8() -> None:
    """The two notes on FP8 against data sheets, frameworks and measurements."""
    check = q.fp8_check(rows, rates, measured)
    with st.container(border=True):
        title = q.fp8_verdict(check)
        odd = q.without_rate(check)
        ui.card_head(title, f"The founding note says: only Hopper, and 2× the throughput{odd}")
        text_grid(fp8_table(check))
        source = f"{plural(int(rates.gpus.sum()), 'data sheet')}; {q.fp8_points(measured)}."
        ui.foot(view, source, key="quantization-fp8", rows=check, title=title)


ui.page_head(view, q.page_answer(rows, gen), q.measure(rows))
founding()
controls()
panels()
if gen != "all":
    obstacles()
fp8()
method_list(view, rows)
if view["claim"]:
    ui.claim_drawer(view)
else:
    method_drawer(view, rows)
