"""Files are read whole and bounded, and nothing that is no file is ever waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdgen.base.input_files import Obstacle, ReadError, names_in, open_regular, read_bounded


def obstacle(path: Path, most: int = 10, below: Path | None = None) -> Obstacle:
    with pytest.raises(ReadError) as caught:
        read_bounded(path, most, below=below)
    return caught.value.obstacle


def test_a_file_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10)
    assert read_bounded(file, 10) == b"x" * 10
    assert read_bounded(file, 10, below=tmp_path) == b"x" * 10
    with pytest.raises(ReadError, match="has more than 9 bytes") as caught:
        read_bounded(file, 9)
    assert (caught.value.obstacle, caught.value.size) == ("too large", 10)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    assert obstacle(file) == "too large"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="there are no devices")
def test_a_device_without_end_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("/dev/zero")
    assert obstacle(tmp_path / "a") == "special"
    assert obstacle(Path("/dev/zero")) == "special"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    assert obstacle(tmp_path / "a") == "special"
    assert obstacle(tmp_path / "a", below=tmp_path) == "special"
    with pytest.raises(ReadError), open_regular(tmp_path / "a"):
        pass


def test_a_pipe_that_comes_at_the_last_moment_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    file.write_bytes(b"")
    looked_at = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self: looked_at(file))
    assert obstacle(pipe) == "special"


def test_what_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    assert obstacle(tmp_path / "none") == "missing"
    assert obstacle(tmp_path) == "folder"
    assert obstacle(tmp_path / "file/a") == "no folder"
    assert obstacle(tmp_path / "a\0b") == "impossible name"
    assert obstacle(tmp_path / ("a" * 300)) == "other"
    assert obstacle(tmp_path / "loop") == "other"

    def forbidden(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert obstacle(tmp_path / "file") == "forbidden"


def test_below_a_folder_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/a").write_bytes(b"x")
    (tmp_path / "link").symlink_to("deep/a")
    (tmp_path / "folder").symlink_to("deep")
    assert read_bounded(tmp_path / "folder/a", 10) == b"x"
    assert obstacle(tmp_path / "link", below=tmp_path) == "special"
    assert obstacle(tmp_path / "folder/a", below=tmp_path) == "no folder"


def test_names_in_a_folder_are_bounded(tmp_path: Path) -> None:
    for name in "cab":
        (tmp_path / name).write_bytes(b"")
    assert names_in(tmp_path, 10) == ["a", "b", "c"]
    assert len(names_in(tmp_path, 2)) == 2
    assert names_in(tmp_path / "none", 2) == []
