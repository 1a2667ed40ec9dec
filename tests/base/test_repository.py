"""Links of a repository stay in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.base.repository import (
    LeavingLinkError,
    bound_of,
    leaves_repository,
    repository_of,
    resolve_bounded,
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    made = tmp_path / "repository"
    (made / ".git").mkdir(parents=True)
    (made / "inner").mkdir()
    (tmp_path / "elsewhere").mkdir()
    return made


def test_the_repository_is_the_nearest_folder_with_git(repository: Path) -> None:
    assert repository_of(repository / "inner") == repository
    assert bound_of(repository / "inner") == repository
    (repository / "inner/.git").write_text("gitdir: x")  # of a submodule
    assert repository_of(repository / "inner") == repository / "inner"


def test_without_one_the_current_folder_is_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here/out").symlink_to("..")
    assert bound_of(tmp_path / "here/x") == tmp_path / "here"
    assert bound_of(tmp_path) is None
    assert leaves_repository(Path("out/a"))
    monkeypatch.chdir("/")
    assert not leaves_repository(tmp_path / "here/out/a")


@pytest.mark.parametrize(
    ("target", "leaves"),
    [
        ("../elsewhere", True),
        ("/", True),
        ("..", True),
        (".git", True),
        (".git/hooks", True),
        ("inner/../../elsewhere", True),
        ("../nowhere", True),
        ("inner", False),
        (".", False),
        ("nowhere", False),
        ("../repository/inner", False),
    ],
)
def test_a_link_leaves_or_does_not(repository: Path, target: str, leaves: bool) -> None:
    link = repository / "out"
    link.symlink_to(target)
    assert leaves_repository(link) is leaves
    assert leaves_repository(link / "a/b") is leaves
    assert leaves_repository(repository / "inner/../out/a") is leaves


def test_a_link_by_way_of_a_link(repository: Path) -> None:
    (repository / "inner/second").symlink_to("../../elsewhere")
    (repository / "first").symlink_to("inner/second")
    (repository / "beside").symlink_to("inner")
    assert leaves_repository(repository / "first")
    with pytest.raises(LeavingLinkError) as caught:
        resolve_bounded(repository / "beside/second/x")
    assert caught.value.link == repository / "inner/second"


def test_the_way_is_what_was_checked(repository: Path) -> None:
    (repository / "beside").symlink_to("inner")
    assert resolve_bounded(repository / "beside/x/../y") == repository / "inner/y"
    assert resolve_bounded(repository / "../elsewhere/y") == repository.parent / "elsewhere/y"


def test_links_above_a_repository_are_the_machines_own(repository: Path) -> None:
    (repository.parent / "way").symlink_to(repository)
    assert resolve_bounded(repository.parent / "way/a") == repository / "a"
