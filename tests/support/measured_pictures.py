"""The pictures whose layout is measured: by ``tests/layout/test_quality.py`` against its table, and
by ``benchmarks/pictures.py`` beside other tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sdgen
from benchmarks.random_designs import random_design

ROOT = Path(__file__).parents[2]
VIEWS = ("high-level", "detailed", "deployment")
SEEDS = range(20)
DESIGNS = sorted((ROOT / "designs").glob("*.yaml"))
REAL = sorted((ROOT / "tests" / "schema" / "corpus" / "real").glob("*.yaml"))
FILES = [*DESIGNS, *REAL]


def _name(file: Path) -> str:
    """What it is called in the table: a real system that a bundled design tells too is told apart."""
    told = file in REAL and file.stem in {each.stem for each in DESIGNS}
    return f"{file.stem}-real" if told else file.stem


def _views(file: Path) -> tuple[str, ...]:
    """The views of a design; a deployment only where something is in a zone."""
    placed = "\ntopology:" in file.read_text(encoding="utf-8")
    return VIEWS if placed else VIEWS[:-1]


PICTURES: dict[tuple[str, str], Callable[[], sdgen.api.LoadedDesign]] = {
    **{
        (_name(file), view): lambda file=file: sdgen.load(file)
        for file in FILES
        for view in _views(file)
    },
    **{
        (f"random-{seed}", "high-level"): lambda seed=seed: sdgen.loads(random_design(seed).yaml())
        for seed in SEEDS
    },
}
"""By design and view; the designs are read when they are asked for."""
