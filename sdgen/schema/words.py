"""How the schema's findings name places, types, values and forms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sdgen.base.words import in_one_line, joined, shortened
from sdgen.design.design import Design
from sdgen.design.shapes import Many, OneOrMany, properties_of, records_in
from sdgen.design.spelling import ENTITY, FIELD, KEBAB, OPERATION
from sdgen.parse.document import Mapping, Node, Scalar
from sdgen.schema.fit import Path, types_of

TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}
"""What a user calls the types of JSON Schema."""

LONGEST_SHOWN = 40


@cache
def elements() -> dict[str, str]:
    """What one entry of a part of a design is called, by the key of the part."""
    parts = properties_of(Design).items()
    return {key: each.shape.called for key, each in parts if each.shape.called}


@cache
def items() -> dict[str, str]:
    """What one item of a list is called, by the key of the list."""
    return {
        key: each.shape.called
        for record in records_in(Design)
        for key, each in properties_of(record).items()
        if isinstance(each.shape, Many | OneOrMany) and each.shape.called
    }


def place(path: Path) -> str:
    """Where something stands, as a user would say it: ``component 'db', replicas``."""
    if not path:
        return "the design"
    words: list[str] = []
    rest = list(path)
    first = rest.pop(0)
    element = elements().get(str(first))
    if element and rest:
        label = rest.pop(0)
        named = f"{label + 1}" if isinstance(label, int) else f"'{shorten(label)}'"
        words.append(f"{element} {named}")
    else:
        words.append(f"'{shorten(str(first))}'")
    while rest:
        part = rest.pop(0)
        if isinstance(part, str) and part in items() and rest and isinstance(rest[0], int):
            words.append(f"{items()[part]} {int(rest.pop(0)) + 1}")
        elif isinstance(part, int):
            words.append(f"item {part + 1}")
        else:
            words.append(f"'{shorten(part)}'")
    return ", ".join(words)


def shorten(text: str, longest: int = LONGEST_SHOWN) -> str:
    """The text in one line, cut where it is too long to show."""
    return shortened(in_one_line(text), longest)


def written(node: Node) -> str:
    """What the user wrote, in a word or two: never a whole list or mapping."""
    if isinstance(node, Scalar):
        if node.value is None:
            return "empty"
        if isinstance(node.value, bool):
            return f"'{shorten(node.text)}'"
        kind = "text" if isinstance(node.value, str) else TYPES[min(types_of(node) or {"number"})]
        return f"{kind} ('{shorten(node.text)}')"
    if isinstance(node, Mapping):
        return "a mapping" if node.entries else "an empty mapping"
    return "a list" if node.items else "an empty list"


def type_words(types: Iterable[str]) -> str:
    """The types as a user would list them. Of what is text or a number, a quantity is named as text
    first, and a number that is nothing but text as a number."""
    wanted = [each for each in types if each != "null"]
    for pair, meant in _PAIRS.items():
        if [each for each in wanted if each in pair] == [*pair]:
            return either([meant, *(TYPES[each] for each in wanted if each not in pair)])
    return either([TYPES[each] for each in wanted])


_PAIRS = {
    ("string", "number"): "a quantity",
    ("number", "string"): TYPES["string"],
    ("integer", "string"): TYPES["integer"],
}


def either(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return joined(words, "or")


def kebab(text: str) -> str:
    """The text as an id, or empty where nothing of it can be one."""
    letters: list[str] = []
    before = ""
    for letter in text[:200]:
        if letter.isascii() and letter.isalnum():
            starts_word = letter.isupper() and (before.islower() or before.isdigit())
            if starts_word and letters and letters[-1] != "-":
                letters.append("-")
            letters.append(letter.lower())
        elif letters and letters[-1] != "-":
            letters.append("-")
        before = letter
    return "".join(letters).strip("-")


def better_form(text: str, pattern: str) -> str:
    """The text as the pattern wants it, or empty where that is not clear."""
    base = kebab(text)
    if not base:
        return ""
    if pattern == KEBAB:
        return base
    if pattern in (OPERATION, FIELD):
        return base.replace("-", "_") if base[0].isalpha() else ""
    if pattern == ENTITY and base[0].isalpha():
        return "".join(word[:1].upper() + word[1:] for word in base.split("-"))
    return ""
