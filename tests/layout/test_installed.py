"""``--engine dot``: an installed Graphviz, with what can go wrong with it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import sdgen
from sdgen.cli import status
from sdgen.cli.main import main
from sdgen.layout import lay_out
from sdgen.layout.engine import EngineError
from sdgen.layout.installed import TOGETHER, run_installed
from sdgen.views.diagram import Direction
from tests.cli.conftest import DESIGN
from tests.support.graphs import random_graph, timeline_service
from tests.support.layout_checks import problems

pytestmark = pytest.mark.slow
"""It starts an installed Graphviz."""

ROOT = Path(__file__).parents[2]
shell = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Graphviz")


@pytest.fixture(autouse=True)
def no_other_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SDGEN_DOT", raising=False)


@pytest.fixture
def dot() -> str:
    """The installed dot. Continuous integration has one: there its absence is a failure."""
    found = shutil.which("dot")
    if found is None and os.environ.get("CI"):
        pytest.fail("no dot on PATH: .ci/run installs Debian's package graphviz, where it can")
    if found is None:
        pytest.skip("no dot on PATH: install Graphviz to run this test")
    return found


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """A shell script that is the only dot on PATH."""
    folder.mkdir(exist_ok=True)
    script = folder / "dot"
    script.write_text(f"#!/bin/sh\n{body}")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", os.pathsep.join((str(folder), "/usr/bin", "/bin")))
    return script


# --- a real one -------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.usefixtures("dot")
@pytest.mark.parametrize("direction", [Direction.DOWN, Direction.RIGHT])
def test_every_card_and_every_line_is_in_the_picture(direction: Direction) -> None:
    for graph in (timeline_service(), *map(random_graph, range(6))):
        placement = lay_out(graph, direction=direction, engine="dot")
        assert problems(graph, placement) == []
        assert [each.id for each in placement.routes] == [each.id for each in graph.edges]


@pytest.mark.usefixtures("dot")
def test_the_command_line_and_the_api_draw_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "sdgen.layout.graphviz_plan.run_installed",
        lambda sources: asked.extend(sources) or run_installed(sources),
    )
    path = ROOT / "designs" / "url-shortener.yaml"
    picture = sdgen.load(path).render("detailed", engine="dot")
    assert asked
    asked.clear()
    own = sdgen.load(path).render("detailed")
    assert not asked
    for name in re.findall(r"<title[^>]*>(.*?)</title>", own.svg):
        assert name in picture.svg
    target = tmp_path / "picture.svg"
    options = ["--engine", "dot", "--view", "detailed", "-f", "svg", "-o", str(target)]
    assert main(["render", str(path), *options]) == status.OK
    assert target.read_text(encoding="utf-8") == picture.svg


@pytest.mark.usefixtures("dot")
@pytest.mark.parametrize("padding", [0, TOGETHER, 300_000])
def test_outputs_are_those_of_the_sources_in_their_order(padding: int) -> None:
    """Small graphs share a process, large ones have one each, and may be larger than a pipe."""
    more = "// what is passed over\n" * (padding // 20)
    sources = [f"digraph {{\n{more}n{number} }}" for number in range(3)]
    outputs = run_installed(sources)
    assert [f"node n{number} " in output for number, output in enumerate(outputs)] == [True] * 3


@pytest.mark.usefixtures("dot")
def test_what_a_real_one_says_of_a_fault_is_passed_on() -> None:
    with pytest.raises(EngineError, match=r"^dot failed: .*syntax error in line 1"):
        run_installed(["digraph { ]"])


@pytest.mark.usefixtures("dot")
def test_a_stranger_writes_nothing_into_what_dot_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only names that we number reach it, whatever a design calls its parts."""
    asked: list[str] = []

    def answer(sources: list[str]) -> list[str]:
        asked.extend(sources)
        return run_installed(sources)

    monkeypatch.setattr("sdgen.layout.graphviz_plan.run_installed", answer)
    text = DESIGN.replace("kind: client", "kind: client, group: g, name: '\"]; n0 [shape=x'")
    text = text.replace("[db]", "['db': {label: '\"; } subgraph { image=/etc/passwd'}]")
    text += "groups: {g: '\"] } graph [imagepath=/'}\n"
    design = sdgen.loads(text)
    for view in design.views:
        design.render(view, engine="dot")
    assert asked
    words = {"digraph", "graph", "node", "subgraph", "shape", "box", "fixedsize", "true", "splines"}
    words |= {"none", "nodesep", "ranksep", "newrank", "width", "height", "weight", "rank", "same"}
    for source in asked:
        for word in re.findall(r"[^\s\[\]{}=;>-]+", source):
            assert word in words or re.fullmatch(r"n\d+|cluster_\d+|[\d.]+", word), word


# --- none, and others ---------------------------------------------------------------------------


