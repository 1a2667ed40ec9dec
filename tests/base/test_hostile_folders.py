"""Writing into folders that somebody else has filled, and two runs at once."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sdgen.base import files
from sdgen.base.files import OutputError, write_whole
from sdgen.base.folder import open_folder


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "repository"
    (made / ".git/hooks").mkdir(parents=True)
    (made / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(made)
    return made


# --- links ------------------------------------------------------------------------------------


def test_no_temporary_is_opened_through_a_link(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every name that a temporary has had, and the one that it would get, is a link already."""
    victim = repository.parent / "elsewhere/victim.py"
    victim.write_text("precious")
    numbers = iter([bytes(8), bytes(8), b"\1" * 8])
    monkeypatch.setattr(os, "urandom", lambda _: next(numbers))
    for name in (f".a.svg.{os.getpid()}.tmp", f".sdgen-{bytes(8).hex()}.tmp"):
        (repository / "out" / name).symlink_to(victim)
    write_whole(Path("out/a.svg"), b"picture", within=Path("out"))
    assert victim.read_text() == "precious"
    assert (repository / "out/a.svg").read_bytes() == b"picture"


@pytest.mark.parametrize("within", [True, False])
@pytest.mark.parametrize("target", ["../elsewhere", ".git/hooks", "..", "/"])
def test_an_output_folder_that_leads_out_is_refused(
    repository: Path, target: str, within: bool
) -> None:
    (repository / "link").symlink_to(target)
    for folder in (Path("link"), Path("link/deep/er")):
        with pytest.raises(OutputError, match="the symbolic link link leads out of the reposi"):
            write_whole(folder / "a.svg", b"x", within=folder if within else None)
    assert not list((repository.parent / "elsewhere").iterdir())
    assert not list((repository / ".git/hooks").iterdir())


def test_a_link_inside_the_repository_is_followed(repository: Path) -> None:
    (repository / "link").symlink_to("out")
    write_whole(Path("link/deep/a.svg"), b"x", within=Path("link"))
    assert (repository / "out/deep/a.svg").read_bytes() == b"x"


def test_a_link_to_a_device_out_of_the_repository_is_refused(repository: Path) -> None:
    (repository / "report.json").symlink_to("/dev/full")
    with pytest.raises(OutputError, match=r"the symbolic link report\.json leads out"):
        write_whole(Path("report.json"), b"x")


