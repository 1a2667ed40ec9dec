"""Runs Graphviz as a subprocess: the executable that the ``graphviz-pure`` wheel brings, or an
installed ``dot``.

In-process bindings abort the whole interpreter on some clustered graphs, so nothing is linked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, ClassVar, Final, Literal

from sdgen.base.errors import ABOUT_THE_MACHINE, SdgenError
from sdgen.base.processes import end_with_parent

if TYPE_CHECKING:
    from subprocess import Popen

EXECUTABLE: Final = "graphviz-pure"
OVERRIDE: Final = "SDGEN_DOT"
PROCESSOR_SECONDS: Final = 30
"""Of work for one process, the same on a busy machine and an idle one."""
TIMEOUT_SECONDS: Final = 300.0
"""By the clock, the last resort where that limit does not hold."""
DENSE: Final = 300
"""Lines, of all graphs of one process, from which on Graphviz may work for long; less ends within a
tenth of a second, with its parent or not."""
TOGETHER: Final = 8_000
"""Characters of DOT up to which one process lays out all graphs, one after the other."""

END: Final = "stop\n"
"""What the output of each graph ends with."""


Engine = Literal["embedded", "dot"]
"""Which Graphviz ranks and orders the cards: the ``embedded`` one, or the ``dot`` on PATH."""


class EngineError(SdgenError):
    """Graphviz could not be run; the message says why and what to do."""

    notes: ClassVar[tuple[str, ...]] = (ABOUT_THE_MACHINE,)


class TooMuchWorkError(EngineError):
    """The graphs are too large or too dense to be laid out: the design's matter, not the machine's."""

    notes: ClassVar[tuple[str, ...]] = ()


def run_engine(sources: Sequence[str], engine: Engine) -> list[str]:
    """Lay out each DOT text and return Graphviz's ``plain`` output of each.

    Raises EngineError where the executable is missing or fails, TooMuchWorkError where it does not
    end in time. The processes never outlive the call, nor the process that calls.
    """
    from subprocess import TimeoutExpired

    if engine == "dot":
        from sdgen.layout.installed import run_installed

        return run_installed(sources)
    command = [str(find_executable()), "-Kdot", "-Tplain"]
    texts = list(sources)
    if sum(map(len, texts)) <= TOGETHER:
        # Starting a process takes longer than laying out a small graph.
        texts = ["\n".join(texts)]
    processes: list[Popen[str]] = []
    try:
        processes.extend(_start(command, text, alone=len(texts) == 1) for text in texts)
        whole = ""
        for process, text in zip(processes, texts, strict=True):
            given = text if len(texts) == 1 else None
            output, errors = process.communicate(given, timeout=TIMEOUT_SECONDS)
            if _used_up(process.returncode):
                raise TooMuchWorkError(
                    f"the layout takes more than {PROCESSOR_SECONDS} seconds of processor time"
                )
            if not output.startswith("graph "):
                reason = errors.strip() or f"exit status {process.returncode}"
                raise EngineError(f"the layout engine {command[0]} failed: {reason}")
            whole += output
    except OSError as error:
        raise EngineError(
            f"the layout engine {command[0]} cannot be run: {error.strerror}"
        ) from error
    except TimeoutExpired as error:
        raise TooMuchWorkError(
            f"the layout did not end within {TIMEOUT_SECONDS:.0f} seconds"
        ) from error
    finally:
        for process in processes:
            _close(process)
    outputs = whole.split(END)[:-1]
    if len(outputs) != len(sources):
        raise EngineError(f"the layout engine {command[0]} failed: its output is not whole")
    return outputs


def _start(command: Sequence[str], text: str, *, alone: bool) -> Popen[str]:
    """Graphviz at work on ``text``; alone, it still has to be given it."""
    from subprocess import PIPE, Popen

    process = Popen(
        command,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_preparation(text),
    )
    _limit_work(process.pid)
    if not alone:
        from threading import Thread

        # Written by a thread, so that all of them work at once.
        assert process.stdin is not None
        writer = Thread(target=_write, args=(process.stdin, text), daemon=True)
        process.stdin = None
        writer.start()
    return process


def _preparation(text: str) -> Callable[[], None] | None:
    """What the new process does before it becomes Graphviz: tie its life to this one's. To go
    through a copy of this process takes longer than Graphviz takes for a small graph; all that the
    copy calls is looked up before, so that threads can hold nothing that it needs."""
    if os.name == "nt" or text.count(" -> ") < DENSE:
        return None
    import signal

    tie = end_with_parent(signal.SIGKILL)
    if sys.platform.startswith("linux"):
        return tie
    import resource

    limit = (resource.RLIMIT_CPU, _limits(resource.getrlimit(resource.RLIMIT_CPU)))
    return partial(resource.setrlimit, *limit)


def _limit_work(pid: int) -> None:
    """Bound the processor time of a process that has just started, where that can be done from
    outside."""
    if os.name == "nt":
        return
    import resource

    prlimit = getattr(resource, "prlimit", None)
    if prlimit is not None:
        with suppress(OSError, ValueError):
            present = prlimit(pid, resource.RLIMIT_CPU)
            prlimit(pid, resource.RLIMIT_CPU, _limits(present))


def _limits(present: tuple[int, int]) -> tuple[int, int]:
    """The soft and the hard limit, neither above what holds already (-1: nothing does)."""
    wanted = (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1)
    bounded = [min(new, old) if old >= 0 else new for new, old in zip(wanted, present, strict=True)]
    return bounded[0], bounded[1]


def _used_up(returncode: int) -> bool:
    """Whether the process ended because its processor time was used up."""
    import signal

    return os.name != "nt" and returncode == -signal.SIGXCPU


def find_executable() -> Path:
    """Where the embedded engine's executable is. ``SDGEN_DOT`` names another."""
    override = os.environ.get(OVERRIDE)
    if override:
        return _resolve(override, f"{OVERRIDE} names {override}")
    return _find_embedded()


def _resolve(name: str, reason: str) -> Path:
    import shutil

    found = shutil.which(name)
    if found is None:
        raise EngineError(
            f"executable not found: {reason}, and there is no `{name}` on PATH; "
            f"install Graphviz, or leave it to the embedded engine"
        )
    return Path(found)


def _find_embedded() -> Path:
    """The wheel puts its executable where scripts go: beside the interpreter, usually."""
    name = EXECUTABLE + (".exe" if os.name == "nt" else "")
    beside = Path(sys.executable).parent / name
    if beside.is_file():
        return beside
    import shutil
    import sysconfig

    schemes = (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user"))
    for scheme in schemes:
        candidate = Path(sysconfig.get_path("scripts", scheme)) / name
        if candidate.is_file():
            return candidate
    recorded = _recorded_executable(name)
    if recorded is not None:
        return recorded
    found = shutil.which(name)
    if found is not None:
        return Path(found)
    raise EngineError(
        f"executable not found: {name}; `pip install graphviz-pure` brings it, or install "
        f"Graphviz and use `--engine dot`"
    )


def _recorded_executable(name: str) -> Path | None:
    """What the installed wheel says of its own files (``pip install --target`` and the like)."""
    from importlib.metadata import PackageNotFoundError, files

    try:
        recorded = files("graphviz-pure") or []
    except PackageNotFoundError:
        return None
    for entry in recorded:
        path = Path(str(entry.locate()))
        if path.name == name and path.is_file():
            return path.resolve()
    return None


def _write(pipe: IO[str], source: str) -> None:
    # A process that ends early says why on its own.
    with suppress(OSError):
        pipe.write(source)
    with suppress(OSError):
        pipe.close()


def _close(process: Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()
