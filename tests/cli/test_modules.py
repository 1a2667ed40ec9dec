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


def test_a_verb_asks_the_workspace_and_nothing_below_it() -> None:
    """Places, findings, errors, files and the gate are the ground that every floor stands on."""
    allowed = ("sdgen.cli", "sdgen.workspace", "sdgen.base")
    for path in FOLDER.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
        below = {
            module
            for module in modules
            if module.startswith("sdgen.") and not module.startswith(allowed)
        }
        assert not below, path.name
