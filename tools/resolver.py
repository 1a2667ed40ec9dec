"""uv as a resolver: it answers for every Python and platform, whatever runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence

# Nothing is fetched but what the package index has, and no setting of the machine decides.
ENVIRONMENT = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}


class NoSolutionError(Exception):
    """The requirements cannot be met; the message is the resolver's."""


def resolve(requirements: Iterable[str], options: Sequence[str]) -> str:
    """The versions that meet ``requirements``, one a line, as ``uv pip compile`` prints them."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header"]
    done = subprocess.run(
        [*command, *options, "-"],
        input="\n".join(requirements),
        capture_output=True,
        text=True,
        env={**os.environ, **ENVIRONMENT},
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    if "No module named uv" in done.stderr:
        raise SystemExit("uv is missing: run this with .venv/bin/python, after bash tests/run")
    if "No solution found" in done.stderr:
        raise NoSolutionError(done.stderr)
    raise SystemExit(done.stderr)
