"""docs/diff.md tells the truth about `sdgen diff`: its example, its numbers, its keys, its recipe for Git."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sdgen.diff.figures import Measured
from sdgen.diff.measures import BUSY, ENOUGH, MUCH
from sdgen.exporters.mermaid.change import MOST_CARDS
from sdgen.report.change_comment import LONGEST, MARKER
from sdgen.report.change_table import MOST_LOADS, NOTICED
from sdgen.workspace.diff import DiffRequest
from sdgen.workspace.options import FAIL_ON
from sdgen.workspace.workspace import Workspace
from tests.support.pipelines import git

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs/diff.md"
PAGE = FILE.read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"(?<=^```text\n\$ sdgen diff main:designs/twitter\.yaml designs/twitter\.yaml\n)(.*?)(?=^```$)",
    re.MULTILINE | re.DOTALL,
)
GIT = re.compile(r"(?<=^```diff\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with Twitter, whose user-db has two replicas more than what is committed."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "designs").mkdir()
    design = tmp_path / "designs/twitter.yaml"
    text = (ROOT / "tests/support/designs/twitter-with-risks.yaml").read_text(encoding="utf-8")
    design.write_text(text, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    changed = text.replace(
        "    replicas: 1\n    zones: [use1-a]", "    replicas: 3\n    zones: [use1-a]"
    )
    assert changed != text
    design.write_text(changed, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compare(pattern: re.Pattern[str], said: str, *, regenerate: bool) -> None:
    """The block is what was said; ``--regenerate`` writes it."""
    if regenerate:
        text = FILE.read_text(encoding="utf-8")
        FILE.write_text(pattern.sub(lambda _: said, text, count=1), encoding="utf-8")
    (shown,) = pattern.findall(FILE.read_text(encoding="utf-8"))
    assert shown == said, "docs/diff.md differs; if it should, run `pytest --regenerate`"


@pytest.mark.slow
def test_the_example_is_what_diff_says(repository: Path, request: pytest.FixtureRequest) -> None:
    workspace = Workspace()
    files = ("main:designs/twitter.yaml", "designs/twitter.yaml")
    said = workspace.diff_report(workspace.diff(DiffRequest(files=files)), "text")
    compare(EXAMPLE, said, regenerate=request.config.getoption("--regenerate"))


@pytest.mark.slow
def test_git_shows_what_a_change_does(
    repository: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    (recipe,) = re.findall(r"^```sh\n(git config diff.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    subprocess.run(["sh", "-ec", recipe], check=True)
    said = git(repository, "diff", "-U0", "designs/twitter.yaml").partition(
        "+++ b/designs/twitter.yaml\n"
    )[2]
    shown = "".join(f"{line}\n" for line in said.splitlines()[:7])
    compare(GIT, shown, regenerate=request.config.getoption("--regenerate"))
    design = repository / "designs/twitter.yaml"
    design.write_text(design.read_text().replace("kind: cdn", "kind: cnd"))
    assert "+    kind: cnd\n" in git(repository, "diff", "designs/twitter.yaml")
    assert "+    kind: cnd\n" in git(repository, "diff", "--no-textconv", "designs/twitter.yaml")


def keys(value: Any) -> set[str]:
    """The keys of mappings at any depth."""
    if isinstance(value, Mapping):
        return {*value, *(key for each in value.values() for key in keys(each))}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


@pytest.mark.slow
def test_the_keys_of_json_are_told(repository: Path) -> None:
    workspace = Workspace()
    result = workspace.diff(DiffRequest(files=("main:designs/twitter.yaml",)))
    part = PAGE.partition("## As JSON\n")[2].partition("\n## ")[0]
    told = set(re.findall(r"`(\w+)`", part))
    used = keys(json.loads(workspace.diff_report(result, "json")))
    assert used - told == set()
    assert {"errors", "facts", "gone", "fixed", "out_of", "column"} <= used


def test_the_numbers_of_the_page_are_those_of_the_program() -> None:
    text = " ".join(PAGE.split())
    assert f"at most {MOST_CARDS} components" in text
    assert f"at most {LONGEST:,} characters" in text
    assert f"begins with `{MARKER}`" in text
    assert ENOUGH == 1.5
    assert "only from half as much downtime again" in text
    assert MUCH == 1 / 5
    assert "by a fifth, or where the objective" in text
    assert f"above {BUSY:.0%} of its capacity" in text
    assert f"by {NOTICED * 100:.0f} points or more: the five busiest" in text
    assert MOST_LOADS == 5
    assert f"differs by less than {NOTICED:.0%}" in text


def test_every_row_of_the_report_and_every_reason_is_told() -> None:
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    _, *rows = re.findall(r"^\| (\w.*?) \|", parts[1], re.MULTILINE)
    assert len(rows) == len(Measured) + 1  # findings are no figure
    (reasons,) = (part for part in parts if part.startswith("Exit status"))
    assert tuple(re.findall(r"^\| `(\w+)` \|", reasons, re.MULTILINE)) == tuple(FAIL_ON)
