"""The house keeps its own rules: what no type checker and no layer contract says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sdgen

SOURCES = Path(sdgen.__file__).parent
MODULES = sorted(SOURCES.rglob("*.py"))
GENERATORS = {SOURCES / "assets" / "make_fonts.py"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_records_are_structs(module: Path) -> None:
    """A ``dataclasses.field`` in a Struct would become its default value without a word, and a
    class made by ``dataclasses`` takes half a millisecond of every start."""
    if module in GENERATORS:
        return
    tree = ast.parse(module.read_text(encoding="utf-8"))
    imported = {
        name
        for each in ast.walk(tree)
        for name in (
            [each.module]
            if isinstance(each, ast.ImportFrom)
            else [alias.name for alias in each.names]
            if isinstance(each, ast.Import)
            else []
        )
    }
    assert "dataclasses" not in imported