def test_none_at_all_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    Path("shop.yaml").write_text(DESIGN)
    assert main(["render", "shop.yaml", "--engine", "dot"]) == status.UNUSABLE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(
        "sdgen: error: executable not found: `--engine dot` runs an installed `dot`, and there is "
        "none on PATH; install Graphviz (`apt-get install graphviz`, `brew install graphviz`, "
        "`winget install Graphviz.Graphviz`), or leave out `--engine dot`\n"
    )
    assert not Path("out").exists()
    with pytest.raises(EngineError, match="executable not found"):
        sdgen.loads(DESIGN).render(engine="dot")


def test_an_override_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDGEN_DOT", "no-such-dot")
    with pytest.raises(
        EngineError, match=r"SDGEN_DOT names no-such-dot, which does not exist; install Graphviz"
    ):
        run_installed(["digraph {}"])


@shell
def test_an_override_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = stand_in(tmp_path, monkeypatch, "cat > /dev/null; echo 'graph 1 1 1'; echo stop\n")
    monkeypatch.setenv("SDGEN_DOT", str(script))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    assert run_installed(["digraph {}"]) == ["graph 1 1 1\n"]


@shell
@pytest.mark.parametrize("entry", ["", ".", "bin"])
def test_a_program_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    for folder in (tmp_path, tmp_path / "bin"):
        stand_in(folder, monkeypatch, "touch run\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{entry}{os.pathsep}/nowhere")
    with pytest.raises(EngineError, match="there is none on PATH"):
        run_installed(["digraph {}"])
    assert not Path("run").exists()


@shell
def test_what_it_says_is_cleaned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "cat > /dev/null\nprintf 'no\\033[31m good\\n::error::x\\n' >&2\nexit 3\n"
    stand_in(tmp_path / "bin", monkeypatch, body)
    with pytest.raises(EngineError, match=r"^dot failed: no\ufffd\[31m good ::error::x$"):
        run_installed(["digraph {}"])
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DESIGN)
    assert main(["render", "shop.yaml", "--engine", "dot"]) == status.UNUSABLE
    assert "\x1b" not in capsys.readouterr().err
    stand_in(tmp_path / "bin", monkeypatch, "cat > /dev/null; yes x | head -2000 >&2; exit 3\n")
    with pytest.raises(EngineError) as caught:
        run_installed(["digraph {}"])
    assert len(str(caught.value)) < 450


@shell
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("cat > /dev/null; exit 3\n", "dot failed: exit status 3"),
        ("cat > /dev/null; kill -9 $$\n", "dot failed: exit status -9"),
        ("cat > /dev/null; echo 'graph 1 1 1'\n", "dot failed: its output is not whole"),
        ("cat > /dev/null; echo what; echo stop\n", "dot failed: its output is not whole"),
        ("cat > /dev/null; printf '\\377'\n", "dot failed: its output is no text"),
    ],
)
def test_each_failure_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    stand_in(tmp_path, monkeypatch, body)
    with pytest.raises(EngineError, match=f"^{re.escape(said)}$"):
        run_installed(["digraph {}"])


@shell
def test_one_that_lays_out_only_some_of_the_graphs_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, "cat > /dev/null; echo 'graph 1 1 1'; echo stop\n")
    assert run_installed(["digraph {}"]) == ["graph 1 1 1\n"]
    with pytest.raises(EngineError, match=r"^dot failed: its output is not whole$"):
        run_installed(["digraph {}", "digraph {}"])


@shell
def test_one_that_is_no_program_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, "").write_bytes(b"\x7fELF nothing")
    with pytest.raises(EngineError, match=r"^dot cannot be run: Exec format error$"):
        run_installed(["digraph {}"])


@shell
def test_one_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid = tmp_path / "pid"
    stand_in(tmp_path, monkeypatch, f"echo $$ > {pid}\nexec sleep 30\n")
    monkeypatch.setattr("sdgen.layout.installed.TIMEOUT_SECONDS", 0.5)
    with pytest.raises(EngineError, match=r"^dot did not end within 0 seconds$"):
        run_installed(["digraph {}"])
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def is_running(pid: int) -> bool:
    """Whether the process still does something; one that nobody has waited for does not."""
    try:
        state = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def eventually(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
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
    [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_it_ends_with_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, returned: int
) -> None:
    noted = tmp_path / "pid"
    # It says so when it has been given all, so that the program waits for it and does nothing else.
    stand_in(tmp_path, monkeypatch, f"cat > /dev/null\necho $$ > {noted}\nexec sleep 60\n")
    (tmp_path / "shop.yaml").write_text(DESIGN)
    command = [sys.executable, "-m", "sdgen", "render", "shop.yaml", "--engine", "dot"]
    program = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert eventually(lambda: noted.exists() and noted.read_text().endswith("\n"))
        program.send_signal(sent)
        assert program.wait(30) == returned
    finally:
        program.kill()
        program.wait()
    assert eventually(lambda: not is_running(int(noted.read_text())), seconds=5)
    assert not (tmp_path / "out").exists()
