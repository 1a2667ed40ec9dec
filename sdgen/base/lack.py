"""What a design leaves out that somebody needs: a view, an exporter."""

from __future__ import annotations

from msgspec import Struct

from sdgen.base.span import Span


class Lack(Struct, frozen=True):
    """Why there is nothing to show or to write of a design: what it does not say, what to write,
    and the part of the design where it would stand."""

    message: str
    help: str
    span: Span
