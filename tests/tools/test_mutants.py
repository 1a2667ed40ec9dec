"""The wrong versions of sdgen still are versions of it, and what runs them tells right from wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from mutant_list import MUTANTS, NEW, OF_THE_FIRST_REVIEW, Mutant, StaleMutantError
from mutants import in_turns, main, survives

from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@every_case("mutant", MUTANTS)
def test_each_is_a_module(mutant: Mutant) -> None:
    compile(mutant.applied(ROOT), mutant.file, "exec")


@every_case("mutant", MUTANTS)
def test_each_still_applies(mutant: Mutant) -> None:
    assert mutant.applied(ROOT)
    assert all((ROOT / test).exists() for test in mutant.tests.split())


def test_none_is_lost() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert len(OF_THE_FIRST_REVIEW) == 31
    assert len(NEW) >= 20


@every_case("old", ["no such text", "\n", ""])
def test_a_text_that_is_not_there_once_is_refused(old: str) -> None:
    with pytest.raises(StaleMutantError, match=f"sdgen/{MUTANTS[0].file} has .* times"):
        replace(MUTANTS[0], old=old).applied(ROOT)


def test_one_that_changes_nothing_is_refused() -> None:
    with pytest.raises(StaleMutantError):
        replace(MUTANTS[0], new=MUTANTS[0].old).applied(ROOT)


def test_the_list_is_that_of_the_names_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(MUTANTS)
    assert main(["--list", "half-is-a-m"]) == 0
    assert capsys.readouterr().out.split() == [
        "half-is-a-majority",
        "sdgen/analyses/replication.py",
    ]


def test_the_tests_of_its_module_come_first() -> None:
    folder = "tests/analyses/reliability"
    near, others = in_turns(Mutant("ring", "analyses/reliability/ring.py", "a", "b", folder), ROOT)
    assert near[0] == f"{folder}/test_ring.py"
    assert f"{folder}/test_aralia.py" in others
    assert sorted(near + others) == sorted(
        each.relative_to(ROOT).as_posix() for each in (ROOT / folder).rglob("test_*.py")
    )


@pytest.mark.slow
def test_a_survivor_is_told_from_one_that_is_caught_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "sdgen").mkdir()
    (tmp_path / "sdgen/__init__.py").touch()
    module = tmp_path / "sdgen/half.py"
    module.write_text("def half(number):\n    return number / 2\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n")
    for name, value in (("sees", 4), ("blind", 0)):
        (tmp_path / f"test_{name}.py").write_text(
            f"from sdgen.half import half\ndef test_half():\n    assert half({value}) == {value // 2}\n"
        )
    thirds = Mutant("thirds", "half.py", "/ 2", "/ 3", "test_blind.py")
    assert survives(thirds, tmp_path)
    assert not survives(replace(thirds, tests="test_sees.py"), tmp_path)
    assert module.read_text() == "def half(number):\n    return number / 2\n"
