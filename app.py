"""Serving Trade-offs: the pages and their navigation; everything else lives in its page."""

from pathlib import Path

import streamlit as st

from tradeoffs import store
from tradeoffs.links import PAGES
from tradeoffs.ui.frame import theme
from tradeoffs.ui.problem import data_problem

ROOT = Path(__file__).parent

st.set_page_config(
    page_title="Serving Trade-offs", page_icon=str(ROOT / "static/mark.svg"), layout="wide"
)
st.logo(str(ROOT / f"static/wordmark-{theme()}.svg"), size="medium", link=None)

sections: dict[str, list] = {}
for slug, page in PAGES.items():
    sections.setdefault(page.group, []).append(
        st.Page(
            ROOT / "pages" / f"{slug}.py",
            title=page.title,
            icon=f":material/{page.icon}:",
            url_path="" if page.path == "/" else slug,
            default=page.path == "/",
        )
    )
store.use(None)  # a page adds own batches itself; none may stay from another page
# A meeting is held on one page; its own buttons lead back.
meeting = st.query_params.get("mode") == "meeting"
chosen = st.navigation(sections, position="hidden" if meeting else "top")
try:
    chosen.run()
except store.DataProblem as problem:
    data_problem(problem)
except store.QueryTooSlow as slow:
    st.error(f"The question took too long and was stopped: {slow}. Narrow the filters.")
