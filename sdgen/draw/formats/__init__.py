"""Picture formats: a module here with a ``FORMAT`` is a format of its name. Other packages add theirs
as entry points of the group ``sdgen.picture_formats``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen.registry import Registry

if TYPE_CHECKING:
    from sdgen.draw.picture_format import PictureFormat

PICTURE_FORMATS: Final[Registry[PictureFormat]] = Registry(
    "sdgen.picture_formats",
    package=__name__,
    attribute="FORMAT",
    record="sdgen.draw.picture_format:PictureFormat",
    noun="picture format",
    first="svg",
    complaint="sdgen.draw.picture_format:complaint",
)
"""Every format by name, which is the suffix of its files too."""
