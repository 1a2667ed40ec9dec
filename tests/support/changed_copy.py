"""A copy of sdgen of which one package may be changed, for a process of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import sdgen

SOURCES = Path(sdgen.__file__).parent


def copy_of_sdgen(folder: Path, package: str) -> Path:
    """The folder of the package in ``folder/sdgen``; what stands beside it is linked, which takes a
    hundredth of the time, or copied where links may not be made."""
    (folder / "sdgen").mkdir()
    for source in SOURCES.iterdir():
        target = folder / "sdgen" / source.name
        if source.name == package:
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.name != "__pycache__":
            try:
                target.symlink_to(source, target_is_directory=source.is_dir())
            except OSError:
                (shutil.copytree if source.is_dir() else shutil.copy2)(source, target)
    return folder / "sdgen" / package