def test_a_folder_that_becomes_a_link_after_the_check_is_not_followed(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = files.resolve_bounded

    def then_swapped(path: Path) -> Path:
        resolved = checked(path)
        (repository / "out").rmdir()
        (repository / "out").symlink_to(repository.parent / "elsewhere")
        return resolved

    monkeypatch.setattr(files, "resolve_bounded", then_swapped)
    with pytest.raises(OutputError):
        write_whole(Path("out/a.svg"), b"x", within=None)
    assert not list((repository.parent / "elsewhere").iterdir())


def test_a_folder_that_becomes_a_link_while_it_is_open_keeps_its_files(repository: Path) -> None:
    with open_folder(repository / "out") as folder:
        (repository / "out").rename(repository / "old")
        (repository / "out").symlink_to(repository.parent / "elsewhere")
        os.close(folder.open("a", os.O_WRONLY | os.O_CREAT))
    assert (repository / "old/a").exists()
    assert not list((repository.parent / "elsewhere").iterdir())


def test_what_no_file_can_be_called(repository: Path) -> None:
    with pytest.raises(OutputError, match="it is not a possible file name"):
        write_whole(Path("out/a\0b"), b"x")
    with pytest.raises(OutputError, match="file name too long"):
        write_whole(Path("out") / ("a" * 300), b"x")
    write_whole(Path("out") / ("a" * 250), b"x")
    assert [each.name for each in Path("out").iterdir()] == ["a" * 250]


# --- permissions ------------------------------------------------------------------------------


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_permissions_of_any_new_file(repository: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_whole(Path("out/a.svg"), b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path("out/a.svg").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o444])
def test_a_replaced_file_keeps_its_permissions(repository: Path, mode: int) -> None:
    file = Path("out/a.svg")
    file.write_bytes(b"old")
    file.chmod(mode)
    write_whole(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", mode)


# --- temporaries of killed runs ---------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from sdgen.base import folder
from sdgen.base.files import write_whole

def killed(self, old, new):
    print("made", flush=True)
    sys.stdin.readline()
    os.kill(os.getpid(), signal.SIGKILL)

folder.Folder.rename = killed
write_whole(Path("out/a.svg"), b"never there")
"""


def start(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_the_temporary_of_a_killed_run_is_removed_and_that_of_a_living_one_is_not(
    repository: Path,
) -> None:
    with start(KILLED) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "made\n"
        [left] = [each.name for each in Path("out").iterdir()]
        write_whole(Path("out/b.svg"), b"first")
        assert sorted(each.name for each in Path("out").iterdir()) == [left, "b.svg"]
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.wait() == -signal.SIGKILL
    write_whole(Path("out/b.svg"), b"first")
    assert [each.name for each in Path("out").iterdir()] == ["b.svg"]


def test_only_regular_files_of_our_own_names_are_removed(repository: Path) -> None:
    victim = repository.parent / "elsewhere/victim"
    victim.write_text("precious")
    ours = f".sdgen-{'0' * 16}.tmp"
    kept = [".sdgen-1.tmp", f"{ours}x", f"x{ours}", ".a.svg.17.tmp", f".sdgen-{'g' * 16}.tmp"]
    for name in (ours, *kept):
        Path("out", name).write_text("")
    Path(f"out/.sdgen-{'1' * 16}.tmp").symlink_to(victim)
    Path(f"out/.sdgen-{'2' * 16}.tmp").mkdir()
    os.mkfifo(f"out/.sdgen-{'3' * 16}.tmp")
    others = {f".sdgen-{digit * 16}.tmp" for digit in "123"}
    write_whole(Path("out/a.svg"), b"x")
    assert {each.name for each in Path("out").iterdir()} == {"a.svg", *kept, *others}
    assert victim.read_text() == "precious"


def test_without_locks_age_decides(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_lock", lambda _: None)
    for digit, age in (("0", 10.0), ("1", 10_000.0)):
        file = Path(f"out/.sdgen-{digit * 16}.tmp")
        file.write_text("")
        when = file.stat().st_mtime - age
        os.utime(file, (when, when))
    write_whole(Path("out/a.svg"), b"x")
    assert {each.name for each in Path("out").iterdir()} == {f".sdgen-{'0' * 16}.tmp", "a.svg"}


def test_a_temporary_that_another_run_took_away_is_made_again(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = files._lock
    removed = []

    def late(descriptor: int) -> bool | None:
        if not removed:
            [mine] = list(Path("out").glob(".sdgen-*"))
            mine.unlink()
            removed.append(mine)
        return locked(descriptor)

    monkeypatch.setattr(files, "_lock", late)
    write_whole(Path("out/a.svg"), b"x")
    assert removed
    assert Path("out/a.svg").read_bytes() == b"x"


# --- two runs at once -------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from sdgen.base.files import write_whole

for number in range(60):
    for name in ("a.svg", "b.svg"):
        write_whole(Path("out", name), LETTER * (100_000 + number))
"""


@pytest.mark.slow
def test_runs_at_once_leave_whole_files(repository: Path) -> None:
    writers = [start(WRITER.replace("LETTER", f"b'{letter}'")) for letter in "xyz"]
    try:
        while any(each.poll() is None for each in writers):
            for name in ("a.svg", "b.svg"):
                try:
                    data = Path("out", name).read_bytes()
                except FileNotFoundError:
                    continue
                assert len(set(data)) == 1
                assert 100_000 <= len(data) < 100_060
        assert [each.wait() for each in writers] == [0, 0, 0]
    finally:
        for each in writers:
            each.kill()
            each.communicate()
    assert sorted(each.name for each in Path("out").iterdir()) == ["a.svg", "b.svg"]
