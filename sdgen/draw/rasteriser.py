"""resvg: the text of an SVG to the bytes of a PNG file, with the font files that it is given and
none of the system's.

Everything resvg makes stays within one call: its objects belong to the thread that made them.
"""

from __future__ import annotations

import sys
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = "resvg"
_COMPILED = "resvg._resvg"
_PANIC = "PanicException"
_loading = Lock()


class RasteriserError(RuntimeError):
    """resvg gave up on an SVG; says what it said. What sdgen writes should never make it."""


def rasterise(
    svg: str,
    font_files: Sequence[str],
    scale: tuple[float, float],
    pixels: tuple[int, int],
    background: str | None,
) -> bytes:
    """A PNG file of ``pixels`` (width, height): ``svg`` drawn on ``background`` (``#rrggbb``),
    which makes every pixel opaque, or on nothing, at ``scale`` pixels a unit to the right and down.

    Raises RasteriserError where resvg fails, and OSError where a font file cannot be read.
    """
    resvg = _binding()
    options = resvg.usvg.Options.default()
    for path in font_files:
        options.load_font_file(path)
    ground = (0, 0, 0, 0)
    if background is not None:
        ground = (*bytes.fromhex(background.removeprefix("#")), 255)
    try:
        tree = resvg.usvg.Tree.from_str(svg, options)
        # The rows of an affine matrix, as Python's affine package has them.
        transform = (scale[0], 0.0, 0.0, 0.0, scale[1], 0.0)
        data = resvg.render(tree, transform, bg_size=pixels, bg_color=ground)
    except RuntimeError as error:
        raise RasteriserError(f"resvg: {error}") from error
    except BaseException as error:
        # A panic in Rust comes as a class that no module names and that is no Exception.
        if type(error).__name__ != _PANIC:
            raise
        raise RasteriserError(f"resvg: {error}") from None
    return bytes(data)


def _binding() -> Any:
    """resvg's compiled module, without its package around it: that imports importlib.metadata to
    name its version, which takes as long as drawing a small picture."""
    with _loading:
        known = sys.modules.get(_COMPILED)
        return _load() if known is None else known


def _load() -> Any:
    from importlib.machinery import PathFinder
    from importlib.util import find_spec, module_from_spec

    package = find_spec(_PACKAGE)
    folders = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(_COMPILED, folders) if folders else None
    if spec is None or spec.loader is None:
        import resvg

        return resvg
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return sys.modules.setdefault(_COMPILED, module)
