"""Exporters: a module here with an ``EXPORTER`` exports to the format of its name. Other packages add
theirs as entry points of the group ``sdgen.exporters``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen.registry import Registry

if TYPE_CHECKING:
    from sdgen.exporters.exporter import Exporter

EXPORTERS: Final[Registry[Exporter]] = Registry(
    "sdgen.exporters",
    package=__name__,
    attribute="EXPORTER",
    record="sdgen.exporters.exporter:Exporter",
    noun="exporter",
    complaint="sdgen.exporters.exporter:complaint",
)
"""Every exporter by the name of its format."""
