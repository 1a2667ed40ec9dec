"""What the package of the command line is: one module a verb, and what verbs print with."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import sdgen.cli
from sdgen.cli.verbs import VERBS

FOLDER = Path(sdgen.cli.__file__).parent
HELPERS = {
    "__init__",
    "candidates",
    "group",
    "main",
    "paths",
    "printing",
    "reports",
    "shells",
    "status",
    "streams",
    "verbs",
}


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


MINIMAL = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [db]}
  db: {kind: database, replicas: 2}
"""
NOT_FOR_MINIMAL = (
    "fractions",
    "random",
    "jsonschema",
    "numpy",
    "oxidd",
    "sdgen.base.edit",
    "sdgen.base.product_icons",
    "sdgen.parse.fixes",
    "tomllib",
    "sdgen.quantity.parse",
    "sdgen.schema.explain",
    "sdgen.schema.meant",
    "sdgen.schema.words",
    "sdgen.model.data",
    "sdgen.model.decisions",
    "sdgen.model.defaults",
    "sdgen.model.figures",
    "sdgen.model.hosts",
    "sdgen.model.include",
    "sdgen.model.interface",
    "sdgen.model.journeys",
    "sdgen.model.merging",
    "sdgen.model.money",
    "sdgen.model.odd_ones",
    "sdgen.model.overrides",
    "sdgen.model.requirements",
    "sdgen.model.topology",
    "sdgen.model.unknown_icons",
    "sdgen.model.writing_out",
    "sdgen.views.chart",
    "sdgen.views.entities",
    "sdgen.analyses.failure.logic",
    "sdgen.analyses.failure.own_parts",
    "sdgen.analyses.improve",
    "sdgen.analyses.latency",
    "sdgen.analyses.reliability.bounds",
    "sdgen.analyses.reliability.own_part",
)
"""What takes milliseconds to import, and a design without figures, journeys or places has no use for."""


FOR = {
    "lint": (
        "sdgen.analyses.failure.logic",
        "sdgen.analyses.failure.own_parts",
        "sdgen.analyses.reliability.own_part",
    ),
    "render": (),
}
"""What of these a verb has use for all the same: single points of failure are found in any design."""


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["lint", "render"])
def test_what_a_small_design_has_no_use_for_is_not_loaded(verb: str, tmp_path: Path) -> None:
    """Of a process of its own. Where this fails, import inside the function that needs it; time is
    measured by ``benchmarks/render.py``, on a machine that does nothing else."""
    (tmp_path / "shop.yaml").write_text(MINIMAL, encoding="utf-8")
    project = (
        '[project]\ndependencies = ["sdgen"]\n[project.scripts]\nsdgen = "a:b"\n[tool.x]\na = 1\n'
    )
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    program = (
        "import sys\n"
        "from sdgen.cli.main import main\n"
        "main(sys.argv[1:])\n"
        "sys.stderr.write('\\n' + ' '.join(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, verb, "shop.yaml"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = set(done.stderr.rpartition("\n")[2].split())
    assert "sdgen.model.build" in loaded
    assert [each for each in NOT_FOR_MINIMAL if each in loaded and each not in FOR[verb]] == []
