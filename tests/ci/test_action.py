"""action.yml as GitHub runs it: its steps, in a repository with a base and a change, as a pull request of the
repository, as one of a fork, and for a push."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdgen.report.change_comment import MARKER
from tests.support.forge import Forge, forge
from tests.support.pipelines import SHOP, WORSE, evaluate, filled, git, pull_request, run, tools

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


@pytest.fixture
def server() -> Iterator[Forge]:
    with forge() as found:
        yield found


@dataclass
class Job:
    """A job with the one action: what it was given, and what came of it."""

    folder: Path
    server: Forge
    event: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    failed: bool = False
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    artifact: str = ""

    def __post_init__(self) -> None:
        temporary = self.folder.parent / "runner"
        temporary.mkdir()
        self.installed = temporary / "installed"
        python = tools(temporary / "tools", self.installed)
        inputs = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
        context: dict[str, Any] = {
            "github": {
                "event": self.event,
                "repository": "me/shop",
                "token": "a-token",
                "sha": "f00",
            },
            "steps": {"python": {"outputs": {"python-path": str(python)}}},
        }
        given = {**inputs, **self.asked}
        context["inputs"] = {name: filled(text, context) for name, text in given.items()}
        self.summary = temporary / "summary.md"
        variables = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_BASE_REF": self.base,
            "GITHUB_GRAPHQL_URL": f"{self.server.url}/graphql",
            "GITHUB_REPOSITORY": "me/shop",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(temporary),
        }
        for number, step in enumerate(STEPS):
            if self._is_left_out(step, context):
                continue
            if "run" not in step:
                if "upload-artifact" in step["uses"]:
                    self.artifact = filled(step["with"]["path"], context)
                continue
            file = temporary / f"outputs.{number}"
            file.touch()
            own = {name: filled(text, context) for name, text in step.get("env", {}).items()}
            done = run(step["run"], self.folder, {**variables, **own, "GITHUB_OUTPUT": str(file)})
            self.log += done.stdout + done.stderr
            self.failed |= done.returncode != 0
            found = dict(line.split("=", 1) for line in file.read_text().splitlines())
            context["steps"][step.get("id", "")] = {"outputs": found}
        self.outputs = {
            name: filled(each["value"], context) for name, each in ACTION["outputs"].items()
        }

    def _is_left_out(self, step: Mapping[str, Any], context: Mapping[str, Any]) -> bool:
        """A step without a condition is left out after a failure, another where that is false."""
        condition = step.get("if")
        if condition is None:
            return self.failed
        return not evaluate(re.sub(r"^\s*\$\{\{|\}\}\s*$", "", condition), context)

    @property
    def comment(self) -> str:
        return Path(self.outputs["comment"]).read_text(encoding="utf-8")


def of(repository: str) -> dict[str, Any]:
    """The event of a pull request whose branch is of that repository."""
    head = {"sha": "c0ffee", "repo": {"full_name": repository}}
    return {"pull_request": {"number": 7, "head": head}}


@pytest.mark.slow
def test_a_pull_request_gets_one_comment_that_is_edited(tmp_path: Path, server: Forge) -> None:
    repository = pull_request(tmp_path / "shop")
    job = Job(repository, server, of("me/shop"), base="main")
    assert job.failed  # one copy of the data, says lint
    assert "::error file=designs/shop.yaml,line=6" in job.log
    assert job.comment.startswith(f"{MARKER}: designs against origin/main -->\n### Shop: worse")
    assert "(<https://github.com/me/shop/blob/c0ffee/designs/shop.yaml#L6>)" in job.comment
    assert server.bodies == [job.comment]
    assert job.summary.read_text() == job.comment
    sarif = json.loads(Path(job.outputs["sarif"]).read_text())
    found = {each["ruleId"] for each in sarif["runs"][0]["results"]}
    assert "REP001" in found
    assert job.artifact == job.outputs["reports"] == str(Path(job.outputs["comment"]).parent)
    assert "<svg " in (Path(job.artifact) / "pictures/shop/change.svg").read_text()

    (repository / "designs/shop.yaml").write_text(SHOP.replace("replicas: 3", "replicas: 4"))
    (tmp_path / "runner").rename(tmp_path / "first")
    again = Job(repository, server, of("me/shop"), base="main")
    assert not again.failed
    assert server.bodies == [again.comment]
    assert "replicas 3 → 4" in again.comment
    assert server.comments[0].times_edited == 1


@pytest.mark.slow
def test_a_fork_gets_the_artifact_and_the_summary_only(tmp_path: Path, server: Forge) -> None:
    asked = {"lint": "false"}
    job = Job(pull_request(tmp_path / "shop"), server, of("you/shop"), asked, base="main")
    assert not job.failed
    assert server.asked == []
    assert job.summary.read_text() == job.comment
    assert job.artifact == job.outputs["reports"]


@pytest.mark.slow
def test_a_token_that_may_not_write_is_a_warning(tmp_path: Path, server: Forge) -> None:
    server.forbids = True
    asked = {"lint": "false"}
    job = Job(pull_request(tmp_path / "shop"), server, of("me/shop"), asked, base="main")
    assert not job.failed
    assert "::warning::The comment could not be posted: Resource not accessible" in job.log


@pytest.mark.slow
def test_a_push_is_validated_and_linted(tmp_path: Path, server: Forge) -> None:
    job = Job(pull_request(tmp_path / "shop", after=SHOP + "# \n"), server)
    assert not job.failed
    assert job.outputs["comment"] == ""
    assert Path(job.outputs["sarif"]).is_file()
    assert server.asked == []
    assert not job.summary.exists()


@pytest.mark.slow
def test_a_change_that_is_refused_fails_and_is_commented(tmp_path: Path, server: Forge) -> None:
    asked = {"lint": "false", "fail-on": "objective, spof"}
    better = WORSE, SHOP
    for number, (before, after, fails) in enumerate(((*better[::-1], True), (*better, False))):
        folder = tmp_path / str(number)
        folder.mkdir()
        repository = pull_request(folder / "shop", before, after)
        job = Job(repository, server, of("me/shop"), asked, base="main")
        assert job.failed is fails, job.log
        assert server.bodies == [job.comment]


@pytest.mark.slow
def test_a_change_with_errors_is_commented(tmp_path: Path, server: Forge) -> None:
    broken = SHOP.replace("kind: service", "kind: servce")
    job = Job(pull_request(tmp_path / "shop", after=broken), server, of("me/shop"), base="main")
    assert job.failed
    assert "> [!CAUTION]\n> `SCHEMA004`" in job.comment
    assert server.bodies == [job.comment]


@pytest.mark.slow
def test_a_checkout_of_two_commits_is_enough(tmp_path: Path, server: Forge) -> None:
    whole = pull_request(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{whole}", "shop")
    git(tmp_path / "shop", "update-ref", "-d", "refs/remotes/origin/main")
    job = Job(tmp_path / "shop", server, of("me/shop"), {"lint": "false"}, base="main")
    assert not job.failed, job.log
    assert "### Shop: worse" in job.comment


@pytest.mark.slow
def test_a_checkout_of_one_commit_is_told_what_to_fetch(tmp_path: Path, server: Forge) -> None:
    whole = pull_request(tmp_path / "whole")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{whole}", "shop")
    git(tmp_path / "shop", "update-ref", "-d", "refs/remotes/origin/main")
    job = Job(tmp_path / "shop", server, of("me/shop"), base="main")
    assert job.failed
    assert "'fetch-depth: 0' of actions/checkout" in job.log
    assert job.outputs["comment"] == ""
    assert Path(job.outputs["sarif"]).is_file()


@pytest.mark.slow
def test_stale_pictures_fail_where_they_are_committed(tmp_path: Path, server: Forge) -> None:
    asked = {"lint": "false", "pictures": "true"}
    job = Job(pull_request(tmp_path / "shop"), server, of("me/shop"), asked, base="main")
    assert job.failed
    assert "out/shop/high-level.svg" in job.log


def test_what_is_installed_is_the_action_itself_with_hashes(tmp_path: Path) -> None:
    python = tools(tmp_path / "tools", tmp_path / "installed")
    (step,) = (each for each in STEPS if each.get("id") == "install")
    variables = {
        "PYTHON": str(python),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
    }
    done = run(step["run"], tmp_path, variables)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "installed").read_text().splitlines() == [
        f"-I -m pip install --quiet --require-hashes -r {ROOT}/ci/requirements.txt",
        f"-I -m pip install --quiet --no-deps --no-build-isolation {ROOT}",
    ]
    assert (tmp_path / "outputs").read_text().startswith(f"environment={tmp_path}/sdgen.")


def test_no_script_has_an_expression_in_it() -> None:
    """What stands in a pull request would be run."""
    scripts = [each["run"] for each in STEPS if "run" in each]
    assert len(scripts) == 3
    assert not any("${{" in script for script in scripts)


def test_every_input_and_output_is_used_and_told() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    steps = text.partition("\nruns:")[2]
    for name, each in ACTION["inputs"].items():
        assert re.search(rf"\binputs\.{name}\b", steps), name
        assert each["description"].endswith("."), name
    used = {
        name
        for each in ACTION["outputs"].values()
        for name in re.findall(r"outputs\.(\w+)", each["value"])
    }
    assert used == set(ACTION["outputs"])


def test_expressions_are_evaluated_as_github_does() -> None:
    context = {"github": {"event": {}, "sha": "f00"}, "inputs": {"comment": "true"}}
    assert (
        filled("a ${{ github.event.pull_request.head.sha || github.sha }} b", context) == "a f00 b"
    )
    assert evaluate("!cancelled() && inputs.comment == 'true'", context) is True
    assert not evaluate("github.event.pull_request.number && inputs.comment", context)
