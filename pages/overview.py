"""Which framework should serve our model?"""

from tradeoffs import links, store, ui

view = links.read("overview", claim=("lat-ttft-tgi",))
ui.page_head(view, "Which framework should serve your model?", "test")
ui.claim_button(view, "lat-ttft-tgi", "open", key="x")
ui.claim_drawer(view)
