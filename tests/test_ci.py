"""What users copy into their continuous integration does what its page says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sdgen.cli import status
from sdgen.cli.main import main
from sdgen.lint.configuration import read_configuration
from sdgen.project import REPOSITORY
from sdgen.rules import all_rules

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
SOUND = """\
sdgen: 1
name: Site
components:
  web: {kind: client, calls: [site]}
  site: {kind: cdn, managed: true}
"""
WEAK = SOUND.replace("[site]", "[site, shop]") + "  shop: {kind: service, replicas: 1}\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def block_with(word: str) -> str:
    """The one block of commands that has ``word``."""
    (found,) = (each for each in blocks("sh") if word in each)
    return str(found)


def strings(value: object) -> Iterator[str]:
    """Every text in a parsed YAML file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def commands(block: str) -> list[list[str]]:
    texts = strings(yaml.safe_load(block))
    return [shlex.split(text)[1:] for text in texts if text.startswith("sdgen ")]


ACTION, GITHUB, TEMPLATE, GITLAB, PRE_COMMIT = (each for each in blocks("yaml")[:5])


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a sound design and its pictures, to be copied."""
    folder = tmp_path_factory.mktemp("drawn")
    (folder / ".git").mkdir()
    (folder / "designs").mkdir()
    (folder / "designs/site.yaml").write_text(SOUND)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["render", "designs/"]) == status.OK
    return folder


@pytest.fixture
def repository(drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of the test's own with a sound design and its pictures."""
    shutil.copytree(drawn, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("block", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_the_workflows_pass_on_a_sound_design(repository: Path, block: str) -> None:
    run = commands(block)
    assert [each[0] for each in run].count("lint") == 2
    assert {each[0] for each in run} == {"validate", "lint", "render"}
    assert [main(each) for each in run] == [status.OK] * len(run)


@pytest.mark.parametrize("block", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_the_workflows_fail_on_a_weak_design(repository: Path, block: str) -> None:
    (repository / "designs/site.yaml").write_text(WEAK)
    result = {" ".join(each): main(each) for each in commands(block)}
    for command, said in result.items():
        fails = command.startswith(("lint", "render")) and "--exit-zero" not in command
        assert said == (status.FINDINGS if fails else status.OK), command


@pytest.mark.slow
def test_the_reports_are_where_the_workflows_look_for_them(repository: Path) -> None:
    for block, upload in ((GITHUB, "sdgen.sarif"), (GITLAB, "gl-code-quality-report.json")):
        for command in commands(block):
            main(command)
        assert (repository / upload).is_file()
        assert block.count(upload) == 2


@pytest.mark.slow
def test_the_hooks_run_what_they_are_called(repository: Path) -> None:
    (repository / "README.md").write_text("<!-- sdgen: designs/site.yaml -->\n<!-- /sdgen -->\n")
    assert main(["embed", "README.md"]) == status.OK
    assert main(["doc", "designs/"]) == status.OK
    used = [each["id"] for each in yaml.safe_load(PRE_COMMIT)["repos"][0]["hooks"]]
    assert used == [each["id"] for each in HOOKS]
    for text, expected in (
        (SOUND, [status.OK] * 5),
        (WEAK, [status.OK, *[status.FINDINGS] * 4]),
        (WEAK.replace("service", "servce"), [status.FINDINGS, *[status.UNUSABLE] * 4]),
    ):
        (repository / "designs/site.yaml").write_text(text)
        run = [[*shlex.split(each["entry"])[1:], *each["args"]] for each in HOOKS]
        assert [main(each) for each in run] == expected


@pytest.mark.slow
def test_one_file_names_the_address_of_the_repository() -> None:
    fetched = re.findall(
        r"git\+(https://[^@\s]+)@|repo: (https://\S+)|remote: (https://\S+)/raw/", PAGE
    )
    assert ["".join(each) for each in fetched] == [REPOSITORY] * 5
    texts = [*(ROOT / "sdgen").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    texts += [ROOT / "pyproject.toml", ROOT / ".pre-commit-hooks.yaml", ROOT / "CONTRIBUTING.md"]
    texts += [ROOT / "action.yml", *(ROOT / "ci").iterdir()]
    naming = {
        str(each.relative_to(ROOT)) for each in texts if REPOSITORY in each.read_text("utf-8")
    }
    assert naming == {
        *("sdgen/project.py", "docs/ci.md", "README.md", "ci/gitlab.yml"),
        "pyproject.toml",  # tests/tools/test_release.py compares
    }


def test_the_page_tells_the_inputs_and_outputs_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    part = PAGE.partition("## GitHub Actions\n")[2].partition("### Without the action")[0]
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (.*?) \|", part, re.MULTILINE))
    assert list(rows) == list(action["inputs"])
    for name, told in rows.items():
        default = action["inputs"][name]["default"]
        assert told == f"`{default}`" or (not default or "${{" in default), name
    job = yaml.safe_load(ACTION)["jobs"]["sdgen"]
    checkout, (step,), upload = job["steps"][0], job["steps"][1:-1], job["steps"][-1]
    assert step["with"].keys() <= action["inputs"].keys()
    assert step["uses"].startswith(REPOSITORY.removeprefix("https://github.com/"))
    assert checkout["with"]["fetch-depth"] == 0
    for name in re.findall(rf"steps\.{step['id']}\.outputs\.(\w+)", str(upload)):
        assert name in action["outputs"]
    for name in action["outputs"]:
        assert f"`{name}`" in part.partition("Its outputs are files")[2]


def test_the_page_includes_the_template_as_it_is() -> None:
    (include,) = yaml.safe_load(TEMPLATE)["include"]
    header, _ = yaml.safe_load_all((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))
    inputs = header["spec"]["inputs"]
    assert include["remote"] == f"{REPOSITORY}/raw/{include['inputs']['commit']}/ci/gitlab.yml"
    part = PAGE.partition("## GitLab\n")[2]
    told = re.findall(
        r"`(\w+)`", part.partition("[inputs](../ci/gitlab.yml):")[2].partition(".")[0]
    )
    assert {*include["inputs"], *told} == set(inputs)
    assert re.fullmatch(inputs["commit"]["regex"], include["inputs"]["commit"])


def test_the_hooks_look_at_designs() -> None:
    for hook in HOOKS:
        assert re.search(hook["files"], "designs/shop/site.yaml")
        assert not re.search(hook["files"], "src/site.yaml")
        assert hook["pass_filenames"] is False


@pytest.mark.parametrize("block", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_what_is_installed_is_named_by_its_content(block: str) -> None:
    installs = [text for text in strings(yaml.safe_load(block)) if text.startswith("pip install")]
    packages, sdgen = (shlex.split(text)[2:] for text in installs)
    output = shlex.split(block_with("uv pip compile").replace("\\\n", ""))[-1]
    assert packages == ["--require-hashes", "-r", output]
    assert sdgen[:-1] == ["--no-deps", "--no-build-isolation"]
    assert re.fullmatch(r"git\+https://.*@[0-9a-f]{40}", sdgen[-1])


@pytest.mark.slow
def test_a_picture_of_the_page_is_kept_fresh(repository: Path) -> None:
    picture = re.findall(r"^!\[.*\]\((.*)\)$", PAGE, re.MULTILINE)
    assert picture == ["out/shop/high-level.svg"]
    (repository / "designs/shop.yaml").write_text(SOUND)
    draw = shlex.split(block_with("git add").splitlines()[0])[1:]
    assert main(draw) == status.OK
    assert (repository / picture[0]).is_file()
    assert main([*draw, "--check"]) == status.OK
    (repository / "designs/shop.yaml").write_text(WEAK)
    assert main([*draw, "--check"]) == status.FINDINGS
    assert main(draw) == status.OK
    assert main([*draw, "--check"]) == status.OK


def test_a_baseline_as_the_page_begins_with_one(repository: Path) -> None:
    (repository / "designs/site.yaml").write_text(WEAK)
    lines = [shlex.split(line)[1:] for line in block_with("baseline").splitlines()]
    assert [main(line) for line in lines] == [status.OK, status.OK]


def test_the_configuration_of_the_page_is_one(tmp_path: Path) -> None:
    path = tmp_path / "sdgen.toml"
    path.write_text(blocks("toml")[0])
    assert read_configuration(path, "sdgen.toml", all_rules()).findings == ()


def test_links_lead_somewhere() -> None:
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.DOTALL | re.MULTILINE)
    for link in re.findall(r"\]\(([^)#:]+)\)", prose):
        assert (ROOT / "docs" / link).exists(), link
