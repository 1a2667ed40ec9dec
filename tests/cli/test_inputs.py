"""FILES of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdgen.cli.inputs import find_inputs

DESIGN = "sdgen: 1\nname: A\ncomponents:\n  a: {kind: service}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep/er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b.yaml").write_text(DESIGN)
    (tmp_path / "a.yml").write_text("# a comment\n" + DESIGN)
    (tmp_path / "deep/er/c.yaml").write_text('{"sdgen": 1, "name": "C"}')
    (tmp_path / "deep/values.yaml").write_text("replicas: 3\nnested:\n  sdgen: 1\n")
    (tmp_path / "notes.txt").write_text(DESIGN)
    (tmp_path / ".hidden/d.yaml").write_text(DESIGN)
    return tmp_path


def names(*arguments: str) -> list[str]:
    return [path.as_posix() for path in find_inputs(arguments).files]


def test_a_file_is_taken_whatever_it_holds(folder: Path) -> None:
    assert names("deep/values.yaml") == ["deep/values.yaml"]


def test_a_folder_stands_for_the_designs_below_it(folder: Path) -> None:
    assert names(".") == ["a.yml", "b.yaml", "deep/er/c.yaml"]


def test_files_are_sorted_and_taken_once(folder: Path) -> None:
    assert names("b.yaml", "./b.yaml", "a.yml", str(folder / "b.yaml"), ".") == [
        "a.yml",
        "b.yaml",
        "deep/er/c.yaml",
    ]


def test_a_pattern_that_the_shell_left_alone_is_expanded(folder: Path) -> None:
    assert names("*.y*ml") == ["a.yml", "b.yaml"]
    assert names("**/c.yaml") == ["deep/er/c.yaml"]
    assert names("de*") == ["deep/er/c.yaml"]


def test_a_file_whose_name_looks_like_a_pattern_is_itself(folder: Path) -> None:
    Path("x[1].yaml").write_text(DESIGN)
    assert names("x[1].yaml") == ["x[1].yaml"]


def test_standard_input(folder: Path) -> None:
    inputs = find_inputs(["-", "a.yml", "-"])
    assert inputs.standard_input
    assert len(inputs.files) == 1


def test_a_folder_without_designs_is_a_finding(folder: Path) -> None:
    inputs = find_inputs(["deep", "deep/er", ".hidden/none", "."])
    assert not inputs.findings
    Path("empty").mkdir()
    (finding,) = find_inputs(["empty"]).findings
    assert finding.message == "the folder 'empty' holds no designs"
    assert "key 'sdgen' at its top level" in finding.help
    assert finding.unreadable


def test_a_pattern_without_matches_is_a_finding(folder: Path) -> None:
    (finding,) = find_inputs(["*.json"]).findings
    assert finding.message == "no file matches '*.json'"
    assert finding.unreadable


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    os.symlink(folder, folder / "deep/round")
    assert names("deep") == ["deep/er/c.yaml"]


def test_pipes_in_a_folder_are_left_alone(folder: Path) -> None:
    os.mkfifo(folder / "deep/pipe.yaml")
    assert names("deep") == ["deep/er/c.yaml"]


def test_an_empty_name_is_not_the_current_folder(folder: Path) -> None:
    inputs = find_inputs([""])
    assert inputs.files == ()
    assert inputs.findings[0].message == "a file without a name"
    assert "is a variable of the shell empty?" in inputs.findings[0].help


def test_impossible_names_are_left_to_the_loader(folder: Path) -> None:
    os.symlink("loop.yaml", "loop.yaml")
    assert names("loop.yaml") == ["loop.yaml"]
    assert names("x" * 5000) == ["x" * 5000]
