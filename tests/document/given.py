"""Documents of the designs of this repository, each made and drawn once for all tests."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import sdgen
from sdgen import api
from sdgen.document.records import Document, Figures
from sdgen.lint.settings import Settings

DESIGNS = sorted((Path(__file__).parents[2] / "designs").glob("*.yaml"))
SOON_DRAWN = [Path(__file__).parents[1] / "estimates/designs/karan-url-shortener.yaml"]
"""For quick runs."""
ALL = [*DESIGNS, *SOON_DRAWN]


def made(design: api.LoadedDesign, template: str = "steps") -> tuple[Document, Figures]:
    linted = api.lint_design(design, Settings(), date.min)
    document = api.make_document(design.facts, linted, file="d.yaml", template=template)
    return document, api.draw_figures(design.facts, document, api.Options())


def made_of_file(path: Path, template: str = "steps") -> tuple[Document, Figures]:
    return _made_of_file(path, template)


@cache
def _made_of_file(path: Path, template: str) -> tuple[Document, Figures]:
    return made(sdgen.load(path), template)
