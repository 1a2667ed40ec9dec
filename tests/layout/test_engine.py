"""Finding and running Graphviz."""

from __future__ import annotations

import stat
import sys

import pytest

from sdgen.layout.engine import Engine, EngineError, find_executable, run_engine


def test_the_embedded_engine_is_found_and_runs():
    (output,) = run_engine(["digraph { n0 -> n1 }"], Engine.EMBEDDED)
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
        run_engine(["digraph {}"], Engine.EMBEDDED)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Graphviz")
def test_an_engine_that_hangs_is_stopped(monkeypatch, tmp_path):
    script = tmp_path / "dot"
    script.write_text("#!/bin/sh\nexec sleep 20\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SDGEN_DOT", str(script))
    monkeypatch.setattr("sdgen.layout.engine.TIMEOUT_SECONDS", 0.2)
    with pytest.raises(EngineError, match="did not end within"):
        run_engine(["digraph {}"], Engine.EMBEDDED)


def test_texts_larger_than_a_pipe_reach_every_process() -> None:
    padding = f"/*{'x' * 300_000}*/"
    sources = [f"digraph {{ {padding} n{number} -> m }}" for number in range(3)]
    outputs = run_engine(sources, Engine.EMBEDDED)
    assert [f"node n{number} " in output for number, output in enumerate(outputs)] == [True] * 3


@pytest.mark.parametrize("padding", [0, 100_000])
def test_outputs_are_those_of_the_sources_in_their_order(padding):
    """Small graphs share a process, large ones have one each."""
    sources = [f"digraph {{ /*{'x' * padding}*/ n{number} }}" for number in range(5)]
    outputs = run_engine(sources, Engine.EMBEDDED)
    assert [f"node n{number} " in output for number, output in enumerate(outputs)] == [True] * 5
    assert all(output.startswith("graph ") for output in outputs)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Graphviz")
def test_an_engine_that_lays_out_only_some_of_the_graphs_is_reported(monkeypatch, tmp_path):
    script = tmp_path / "dot"
    script.write_text("#!/bin/sh\ncat > /dev/null\necho 'graph 1 1 1'\necho stop\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SDGEN_DOT", str(script))
    assert run_engine(["digraph {}"], Engine.EMBEDDED) == ["graph 1 1 1\n"]
    with pytest.raises(EngineError, match="failed: its output is not whole"):
        run_engine(["digraph {}", "digraph {}"], Engine.EMBEDDED)
