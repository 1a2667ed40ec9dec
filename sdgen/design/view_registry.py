"""Where views are found. They stand far above, where pictures are made; their names are known here,
since a view of a design's own names the one that it builds on."""

from __future__ import annotations

from typing import Any, Final

from sdgen.registry import Registry

DIAGRAMS: Final = ("diagrams", "racks")
"""The shelves of the views that a view of a design's own can build on."""
EVERY: Final = "all"
"""What ``--view`` takes for every view, and no view is called."""

VIEW_REGISTRY: Final = Registry[Any](
    "sdgen.views",
    package="sdgen.views",
    attribute="VIEW",
    record="sdgen.views.view:BuiltInView",
    noun="view",
    first="high-level",
    shelves=True,
    reserved=(EVERY,),
    complaint="sdgen.views.view:complaint",
)
"""Every view (``sdgen.views.view.BuiltInView``) by id; a shelf for each type of picture."""


def base_views() -> tuple[str, ...]:
    """The views whose look a view of the design's own can take."""
    found = {name for shelf in DIAGRAMS for name in VIEW_REGISTRY.names(shelf)}
    return tuple(name for name in VIEW_REGISTRY.names() if name in found)
