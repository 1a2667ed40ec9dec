"""For whom a text is written, and how it leaves for them."""

from __future__ import annotations

from enum import Enum

from sdgen.base.gate import disarmed_json, leaving


class Medium(Enum):
    """What a text is written for: people, or programs that read XML, JSON or commands."""

    TEXT = "text"
    XML = "xml"
    JSON = "json"
    COMMANDS = "commands"


def leaving_for(medium: Medium, text: str, *, colour: bool = False) -> str:
    """``leaving`` for people; XML and JSON leave in ASCII, which every encoding has, and without
    what a runner obeys anywhere in a line."""
    if medium is Medium.TEXT:
        return leaving(text, colour=colour)
    if medium is Medium.JSON:
        return disarmed_json(text)
    if medium is Medium.XML:
        text = text.replace("##", "#&#35;")
        return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    return text
