"""The page a reader sees when a table is missing or damaged."""

from __future__ import annotations

import streamlit as st

from tradeoffs.store import DataProblem


def data_problem(problem: DataProblem) -> None:
    """Says which file is at fault, why, and how to rebuild it."""
    st.markdown("# The data cannot be read", anchors=False)
    st.error("A table of the dashboard is missing or damaged.", icon=":material/error:")
    st.text(f"File: {problem.path}\nReason: {problem.reason}")
    st.markdown("Rebuild the tables from their sources, then reload this page:")
    st.code("make data", language="sh")
