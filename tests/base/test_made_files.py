"""The mark of files that sdgen makes, and what is known by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.base.made_files import is_ours, made_by, same_made, source_name
from tests.support.cases import every_case

MARK = "Made by sdgen from designs/shop.yaml; sdgen export makes it again."


def test_the_mark_says_what_makes_the_file_again() -> None:
    assert made_by("export", "designs/shop.yaml") == MARK
    assert made_by("doc") == "Made by sdgen; sdgen doc makes it again."


def test_the_mark_is_one_line_whatever_the_file_is_called() -> None:
    assert made_by("export", "a\nb\u202e.yaml") == (
        "Made by sdgen from a\\nb\\u202e.yaml; sdgen export makes it again."
    )


def test_in_a_repository_the_design_is_called_by_its_path_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs/shop.yaml").write_text("")
    for folder, path in (
        (".", "designs/shop.yaml"),
        ("designs", "shop.yaml"),
        ("designs", "../designs/shop.yaml"),
        (".", str(tmp_path / "designs/shop.yaml")),
    ):
        monkeypatch.chdir(tmp_path / folder)
        assert source_name(path) == "designs/shop.yaml"


def test_without_a_repository_no_path_of_the_machine_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert source_name("designs/./shop.yaml") == "designs/shop.yaml"
    assert source_name("../shop.yaml") == "shop.yaml"
    assert source_name(str(tmp_path / "shop.yaml")) == "shop.yaml"
    assert source_name("<stdin>") == "standard input"
    assert source_name("<text>") == ""
    assert source_name("\udcff.yaml") == "\\xff.yaml"


@every_case(
    ("text", "ours"),
    [
        (f"# {MARK}\nopenapi: 3.1.0\n", True),
        (f"-- {MARK}\n", True),
        (f"<!-- {MARK} -->\n", True),
        (f"\ufeff# {MARK}\r\n", True),
        (f'{{\n  "x-made-by": "{MARK}",\n  "openapi": "3.1.0"\n}}\n', True),
        (f'{{"x-made-by":"{MARK}"}}', True),
        ("# Made by sdgenius\n", False),
        (f"# From what was {MARK}\n", False),
        (f"openapi: 3.1.0\n# {MARK}\n", False),
        ("", False),
    ],
)
def test_a_file_is_known_by_how_it_begins(text: str, ours: bool, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text(text, encoding="utf-8")
    assert is_ours(file) is ours


def test_where_there_is_no_file_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "file/below", Path("a\0b")):
        assert is_ours(path)
    assert is_ours(Path("/dev/null"))


def test_files_are_the_same_whatever_the_design_is_called_and_lines_end(tmp_path: Path) -> None:
    file = tmp_path / "file"
    text = f"# {MARK}\na: 1\n"
    for there, same in (
        (text, True),
        (text.replace("\n", "\r\n"), True),
        (text.replace("designs/shop.yaml", f"{'x' * 900}.yaml"), True),
        (text.replace("a: 1", "a: 2"), False),
        (text.replace("Made", "made"), False),
    ):
        file.write_bytes(there.encode())
        assert same_made(file, text.encode()) is same
    assert not same_made(tmp_path / "missing", text.encode())
