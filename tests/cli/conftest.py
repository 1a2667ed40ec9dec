"""What the tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sdgen.cli.main import main

DESIGN = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, calls: [db]}
  db: {kind: database}
"""


class Done(NamedTuple):
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Sdgen = Callable[..., Done]


@pytest.fixture
def sdgen(capsys: pytest.CaptureFixture[str]) -> Sdgen:
    """Run the command line in this process."""

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        status = main(list(arguments))
        out, err = capsys.readouterr()
        return Done(status, out, err)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with ``shop.yaml`` in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path
