"""A new key of the language is one line in one file: schema, reader and reference follow from it.

The sources are copied, a line is added to each record, and the copy is asked in a process of its
own, as a user would.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.changed_copy import copy_of_sdgen

TOOLS = Path(__file__).parents[2] / "tools"

LINES = {
    "Component": ("components", 'Annotated[str, Text("Who pays for it.")] = ""'),
    "Replicas": ("replicas", 'Annotated[str, Choice("Who answers.", ("any",))] = ""'),
    "Failover": ("replicas", 'Annotated[int | None, Count("How often it was tried.")] = None'),
    "Call": ("calls", 'Annotated[Quantity | None, Measure("So many.", Dimension.COUNT)] = None'),
    "CallGroup": (
        "calls",
        'Annotated[bool, Flag("Whether it was tried.", form=ANY_OF)] = False',
    ),
    "Step": (
        "journeys",
        'Annotated[str, Id("Whose misses these are.", of="component")] = ""',
    ),
    "Journey": ("journeys", 'Annotated[tuple[str, ...], Many("Words.", Text("A word."))] = ()'),
    "Objectives": ("journeys", 'Annotated[bool, Flag("Whether it was signed.")] = False'),
    "Domain": (
        "topology",
        'Annotated[Quantity | None, Measure("Time to repair.", Dimension.DURATION)] = None',
    ),
    "Scale": (
        "scale",
        'Annotated[Quantity | None, Measure("Users at once.", Dimension.COUNT)] = None',
    ),
    "Entity": ("data", 'Annotated[tuple[str, ...], OneOrMany("Labels.", FIELD_NAME)] = ()'),
    "Query": ("data", 'Annotated[bool, Flag("Whether it is rare.")] = False'),
    "Operation": ("interface", 'Annotated[str, Text("Since when.")] = ""'),
    "View": ("pictures", 'Annotated[str, Name("What stands below.")] = ""'),
    "Group": ("pictures", 'Annotated[str, Name("Its colour.")] = ""'),
    "Decision": ("decisions", 'Annotated[str, Word("The day.", DAY)] = ""'),
    "Alert": ("decisions", 'Annotated[str, Text("What to do.")] = ""'),
    "Requirement": ("requirements", 'Annotated[str, Text("Who asked.")] = ""'),
}

DESIGN = """\
sdgen: 1
name: Shop
requirements: {functional: {buy: {text: Users buy., added: sales}}}
scale: {daily_users: 2M, added: 80k}
topology: {eu: {zones: {eu-a: {availability: 99.9%, added: 30min}}}}
journeys:
  buy:
    rate: 3/user/day
    added: [a, b]
    objectives: {p99: 1s, added: true}
    steps: [web -> api -> db: {times: 2, added: cache}]
components:
  web: {kind: client, calls: [api]}
  api:
    kind: service
    added: shop
    replicas: {count: 2, added: any, failover: {automatic: true, added: 4}}
    calls: [{any_of: [cache, db: {added: 9}], added: true}]
  cache: {kind: cache}
  db: {kind: database}
groups: {back: {name: Back, added: red}}
views: {own: {title: Own, added: below}}
api: {place: {http: POST /v1/orders, added: v2}}
data: {Order: {store: db, added: pii, queries: [{by: id, added: true}]}}
decisions: {store: {question: Which?, added: 2027-03-31}}
monitoring: {alerts: [{on: db, when: disk > 70%, added: page us}]}
"""

ASKED = """\
import json, sys
import sdgen
from sdgen.schema import design_schema

design = sdgen.load("shop.yaml").design
api = design.components["api"]
steps = design.journeys["buy"].steps
json.dump({
    "Component": api.added,
    "Replicas": api.replicas.added,
    "Failover": api.replicas.failover.added,
    "Call": api.calls[0].calls[1].added.value,
    "CallGroup": api.calls[0].added,
    "Step": [step.added for step in steps],
    "Journey": design.journeys["buy"].added,
    "Objectives": design.journeys["buy"].objectives.added,
    "Domain": design.domains["eu-a"].added.value,
    "Scale": design.scale.added.value,
    "Entity": design.data["Order"].added,
    "Query": design.data["Order"].queries[0].added,
    "Operation": design.api["place"].added,
    "View": design.views["own"].added,
    "Group": design.groups["back"].added,
    "Decision": design.decisions["store"].added,
    "Alert": design.monitoring.alerts[0].added,
    "Requirement": design.requirements.functional["buy"].added,
    "schema": design_schema(),
}, sys.stdout)
"""

READ = {
    "Component": "shop",
    "Replicas": "any",
    "Failover": 4,
    "Call": 9.0,
    "CallGroup": True,
    "Step": ["", "cache"],
    "Journey": ["a", "b"],
    "Objectives": True,
    "Domain": 1800.0,
    "Scale": 80_000.0,
    "Entity": ["pii"],
    "Query": True,
    "Operation": "v2",
    "View": "below",
    "Group": "red",
    "Decision": "2027-03-31",
    "Alert": "page us",
    "Requirement": "sales",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sources, in which one line is added to each record, and a design."""
    folder = tmp_path_factory.mktemp("copy")
    records = copy_of_sdgen(folder, "design")
    for record, (module, line) in LINES.items():
        path = records / f"{module}.py"
        text = path.read_text(encoding="utf-8")
        start = text.index(f"class {record}(Record")
        # before the properties of the class, or what follows it
        ends = re.compile(r"\n\n    @property|\n\n\n|\Z").search(text.rstrip("\n"), start)
        assert ends is not None
        text = f"{text[: ends.start()]}\n    added: {line}{text[ends.start() :]}"
        path.write_text(text, encoding="utf-8")
    (folder / "shop.yaml").write_text(DESIGN, encoding="utf-8")
    return folder


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True
    )


@pytest.mark.slow
def test_one_line_is_read_and_described(copy: Path) -> None:
    asked = run(copy, "-c", ASKED)
    assert asked.returncode == 0, asked.stderr
    found = json.loads(asked.stdout)
    schema = found.pop("schema")
    assert found == READ
    described = re.findall(r"'added': \{'description': '([^']*)'", str(schema))
    meanings = [re.search(r'"([^"]*)"', line) for _, line in LINES.values()]
    assert {each[1] for each in meanings if each} <= set(described)


@pytest.mark.slow
def test_one_line_is_validated_by_the_schema(copy: Path) -> None:
    wrong = DESIGN.replace("added: 30min", "added: 30 GB").replace("added: any", "added: all")
    wrong = wrong.replace("added: cache", "added: cach")
    (copy / "wrong.yaml").write_text(wrong, encoding="utf-8")
    done = run(copy, "-m", "sdgen", "validate", "shop.yaml", "wrong.yaml")
    assert done.returncode == 1
    said = done.stderr
    assert not re.search(r"^shop\.yaml.* error: ", said, re.MULTILINE)
    assert "domain 'eu-a', 'added': '30 GB'" in said
    assert "component 'api', 'replicas', 'added': 'all' is not one of the values allowed" in said
    assert "allowed: any" in said
    assert "journey 'buy', steps, 'added': there is no component 'cach'" in said
    assert "did you mean 'cache'?" in said


@pytest.mark.slow
def test_one_line_stands_in_the_reference(copy: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(TOOLS)!r})\nimport language\nprint(language.reference_page())"
    page = run(copy, "-c", program).stdout
    assert len(re.findall(r"^\| `added` \|", page, re.MULTILINE)) == len(LINES)
    assert "| `added` | text, up to 5,000 characters | – | Who pays for it. |" in page
