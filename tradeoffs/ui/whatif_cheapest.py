"""The part of the what-if page that searches the cheapest configuration within limits."""

from __future__ import annotations

import streamlit as st

from tradeoffs.formats import plain
from tradeoffs.links import View
from tradeoffs.planning import cheapest, cheapest_words, prices, scenarios
from tradeoffs.planning.known import Known
from tradeoffs.ui import text
from tradeoffs.ui.show import card_head, table
from tradeoffs.vocabulary import framework_label

ROW_COLUMNS = (
    "gpu",
    "gpus",
    "split",
    "weight_precision",
    "concurrency",
    "usd_per_hour",
    "usd_per_mtok",
    "usd_per_mtok_low",
    "usd_per_mtok_high",
    "output_tok_s",
    "ttft_ms",
    "tpot_ms",
    "memory_bytes",
    "usable_bytes",
    "max_concurrency",
    "is_calibrated",
)


def cheapest_part(view: View, known: Known) -> None:
    """Limits, the ranked configurations, and what would change the winner."""
    _limits(view)
    found = cheapest.search(view.values, known)
    title = cheapest_words.title(found)
    letter = scenarios.focus(view.values)
    framework = framework_label(view[f"{letter}-fw"])
    with st.container(border=True):
        card_head(
            plain(title),
            plain(
                f"{framework}, {view['load']:,} requests in flight as a closed loop; the best "
                "split of every GPU, number and precision. Each figure with its 80 % band"
            ),
        )
        if found.ranked.empty:
            _nothing(view, found)
            return
        table(
            view,
            cheapest_words.listed(found),
            key="whatif-cheapest",
            title=title,
            source=plain(cheapest_words.searched(found)),
            download=found.ranked[list(ROW_COLUMNS)],
        )
        changes = cheapest_words.changes(found)
        if changes:
            st.markdown("**What would change the winner**")
            st.markdown("\n".join(f"- {plain(line)}" for line in changes))
        winner = found.ranked.iloc[0]
        st.button(
            f"Look at it as scenario {letter.upper()}",
            key="whatif-take-cheapest",
            on_click=view.set,
            kwargs={
                f"{letter}-gpu": winner["gpu"],
                f"{letter}-prec": winner["weight_precision"],
                f"{letter}-split": winner["split"],
                "scen": "online-concurrency",
            },
        )


def _limits(view: View) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        view.number("ttft", "TTFT at most, ms", width=140, help="0: no limit")
        view.number("tpot", "TPOT at most, ms", width=140, help="0: no limit")
        view.number("gpus", "GPUs at most", width=120)
        view.number("budget", "$ an hour at most", width=140, help="0: no limit")
        view.select(
            "price", "Price of a GPU", at="-cheapest", width=230, format_func=prices.RULE_LABELS.get
        )
        view.multiselect("among", "GPUs", width=260, placeholder="all with a price")
        view.toggle("sure", "Limits hold at the slow end of the band")


def _nothing(view: View, found: cheapest.Found) -> None:
    if not found.prices:
        st.markdown(
            text.grey(
                "Pick a rule of dated on-demand offers above, or type a price in a scenario. "
                "No price is ever assumed."
            )
        )
        return
    changes = cheapest_words.changes(found)
    if changes:
        st.markdown("\n".join(f"- {plain(line)}" for line in changes))
    st.markdown(text.grey(plain(cheapest_words.searched(found))))
    dropped = {k: 0 for k in ("ttft", "tpot", "budget") if view[k]}
    if dropped:
        st.button(
            "Drop every limit but that on GPUs",
            key="whatif-drop-limits",
            on_click=view.set,
            kwargs=dropped,
        )
