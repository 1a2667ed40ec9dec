"""Make every asset in ``sdgen/assets/``: ``python tools/assets.py [--check]``.

With ``--check`` nothing is written; the exit status is 1 and stale files are named when what the
installed packages give is not what stands here. Needs the development dependencies.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from make_characters import make_characters
from make_fonts import font_content, make_fonts
from make_glyphs import make_glyphs
from make_icon_images import NAME as ICON_IMAGES
from make_icon_images import make_icon_images
from make_icon_index import make_icon_index

FOLDER = Path(__file__).parents[1] / "sdgen" / "assets"
_FONTS = (".ttf", ".woff2")


def make_assets() -> dict[str, bytes]:
    """Every generated asset's bytes by its name."""
    made = {**make_fonts(), **make_glyphs(), **make_icon_index(), **make_characters()}
    images = FOLDER / ICON_IMAGES
    existing = images.read_bytes() if images.is_file() else b""
    return {**made, **make_icon_images(made["icon_index.json"], existing)}


def _is_same(name: str, made: bytes, found: bytes) -> bool:
    if made == found:
        return True
    return name.endswith(_FONTS) and font_content(made) == font_content(found)


def stale_assets(assets: dict[str, bytes], folder: Path) -> list[str]:
    """Names of the assets that are missing in ``folder``, differ from ``assets``, or are fonts
    that nothing makes any more."""
    stale = [
        name
        for name, made in assets.items()
        if not (folder / name).is_file() or not _is_same(name, made, (folder / name).read_bytes())
    ]
    unknown = [path.name for path in folder.iterdir() if path.suffix in _FONTS]
    return sorted({*stale, *(name for name in unknown if name not in assets)})


def main(arguments: Sequence[str]) -> int:
    """Write the assets, or with ``--check`` only compare; returns the exit status."""
    assets = make_assets()
    stale = stale_assets(assets, FOLDER)
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"sdgen/assets/{name} is stale: run python tools/assets.py\n")
        return 1 if stale else 0
    for name in stale:
        if name in assets:
            (FOLDER / name).write_bytes(assets[name])
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
