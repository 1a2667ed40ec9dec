"""Work in several processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sdgen.workspace import executor
from sdgen.workspace.executor import Processes

pytestmark = pytest.mark.slow
"""It starts and ends processes."""

PROGRAM = """
import os, sys
from sdgen.workspace import executor
from sdgen.workspace.executor import Processes
parent = os.getpid()
def work(number):
    if number in ({fails}):
        {how}
    return number * number, os.getpid() == parent
for square, here in Processes(3).map(work, list(range(11))):
    print(square, here, flush=True)
"""


def run(fails: str = "", how: str = "pass") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(fails=fails, how=how)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_results_come_in_order_from_other_processes() -> None:
    done = run()
    assert done.stdout.splitlines() == [f"{number * number} False" for number in range(11)]
    assert (done.returncode, done.stderr) == (0, "")


def test_what_goes_wrong_is_raised_once_in_this_process() -> None:
    done = run("4,", "raise ValueError('four')")
    assert done.stdout.splitlines() == [f"{number * number} False" for number in range(4)]
    assert done.stderr.count("Traceback") == 1
    assert done.stderr.endswith("ValueError: four\n")


def test_the_work_of_a_process_that_died_is_done_here() -> None:
    done = run("4,", "os.getpid() == parent or os.kill(os.getpid(), 9)")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        str(number * number) for number in range(11)
    ]
    here = [line.split()[0] for line in done.stdout.splitlines() if line.endswith("True")]
    assert "16" in here
    assert (done.returncode, done.stderr) == (0, "")


def test_what_dies_everywhere_is_done_here_and_the_rest_in_other_processes() -> None:
    done = run("*range(11),", "os.getpid() == parent or number % 2 or os._exit(3)")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        str(number * number) for number in range(11)
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_control_c_ends_everything() -> None:
    done = run("4,", "import signal, time; os.kill(parent, signal.SIGINT); time.sleep(600)")
    assert done.stderr.count("Traceback") == 1
    assert done.stderr.endswith("KeyboardInterrupt\n")
    assert "16 " not in done.stdout


def test_control_c_while_the_copies_start_ends_everything() -> None:
    begin = (
        "import os, signal\n"
        "from concurrent.futures import ProcessPoolExecutor as Pool\n"
        "submit = Pool.submit\n"
        "def interrupted(*args):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return submit(*args)\n"
        "Pool.submit = interrupted\n"
    )
    program = PROGRAM.format(fails="0, 1, 2", how="import time; time.sleep(600)")
    done = subprocess.run(
        [sys.executable, "-c", begin + program], capture_output=True, text=True, timeout=60
    )
    assert done.stderr.endswith("KeyboardInterrupt\n")
    assert done.stdout == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_the_processes_end_with_the_one_that_started_them(sent: int) -> None:
    # in short sleeps: Python hears of a signal that comes just before one only after it
    how = "import time; os.write(1, b'at %d\\n' % os.getpid()); [time.sleep(0.1) for _ in range(6000)]"
    program = PROGRAM.format(fails="0, 1, 2", how=how)
    command = [sys.executable, "-c", program]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        copies = [int(started.stdout.readline().split()[1]) for _ in range(3)]
        started.send_signal(sent)
        assert started.wait(30) == -sent
        end = time.monotonic() + 10
        while any(map(_is_running, copies)) and time.monotonic() < end:
            time.sleep(0.02)
        assert not any(map(_is_running, copies))
    finally:
        started.kill()
        started.wait()
        started.stdout.close()


def _is_running(pid: int) -> bool:
    try:
        stat = (Path("/proc") / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_few_items_are_worked_on_here() -> None:
    def work(number: int) -> list[int]:
        return [number]

    assert list(Processes().map(work, [1, 2, 3])) == [[1], [2], [3]]
    with pytest.raises(ZeroDivisionError):
        list(Processes().map(lambda number: 1 // number, [0]))


@pytest.mark.parametrize(("raised", "told"), [(executor._Stopped, False), (ValueError, True)])
def test_a_signal_while_an_object_is_destroyed_is_no_traceback(
    raised: type[BaseException],
    told: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Destroyed:
        def __del__(self) -> None:
            raise raised

    monkeypatch.setattr(sys, "unraisablehook", executor._while_destroying)
    Destroyed()
    assert ("Traceback" in capsys.readouterr().err) is told
