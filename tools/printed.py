"""What commands print, in pages of ``docs/``: ``python tools/printed.py [--check]``.

A block of ``console`` below the comment ``<!-- output -->`` gets all that its command prints in the folder of the
repository; behind a command, ``| head -20`` keeps so many lines and says with ``...`` that there are more. With
``--check`` nothing is written; the exit status is 1 and stale pages are named.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from sdgen.cli.main import main as run

ROOT = Path(__file__).parents[1]
PAGES = ("docs/reports.md",)
BLOCK = re.compile(
    r"(?<=^<!-- output -->\n)```console\n\$ (sdgen .*?)(?: \| head -(\d+))?\n.*?^```$", re.M | re.S
)


def filled(text: str) -> str:
    """The text with each block as its command prints now."""
    return BLOCK.sub(lambda found: _block(found[1], found[2]), text)


def _block(command: str, most: str | None) -> str:
    with contextlib.chdir(ROOT):
        lines = output_of(command)
    asked = f"{command} | head -{most}" if most else command
    if most and len(lines) > int(most):
        lines = [*lines[: int(most)], "..."]
    return "\n".join(("```console", f"$ {asked}", *lines, "```"))


def output_of(command: str) -> list[str]:
    """The lines that a command prints in the current folder, to the output and to the errors."""
    said = io.StringIO()
    # without colours, also where the environment asks for them
    os.environ["NO_COLOR"] = "1"
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        run(shlex.split(command)[1:])
    return said.getvalue().rstrip("\n").splitlines()


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` only compare; returns the exit status."""
    status = 0
    for name in PAGES:
        text = (ROOT / name).read_text(encoding="utf-8")
        new = filled(text)
        if new == text:
            continue
        if "--check" in arguments:
            sys.stderr.write(f"{name} is stale: run python tools/printed.py\n")
            status = 1
        else:
            (ROOT / name).write_text(new, encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
