"""A new kind is known to every rule, analysis, view and page: one ``Kind(...)`` is all of it.

A copy of sdgen gets a vector store in ``kinds/stores.py``, and for every kind a twin that differs in
its name only; nothing else in the copy is touched.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdgen.draw.glyphs import glyph_markup
from tests.support.changed_copy import copy_of_sdgen
from tests.support.quick import daily

TESTS = Path(__file__).parent.parent
REFERENCE = TESTS.parent / "tools/reference.py"

VECTOR_STORE = """
    Kind(
        name="vector_store",
        title="Vector store",
        doc="Finds what is near in meaning: embeddings with their nearest neighbours.",
        glyph="waypoints",
        colour="pink",
        role=Role.STORE,
        durable=True,
        abbreviations=("vdb",),
        also_called=("pinecone",),
        availability_source="chosen for the test",
        latency_p50=0.01,
        latency_p99=0.1,
        latency_source=OWN_LATENCY,
        properties=(PARTITIONS, Property(name="dimensions", doc="Numbers in each vector.")),
    ),
)
"""
TWINS = """
from msgspec.structs import replace

from sdgen.kinds import clients_and_edge, compute, messaging, other, stores

KINDS = tuple(
    replace(kind, name=f"twin_{kind.name}", abbreviations=(), also_called=())
    for module in (clients_and_edge, compute, messaging, other, stores)
    for kind in module.KINDS
)
"""
DESIGN = """\
sdgen: 1
name: Search
scale: {daily_users: 1M, horizon: 2y}
topology: {eu: {zones: [eu-a, eu-b]}}
journeys:
  find:
    actor: web
    rate: 10/user/day
    objectives: {availability: 99.9%}
    steps:
      - web -> finder -> vdb
  keep: {actor: web, rate: 1/user/day, writes: [Vector], steps: [web -> finder -> vdb]}
components:
  web: {kind: client, calls: [finder, vdb]}
  finder: {kind: service, replicas: 2, zones: [eu-a, eu-b], calls: [vdb]}
  vdb: {kind: vector_store, replicas: 2, zones: [eu-a], storage: 10 GB}
data:
  Vector: {store: vdb, rows: 100M, size: 4 kB, created_by: keep}
"""
STORE_RULES = {
    "CAP004": "its disk is full within the horizon",
    "REP001": "too few copies",
    "REP002": "its copies share a zone",
    "REP006": "no backup",
    "SEC001": "clients reach it",
    "SPOF002": "one zone holds it",
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of sdgen with the new kinds."""
    folder = tmp_path_factory.mktemp("with_new_kinds")
    kinds = copy_of_sdgen(folder, "kinds")
    stores = kinds / "stores.py"
    text = stores.read_text(encoding="utf-8")
    assert text.endswith("    ),\n)\n")
    stores.write_text(text.removesuffix(")\n") + VECTOR_STORE.lstrip("\n"), encoding="utf-8")
    (kinds / "twins.py").write_text(TWINS, encoding="utf-8")
    return folder


def run(tree: Path, *arguments: str | Path, status: int = 0) -> str:
    """What python prints with the copy of sdgen: the answer, else what is wrong."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once for all runs
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        env=environment,
        cwd=tree,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stderr
    return done.stdout or done.stderr


LINTED = """
import json, sys, sdgen
found = []
for design in sys.argv[1:]:
    loaded = sdgen.loads(design)
    of_all = loaded.lint(select=["ALL"]), loaded.lint(select=["REP"])
    found.append(sorted({(each.code, each.at) for one in of_all for each in one}))
print(json.dumps(found))
"""
"""SPOF002 speaks for REP002 where both are asked."""


def linted(tree: Path, *kinds: str) -> list[list[list[str]]]:
    """Codes of the findings, each with where it was found, the store being of each kind."""
    designs = (DESIGN.replace("vector_store", kind) for kind in kinds)
    found: list[list[list[str]]] = json.loads(run(tree, "-c", LINTED, *designs))
    return found


@pytest.mark.slow
def test_kinds_that_differ_in_name_only_are_treated_alike(tree: Path) -> None:
    of_rules = (TESTS / "rules").glob("*/*.yaml")
    whole = TESTS.parent.glob("designs/*.yaml")
    designs = [*daily(sorted(of_rules), 70), *sorted(whole)[::3]]
    answers = json.loads(run(tree, TESTS / "kinds/beside.py", *designs))
    assert len(answers) == len(designs) > 70
    assert sum(bool(given["lint"]) for given, _ in answers.values()) > 40
    for path, (given, twin) in answers.items():
        for what in given:
            assert twin[what] == given[what], f"{what} of {path}"


@pytest.mark.slow
def test_every_rule_about_stores_knows_a_new_store(tree: Path) -> None:
    found, another = linted(tree, "vector_store", "warehouse")
    assert found == another, "another durable store"
    assert {code for code, at in found if at == "vdb"} >= set(STORE_RULES)


@pytest.mark.slow
@pytest.mark.parametrize(("view", "least"), [("high-level", 1), ("all", 5)])
def test_a_picture_shows_a_new_kind(view: str, least: int, tree: Path) -> None:
    (tree / "design.yaml").write_text(DESIGN, encoding="utf-8")
    run(tree, "-m", "sdgen", "render", "design.yaml", "--view", view, "--format", "svg")
    pictures = sorted((tree / "out/design").glob("*.svg"))
    assert len(pictures) >= least
    for picture in pictures:
        assert glyph_markup("waypoints") in picture.read_text(encoding="utf-8"), picture.name


@pytest.mark.slow
def test_the_schema_and_the_page_of_kinds_have_a_new_kind(tree: Path) -> None:
    schema = run(tree, "-m", "sdgen", "schema")
    assert '"dimensions"' in schema
    assert '"vector_store"' in schema
    page = f"import runpy; print(runpy.run_path({str(REFERENCE)!r})['kinds_page']())"
    section = run(tree, "-c", page).split("\n## vector_store\n")[1].split("\n## ")[0]
    assert "Finds what is near in meaning" in section
    assert "| `dimensions` |" in section


@pytest.mark.slow
def test_mistakes_about_a_new_kind_are_explained(tree: Path) -> None:
    (tree / "design.yaml").write_text(
        DESIGN.replace("vector_store", "pinecone").replace(
            "kind: service", "kind: service, dimensions: 3"
        ),
        encoding="utf-8",
    )
    told = run(tree, "-m", "sdgen", "validate", "design.yaml", status=1)
    assert "unknown key 'dimensions', which a service does not have (only vector_store" in told
    assert "did you mean 'vector_store'?" in told
