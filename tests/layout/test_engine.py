"""Finding and running Graphviz."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sdgen.layout.engine import (
    EngineError,
    TooMuchWorkError,
    find_executable,
    run_engine,
)


def test_the_embedded_engine_is_found_and_runs():
    (output,) = run_engine(["digraph { n0 -> n1 }"], "embedded")
    assert output.startswith("graph ")
    assert "\nnode n1 " in output


def test_a_wrong_override_is_named(monkeypatch):
    monkeypatch.setenv("SDGEN_DOT", "no-such-dot")
    with pytest.raises(EngineError, match="executable not found: SDGEN_DOT names no-such-dot"):
        find_executable()


def test_a_missing_wheel_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.delenv("SDGEN_DOT", raising=False)
    monkeypatch.setattr("sdgen.layout.engine.EXECUTABLE", "no-such-engine")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match=r"executable not found: no-such-engine.*pip install"):
        find_executable()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Graphviz")
def test_a_failing_engine_passes_on_its_message(monkeypatch, tmp_path):
    script = tmp_path / "dot"
    script.write_text("#!/bin/sh\ncat > /dev/null\necho 'syntax error in line 1' >&2\nexit 1\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SDGEN_DOT", str(script))
    with pytest.raises(EngineError, match="failed: syntax error in line 1"):
        run_engine(["digraph {}"], "embedded")


def stand_in(folder, monkeypatch, body):
    """A script in place of Graphviz, which writes its process id before it does anything."""
    script = folder / "dot"
    script.write_text(f"#!/bin/sh\necho $$ > {folder}/pid\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SDGEN_DOT", str(script))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Graphviz")
def test_an_engine_that_hangs_is_stopped(monkeypatch, tmp_path):
    stand_in(tmp_path, monkeypatch, "exec sleep 20")
    monkeypatch.setattr("sdgen.layout.engine.TIMEOUT_SECONDS", 0.5)
    with pytest.raises(TooMuchWorkError, match="did not end within"):
        run_engine(["digraph {}"], "embedded")
    assert not is_running(int((tmp_path / "pid").read_text()))


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limited from outside on Linux")
def test_processor_time_is_bounded(monkeypatch, tmp_path):
    stand_in(tmp_path, monkeypatch, "while :; do :; done")
    monkeypatch.setattr("sdgen.layout.engine.PROCESSOR_SECONDS", 1)
    with pytest.raises(TooMuchWorkError, match="takes more than 1 seconds of processor time"):
        run_engine(["digraph {}"], "embedded")


@pytest.mark.slow
@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a shell script, and Linux's limit"
)
def test_too_dense_a_picture_is_said_to_be_the_designs(monkeypatch, tmp_path, capsys):
    from sdgen.cli import status
    from sdgen.cli.main import main

    stand_in(tmp_path, monkeypatch, "while :; do :; done")
    monkeypatch.setattr("sdgen.layout.engine.PROCESSOR_SECONDS", 1)
    design = tmp_path / "dense.yaml"
    design.write_text(dense(5))
    assert main(["render", str(design), "-o", str(tmp_path / "out")]) == status.UNUSABLE
    said = capsys.readouterr().err
    assert f"{design}, view 'high-level': the layout takes more than 1 seconds of" in said
    assert "the picture has 5 cards and " in said
    assert "lines; show less in one picture: fewer calls" in said
    assert "machine" not in said


def test_more_lines_than_are_drawn_are_the_designs_matter(tmp_path, capsys):
    from sdgen.cli import status
    from sdgen.cli.main import main

    design = tmp_path / "dense.yaml"
    design.write_text(dense(64))
    out = tmp_path / "out"
    assert main(["render", str(design), "-o", str(out)]) == status.UNUSABLE
    said = capsys.readouterr().err
    assert f"{design}, view 'high-level': the picture would have 4,032 lines, and one of" in said
    assert "more than 4,000 is not drawn; show less in one picture: fewer calls" in said
    assert "machine" not in said
    assert not list(out.rglob("*.svg"))


def dense(count):
    """A design in which every component calls every other one."""
    names = [f"c{number}" for number in range(count)]
    calls = {name: ", ".join(other for other in names if other != name) for name in names}
    lines = [f"  {name}: {{kind: service, calls: [{calls[name]}]}}" for name in names]
    return "\n".join(["sdgen: 1", "name: Dense", "components:", *lines, ""])


def is_running(pid):
    """Whether the process still does something; one that nobody has waited for does not."""
    try:
        state = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def eventually(holds, seconds=30.0):
    """Whether it holds within that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
@pytest.mark.parametrize(
    ("sent", "returned"),
    [
        (signal.SIGTERM, 143),
        pytest.param(signal.SIGKILL, -signal.SIGKILL, marks=pytest.mark.slow),
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.slow),
    ],
)
def test_the_engine_ends_with_the_program(monkeypatch, tmp_path, sent, returned):
    stand_in(tmp_path, monkeypatch, "exec sleep 60")
    design = tmp_path / "dense.yaml"
    design.write_text(dense(15))
    command = [sys.executable, "-m", "sdgen", "render", str(design), "-o", str(tmp_path / "out")]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    noted = tmp_path / "pid"
    try:
        assert eventually(lambda: noted.exists() and noted.read_text().endswith("\n"))
        program.send_signal(sent)
        assert program.wait(30) == returned
    finally:
        program.kill()
        program.wait()
    assert eventually(lambda: not is_running(int(noted.read_text())), seconds=5)


def test_texts_larger_than_a_pipe_reach_every_process() -> None:
    padding = f"/*{'x' * 300_000}*/"
    sources = [f"digraph {{ {padding} n{number} -> m }}" for number in range(3)]
    outputs = run_engine(sources, "embedded")
    assert [f"node n{number} " in output for number, output in enumerate(outputs)] == [True] * 3


@pytest.mark.parametrize("padding", [0, 100_000])
def test_outputs_are_those_of_the_sources_in_their_order(padding):
    """Small graphs share a process, large ones have one each."""
    sources = [f"digraph {{ /*{'x' * padding}*/ n{number} }}" for number in range(5)]
    outputs = run_engine(sources, "embedded")
    assert [f"node n{number} " in output for number, output in enumerate(outputs)] == [True] * 5
    assert all(output.startswith("graph ") for output in outputs)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Graphviz")
def test_an_engine_that_lays_out_only_some_of_the_graphs_is_reported(monkeypatch, tmp_path):
    script = tmp_path / "dot"
    script.write_text("#!/bin/sh\ncat > /dev/null\necho 'graph 1 1 1'\necho stop\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SDGEN_DOT", str(script))
    assert run_engine(["digraph {}"], "embedded") == ["graph 1 1 1\n"]
    with pytest.raises(EngineError, match="failed: its output is not whole"):
        run_engine(["digraph {}", "digraph {}"], "embedded")
