"""``sdgen doc -f pdf`` in one process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sdgen.base.extras import MissingExtraError
from sdgen.document.writers.pdf import WRITER, ours
from sdgen.draw import typesetter
from sdgen.draw.typesetter import TypesetterError
from sdgen.project import REPOSITORY
from tests.cli.conftest import Sdgen


def test_a_missing_extra_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, folder: Path, sdgen: Sdgen
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = sdgen("doc", "shop.yaml", "-f", "markdown", "-f", "pdf")
    assert done.status == 2
    assert done.err == (
        "sdgen: error: PDF needs the package typst, which is not installed: "
        f"pip install 'sdgen[pdf] @ git+{REPOSITORY}'\n"
    )
    assert not (folder / "out").exists()
    with pytest.raises(MissingExtraError):
        WRITER.require()


@pytest.mark.slow
def test_a_file_that_is_not_ours_stays_as_it_is(folder: Path, sdgen: Sdgen) -> None:
    file = folder / "shop.pdf"
    file.write_bytes(b"%PDF-1.4 of somebody else")
    done = sdgen("doc", "shop.yaml", "-o", "shop.pdf")
    assert done.status == 2
    assert done.err == (
        "sdgen: error: shop.pdf is there and was not made by sdgen: --force writes over it, -o names "
        "another place\n"
    )
    assert file.read_bytes() == b"%PDF-1.4 of somebody else"
    assert sdgen("doc", "shop.yaml", "-o", "shop.pdf", "--force").status == 0
    assert sdgen("doc", "shop.yaml", "-o", "shop.pdf").status == 0
    assert sdgen("doc", "shop.yaml", "-o", "shop.pdf", "--check").status == 0
    assert ours(file.read_bytes())


@pytest.mark.slow
def test_a_document_that_takes_too_long_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, folder: Path, sdgen: Sdgen
) -> None:
    monkeypatch.setattr(typesetter, "LONGEST_SECONDS", 0.01)
    done = sdgen("doc", "shop.yaml", "-o", "shop.pdf")
    assert done.status == 2
    assert done.err == "sdgen: error: shop.yaml: typst: it took longer than 0.01 s\n"
    assert not (folder / "shop.pdf").exists()
    with pytest.raises(TypesetterError):
        typesetter.typeset_apart(b"", {}, [])
