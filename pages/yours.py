"""How do our own measurements stand beside the published ones?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.formats import count, plain, plural
from tradeoffs.ui import own, yours_batches, yours_import

listed = own.desk().listed()
view = links.read("yours", batch=listed)
published = f"{count(store.ask('extent').iloc[0].points)} published points"
chosen = listed.get(view["batch"]) or next(iter(listed.values()), None)

if chosen is None:
    ui.page_head(
        view,
        f"Set your own measurements beside {published}",
        "Drop the files of your benchmark tool. They are read here and kept nowhere until you say "
        "so.",
    )
else:
    ui.page_head(
        view,
        f"{plural(chosen.batch.points, 'own point')} stand beside {published}",
        f"Batch {plain(chosen.batch.name)}",
    )
yours_import.bring(view)
yours_batches.damaged()
if yours_batches.choose(view) is not None:
    yours_batches.card(view, chosen)
st.page_link(
    "pages/benchmarks.py", label="Explore all measured points", icon=":material/scatter_plot:"
)
