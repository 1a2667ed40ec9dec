"""The tutorial is done as it is written: its commands run in order, in one folder, and print what stands
below them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sdgen.cli.main import main
from sdgen.starting.answers import Answers, read_rate
from sdgen.starting.consequences import follows

PAGE = (Path(__file__).parents[2] / "docs/tutorial.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"^```console\n\$ sdgen (.*?)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FAILING = {"doc shop.yaml --strict": 1}


def as_pattern(shown: str) -> re.Pattern[str]:
    """The lines, ``...`` standing for any."""
    lines = (
        r"(?:.*\n)*?" if line == "..." else re.escape(f"{line}\n") for line in shown.splitlines()
    )
    return re.compile("".join(lines))


def change(folder: Path) -> None:
    """What the page says to do by hand."""
    assert "below `api`, put `replicas: 1` in the place of `replicas: 3`" in PAGE
    file = folder / "shop.yaml"
    before, api, after = file.read_text(encoding="utf-8").partition("\n  api:\n")
    assert "    replicas: 3 " in after
    file.write_text(
        before + api + after.replace("    replicas: 3 ", "    replicas: 1 ", 1), encoding="utf-8"
    )


@pytest.mark.slow
def test_the_tutorial_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    linted = 0
    assert len(CONSOLE) == 11
    for command, shown in CONSOLE:
        if command.startswith("lint"):
            linted += 1
            if linted == 2:
                change(tmp_path)
        status = main(shlex.split(command))
        printed = "".join(capsys.readouterr())
        failing = FAILING.get(command, 1 if linted == 2 and command.startswith("lint") else 0)
        assert status == failing, printed
        assert as_pattern(shown).fullmatch(printed) or as_pattern(shown).match(printed), (
            f"{command}\n{printed}"
        )


def test_the_dialogue_says_what_is_computed() -> None:
    answers = Answers(reads=read_rate("50/day"))
    assert f"[10/day]: 50/day\n    -> {follows('reads', answers)}\n" in PAGE
