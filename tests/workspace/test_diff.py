"""Designs compared with what they were in a repository."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from sdgen.base.errors import WrongUsageError
from sdgen.base.files import OutputError
from sdgen.workspace.diff import DiffRequest
from sdgen.workspace.diff_pictures import DrawnChanges
from sdgen.workspace.revisions import RevisionError
from sdgen.workspace.targets import TargetError
from sdgen.workspace.workspace import Workspace
from tests.support.cases import every_case

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, replicas: 2}
"""


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one design, on ``main``, in which the test stands."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs/shop.yaml").write_text(SHOP)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(form: str = "text", **asked: object) -> str:
    workspace = Workspace()
    return workspace.diff_report(workspace.diff(DiffRequest(**asked)), form)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_file_is_compared_with_what_it_was(repository: Path) -> None:
    (repository / "designs/shop.yaml").write_text(SHOP.replace("replicas: 2", "replicas: 3"))
    text = report(files=("HEAD:designs/shop.yaml", "designs/shop.yaml"))
    assert "± Orders: replicas 2 → 3" in text
    assert text == report(files=("main:designs/shop.yaml",))
    assert report(files=("HEAD:designs/shop.yaml", "HEAD:designs/shop.yaml")) == (
        "Both designs say the same.\n"
    )


@pytest.mark.slow
def test_a_path_of_a_revision_is_from_the_root_or_from_here(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "designs")
    assert report(files=("HEAD:./shop.yaml", "shop.yaml")) == "Both designs say the same.\n"
    for names in (
        ("HEAD:designs/shop.yaml", "shop.yaml"),
        ("HEAD:designs/shop.yaml",),
        ("HEAD:./shop.yaml",),
    ):
        assert report(files=names) == "Both designs say the same.\n"


def test_a_file_whose_name_looks_like_a_revision_is_a_file(repository: Path) -> None:
    (repository / "HEAD:x.yaml").write_text(SHOP.replace("Shop", "Other"))
    assert "name Shop → Other" in report(files=("designs/shop.yaml", "HEAD:x.yaml"))


@pytest.mark.slow
def test_what_a_design_includes_is_that_of_the_revision(repository: Path) -> None:
    part = "components:\n  stock: {kind: service, replicas: 4}\n"
    (repository / "designs/parts").mkdir()
    (repository / "designs/parts/stock.yaml").write_text(part)
    (repository / "designs/shop.yaml").write_text(SHOP + "include: [parts/stock.yaml]\n")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "two")
    (repository / "designs/parts/stock.yaml").write_text(part.replace("4", "5"))
    text = report(against="HEAD", files=("designs",))
    assert "± Stock: replicas 4 → 5" in text
    assert "Orders" not in text.split("what changed")[1]


@pytest.mark.slow
def test_all_that_changed_since_a_branch_is_compared_where_the_two_parted(
    repository: Path,
) -> None:
    designs = repository / "designs"
    (designs / "same.yaml").write_text(SHOP.replace("Shop", "Same"))
    (designs / "gone.yaml").write_text(SHOP.replace("Shop", "Gone"))
    (designs / "moved.yaml").write_text(SHOP.replace("Shop", "Moved"))
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "two")
    git(repository, "switch", "-q", "-c", "work")
    git(repository, "rm", "-q", "designs/gone.yaml")
    git(repository, "mv", "designs/moved.yaml", "designs/there.yaml")
    (designs / "shop.yaml").write_text(SHOP.replace("replicas: 2", "replicas: 3"))
    git(repository, "commit", "-qam", "three")
    git(repository, "switch", "-q", "main")
    (designs / "same.yaml").write_text(SHOP.replace("Shop", "Same").replace("2", "9"))
    git(repository, "commit", "-qam", "after the two parted")
    git(repository, "switch", "-q", "work")
    (designs / "new.yaml").write_text(SHOP.replace("Shop", "New"))
    result = Workspace().diff(DiffRequest(against="main", files=("designs",)))
    said = [(each.file, each.verdict, each.changed) for each in result.designs]
    assert said == [
        ("designs/new.yaml", "a new design", True),
        ("designs/shop.yaml", "", True),
        ("designs/there.yaml", "", False),
        ("designs/gone.yaml", "removed", True),
    ]
    assert [each.sides for each in result.designs[:2]] == [
        "sdgen diff --against main designs/new.yaml",
        "sdgen diff --against main designs/shop.yaml",
    ]
    assert report(against="HEAD", files=("designs/same.yaml",)) == "No design has changed.\n"


@pytest.mark.slow
def test_a_side_with_errors_is_said_and_the_other_is_shown(repository: Path) -> None:
    (repository / "designs/shop.yaml").write_text(SHOP.replace("service", "servce"))
    result = Workspace().diff(DiffRequest(files=("HEAD:designs/shop.yaml", "designs/shop.yaml")))
    assert result.failed
    assert [each.code for each in result.designs[0].errors] == ["SCHEMA004"]
    (data,) = json.loads(Workspace().diff_report(result, "json"))["designs"]
    assert data["verdict"] == "cannot be compared"
    assert [(each["code"], each["line"]) for each in data["errors"]] == [("SCHEMA004", 5)]
    text = Workspace().diff_report(result, "text")
    assert text.startswith("Shop: cannot be compared\n")
    assert re.search(r"Replicas +2\n", text)  # of the other
    assert "Orders" not in text
    assert "> [!CAUTION]\n> `SCHEMA004`" in Workspace().diff_report(result, "markdown")


WRONG = [
    ("nothing:designs/shop.yaml", "there is no revision 'nothing'"),
    ("main:designs/shp.yaml", "no file 'designs/shp.yaml' in revision 'main'; did you mean 'shop.yaml'?"),
    ("mian:designs/shop.yaml", "there is no revision 'mian' in .*; did you mean 'main'?"),
    ("--output=x:designs/shop.yaml", "there is no revision '--output=x'"),
]  # fmt: skip


