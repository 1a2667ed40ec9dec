"""What a release must be: the tag, the version, the changelog and the README agree."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import release
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from sdgen.project import REPOSITORY, SITE
from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
CHANGELOG = (
    "# Changelog\n\n## 1.2.0 (2026-12-01)\n\n- New.\n- More.\n\n## 1.1.0 (2026-11-01)\n\n- Old.\n"
)


def tree(folder: Path, changelog: str = CHANGELOG, readme: str = "# sdgen\n") -> Path:
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n')
    (folder / "CHANGELOG.md").write_text(changelog)
    (folder / "README.md").write_text(readme)
    return folder


def test_a_release_has_its_tag_its_section_and_nothing_left_to_do(tmp_path: Path) -> None:
    assert list(release.problems(tree(tmp_path), "v1.2.0")) == []


@every_case(
    ("tag", "changelog", "readme", "said"),
    [
        ("1.2.0", CHANGELOG, "", "'1.2.0' is no tag of a release: write 'v1.2.0'"),
        ("v1.2", CHANGELOG, "", "'v1.2' is no tag of a release: write 'v1.2.0'"),
        ("v1.2.1", CHANGELOG, "", "the tag is 'v1.2.1', and pyproject.toml says version '1.2.0'"),
        ("v1.2.0", "# Changelog\n", "", "CHANGELOG.md has no section '## 1.2.0 (YEAR-MONTH-DAY)'"),
        (
            "v1.2.0",
            CHANGELOG.replace("- New.\n- More.\n", ""),
            "",
            "the section of 1.2.0 in CHANGELOG.md says nothing",
        ),
        ("v1.2.0", CHANGELOG, "It is not on PyPI yet.", "README.md says 'is not on PyPI yet'"),
    ],
)
def test_what_is_no_release_is_said(
    tag: str, changelog: str, readme: str, said: str, tmp_path: Path
) -> None:
    assert list(release.problems(tree(tmp_path, changelog, readme), tag)) == [said]


def test_the_notes_are_the_section_of_the_version() -> None:
    assert release.section_of(CHANGELOG, "1.2.0") == "- New.\n- More."
    assert release.section_of(CHANGELOG, "1.1.0") == "- Old."
    assert release.section_of(CHANGELOG, "1.2") is None


def test_what_is_wrong_makes_it_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["check", "v9.9.9"]) == 1
    assert "v9.9.9" in capsys.readouterr().err
    assert release.main(["notes", "v9.9.9"]) == 1
    assert release.main([]) == 2


def test_what_was_built_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.whl").write_bytes(b"x" * 20_000)
    assert release.main(["show", str(tmp_path / "a.whl")]) == 0
    assert re.fullmatch(r"a\.whl  0\.02 MB  sha256:[0-9a-f]{64}\n", capsys.readouterr().out)


def test_the_index_shows_the_addresses_of_the_project() -> None:
    assert PROJECT["urls"] == {
        "Homepage": SITE,
        "Documentation": SITE,
        "Repository": REPOSITORY,
        "Issues": f"{REPOSITORY}/issues",
        "Changelog": f"{REPOSITORY}/blob/main/CHANGELOG.md",
    }


def test_the_sources_that_are_published_have_all_that_tests_read() -> None:
    """The committed pictures are most of the repository, and checked where they are made."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]
    assert settings["build"]["targets"]["sdist"]["exclude"] == ["/out"]
    reading = re.compile(r"""ROOT / f?["']out\b""")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert [path.name for path in tests if reading.search(path.read_text("utf-8"))] == [
        "test_pictures.py"  # which there is skipped
    ]


def test_only_the_job_that_publishes_may_ask_for_an_identity_and_it_runs_no_code_of_ours() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    jobs = WORKFLOW["jobs"]
    rights = {name: job.get("permissions", {}) for name, job in jobs.items()}
    assert rights["publish"] == {"id-token": "write"}
    assert jobs["publish"]["environment"]["name"] == "pypi"
    assert not any("run" in step for step in jobs["publish"]["steps"])
    assert {name for name, each in rights.items() if "contents" in each} == {"announce"}
    assert set(jobs["publish"]["needs"]) >= {"build", "install"}


def test_a_preview_is_not_announced_as_the_latest_version() -> None:
    [*_, announced] = WORKFLOW["jobs"]["announce"]["steps"]
    command = announced["run"].replace("gh release", "echo").replace("dist/*", "")
    for tag, flagged in (("v1.2.0", False), ("v1.2.0rc1", True), ("v1.2.0a1", True)):
        said = subprocess.run(
            ["sh", "-ec", command],
            env={"TAG": tag, "GITHUB_REPOSITORY": "sdgen/sdgen", "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert ("--prerelease" in said.split()) is flagged, tag


# --- the container and the recipe, which nothing here can build --------------------------------


def test_the_image_is_built_from_what_its_context_lets_through_and_runs_as_nobody() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = [each[1:] for each in ignored if each.startswith("!")]
    assert "*" in ignored
    assert all((ROOT / each).exists() for each in let_through)
    built = {"sdgen", "designs", "pyproject.toml", PROJECT["readme"], *PROJECT["license-files"]}
    assert built <= set(let_through)
    [installer] = re.findall(r"^RUN sh (\S+)", text, re.MULTILINE)
    needed = re.findall(r"\$source/(\S+?)\"", (ROOT / installer).read_text(encoding="utf-8"))
    assert {installer, *needed} <= set(let_through)
    bases = set(re.findall(r"^FROM (\S+)", text, re.MULTILINE))
    assert len(bases) == 1
    [python] = [
        re.fullmatch(r"python:(3\.\d+)-slim-\w+@sha256:[0-9a-f]{64}", each) for each in bases
    ]
    assert python is not None
    assert f"Programming Language :: Python :: {python[1]}" in PROJECT["classifiers"]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", text, re.MULTILINE)
    assert '\nENTRYPOINT ["sdgen"]\n' in text


IN_CONDA = {"graphviz": "python-graphviz", "resvg": "resvg-py-bindings"}


def bounds(requirements: list[str]) -> dict[str, tuple[str, str]]:
    """The lowest version and the upper bound of each package, whatever the Python."""
    found: dict[str, list[tuple[Version, str]]] = {}
    for each in map(Requirement, requirements):
        told = {one.operator: one.version for one in each.specifier}
        name = IN_CONDA.get(each.name, each.name)
        found.setdefault(name, []).append((Version(told[">="]), told["<"]))
    return {name: (str(min(each)[0]), min(each)[1]) for name, each in found.items()}


def test_the_recipe_asks_for_what_the_package_asks_for() -> None:
    recipe = yaml.safe_load((ROOT / "recipe/recipe.yaml").read_text(encoding="utf-8"))
    python, *run = recipe["requirements"]["run"]
    assert python == "python >=${{ python_min }}"
    assert f">={recipe['context']['python_min']}" == PROJECT["requires-python"]
    assert bounds(run) == bounds(PROJECT["dependencies"])
    assert recipe["context"]["version"] == PROJECT["version"]
    [script] = recipe["build"]["python"]["entry_points"]
    assert script == f"sdgen = {PROJECT['scripts']['sdgen']}"
    assert recipe["about"]["homepage"] == PROJECT["urls"]["Homepage"]
    assert recipe["about"]["repository"] == PROJECT["urls"]["Repository"]
    assert recipe["about"]["license"] == PROJECT["license"]
