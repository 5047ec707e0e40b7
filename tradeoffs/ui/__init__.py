"""Small Streamlit pieces that several pages use."""

from tradeoffs.ui.empty import nothing_found
from tradeoffs.ui.evidence import claim_button, claim_drawer
from tradeoffs.ui.frame import notices, page_head, theme
from tradeoffs.ui.show import card_head, chart_card, draw, foot, table
from tradeoffs.ui.text import badge, coloured, framework, grey, stars, verdict_legend

__all__ = [
    "badge",
    "card_head",
    "chart_card",
    "claim_button",
    "claim_drawer",
    "coloured",
    "draw",
    "foot",
    "framework",
    "grey",
    "notices",
    "nothing_found",
    "page_head",
    "stars",
    "table",
    "theme",
    "verdict_legend",
]
