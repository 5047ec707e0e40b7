"""The least a Streamlit page can be: one control and one chart. The yardstick of the others."""

import pandas as pd
import streamlit as st

power = st.segmented_control("Power", [1, 2, 3], default=1, required=True)
rows = pd.DataFrame({"x": range(50), "y": [x**power for x in range(50)]})
st.vega_lite_chart(
    rows,
    {
        "mark": "point",
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
        },
    },
)
