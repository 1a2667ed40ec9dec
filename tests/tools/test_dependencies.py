"""What is pinned and tabled is what ``pyproject.toml`` asks for; nothing here asks the network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import lock
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PLATFORMS = (ROOT / "docs/platforms.md").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "ci").mkdir()
    for name in ("pyproject.toml", "constraints.txt", lock.HASHED):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def check(project: Path) -> tuple[int, list[str]]:
    said, failed = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(failed):
        status = lock.main(["--check", "--project", str(project)])
    assert said.getvalue() == ""
    return status, failed.getvalue().splitlines()


def change(path: Path, pattern: str, replacement: str) -> None:
    text, times = re.subn(pattern, replacement, path.read_text(), flags=re.MULTILINE)
    assert times == 1
    path.write_text(text)


@pytest.mark.slow
def test_every_dependency_is_pinned_within_its_bounds(project: Path) -> None:
    assert check(project) == (0, [])


@pytest.mark.parametrize(
    ("pattern", "replacement", "complaint"),
    [
        (
            r"^click==.*\n",
            "",
            "click>=8.1.7,<9 is not pinned (Python 3.11 on Linux and 11 more): "
            "run python tools/lock.py",
        ),
        (
            r"^oxidd==.*$",
            "oxidd==0.12.0",
            "oxidd>=0.13,<0.14 is pinned to 0.12.0 (Python 3.11 on Linux and 11 more): "
            "run python tools/lock.py",
        ),
        (
            r"^hatchling==.*$",
            r"\g<0> ; python_version < '3.14' or sys_platform != 'win32'",
            f"{PROJECT['build-system']['requires'][0]} is not pinned (Python 3.14 on Windows): "
            "run python tools/lock.py",
        ),
        (
            r"^resvg==.*$",
            "resvg>=0.2",
            "constraints.txt:{line}: 'resvg>=0.2' is not one version: write name==version",
        ),
        (r"^resvg==.*$", "resvg=0.2", "constraints.txt:{line}: 'resvg=0.2' is no requirement"),
        (
            r"^jsonschema==.*$",
            r"\g<0>\njsonschema==4.21.0",
            "jsonschema>=4.21,<5 is pinned to 2 versions (Python 3.11 on Linux and 11 more): "
            "run python tools/lock.py",
        ),
    ],
)
def test_what_is_not_pinned_is_told(
    project: Path, pattern: str, replacement: str, complaint: str
) -> None:
    pins = project / "constraints.txt"
    before = pins.read_text().splitlines()
    line = next(n for n, text in enumerate(before, 1) if re.match(pattern.rstrip("\\n$"), text))
    change(pins, pattern, replacement)
    status, said = check(project)
    assert status == 1
    assert complaint.replace("{line}", str(line)) in said


@pytest.mark.slow
def test_a_new_dependency_must_be_pinned(project: Path) -> None:
    change(project / "pyproject.toml", r"^dependencies = \[$", r'\g<0>\n    "attrs-of-others>=1",')
    assert check(project) == (
        1,
        [
            "attrs-of-others>=1 is not pinned (Python 3.11 on Linux and 11 more): "
            "run python tools/lock.py",
            "ci/requirements.txt: attrs-of-others>=1 has no hash: run python tools/lock.py",
        ],
    )


@pytest.mark.slow
def test_what_is_installed_by_hash_is_what_is_pinned(project: Path) -> None:
    change(project / lock.HASHED, r"^click==8\.\S+", "click==8.1.7")
    change(project / lock.HASHED, r"^hatchling==.*\n(    --hash=.*\n)+", "")
    status, said = check(project)
    assert status == 1
    assert said == [
        "ci/requirements.txt: click==8.1.7 is not that of constraints.txt: run python tools/lock.py",
        "ci/requirements.txt: hatchling>=1.27 has no hash: run python tools/lock.py",
    ]


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(each).name) for each in requirements}


def direct(part: str) -> set[str]:
    """The packages that a table of the page says sdgen itself needs."""
    rows = [line.split(" | ") for line in part.splitlines() if line.startswith("| ")][1:]
    return {row[0].removeprefix("| ") for row in rows if row[1].split(", ")[0] == "sdgen"}


def test_the_table_of_platforms_has_every_dependency() -> None:
    parts = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PLATFORMS, re.DOTALL | re.MULTILINE))
    wanted = {"sdgen": names(PROJECT["project"]["dependencies"])}
    for extra, asked in PROJECT["project"]["optional-dependencies"].items():
        wanted[f"The extra `{extra}`"] = names(asked)
    assert {title: direct(part) for title, part in parts.items()} == wanted


def test_every_dependency_of_users_has_both_bounds() -> None:
    asked = list(PROJECT["project"]["dependencies"])
    for extra in PROJECT["project"]["optional-dependencies"].values():
        asked += extra
    for each in asked:
        operators = {bound.operator for bound in Requirement(each).specifier}
        assert operators == {">=", "<"}, each


def test_every_python_that_is_promised_is_tested() -> None:
    promised = [
        each.rpartition(" ")[2]
        for each in PROJECT["project"]["classifiers"]
        if re.search(r"Python :: 3\.\d", each)
    ]
    assert f">={promised[0]}" == PROJECT["project"]["requires-python"]
    jobs = {path.name: yaml.safe_load(path.read_text())["jobs"] for path in WORKFLOWS}
    testing = {name: each["check"] for name, each in jobs.items() if "check" in each}
    assert {"ci.yml", "weekly.yml"} <= set(testing)
    for name, check in testing.items():
        assert check["strategy"]["matrix"]["python"] == promised, name


@every_case(
    "page", [*WORKFLOWS, *(ROOT / each for each in ("action.yml", "docs/ci.md", "README.md"))]
)
def test_actions_are_pinned_by_commit(page: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", page.read_text(encoding="utf-8"))
    used = [each for each in used if each[0] != "./"]  # this repository as it is
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_the_variable_names_the_versions() -> None:
    asked = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text())["jobs"]["check"]
    assert asked["strategy"]["matrix"]["dependencies"] == ["newest", "lowest"]
    script = (ROOT / "tests/run").read_text()
    assert re.findall(r"^(\w+)\)$", script, re.MULTILINE) == ["locked", "newest", "lowest"]


def test_another_word_for_the_versions_is_refused(tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin/python").symlink_to(sys.executable)
    done = subprocess.run(
        ["bash", str(ROOT / "tests/run")],
        env={"SDGEN_ENVIRONMENT": str(environment), "SDGEN_DEPENDENCIES": "latest", "PATH": "/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "SDGEN_DEPENDENCIES is 'latest': write locked, newest or lowest\n"
