"""Searches through folders end, whatever lies in them."""

from __future__ import annotations

import glob
import os
from pathlib import Path

import pytest

from sdgen.base.walking import Walk, WalkError
from tests.support.cases import every_case


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("b.yaml", "a/c.yaml", "a/b/c.yaml", "a/.h/c.yaml", ".x.yaml", "a/[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


def test_files_below_a_folder_are_in_order_and_not_hidden(tree: Path) -> None:
    found = [each.as_posix() for each in Walk().files_under(Path())]
    assert found == ["b.yaml", "a/[1].txt", "a/c.yaml", "a/b/c.yaml"]


PATTERNS = [
    "*", "*.yaml", "**/c.yaml", "**", "a/**", "?/*", "[ab].yaml", ".*", "a/.*/*", "**/*.yaml",
    "a/b/../*.yaml", "*/b", "./*.yaml", "**/**/c.yaml", "none/*", "b.yaml/*", "a/[[]1].txt",
]  # fmt: skip


@every_case("pattern", PATTERNS)
@every_case("absolute", [False, True])
def test_patterns_mean_what_they_mean_in_python(tree: Path, pattern: str, absolute: bool) -> None:
    pattern = f"{tree}/{pattern}" if absolute else pattern
    expected = sorted({Path(each) for each in glob.glob(pattern, recursive=True)} - {Path()})
    assert [each for each in Walk().matches(pattern) if each != Path()] == expected


def test_links_to_folders_multiply_nothing(tree: Path) -> None:
    for name in "pqrst":
        (tree / name).symlink_to(".")
    walk = Walk(most=200)
    assert [each.as_posix() for each in walk.matches("**/c.yaml")] == ["a/b/c.yaml", "a/c.yaml"]
    found = {each.as_posix() for each in walk.files_under(Path())}
    assert found == {*"pqrst", "b.yaml", "a/[1].txt", "a/c.yaml", "a/b/c.yaml"}


def test_a_search_ends_at_its_bound(tree: Path) -> None:
    with pytest.raises(WalkError, match=r"^a holds more than 4 files and folders$"):
        list(Walk(most=4).files_under(Path("a")))
    with pytest.raises(WalkError):
        Walk(most=4).matches("**/*")


def test_a_folder_that_cannot_be_read_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def forbidden(folder: Path) -> object:
        if folder == Path("a/b"):
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", forbidden)
    walk = Walk()
    assert [each.as_posix() for each in walk.files_under(Path("a"))] == ["a/[1].txt", "a/c.yaml"]
    assert [str(each) for each in walk.errors] == ["a/b cannot be searched: permission denied"]
