"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdgen.base.files import OutputError, same_bytes, write_whole


def test_makes_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a/b/c.svg"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(file.parent.iterdir()) == [file]


def test_equal_bytes_keep_their_time_of_change(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    write_whole(file, b"one")
    os.utime(file, ns=(1, 1))
    write_whole(file, b"one")
    assert file.stat().st_mtime_ns == 1


def test_a_link_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / "a.svg").symlink_to(target)
    with pytest.raises(OutputError, match=r"cannot write .*a\.svg: it is a symbolic link"):
        write_whole(tmp_path / "a.svg", b"")
    assert target.read_text() == "precious"


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/shop").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="a symbolic link leads out of"):
        write_whole(tmp_path / "out/shop/a.svg", b"", within=tmp_path / "out")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_stands_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(OutputError, match=r"a\.svg: a folder stands there$"):
        write_whole(tmp_path / "a.svg", b"")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"b\.svg: part of its path is a file, not"):
        write_whole(tmp_path / "file/b.svg", b"")
    with pytest.raises(OutputError, match=r"b\.svg: part of its path is a file, not"):
        write_whole(tmp_path / "file/c/b.svg", b"")


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="no space left on device"):
        write_whole(file, b"newer")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert not same_bytes(file, b"")
    file.write_bytes(b"abc")
    assert same_bytes(file, b"abc")
    assert not same_bytes(file, b"abd")
    assert not same_bytes(tmp_path, b"")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"report")
        assert os.read(reader, 100) == b"report"
        (tmp_path / "link").symlink_to(pipe)
        write_whole(tmp_path / "link", b"again")
        assert os.read(reader, 100) == b"again"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "pipe"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_among_pictures_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.svg")
    with pytest.raises(OutputError, match=r"a\.svg: it is a device or a pipe, not a file"):
        write_whole(tmp_path / "a.svg", b"", within=tmp_path)
    assert (tmp_path / "a.svg").is_fifo()


def test_what_is_to_be_new_takes_no_name_that_something_has(tmp_path: Path) -> None:
    file = tmp_path / "new.yaml"
    write_whole(file, b"one", new=True)
    assert file.read_bytes() == b"one"
    for taken in (file, tmp_path / "link"):
        if taken != file:
            taken.symlink_to("nowhere")
        with pytest.raises(OutputError, match="there is a file of that name, which stays as it is"):
            write_whole(taken, b"two", new=True)
    assert file.read_bytes() == b"one"
    assert {each.name for each in tmp_path.iterdir()} == {"new.yaml", "link"}
