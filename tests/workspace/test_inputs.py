"""FILES of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdgen.base.walking import Walk
from sdgen.workspace.inputs import find_inputs

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


# --- folders of strangers ---------------------------------------------------------------------


def refused(*arguments: str) -> list[str]:
    return [f"{each.code} {each.message}" for each in find_inputs(arguments).findings]


def test_a_link_out_of_the_repository_is_refused_where_a_search_finds_it(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "o.yaml").write_text(DESIGN)
    (outside / "values.yaml").write_text("replicas: 3\n")
    (folder / "deep/o.yaml").symlink_to(outside / "o.yaml")
    (folder / "deep/values2.yaml").symlink_to(outside / "values.yaml")
    (folder / "deep/near.yaml").symlink_to("../b.yaml")
    (folder / "way").symlink_to(outside)
    said = "is reached by a symbolic link out of the repository"
    assert refused("deep") == [f"INPUT004 'deep/o.yaml' {said}"]
    assert refused("deep/o*") == [f"INPUT004 'deep/o.yaml' {said}"]
    assert refused("way") == [f"INPUT004 'way/o.yaml' {said}"]
    assert refused("w*") == [f"INPUT004 'way/o.yaml' {said}"]
    assert refused("w*/o.yaml") == [f"INPUT004 'way/o.yaml' {said}"]
    assert names("deep") == ["deep/er/c.yaml", "deep/near.yaml"]
    assert names("deep/o.yaml") == ["deep/o.yaml"]  # somebody has named it
    [finding] = find_inputs(["way"]).findings
    assert finding.help == "copy the design into the repository, or name the file itself"


def test_links_to_folders_do_not_multiply_a_pattern(folder: Path) -> None:
    for name in "pqrstuvw":
        (folder / name).symlink_to(".")
    assert names("**/c.yaml") == ["deep/er/c.yaml"]
    assert names("**/*.y*ml") == ["a.yml", "b.yaml", "deep/er/c.yaml", "deep/values.yaml"]
    assert names(".") == ["a.yml", "b.yaml", "deep/er/c.yaml"]


def test_a_search_through_too_much_is_a_finding(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdgen.workspace.inputs.Walk", lambda: Walk(most=3))
    assert refused(".") == ["INPUT005 the folder '.' holds more than 3 files and folders"]
    [finding] = find_inputs(["."]).findings
    assert finding.help == "name the files, or the folders that hold them"


def test_a_pipe_in_a_folder_is_no_design(folder: Path) -> None:
    os.mkfifo("pipe.yaml")
    assert names(".") == ["a.yml", "b.yaml", "deep/er/c.yaml"]
