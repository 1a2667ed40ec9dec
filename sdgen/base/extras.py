"""Packages that sdgen does without until they are needed: the extras of its installation."""

from __future__ import annotations

from typing import Any

from sdgen.base.errors import SdgenError
from sdgen.project import REPOSITORY


class MissingExtraError(SdgenError):
    """What was asked for needs a package that is not installed; says how to install it."""

    def __init__(self, wish: str, extra: str, package: str) -> None:
        self.extra = extra
        self.package = package
        super().__init__(
            f"{wish} needs the package {package}, which is not installed: {installation(extra)}"
        )


def installation(extra: str) -> str:
    """The command that installs sdgen with an extra, from where it is kept: on no package index
    yet, where the name could be anybody's."""
    return f"pip install 'sdgen[{extra}] @ git+{REPOSITORY}'"


def import_extra(module: str, extra: str, wish: str) -> Any:
    """The module, which comes with ``extra``; ``wish`` is what needs it. Raises MissingExtraError,
    also where the module is there and cannot be loaded (then with the reason as its cause)."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(wish, extra, module) from error
