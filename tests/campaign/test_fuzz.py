"""A small campaign of hostile inputs, and proof that its checks see what they look for."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import fuzz_commands
import fuzz_inputs
from fuzz import try_api, try_commands
from fuzz_api import ApiRun
from fuzz_checks import (
    GITHUB,
    faults_for_people,
    faults_of_json,
    faults_of_report,
    faults_of_svg,
)

from tests.support.cases import every_case

SEED = 7


@pytest.mark.parametrize(("first", "count"), [(2, 1), pytest.param(0, 60, marks=pytest.mark.slow)])
def test_inputs_through_the_api_break_nothing(
    first: int, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = try_api(SEED, first, count)
    assert tally.counts.total() == 0, tally.examples
    said = capsys.readouterr().out
    assert int(said.split(" of them valid")[0].rpartition(" ")[2]) >= max(1, count // 10)


@pytest.mark.slow
def test_commands_break_nothing() -> None:
    tally = try_commands(SEED, 0, 5)
    assert tally.counts.total() == 0, tally.examples


@pytest.mark.slow
def test_a_seed_gives_the_same_inputs() -> None:
    one, other = (
        [fuzz_inputs.design(random.Random(f"{SEED}/api/{number}")) for number in range(50)]
        for _ in range(2)
    )
    assert one == other
    assert len(set(one)) > 45


# --- the checks -------------------------------------------------------------------------------


@every_case(
    "text", ["a\x1b[31m", "a\u202e", "a\rb", "::error::x", "x\n ::add-mask::x", "##[x]", "\udcff"]
)
def test_what_steers_people_is_seen(text: str) -> None:
    assert [kind for kind, _ in faults_for_people(text)] == ["control characters"]


def test_what_is_said_to_a_runner_on_purpose_is_allowed() -> None:
    assert list(faults_for_people("::error file=a.yaml,line=1::x\n", GITHUB)) == []
    assert list(faults_of_report("github", "::set-env name=x::y"))


def test_secrets_are_seen() -> None:
    assert list(faults_for_people(f"x {fuzz_inputs.SECRET}"))
    assert list(faults_of_json(f'"{fuzz_inputs.SECRET}"'))


@every_case("text", ['{"a": NaN}', "{", '"é"', '"\x7f"'])
def test_json_that_is_none_is_seen(text: str) -> None:
    assert list(faults_of_json(text))


@every_case(
    ("inside", "is_seen"),
    [
        ("<script/>", True),
        ('<g onload="x"/>', True),
        ('<a href="javascript:x"/>', True),
        ('<a href="//host/x"/>', True),
        ('<image href="https://a.b/c.png"/>', True),
        ("<text>\u202ea</text>", True),
        ("<g>", True),
        ('<a href="https://a.b"/><a href="docs/x.md"/><image href="data:image/png;x"/>', False),
    ],
)
def test_pictures_that_do_something_are_seen(inside: str, is_seen: bool) -> None:
    assert bool(list(faults_of_svg(f"<svg>{inside}</svg>"))) == is_seen


def test_an_exception_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("sdgen.api.read_text", broken)
    [(kind, what)] = ApiRun().attempt(b"sdgen: 1", random.Random(0))
    assert (kind, what.split(" at ")[0]) == ("crashes", "validate: KeyError")


def test_files_that_come_go_or_change_are_seen(tmp_path: Path) -> None:
    top = tmp_path
    fuzz_commands.make_surroundings(top, random.Random(3))
    for name in ("out", "new.json"):
        # a link may lie in the way
        path = top / "repository" / name
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(True)
    before = fuzz_commands.snapshot(top)
    assert fuzz_commands.changed(before, fuzz_commands.snapshot(top)) == []
    (top / "repository/out").mkdir(exist_ok=True)
    (top / "repository/out/x.svg").write_text("allowed")
    (top / "repository/new.json").write_text("allowed")
    assert fuzz_commands.changed(before, fuzz_commands.snapshot(top)) == []
    (top / "elsewhere/canary").write_text("written")
    (top / "repository/.git/hooks/x").write_text("")
    (top / "repository/.env").unlink()
    assert fuzz_commands.changed(before, fuzz_commands.snapshot(top)) == [
        b"elsewhere/canary",
        b"repository/.env",
        b"repository/.git/hooks/x",
    ]


def test_processes_that_are_left_are_seen() -> None:
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as process:
        assert fuzz_commands.in_session(process.pid) == [process.pid]
        process.kill()
    assert fuzz_commands.in_session(process.pid) == []
    assert os.getpid() in fuzz_commands.in_session(os.getsid(0))
