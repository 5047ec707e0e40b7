"""Colours, shapes and type of every chart, light and dark; the only place that names a colour.

Ink for the interface, colour for data: a colour always means a framework or a verdict. The
framework colours stay apart under the three common colour-vision deficiencies; shape and label
repeat them. Amber and teal have text variants, since as marks they pass 3:1 but not 4.5:1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

THEMES = ("light", "dark")
FONT = "Inter Tabular, system-ui, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    background: str
    panel: str
    ink: str
    mute: str
    faint: str
    line: str
    grid: str
    context: str
    mark: dict[str, str]
    text: dict[str, str]
    verdict_fill: dict[str, str]
    verdict_text: dict[str, str]
    ramp: tuple[str, ...] = field(default=())
    memory: dict[str, str] = field(default_factory=dict)
    cause: dict[str, str] = field(default_factory=dict)
    scenario: dict[str, str] = field(default_factory=dict)


def _by_verdict(*colours: str) -> dict[str, str]:
    return dict(zip(_VERDICTS, colours, strict=True))


def _by(names: str, *colours: str) -> dict[str, str]:
    return dict(zip(names.split("; "), colours, strict=True))


# Parts of memory, causes of a latency and scenarios are no frameworks: slate, clay and plum.
_MEMORY = "weights; KV cache; kept back; free"
_CAUSES = (
    "Reading weights; Reading KV cache; Arithmetic of the step; Reading prompts; "
    "Waiting for prompts; Between GPUs; Launch and host"
)
_SCENARIOS = "A; B; C"
_VERDICTS = ("holds", "outdated", "disputed", "wrong", "unverifiable", "opinion")
_LIGHT_MARK = {
    "vllm": "#2A5BD7",
    "tensorrt-llm": "#256B12",
    "tgi": "#D07A00",
    "deepspeed": "#A3195B",
    "triton": "#149CAC",
}
_DARK_MARK = {
    "vllm": "#5C93FF",
    "tensorrt-llm": "#5FA31F",
    "tgi": "#FFBE55",
    "deepspeed": "#E4619E",
    "triton": "#86E7EC",
}
PALETTES = {
    "light": Palette(
        background="#FFFFFF",
        panel="#F5F6F8",
        ink="#161B22",
        mute="#5A6472",
        faint="#737E8C",
        line="#E1E5EA",
        grid="#ECEFF3",
        context="#98A2B0",
        mark=_LIGHT_MARK,
        text=_LIGHT_MARK | {"tgi": "#945800", "triton": "#0B717D"},
        verdict_fill=dict(
            zip(
                _VERDICTS,
                ["#CFEBDA", "#FADDB5", "#DDD3F7", "#F6CCC9", "#DDE1E7", "#ECEEF2"],
                strict=True,
            )
        ),
        verdict_text=dict(
            zip(
                _VERDICTS,
                ["#125431", "#713A02", "#452B8C", "#8A1A1A", "#444D59", "#5A6472"],
                strict=True,
            )
        ),
        ramp=("#F1F5FB", "#D0DCEB", "#9EB5D0", "#6184AB", "#35557A", "#2F4560"),
        memory=_by(_MEMORY, "#2F4560", "#7F99B5", "#C9CFD7", "#EEF1F4"),
        cause=_by(
            _CAUSES, "#2F4560", "#5F7C9C", "#A9BCD1", "#B9814A", "#E0C39B", "#8A6AA6", "#C9CFD7"
        ),
        scenario=_by(_SCENARIOS, "#737E8C", "#3F6FA8", "#161B22"),
    ),
    "dark": Palette(
        background="#0F1216",
        panel="#181C22",
        ink="#E6EAF0",
        mute="#A3AEBC",
        faint="#7C8796",
        line="#2B323B",
        grid="#20262E",
        context="#77828F",
        mark=_DARK_MARK,
        text=_DARK_MARK,
        verdict_fill=dict(
            zip(
                _VERDICTS,
                ["#1B4732", "#573A14", "#3E3170", "#5E2624", "#343C46", "#232A32"],
                strict=True,
            )
        ),
        verdict_text=dict(
            zip(
                _VERDICTS,
                ["#8FE6BC", "#FFD09A", "#D3C5FF", "#FFB9B5", "#C3CBD6", "#A3AEBC"],
                strict=True,
            )
        ),
        ramp=("#1A222D", "#2F4358", "#4B6A89", "#7798B8", "#B3C9DD", "#D3E1EE"),
        memory=_by(_MEMORY, "#C4D3E4", "#7790AB", "#49525D", "#20262E"),
        cause=_by(
            _CAUSES, "#C4D3E4", "#8FA8C2", "#56708C", "#D9A066", "#7E6140", "#B190CE", "#49525D"
        ),
        scenario=_by(_SCENARIOS, "#7C8796", "#86B4E8", "#E6EAF0"),
    ),
}
SHAPES = {
    "vllm": "circle",
    "tensorrt-llm": "square",
    "tgi": "triangle-up",
    "deepspeed": "diamond",
    "triton": "cross",
}
GLYPHS = {"vllm": "●", "tensorrt-llm": "■", "tgi": "▲", "deepspeed": "◆", "triton": "✚"}
VERDICT_ICONS = {
    "holds": ("check", "green", "✓"),
    "outdated": ("history", "orange", "◷"),
    "disputed": ("balance", "violet", "≠"),
    "wrong": ("close", "red", "✗"),
    "unverifiable": ("question_mark", "gray", "?"),
    "opinion": ("format_quote", "gray", "“"),
}
FALLEN = ("wrong", "outdated")  # verdicts under which a rating no longer stands


def mark_colour(framework: str | None, theme: str) -> str:
    """Colour of a framework's marks; grey for context frameworks."""
    palette = PALETTES[theme]
    return palette.mark.get(framework or "", palette.context)


