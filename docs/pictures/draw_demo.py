"""Makes the demo's pictures: SVG drawings of ours, turned into WebP by Chromium. Run by hand.

    python docs/pictures/draw_demo.py /usr/bin/chromium [name …]

The finer drawings stand as SVG in cms/demo_pictures/svg; those of `scenes.py` are drawn by code
and written there first. Drawn for this project and licensed with it.
"""

import io
import sys
from pathlib import Path

import hand
import scenes
from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parents[2] / "cms" / "demo_pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE, WIDE = (960, 640), (1600, 700)
MOST_BYTES = 60_000


def main(chromium: str, *wanted: str) -> None:
    """Write the drawings of the code, then turn every drawing into a small picture."""
    for name, inside in scenes.ALL.items():
        (HERE / "svg" / f"{name}.svg").write_text(hand.sheet(inside))
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=FLAGS)
        for source in sorted((HERE / "svg").glob("*.svg")):
            if wanted and source.stem not in wanted:
                continue
            width, height = WIDE if source.stem.startswith("hero") else SIZE
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(
                f'<body style="margin:0">{source.read_text()}<style>svg{{display:block;'
                f"width:{width}px;height:{height}px}}</style>"
            )
            content = io.BytesIO()
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.save(content, "webp", quality=82, method=6)
            page.close()
            if content.tell() > MOST_BYTES:
                raise SystemExit(f"{source.stem}: {content.tell()} bytes, at most {MOST_BYTES}")
            (HERE / f"{source.stem}.webp").write_bytes(content.getvalue())
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
