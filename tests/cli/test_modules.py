"""What the package of the command line is: one module a verb, and what verbs print with."""

from __future__ import annotations

import ast
from pathlib import Path

import sdgen.cli
from sdgen.cli.verbs import VERBS

FOLDER = Path(sdgen.cli.__file__).parent
HELPERS = {"__init__", "group", "main", "printing", "reports", "status", "verbs"}


def test_one_module_a_verb_and_nothing_else() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == HELPERS | set(VERBS)


def test_designs_are_found_read_drawn_and_linted_below() -> None:
    """What works on many designs, or on files, is the workspace's."""
    for path in FOLDER.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
        below = {
            module
            for module in modules
            if module.startswith(("sdgen.draw", "sdgen.layout", "sdgen.model", "sdgen.parse"))
            or module in ("sdgen.lint.engine", "sdgen.lint.configuration", "sdgen.lint.baseline")
        }
        assert not below, path.name