def text_colour(framework: str | None, theme: str) -> str:
    """Colour of a framework's name and labels, readable as text."""
    palette = PALETTES[theme]
    return palette.text.get(framework or "", palette.mute)


def framework_scale(theme: str, *, text: bool = False) -> dict[str, list[str]]:
    """Domain and range for ``alt.Scale``: the five, then ``other`` in grey."""
    pick = text_colour if text else mark_colour
    domain = [*SHAPES, "other"]
    return {"domain": domain, "range": [pick(f, theme) for f in domain]}


def shape_scale() -> dict[str, list[str]]:
    """Domain and range of the framework shapes for ``alt.Scale``."""
    domain = [*SHAPES, "other"]
    return {"domain": domain, "range": [SHAPES.get(f, "circle") for f in domain]}


def scale(colours: dict[str, str]) -> dict[str, list[str]]:
    """Domain and range for ``alt.Scale`` of one of a palette's named colours."""
    return {"domain": list(colours), "range": list(colours.values())}


def on(colour: str, theme: str) -> str:
    """Ink or page colour, whichever reads better on a filled mark of this colour."""
    palette = PALETTES[theme]
    return max(palette.ink, palette.background, key=lambda c: _contrast(c, colour))


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def config(theme: str) -> dict[str, Any]:
    """The Vega-Lite ``config`` every chart carries."""
    p = PALETTES[theme]
    axis = {
        "labelColor": p.mute,
        "titleColor": p.mute,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "gridColor": p.grid,
        "domainColor": p.line,
        "tickColor": p.line,
        "labelFont": FONT,
        "titleFont": FONT,
        "labelPadding": 6,
        "titlePadding": 8,
    }
    legend = {
        "labelColor": p.mute,
        "titleColor": p.mute,
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 12,
        "symbolSize": 70,
    }
    header = {
        "labelColor": p.ink,
        "titleColor": p.mute,
        "labelFont": FONT,
        "labelFontSize": 13,
        "labelFontWeight": 600,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"grid": False, "tickSize": 4},
        "axisY": {"ticks": False, "domain": False},
        "text": {"font": FONT, "fontSize": 12, "color": p.ink},
        "legend": legend,
        "header": header,
        "title": {
            "color": p.ink,
            "font": FONT,
            "fontSize": 13,
            "fontWeight": 600,
            "anchor": "start",
        },
    }
