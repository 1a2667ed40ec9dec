"""The process in which a template of somebody else is filled: it may compute for some seconds, take
some memory and read what lies in the template's folder, and no more.

Jinja2's sandbox keeps a template from Python's insides; it bounds neither time nor memory, which
the limits of this process do.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

SECONDS = 5
"""Of processor time."""
MEMORY = 512 * 1024 * 1024
LARGEST = 16 * 1024 * 1024
"""Bytes of output."""
REFUSED = 3
"""The exit status where the template is wrong; what is wrong is on standard error, as JSON."""


def run(order: Mapping[str, Any]) -> None:
    """Fill the template ``name`` of ``folder`` with ``context``; ``escape`` says whether it is HTML.
    The text goes to standard output."""
    _limit()
    read: set[str] = set()
    try:
        text = _filled(order, read)
    except Exception as error:
        json.dump(_explained(error, order, read), sys.stderr)
        sys.exit(REFUSED)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent bounds the time
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    if sys.platform.startswith("linux"):  # elsewhere it is not kept, or counts what is shared
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _filled(order: Mapping[str, Any], read: set[str]) -> str:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=_loader(Path(order["folder"]), read),
        undefined=StrictUndefined,
        autoescape=order["escape"],
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    context = _safe(order["context"]) if order["escape"] else order["context"]
    parts, size = [], 0
    for part in environment.get_template(order["name"]).generate(context):
        size += len(part.encode("utf-8", "replace"))
        if size > LARGEST:
            raise MemoryError
        parts.append(part)
    return "".join(parts)


def _loader(folder: Path, read: set[str]) -> Any:
    """Reads templates of the folder and those below it, and adds their paths to ``read``; a link out
    of it leads nowhere."""
    from jinja2 import FunctionLoader
    from jinja2.loaders import split_template_path

    root = os.path.realpath(folder)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = os.path.realpath(os.path.join(root, *split_template_path(name)))  # noqa: PTH118
        if not path.startswith(root + os.sep) or not os.path.isfile(path):  # noqa: PTH113
            return None
        read.add(path)
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            return file.read(LARGEST), path, lambda: True

    return FunctionLoader(load)


def _safe(data: Any) -> Any:
    """The data; what is HTML already, by its key, is not escaped again."""
    from markupsafe import Markup

    if isinstance(data, dict):
        return {
            key: Markup(value) if key == "html" and isinstance(value, str) else _safe(value)  # noqa: S704
            for key, value in data.items()
        }
    return [_safe(each) for each in data] if isinstance(data, list) else data


def _explained(error: Exception, order: Mapping[str, Any], read: set[str]) -> dict[str, object]:
    """What is wrong, and the line of the template where it is: the innermost one of the files that
    were ``read``, as Jinja2 itself may lie in the same folder (``.venv``)."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    root = os.path.realpath(order["folder"])
    line, name = 0, order["name"]
    if isinstance(error, TemplateSyntaxError):
        line = error.lineno
        name = os.path.relpath(error.filename, root) if error.filename else name
    trace = error.__traceback__
    while trace is not None and not isinstance(error, TemplateSyntaxError):
        file = trace.tb_frame.f_code.co_filename
        if file in read:
            line, name = trace.tb_lineno, os.path.relpath(file, root)
        trace = trace.tb_next
    said = str(error) or type(error).__name__
    if isinstance(error, TemplateNotFound):
        said = f"there is no template '{error.name}' in its folder"
    elif isinstance(error, MemoryError):
        said = (
            f"it takes more than {MEMORY >> 20} MB of memory, or makes more than {LARGEST >> 20} MB"
        )
    elif not isinstance(error, TemplateError):
        said = f"{type(error).__name__}: {said}"
    return {"what": " ".join(said.split()), "line": line, "file": name}
