"""How do our own measurements stand beside the published ones?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.comparison import own_words
from tradeoffs.formats import count, plain
from tradeoffs.ui import own, yours_batches, yours_compare, yours_import

listed = own.desk().listed()
view = links.read("yours", batch=listed)
chosen = yours_batches.opened(view, listed)

if chosen is None:
    ui.page_head(
        view,
        f"Set your own measurements beside {count(store.ask('extent').iloc[0].points)} "
        "published points",
        "Drop the files of your benchmark tool. They are read here and kept nowhere until you say "
        "so.",
    )
else:
    found = yours_compare.found(view, chosen)
    ui.page_head(
        view,
        own_words.answer(found, chosen.batch.points),
        f"{plain(chosen.batch.name)}. {own_words.measure(found)}",
    )
yours_import.bring(view, more=chosen is not None)
yours_batches.damaged()
if chosen is not None:
    yours_batches.choose(view, listed)
    yours_compare.compared(view, found)
    yours_batches.card(view, chosen)
st.page_link(
    "pages/benchmarks.py", label="Explore all measured points", icon=":material/scatter_plot:"
)
