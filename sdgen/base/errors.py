"""What sdgen cannot do: the one base of the exceptions that are about the caller or the machine.

What is wrong with a design is a Finding. Every other exception is a bug of sdgen.
"""

from __future__ import annotations

from typing import ClassVar

ABOUT_THE_MACHINE = "This is about the machine, not about the design."


class SdgenError(Exception):
    """sdgen could not do its work; ``message`` says in one line why and what to do.

    ``status`` is the exit status that the command line answers it with, ``notes`` are further lines
    to show below the message.
    """

    status: ClassVar[int] = 2
    notes: ClassVar[tuple[str, ...]] = ()

    @property
    def message(self) -> str:
        return str(self)


class WrongUsageError(SdgenError):
    """What was asked for contradicts itself, or names what does not exist. ``option`` is what was
    given wrongly, as the field of a request is called, or empty."""

    def __init__(self, reason: str, option: str = "") -> None:
        self.reason = reason
        self.option = option
        super().__init__(f"{option}: {reason}" if option else reason)


class UnusableError(SdgenError):
    """Something that is needed, such as a baseline, cannot be read or written."""
