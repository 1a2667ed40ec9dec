"""Golden files: ``pytest --regenerate`` writes them, plain ``pytest`` compares bytes."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from sdgen.cli.main import COLLECT_AFTER
from tests.support.quick import QUICK

pytest_plugins = ["tests.support.quick_report"]

# How fast examples come and run says how busy the machine is, nothing about sdgen.
# Examples are the same in every run, so that a change never fails for what it has not touched;
# SDGEN_EXAMPLES=random tries new ones.
settings.register_profile(
    "any-machine",
    deadline=None,
    derandomize=os.environ.get("SDGEN_EXAMPLES") != "random",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("any-machine"), max_examples=8)

GOLDEN = Path(__file__).parent / "golden"

# What changes the colours and widths that programs print, and stands in some environments only.
# Tests of these set them themselves.
ABOUT_TERMINALS = (
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "FORCE_COLOUR",
    "LINES",
    "NO_COLOR",
    "NO_COLOUR",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write golden files from what the code makes now, to be looked at and committed",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Fewer examples of each property where only what is quick is asked for."""
    for name in ABOUT_TERMINALS:
        os.environ.pop(name, None)
    settings.load_profile("quick" if config.option.markexpr == QUICK else "any-machine")
    # As the command line does: there are hardly any cycles.
    gc.set_threshold(COLLECT_AFTER)
    # A shell that starts the tests in the background has them and all they start ignore it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """The tests of a file run in one process where only what is quick is asked for: what they share
    is made once, and what they import is imported once. A full run has files that take minutes."""
    if config.option.markexpr != QUICK or config.option.dist != "load":
        return None
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log)


def pytest_collection_finish() -> None:
    """What was collected stays: looking for cycles in it takes a twentieth of a run."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name below ``tests/golden``."""

    def compare(name: str, actual: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--regenerate"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(actual.encode("utf-8"))
        expected = file.read_bytes().decode("utf-8") if file.exists() else ""
        assert actual == expected, f"{name} differs; if it should, run `pytest --regenerate`"

    return compare
