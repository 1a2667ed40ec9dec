"""What a view includes or leaves out: a component by its id, or all of a group, a tag or a
kind, or with a property."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Selector(Struct, frozen=True):
    """``what`` is ``group``, ``tag``, ``kind`` or ``property``, empty for a single component; ``id``
    which: of a property its name, and with ``=`` its value."""

    what: str
    id: str

    def names(self, properties: Mapping[str, str]) -> bool:
        """Whether a component with these properties has the one that is meant."""
        name, _, value = self.id.partition("=")
        name, value = name.strip(), value.strip()
        return name in properties and (not value or properties[name] == value)


def selector(written: str) -> Selector:
    """The selector that ``group:data`` or ``tweet-store`` stands for; spaces do not count."""
    what, colon, identifier = written.partition(":")
    if not colon:
        return Selector("", written.strip())
    return Selector(what.strip(), identifier.strip())


def selected_group(written: str) -> str:
    """The id of the group that ``group:data`` or ``data`` stands for where nothing but groups can be
    meant; empty for what selects something else."""
    wanted = selector(written)
    return wanted.id if wanted.what in ("", "group") else ""
