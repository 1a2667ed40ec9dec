"""Parts of designs that are named themselves: checked alone, or with the one design that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen import Workspace
from sdgen.base.findings import Finding, Severity
from sdgen.workspace.lint_result import LintRequest

PART = "components:\n  db: {kind: database, calls: [idp]}\n"
DESIGN = (
    "sdgen: 1\nname: {name}\ninclude: {include}\n"
    "components: {{web: {{kind: client, calls: [db]}}, idp: {{kind: service}}}}\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "part.yaml").write_text(PART, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def validated(*names: str) -> list[Finding]:
    return [*Workspace().validate(names).findings]


def test_a_part_alone_is_checked_for_its_keys_and_values(folder: Path) -> None:
    (note,) = validated("part.yaml")
    assert note.severity is Severity.INFO
    assert note.message == (
        "this is a part that no design here includes: what it does not define is not checked"
    )
    assert note.help == "a design of its own begins with 'sdgen: 1' and a 'name'"
    write(
        folder,
        "part.yaml",
        PART + "  b: {kind: servce, replicas: 1M, calls: [backend], group: x}\n",
    )
    assert [each.code for each in validated("part.yaml")[1:]] == ["SCHEMA004", "VALUE001"]


def test_the_one_design_that_includes_it_is_checked_whole(folder: Path) -> None:
    write(folder, "mid.yaml", "include: part.yaml\ndata: {}\n")
    write(folder, "designs/shop.yaml", DESIGN.format(name="Shop", include="../mid.yaml"))
    result = Workspace().validate(["part.yaml"])
    assert [each.file for each in result.readings] == ["designs/shop.yaml"]
    assert [each.message for each in result.findings] == [
        "this is a part of 'designs/shop.yaml', which is checked whole"
    ]
    write(folder, "part.yaml", PART.replace("idp", "idq"))
    assert [(each.code, each.span.file) for each in validated("part.yaml")[1:]] == [
        ("REF001", "part.yaml")
    ]


def test_of_several_designs_none_is_chosen(folder: Path) -> None:
    for name in ("a", "b"):
        write(folder, f"{name}.yaml", DESIGN.format(name=name, include="part.yaml"))
    (note,) = validated("part.yaml")
    assert note.message == (
        "this is a part of 'a.yaml', 'b.yaml': what it does not define is not checked"
    )
    assert note.help == "name the design that should be checked with it"


def test_a_design_that_is_named_with_its_part_is_checked_once(folder: Path) -> None:
    write(folder, "shop.yaml", DESIGN.format(name="Shop", include="part.yaml"))
    assert len(Workspace().validate(["part.yaml", "shop.yaml"]).readings) == 1
    assert len(Workspace().validate(["*.yaml"]).readings) == 1


def test_a_version_alone_makes_no_part(folder: Path) -> None:
    write(folder, "part.yaml", "sdgen: 1\n" + PART)
    assert {each.code for each in validated("part.yaml")} == {"SCHEMA002", "REF001"}
    write(folder, "shop.yaml", DESIGN.format(name="Shop", include="part.yaml"))
    assert {each.code for each in validated("part.yaml")} == {"INCLUDE006"}


def test_what_is_no_part_of_a_design_is_not_shown(folder: Path) -> None:
    write(folder, "secrets.yaml", "token: abc\npassword: def\n")
    assert not [each for each in validated("secrets.yaml") if each.code == "INCLUDE006"]


def test_lint_runs_no_rule_on_a_part_alone_and_all_on_its_design(folder: Path) -> None:
    result = Workspace().lint(LintRequest(files=("part.yaml",)))
    assert [each.code for each in result.findings] == ["INCLUDE006"]
    assert not result.unusable
    assert not result.fails
    write(folder, "shop.yaml", DESIGN.format(name="Shop", include="part.yaml"))
    (linted,) = Workspace().lint(LintRequest(files=("part.yaml",))).designs
    assert linted.name == "shop.yaml"
    assert linted.ran
