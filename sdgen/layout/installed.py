"""``--engine dot``: an installed ``dot``, run through the ``graphviz`` package.

It is given DOT text whose names are ``n0``, ``n1`` and so on; nothing
that a design says reaches it. What it answers with are ranks and orders; places and lines are ours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sdgen.layout.engine import EngineError

if TYPE_CHECKING:
    from subprocess import CalledProcessError

OVERRIDE: Final = "SDGEN_DOT"
TIMEOUT_SECONDS: Final = 60.0
TOGETHER: Final = 8_000
"""Characters of DOT up to which one process lays out all graphs, one after the other."""
END: Final = "stop\n"
"""What the output of each graph ends with."""
LONGEST_SHOWN: Final = 400

INSTALL: Final = (
    "install Graphviz (`apt-get install graphviz`, `brew install graphviz`, "
    "`winget install Graphviz.Graphviz`), or leave out `--engine dot`"
)


def run_installed(sources: Sequence[str]) -> list[str]:
    """Lay out each DOT text and return Graphviz's ``plain`` output of each.

    Runs the ``dot`` on PATH, or what ``SDGEN_DOT`` names. Raises EngineError where there is none,
    and where it fails or does not end in time.
    """
    # Starting a process takes longer than laying out a small graph.
    together = sum(map(len, sources)) <= TOGETHER
    texts = ["\n".join(sources)] if together else list(sources)
    outputs = "".join(map(_plain, texts)).split(END)[:-1]
    if len(outputs) != len(sources) or not all(each.startswith("graph ") for each in outputs):
        raise EngineError(f"{_name()} failed: its output is not whole")
    return outputs


def _name() -> str:
    return os.environ.get(OVERRIDE) or "dot"


def _plain(text: str) -> str:
    """What dot makes of one text."""
    import signal
    from subprocess import TimeoutExpired

    from graphviz.backend.dot_command import command
    from graphviz.backend.execute import CalledProcessError, ExecutableNotFound, run_check

    from sdgen.base.processes import end_with_parent

    line: list[Any] = [*command("dot", "plain")]
    line[0] = _executable()
    try:
        # The package's own functions for this take no time limit; they call this one.
        done = run_check(
            line,
            input=text,
            encoding="utf-8",
            capture_output=True,
            quiet=True,
            timeout=TIMEOUT_SECONDS,
            preexec_fn=end_with_parent(signal.SIGKILL) if sys.platform != "win32" else None,
        )
    except ExecutableNotFound as error:
        raise EngineError(_not_found()) from error
    except CalledProcessError as error:
        raise EngineError(f"{_name()} failed: {_reason(error)}") from error
    except TimeoutExpired as error:
        raise EngineError(f"{_name()} did not end within {TIMEOUT_SECONDS:.0f} seconds") from error
    except UnicodeDecodeError as error:
        raise EngineError(f"{_name()} failed: its output is no text") from error
    except OSError as error:
        raise EngineError(f"{_name()} cannot be run: {error.strerror}") from error
    return str(done.stdout)


def _executable() -> Path:
    """What ``SDGEN_DOT`` names, or the ``dot`` on PATH. The current folder may be a stranger's: a
    program in it is never taken, although Windows and an empty entry of PATH would."""
    override = os.environ.get(OVERRIDE)
    if override:
        return Path(override)
    name = "dot.exe" if os.name == "nt" else "dot"
    for folder in map(Path, os.get_exec_path()):
        if folder.is_absolute() and os.access(folder / name, os.X_OK) and (folder / name).is_file():
            return folder / name
    raise EngineError(_not_found())


def _not_found() -> str:
    override = os.environ.get(OVERRIDE)
    if override:
        return f"executable not found: {OVERRIDE} names {override}, which does not exist; {INSTALL}"
    return (
        "executable not found: `--engine dot` runs an installed `dot`, and there is none on PATH; "
        f"{INSTALL}"
    )


def _reason(error: CalledProcessError) -> str:
    """What dot said, in one line without control characters, or how it ended."""
    from sdgen.base.words import shortened
    from sdgen.text.clean import clean_text

    said = clean_text(str(error.stderr or ""))
    return shortened(said, LONGEST_SHOWN) or f"exit status {error.returncode}"
