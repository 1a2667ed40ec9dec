"""Designs for the tests of exporters, and what comes of exporting them."""

from __future__ import annotations

from typing import Any

import yaml

from sdgen import api
from sdgen.exporters.exporter import Exported
from tests.model.given import design

COMPONENTS = "components: {web: {kind: client}}\n"


def exported(text: str, format: str = "openapi", **options: str) -> Exported:
    """What a design exports to whose components are said to it."""
    from sdgen.analyses.facts import Facts

    found = text if "components:" in text else COMPONENTS + text
    return api.export_design(Facts(design(found)), format, **options)


def openapi(text: str) -> Any:
    """The OpenAPI document of a design, as other readers of YAML read it."""
    return yaml.safe_load(exported(text).text)


def operation(line: str, more: str = "") -> Any:
    """The operation of a design with this one."""
    [methods] = openapi(f"api:\n  op: {{{line}}}\n{more}")["paths"].values()
    [found] = methods.values()
    return found


def said(made: Exported) -> list[tuple[str, str]]:
    """Code and message of each finding."""
    return [(each.code, each.message) for each in made.findings]
