"""Where pictures go."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.workspace.targets import TargetError, folder_names, read_destination
from tests.support.cases import every_case


def test_a_folder_takes_both_formats_unless_told() -> None:
    destination = read_destination("out", ())
    assert destination.folder == Path("out")
    assert destination.formats == ("svg", "png")
    assert read_destination("out/", ("pdf", "svg", "pdf")).formats == ("pdf", "svg")


@every_case("name", ["a.svg", "b/c.PNG", "d.e.pdf"])
def test_a_suffix_picks_the_format(name: str) -> None:
    destination = read_destination(name, ())
    assert destination.file == Path(name)
    assert destination.formats == (name[-3:].lower(),)
    assert destination.single


def test_a_folder_may_end_in_anything(tmp_path: Path) -> None:
    assert read_destination("pictures.png/", ()).folder == Path("pictures.png")
    (tmp_path / "v1.2").mkdir()
    assert read_destination(str(tmp_path / "v1.2"), ()).folder == tmp_path / "v1.2"


def test_an_unknown_suffix_is_explained() -> None:
    with pytest.raises(
        TargetError, match=r"^-o a\.jpg: sdgen writes \.svg, \.pdf, \.png; a folder"
    ):
        read_destination("a.jpg", ())


def test_suffix_and_format_must_agree() -> None:
    assert read_destination("a.png", ("png",)).formats == ("png",)
    with pytest.raises(TargetError, match=r"^-o a\.png is a file in png, but -f says svg$"):
        read_destination("a.png", ("svg",))


def test_standard_output_takes_one_format() -> None:
    assert read_destination("-", ()).formats == ("svg",)
    assert read_destination("-", ("pdf",)).formats == ("pdf",)
    with pytest.raises(TargetError, match=r"^-o - writes one picture: give one -f$"):
        read_destination("-", ("pdf", "svg"))


def folders(*names: str) -> list[str]:
    return [str(folder) for folder in folder_names([Path(name) for name in names]).values()]


def test_designs_are_named_after_their_files() -> None:
    assert folders("x/shop.yaml", "y/bank.prod.yml") == ["shop", "bank.prod"]


def test_files_of_one_name_get_their_folders_in_front() -> None:
    assert folders("x/a/d.yaml", "x/b/d.yaml", "x/e.yaml") == ["a/d", "b/d", "e"]
    assert folders("x/a/d.yaml", "y/a/d.yaml") == ["x/a/d", "y/a/d"]
    assert folders("x/D.yaml", "y/d.yaml") == ["x/D", "y/d"]


def test_files_that_differ_in_suffix_only_are_refused() -> None:
    with pytest.raises(
        TargetError, match=r"^a/d\.yaml and a/d\.yml would write the same pictures: rename one$"
    ):
        folders("a/d.yaml", "a/d.yml")


def test_no_file_name_leads_out_of_the_output_folder() -> None:
    assert folders("...yaml") == ["design"]
    assert folders("..d.yaml") == ["d"]


def test_an_empty_folder_name_is_refused() -> None:
    with pytest.raises(TargetError, match=r"^-o is empty: '\.' is the current folder$"):
        read_destination("", ())
