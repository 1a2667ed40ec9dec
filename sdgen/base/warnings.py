"""Warnings about several pictures of a design, each said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdgen.base.words import listed_characters


class CharactersWarning(str):
    """A warning that lists characters, between ``before`` and ``after``: those of several pictures
    can be told in one."""

    __slots__ = ("after", "before", "characters")

    before: str
    after: str
    characters: frozenset[str]

    def __new__(cls, before: str, characters: Iterable[str], after: str) -> CharactersWarning:
        found = frozenset(characters)
        made = super().__new__(cls, f"{before}{listed_characters(sorted(found))}{after}")
        made.before, made.after, made.characters = before, after, found
        return made

    def __reduce__(self) -> tuple[type[CharactersWarning], tuple[str, Iterable[str], str]]:
        return type(self), (self.before, self.characters, self.after)


class FoundWarning(str):
    """A warning about what a design says, of which reading it has found the place: it is for those
    who draw without looking at the findings."""

    __slots__ = ()


def said_once(warnings: Iterable[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    """The warnings of pictures, each once: those of several pictures name them in front, those of
    all name none; none is said that is a finding. ``warnings`` are the name of each picture, also
    of one without, and its warnings.

    >>> said_once([("a", ["old"]), ("b", ["old", "large"]), ("b", ["old"])])
    ('old', 'b: large')
    """
    of: dict[tuple[str, str] | str, dict[str, None]] = {}
    characters: dict[tuple[str, str] | str, frozenset[str]] = {}
    names: dict[str, None] = {}
    for name, found in warnings:
        names[name] = None
        for each in found:
            if isinstance(each, FoundWarning):
                continue
            key: tuple[str, str] | str = str(each)
            if isinstance(each, CharactersWarning):
                key = (each.before, each.after)
                characters[key] = characters.get(key, frozenset()) | each.characters
            of.setdefault(key, {})[name] = None
    said = []
    for key, seen in of.items():
        text = key if isinstance(key, str) else CharactersWarning(key[0], characters[key], key[1])
        said.append(text if len(seen) == len(names) else f"{', '.join(seen)}: {text}")
    return tuple(str(each) for each in said)
