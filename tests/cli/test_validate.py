"""``sdgen validate``: exit statuses and what it says."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sdgen.cli import status
from tests.cli.conftest import DESIGN, Sdgen
from tests.support.cases import every_case


def test_a_good_design(folder: Path, sdgen: Sdgen) -> None:
    assert sdgen("validate", "shop.yaml") == (status.OK, "1 design: no errors\n", "")


def test_everything_that_is_wrong_is_said_at_once(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(
        DESIGN.replace("kind: service", "kind: servce").replace("calls: [db]", "cals: [db]")
        + "jurneys: {}\n"
    )
    done = sdgen("validate", "shop.yaml")
    assert done.status == status.FINDINGS
    assert done.out == ""
    places = [line.split(": ")[0] for line in done.err.splitlines() if ": error: " in line]
    assert places == ["shop.yaml:5:18", "shop.yaml:5:26", "shop.yaml:7:1"]
    for suggestion in ("'service'", "'calls'", "'journeys'"):
        assert f"did you mean {suggestion}?" in done.err
    assert "  5 |   orders: {kind: servce, cals: [db]}\n" in done.err
    assert done.err.endswith("1 design: 3 errors\n")


def test_references_are_checked(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN.replace("[orders]", "[order]"))
    done = sdgen("validate", "shop.yaml")
    assert done.status == status.FINDINGS
    assert done.err.startswith("shop.yaml:4:31: error: ")
    assert "did you mean 'orders'?" in done.err


def test_an_icon_that_does_not_exist(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(
        DESIGN.replace("kind: database", "kind: database, icon: onprem.database.Postgresql2")
    )
    done = sdgen("validate", "shop.yaml")
    assert done.status == status.FINDINGS
    assert "shop.yaml:6:30: error: " in done.err
    assert "onprem.database.Postgresql2" in done.err
    Path("shop.yaml").write_text(
        DESIGN.replace("kind: database", "kind: database, icon: aws.database.PostgreSQL")
    )
    assert "onprem.database.PostgreSQL" in sdgen("validate", "shop.yaml").err


def test_several_designs_are_counted_together(folder: Path, sdgen: Sdgen) -> None:
    Path("bad.yaml").write_text(DESIGN.replace("kind: service", "kind: servce"))
    done = sdgen("validate", ".")
    assert done.status == status.FINDINGS
    assert done.err.endswith("2 designs: 1 error\n")


def test_standard_input(folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch) -> None:
    text = DESIGN.replace("kind: service", "kind: servce")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    done = sdgen("validate", "-")
    assert done.status == status.FINDINGS
    assert done.err.startswith("<stdin>:5:18: error: ")
    assert "5 |   orders: {kind: servce" in done.err


def unreadable(name: str) -> None:
    """Make a file that cannot be read, each in its own way."""
    texts = {
        "broken.yaml": "sdgen: 1\nname: [unclosed\n",
        "empty.yaml": "",
        "tab.yaml": "sdgen: 1\n\tname: x\n",
        "list.yaml": "- sdgen: 1\n",
        "nul.yaml": "sdgen: 1\0\n",
        "deep.yaml": "sdgen: 1\nname: " + "[" * 10_000 + "\n",
        "bomb.yaml": "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join(['*' + chr(97 + level)] * 9)}]\n"
            for level in range(12)
        ),
    }
    if name == "pipe.yaml":
        os.mkfifo(name)
    elif name == "loop.yaml":
        os.symlink(name, name)
    elif name == "folder.yaml":
        Path(name).mkdir()
    elif name == "huge.yaml":
        Path(name).write_text("sdgen: 1\nname: x # " + "x" * 11_000_000)
    elif name in texts:
        Path(name).write_text(texts[name])


@pytest.mark.parametrize("verb", ["validate", "render"])
@every_case(
    ("name", "said"),
    [
        ("missing.yaml", "does not exist"),
        ("broken.yaml", "broken.yaml:"),
        ("empty.yaml", "the file is empty"),
        ("tab.yaml", "tab.yaml:2:"),
        ("nul.yaml", "nul.yaml:1:"),
        ("deep.yaml", "deep.yaml:2:"),
        ("bomb.yaml", "bomb.yaml:"),
        ("huge.yaml", "MB"),
        ("pipe.yaml", "is a pipe or a device"),
        ("folder.yaml", "holds no designs"),
        ("no*match", "no file matches"),
        ("loop.yaml", "cannot be read: "),
        ("x" * 300 + ".yaml", "cannot be read: file name too long"),
        ("", "a file without a name"),
    ],
)
def test_what_cannot_be_read(verb: str, name: str, said: str, folder: Path, sdgen: Sdgen) -> None:
    unreadable(name)
    done = sdgen(verb, name)
    assert done.status == status.UNUSABLE
    assert said in done.err
    assert ": error: " in done.err
    assert "bug" not in done.err
    assert done.out == ""
    assert not Path("out").exists()


def test_a_list_is_no_design(folder: Path, sdgen: Sdgen) -> None:
    unreadable("list.yaml")
    done = sdgen("validate", "list.yaml")
    assert done.status in (status.FINDINGS, status.UNUSABLE)
    assert done.err.startswith("list.yaml:1:1: error: ")


def test_good_designs_are_checked_beside_unreadable_ones(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("validate", "missing.yaml", "shop.yaml")
    assert done.status == status.UNUSABLE
    assert done.err.endswith("2 designs: 1 error\n")


def test_findings_of_an_included_file_show_its_lines(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN + "include: [platform.yaml]\n")
    Path("platform.yaml").write_text("components:\n  cache: {kind: cach}\n")
    done = sdgen("validate", "shop.yaml")
    assert done.status == status.FINDINGS
    assert "platform.yaml:2:17: error: " in done.err
    assert "2 |   cache: {kind: cach}\n" in done.err
    assert "did you mean 'cache'?" in done.err
