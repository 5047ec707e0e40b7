"""The files behind the look: font, wordmark, theme."""

import ast
import re
import tomllib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from scripts import draw_wordmark, subset_font

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
WEB_FONT = STATIC / "inter-tabular.woff2"
FACES = sorted([WEB_FONT, *(STATIC / "export").glob("*.ttf")])
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())


def characters_of_the_product() -> set[str]:
    """Everything beyond ASCII in the texts of the dashboard's own code and queries."""
    texts = [re.sub("--.*", "", file.read_text()) for file in (ROOT / "queries").glob("*.sql")]
    for place in ["app.py", "pages/*.py", "tradeoffs/**/*.py"]:
        for file in ROOT.glob(place):
            texts += strings(ast.parse(file.read_text()))
    return {c for text in texts for c in text if not c.isascii()}


def strings(module: ast.Module) -> list[str]:
    """The string literals of a module, docstrings apart."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = list(ast.walk(module))
    docs = {ast.get_docstring(node, clean=False) for node in nodes if isinstance(node, documented)}
    values = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return [value for value in values if isinstance(value, str) and value not in docs]


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.name)
def test_every_character_the_product_writes_is_in_the_font(face: Path):
    missing = characters_of_the_product() - set(map(chr, TTFont(face).getBestCmap()))
    assert missing == set()


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.name)
def test_marks_of_frameworks_stars_and_verdicts_are_in_the_font(face: Path):
    assert set(map(ord, "★☆●■▲◆✚◐○◷✓✗×−–“”≤≥≈→")) <= set(TTFont(face).getBestCmap())


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_digits_have_equal_widths_at_every_weight(weight: int):
    font = instantiateVariableFont(TTFont(WEB_FONT), {"wght": weight, "opsz": 14})
    names = font.getBestCmap()
    assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_the_font_is_small_and_has_its_licence_beside_it():
    assert WEB_FONT.stat().st_size < 80_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / "inter-OFL.txt").read_text()


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.name)
def test_the_changed_font_does_not_call_itself_inter(face: Path):
    names = TTFont(face)["name"]
    assert names.getBestFamilyName() == CONFIG["theme"]["fontFaces"][0]["family"]
    assert names.getDebugName(1).startswith("Inter Tabular")


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.name)
def test_shipped_font_is_what_the_script_cuts_today(face: Path):
    file = BytesIO()
    subset_font.cut(subset_font.FACES[face], web=False).save(file)
    fresh, shipped = TTFont(file), TTFont(face)
    assert set(fresh.getBestCmap()) == set(shipped.getBestCmap())
    assert fresh["hmtx"].metrics == shipped["hmtx"].metrics


def test_shipped_wordmarks_are_what_the_script_draws_today(tmp_path, monkeypatch):
    monkeypatch.setattr(draw_wordmark, "STATIC", tmp_path)
    draw_wordmark.main()
    drawn = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert drawn == {name: (STATIC / name).read_text() for name in drawn}
    assert sorted(drawn) == ["mark.svg", "wordmark-dark.svg", "wordmark-light.svg"]


@pytest.mark.parametrize("name", ["mark.svg", "wordmark-dark.svg", "wordmark-light.svg"])
def test_wordmark_has_a_name_and_no_text_that_needs_a_font(name: str):
    tags = {e.tag.split("}")[1]: e.text for e in ElementTree.parse(STATIC / name).iter()}
    assert tags["title"] == "Serving Trade-offs"
    assert "text" not in tags


def test_the_theme_names_a_font_file_that_is_served():
    (face,) = CONFIG["theme"]["fontFaces"]
    assert face["url"] == f"app/static/{WEB_FONT.name}"
    assert CONFIG["server"]["enableStaticServing"]
    assert CONFIG["theme"]["font"].startswith(face["family"])


def test_light_and_dark_set_the_same_colours():
    assert set(CONFIG["theme"]["light"]) == set(CONFIG["theme"]["dark"])


def test_readers_see_no_traceback_and_nothing_is_reported_home():
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False
    assert CONFIG["browser"]["gatherUsageStats"] is False


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [("textColor", "backgroundColor", 7), ("textColor", "secondaryBackgroundColor", 7)]
    + [("linkColor", "backgroundColor", 4.5)]
    + [(f"{c}TextColor", f"{c}BackgroundColor", 4.5) for c in ("green", "orange", "red")]
    + [(f"{c}TextColor", f"{c}BackgroundColor", 4.5) for c in ("violet", "blue", "gray")],
)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str, least: float):
    colours = CONFIG["theme"][theme]
    assert contrast(colours[text], colours[ground]) >= least


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, WCAG 2.2."""
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, 0 to 1, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
