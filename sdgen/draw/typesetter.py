"""typst: an SVG, and what lies around it, or a whole document to the bytes of a PDF file, with the
fonts that it is given and none of the system's.

What a design says reaches typst as data (``sys.inputs``), never as a part of its source, which is
``_SOURCE`` below or that of ``sdgen/document/typeset/``. Neither reads a file, names a package or
asks for a date.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sdgen.base.extras import import_extra

_SOURCE = b"""
#let page-data = json(bytes(sys.inputs.page))
#set document(title: page-data.title, keywords: ("sdgen", page-data.name), date: none)
#set page(width: page-data.width * 1pt, height: page-data.height * 1pt, margin: 0pt)
#place(top + left, image(
  bytes(sys.inputs.svg),
  format: "svg",
  width: 100%,
  height: 100%,
  alt: page-data.description,
))
#for area in page-data.links {
  place(top + left, dx: area.x * 1pt, dy: area.y * 1pt, link(
    area.target,
    box(width: area.width * 1pt, height: area.height * 1pt),
  ))
}
"""

_APART = """
import json, sys
order = json.load(sys.stdin)
sys.path[:] = order["path"]
import typst
fonts = typst.Fonts(False, False, order["fonts"])
source = order["source"].encode()
sys.stdout.buffer.write(
    typst.compile(
        source,
        root=order["root"],
        font_paths=fonts,
        sys_inputs=order["inputs"],
        pdf_standards=order["standards"],
    )
)
"""
LONGEST_SECONDS = 600.0
"""Longer than that typst does not work in a process of its own; the document of 250 components and
60 journeys takes it 20."""

_process = 0
"""The process in which typst has started its threads; 0 before."""


class TypesetterError(RuntimeError):
    """typst gave up on a picture; says what it said. What sdgen writes should never make it."""


def import_typst() -> Any:
    """The module ``typst``. Raises MissingExtraError where it is not installed."""
    return import_extra("typst", "pdf", "PDF")


def typeset(svg: str, page: str, font_files: Sequence[str]) -> bytes:
    """A PDF file of one page with ``svg`` on all of it. ``page`` is JSON: ``title``, ``name``,
    ``description``, ``width`` and ``height`` in points, and ``links``: the ``x``, ``y``, ``width``,
    ``height`` and ``target`` of each.

    Raises MissingExtraError, TypesetterError, and OSError where a font file cannot be read.
    """
    typst = import_typst()
    inputs = {"svg": svg, "page": page}
    with _as_folders(font_files) as folders:
        root = folders[0]  # the source reads nothing; this is where it could
        if _process not in (0, os.getpid()):
            # typst's threads do not survive in the copy of a process that os.fork makes, and it
            # would wait for them for ever.
            return _run_apart(_SOURCE, inputs, folders, root)
        _remember_process()
        try:
            # Neither the system's fonts nor those inside typst.
            fonts = typst.Fonts(False, False, folders)
            data = typst.compile(_SOURCE, root=root, font_paths=fonts, sys_inputs=inputs)
        except RuntimeError as error:
            raise TypesetterError(f"typst: {error}") from error
    return bytes(data)


def typeset_apart(
    source: bytes,
    inputs: Mapping[str, str],
    font_files: Sequence[str],
    standards: Sequence[str] = (),
) -> bytes:
    """A PDF file of ``source``, which finds ``inputs`` in ``sys.inputs``; ``standards`` are those
    that it must keep (``ua-1``). typst runs in a process of its own, so that Ctrl-C ends it at
    once, and nothing that a design says keeps it for more than ``LONGEST_SECONDS``.

    Raises MissingExtraError, TypesetterError, and OSError where a font file cannot be read.
    """
    import_typst()
    with _as_folders(font_files) as folders:
        return _run_apart(source, inputs, folders, folders[0], standards)


def _remember_process() -> None:
    global _process
    _process = os.getpid()


def _run_apart(
    source: bytes,
    inputs: Mapping[str, str],
    folders: Sequence[str],
    root: str,
    standards: Sequence[str] = (),
) -> bytes:
    """The same in a fresh process."""
    import json
    import subprocess
    import sys

    order = {
        "source": source.decode(),
        "path": sys.path,
        "inputs": inputs,
        "fonts": folders,
        "root": root,
        "standards": standards,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _APART],
            input=json.dumps(order).encode("ascii"),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TypesetterError(f"typst: it took longer than {LONGEST_SECONDS:g} s") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1].removeprefix("typst.TypstError: ") if said else done.returncode
        raise TypesetterError(f"typst: {reason}")
    return done.stdout


@contextmanager
def _as_folders(font_files: Sequence[str]) -> Iterator[list[str]]:
    """Folders that hold these font files and no others, in their order: typst takes folders only.

    sdgen's own fonts have one. Installed fonts stand among others, so they are linked from a
    private folder, or copied where the system has no links; it is gone afterwards.
    """
    from pathlib import Path

    from sdgen.draw.fonts import font_paths

    own = {str(path) for path in font_paths()}
    others = [file for file in font_files if file not in own]
    folders = sorted({str(Path(path).parent) for path in own})
    if not others:
        yield folders
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="sdgen-fonts-") as private:
        for index, file in enumerate(others):
            folder = Path(private, str(index))
            folder.mkdir()
            _put_into(folder, Path(file))
            folders.append(str(folder))
        yield folders


def _put_into(folder: Any, file: Any) -> None:
    target = folder / f"font{file.suffix}"
    try:
        target.symlink_to(file)
    except (OSError, NotImplementedError):
        from shutil import copyfile

        copyfile(file, target)
