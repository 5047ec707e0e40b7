"""``python -m scripts.render_pdf FILE FOLDER``: pages of a PDF as PNG, to be looked at."""

from __future__ import annotations

import argparse
from pathlib import Path

import pypdfium2


def page_images(content: bytes, scale: float = 1.5) -> list:
    """Every page as a Pillow image, 72 × scale dots an inch."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=scale).to_pil() for page in document]
    finally:
        document.close()


def page_texts(content: bytes) -> list[str]:
    """The text of every page in reading order."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def main() -> None:
    """Reads the command line and writes page-1.png, page-2.png and so on."""
    parser = argparse.ArgumentParser(prog="python -m scripts.render_pdf", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for n, image in enumerate(page_images(chosen.file.read_bytes()), 1):
        path = chosen.folder / f"page-{n}.png"
        image.save(path)
        print(path)


if __name__ == "__main__":
    main()
