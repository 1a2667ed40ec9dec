"""Generated data that sdgen ships: fonts, glyphs, tables. ``tools/assets.py`` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def asset_path(name: str) -> Path:
    """Where the asset called ``name`` stands on disk; for libraries that read files themselves."""
    from pathlib import Path

    return Path(__file__).parent / name


def asset_bytes(name: str) -> bytes:
    """The bytes of the asset called ``name``. A missing asset is a broken installation."""
    return asset_path(name).read_bytes()