@pytest.mark.slow
@every_case(("name", "says"), WRONG)
def test_what_a_repository_does_not_have(
    name: str, says: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("repository")
    with pytest.raises(RevisionError, match=says):
        Workspace().diff(DiffRequest(files=(name, "designs/shop.yaml")))
    assert not Path("x").exists()


def test_outside_of_a_repository_two_files_are_compared_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("a.yaml").write_text(SHOP)
    with pytest.raises(RevisionError, match="lies in no Git repository"):
        Workspace().diff(DiffRequest(files=("HEAD:a.yaml", "a.yaml")))
    assert report(files=("a.yaml", "a.yaml")) == "Both designs say the same.\n"


@pytest.mark.slow
def test_a_shallow_clone_says_how_to_have_more(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "commit", "-q", "--allow-empty", "-m", "two")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth=1", f"file://{repository}", "shop")
    monkeypatch.chdir(clone / "shop")
    with pytest.raises(RevisionError, match="a shallow clone: fetch more of it"):
        Workspace().diff(DiffRequest(files=("HEAD~1:designs/shop.yaml",)))


@pytest.mark.slow
def test_where_two_branches_parted_must_be_known(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "switch", "-q", "--orphan", "other")
    (repository / "designs").mkdir(exist_ok=True)
    (repository / "designs/shop.yaml").write_text(SHOP)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "another beginning")
    with pytest.raises(RevisionError, match="the two have no commit in common"):
        Workspace().diff(DiffRequest(against="main", files=("designs",)))
    git(repository, "switch", "-q", "main")
    git(repository, "switch", "-q", "-c", "work")
    for branch in ("work", "main"):
        git(repository, "switch", "-q", branch)
        git(repository, "commit", "-q", "--allow-empty", "-m", branch)
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{repository}", "shop")
    monkeypatch.chdir(clone / "shop")
    with pytest.raises(RevisionError, match=r"parted is not known in .*shallow clone: fetch more"):
        Workspace().diff(DiffRequest(against="origin/work", files=("designs",)))


@pytest.mark.slow
def test_a_bare_repository_has_revisions_too(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path_factory.mktemp("bare")
    git(bare, "clone", "-q", "--bare", str(repository), "shop.git")
    monkeypatch.chdir(bare / "shop.git")
    pair = ("main:designs/shop.yaml", "main:designs/shop.yaml")
    assert report(files=pair) == "Both designs say the same.\n"


@pytest.mark.slow
def test_a_design_can_not_include_what_lies_outside_of_its_revision(repository: Path) -> None:
    secret = repository.parent / "secret.yaml"
    secret.write_text("components: {secret: {kind: service}}\n")
    (repository / "designs/shop.yaml").write_text(SHOP + "include: [../../secret.yaml]\n")
    git(repository, "commit", "-qam", "two")
    result = Workspace().diff(
        DiffRequest(files=("HEAD:designs/shop.yaml", "HEAD~1:designs/shop.yaml"))
    )
    assert [each.code for each in result.designs[0].errors] == ["INCLUDE002"]


def test_requests_that_mean_nothing() -> None:
    for files in ((), ("a.yaml",), ("a", "b", "c")):
        with pytest.raises(WrongUsageError, match="two designs are compared"):
            Workspace().diff(DiffRequest(files=files))
    with pytest.raises(WrongUsageError, match="'all' is none of objective, spof"):
        Workspace().diff(DiffRequest(files=("a", "b"), fail_on=("all",)))


# --- pictures -----------------------------------------------------------------------------------

GROWN = SHOP.replace("replicas: 2", "replicas: 3")


def drawn(output: str, form: str = "svg", **asked: object) -> DrawnChanges:
    workspace = Workspace()
    result = workspace.diff(DiffRequest(**asked))  # type: ignore[arg-type]
    return workspace.draw_changes(result, form, output)


@pytest.mark.slow
def test_the_picture_of_a_change_is_a_file_or_goes_to_standard_output(repository: Path) -> None:
    (repository / "designs/shop.yaml").write_text(GROWN)
    pair = ("HEAD:designs/shop.yaml", "designs/shop.yaml")
    done = drawn("change.svg", files=pair)
    assert done.written == (Path("change.svg"),) and done.stream is None
    assert drawn("-", files=pair).stream == Path("change.svg").read_bytes()
    assert drawn("-", "png", files=pair).stream.startswith(b"\x89PNG")  # type: ignore[union-attr]
    with pytest.raises(OutputError, match="it is what was read"):
        drawn("designs/shop.yaml", files=pair)
    assert (repository / "designs/shop.yaml").read_text() == GROWN


@pytest.mark.slow
def test_pictures_of_several_changes_lie_in_a_folder(repository: Path) -> None:
    (repository / "designs/shop.yaml").write_text(GROWN)
    (repository / "designs/other.yaml").write_text(SHOP)
    (repository / "designs/broken.yaml").write_text(SHOP.replace("service", "servce"))
    done = drawn("changes/", against="HEAD", files=("designs",))
    assert done.written == (Path("changes/other/change.svg"), Path("changes/shop/change.svg"))
    with pytest.raises(TargetError, match="2 designs have changed: -o names a folder"):
        drawn("changes.svg", against="HEAD", files=("designs",))
    assert drawn("-", against="HEAD", files=("designs/shop.yaml",)).stream is not None


def test_no_change_is_no_picture(repository: Path) -> None:
    assert drawn("changes/", against="HEAD", files=("designs",)) == DrawnChanges()
    assert not (repository / "changes").exists()
