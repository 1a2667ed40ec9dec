"""``--watch``, with events made by the test."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from sdgen.workspace.watch import stamp_of, wait_for_change, watch

pytestmark = pytest.mark.slow
"""It waits for files to change."""


def test_draws_again_after_a_change_and_only_then(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1")
    drawn: list[str] = []
    waits = 0

    def draw() -> list[Path]:
        drawn.append(file.read_text())
        return [file]

    def wait(paths: Iterable[Path]) -> None:
        nonlocal waits
        waits += 1
        assert list(paths) == [file]
        if waits % 3 == 0:
            file.write_text(f"{waits} changed")

    watch(draw, wait, rounds=3)
    assert drawn == ["1", "3 changed", "6 changed"]


def test_a_change_while_drawing_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1")
    drawn: list[str] = []

    def draw() -> list[Path]:
        drawn.append(file.read_text())
        if len(drawn) == 2:
            file.write_text("while drawing")
        return [file]

    def wait(paths: Iterable[Path]) -> None:
        file.write_text("before")

    watch(draw, wait, rounds=3)
    assert drawn == ["1", "before", "while drawing"]


def test_a_file_once_known_stays_watched(tmp_path: Path) -> None:
    design, included = tmp_path / "a.yaml", tmp_path / "b.yaml"
    design.write_text("good")
    included.write_text("good")
    drawn: list[str] = []

    def draw() -> list[Path]:
        drawn.append(design.read_text() + "+" + included.read_text())
        return [design, included] if len(drawn) == 1 else [design]

    changes = iter([(design, "broken"), (included, "mended")])

    def wait(paths: Iterable[Path]) -> None:
        path, text = next(changes)
        path.write_text(text)

    watch(draw, wait, rounds=3)
    assert drawn == ["good+good", "broken+good", "broken+mended"]


def test_files_that_come_and_go_count_as_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    assert stamp_of(file) is None
    rounds = []

    def draw() -> list[Path]:
        rounds.append(file.exists())
        return [file]

    def wait(paths: Iterable[Path]) -> None:
        if file.exists():
            file.unlink()
        else:
            file.write_text("")

    watch(draw, wait, rounds=3)
    assert rounds == [False, True, False]


def test_waiting_ends_by_itself(tmp_path: Path) -> None:
    wait_for_change([tmp_path / "a.yaml"])
    wait_for_change([tmp_path / "gone/a.yaml"])


def test_without_watchfiles_it_looks_again_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    wait_for_change([tmp_path])
    assert slept == [0.3]


def test_a_replaced_file_counts_as_changed(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("x")
    before = stamp_of(file)
    other.write_text("y")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    os.replace(other, file)
    assert stamp_of(file) != before
