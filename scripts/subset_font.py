"""Cuts Inter down to what the dashboard writes, with digits of equal width, into static/.

    python -m scripts.subset_font

Source: the variable Inter of the package fontpkg-inter (SIL Open Font License 1.1). The result
carries another name, "Inter Tabular", since its digits, its extra marks and its size differ.
"""

from pathlib import Path
from shutil import copyfile

import fontpkg_inter
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import NO_VARIATION_INDEX
from fontTools.varLib.instancer import instantiateVariableFont

from scripts.glyphs import ADVANCE, DRAWN

STATIC = Path(__file__).resolve().parent.parent / "static"
SOURCE = fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf"
LICENCE = fontpkg_inter.ROOT / "LICENSE"

FAMILY = "Inter Tabular"
LIGHTEST, BOLDEST = 400, 700
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B]
SYMBOLS = (
    "★☆●○■□▲△▼▽▶▷◀◁◆◇✓✗✚◐◷⚠"  # marks: stars, frameworks, yes and no, verdicts
    "−±×÷≤≥≈≠∞√∑π∆Δμ"  # arithmetic
    "←↑→↓↔↕↗↘"
    "‐‑‒–—‘’‚“”„†‡•…‰′″‹›⁄€™"  # punctuation
    "⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉"  # raised and lowered digits
    "\u200b"  # zero-width space: keeps addresses in data from becoming links
)
KEPT_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]

# file → the axes' values or ranges it keeps; pictures are exported with single faces
FACES = {
    STATIC / "inter-tabular.woff2": {"wght": (LIGHTEST, BOLDEST)},
    STATIC / "export" / "inter-tabular-regular.ttf": {"wght": 400, "opsz": 14},
    STATIC / "export" / "inter-tabular-semibold.ttf": {"wght": 600, "opsz": 14},
}


def main() -> None:
    """Writes the web font, the two faces for picture exports, and the licence; prints sizes."""
    for path, limits in FACES.items():
        path.parent.mkdir(exist_ok=True)
        cut(limits, web=path.suffix == ".woff2").save(path)
        print(f"{path.relative_to(STATIC.parent)}  {path.stat().st_size / 1000:.0f} kB")
    copyfile(LICENCE, STATIC / "inter-OFL.txt")


def cut(limits: dict, web: bool) -> TTFont:
    """Inter limited to `limits` (axis → value or range), our characters and tabular digits."""
    font = TTFont(SOURCE)
    make_digits_tabular(font)
    add_drawn_marks(font)
    options = Options(
        layout_features=KEPT_FEATURES, hinting=False, notdef_outline=True, glyph_names=False
    )
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 25]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*LATIN, *map(ord, SYMBOLS)])
    subsetter.subset(font)
    instantiateVariableFont(font, limits, inplace=True)
    rename(font, semibold=limits["wght"] == 600)
    font.flavor = "woff2" if web else None
    return font


def make_digits_tabular(font: TTFont) -> None:
    """Points 0 to 9 at the forms that Inter offers as feature `tnum`."""
    gsub = font["GSUB"].table
    swaps: dict[str, str] = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in gsub.LookupList.Lookup[index].SubTable:
                swaps |= getattr(subtable, "ExtSubTable", subtable).mapping
    digits = {ord(digit): swaps[font.getBestCmap()[ord(digit)]] for digit in "0123456789"}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= digits


def add_drawn_marks(font: TTFont) -> None:
    """Adds the marks of scripts/glyphs.py, the same at every weight."""
    font.ensureDecompiled()
    widths = font["HVAR"].table.AdvWidthMap
    for character, (name, draw) in DRAWN.items():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        glyph = draw()
        font["glyf"][name] = glyph
        font["gvar"].variations[name] = []
        widths.mapping[name] = NO_VARIATION_INDEX
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (ADVANCE, glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name


def rename(font: TTFont, semibold: bool) -> None:
    """Names the cut font; an exporter finds a face by family and style."""
    style = "SemiBold" if semibold else "Regular"
    names = {
        1: f"{FAMILY} SemiBold" if semibold else FAMILY,
        2: "Regular",
        3: f"InterTabular-{style}",
        4: f"{FAMILY} {style}",
        6: f"InterTabular-{style}",
        16: FAMILY,
        17: style,
        25: "InterTabular",
    }
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 600 if semibold else 400


if __name__ == "__main__":
    main()
