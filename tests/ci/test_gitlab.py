"""ci/gitlab.yml as GitLab runs it, in a repository with a base and a change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdgen.project import REPOSITORY
from sdgen.report.change_comment import MARKER
from tests.support.forge import Forge, forge
from tests.support.pipelines import git, pull_request, run, tools

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "ci/gitlab.yml").read_text(encoding="utf-8")
HEADER: dict[str, Any]
JOBS: dict[str, Any]
HEADER, JOBS = yaml.safe_load_all(TEXT)
INPUTS: dict[str, Any] = HEADER["spec"]["inputs"]
JOB: dict[str, Any] = JOBS["sdgen"]


@pytest.fixture
def server() -> Iterator[Forge]:
    with forge() as found:
        yield found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A repository with the scripts, and its commit."""
    folder = tmp_path_factory.mktemp("source")
    (folder / "ci").mkdir()
    for name in ("install", "check", "comment.py"):
        (folder / "ci" / name).write_bytes((ROOT / "ci" / name).read_bytes())
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "scripts")
    return f"file://{folder}", git(folder, "rev-parse", "HEAD")


def variables(asked: dict[str, str]) -> dict[str, str]:
    """Those of the job, with the inputs in their places."""
    given = {name: str(each.get("default", "")) for name, each in INPUTS.items()}
    given = {
        name: {"True": "true", "False": "false"}.get(each, each) for name, each in given.items()
    }
    given |= asked

    def value(found: re.Match[str]) -> str:
        return given[found[1]]

    return {
        name: re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", value, each)
        for name, each in JOB["variables"].items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("fork", [False, True], ids=["own", "fork"])
def test_a_merge_request_gets_a_note_and_that_of_a_fork_the_artifact(
    tmp_path: Path, server: Forge, source: tuple[str, str], fork: bool
) -> None:
    repository = pull_request(tmp_path / "shop")
    python = tools(tmp_path / "tools", tmp_path / "installed")
    given = {
        **variables(
            {"repository": source[0], "commit": source[1], "lint": "false", "fail-on": "spof"}
        ),
        **server.gitlab(),
        "PATH": f"{python.parent}:/usr/bin:/bin",
        "CI_PROJECT_URL": "https://gitlab.com/me/shop",
        "CI_COMMIT_SHA": "c0ffee",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(repository, "rev-parse", "origin/main"),
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "4712" if fork else "4711",
    }
    done = run("\n".join(JOB["script"]), repository, given)
    assert done.returncode == 1, done.stdout + done.stderr
    comment = (repository / "sdgen-reports/comment.md").read_text()
    assert comment.startswith(MARKER)
    assert "(<https://gitlab.com/me/shop/-/blob/c0ffee/designs/shop.yaml#L6>)" in comment
    assert server.bodies == ([] if fork else [comment])
    quality = repository / JOB["artifacts"]["reports"]["codequality"]
    assert "REP001" in {each["check_name"] for each in json.loads(quality.read_text())}
    assert (repository / JOB["artifacts"]["paths"][0]).is_dir()


def test_every_input_is_used_and_only_as_a_variable_of_the_job() -> None:
    body = TEXT.partition("\n---\n")[2]
    used = re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", body)
    assert sorted(used) == sorted(INPUTS)
    assert "$[[" not in "".join(JOB["script"])
    assert INPUTS["repository"]["default"] == REPOSITORY
    assert "default" not in INPUTS["commit"]


def test_it_runs_for_merge_requests_and_the_main_branch() -> None:
    assert [each["if"] for each in JOB["rules"]] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]
    assert JOB["artifacts"]["when"] == "always"
