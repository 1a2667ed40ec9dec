"""Data -> YAML text as a person would write it.

Blocks, with short maps and lists of plain values in brackets (``{kind: service, calls: [db]}``),
words without quotes where every reader of YAML takes them for the same text, and double quotes
where one might not: ``no``, ``1:30``, ``0o7``, ``1e3``, a date. Order is kept. What is written reads
back as the same data, types included.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping as Mappings
from collections.abc import Sequence as Sequences

from sdgen.parse.document import Mapping, Node, Scalar, Sequence, to_plain
from sdgen.parse.problems import DEEPEST
from sdgen.parse.scalars import meaning

WIDTH = 100
"""Characters of a line up to which a map or list stands in brackets, and text is not folded."""
MOST_IN_BRACES = 6
"""Entries of a map in braces; one with more is easier to read line by line."""
STEP = 2
"""Spaces of one level."""
LONGEST_KEY = 1000
"""Characters; the parser finds the colon of a key within 1024 only."""

Data = object
"""``None``, a truth value, a number, a text, or a list or mapping (keyed by text) of such."""


class Quoted(str):
    """A text that stands in double quotes as a key too: ``"200"``, which other readers of YAML would
    take for a number."""

    __slots__ = ()


_OTHERS_READ = re.compile(
    r"""(?ix) y|n|yes|no|on|off|true|false|null|~|=|<<       # truth values, nothing, merging
    | [-+]?\.(inf|nan)
    | [-+]?0[xob]?[0-9a-f_]+ | [-+]?[0-9][0-9_]*              # octal, hexadecimal, 1_000
    | [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?            # 1:30 in base 60
    | [-+]?([0-9][0-9_]*)?\.[0-9_]*(e[-+]?[0-9]+)? | [-+]?[0-9][0-9_]*(\.[0-9_]*)?e[-+]?[0-9]+
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?              # a day, a moment
    """
)
"""Words that YAML 1.1 or 1.2 readers take for something else than text."""

_PLAIN = re.compile(
    r"(?:[^-?:,\[\]{}#&*!|>'\"%@`\s\ufeff]|-(?=[^\W_]))"  # how it may begin
    r"[^\n\r\x85\u2028\u2029\ufeff]*"
)
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\t|^---|^\.\.\.")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,?\[\]{}]")  # PyYAML ends a word at a question mark there
_ESCAPED = re.compile(
    r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]'
)
_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x00": "\\0",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}
_UNFOLDED = re.compile(r" [ \t]")
"""White space that is not one space between two words: folded, it would come back otherwise."""
_IN_BLOCK = re.compile(
    r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*"
)
"""What a text below ``|`` or ``>`` may hold: there are no escapes."""


def write(value: Node | Data, width: int = WIDTH) -> str:
    """A whole YAML text with this value, ending in a line end.

    Raises ValueError for what YAML, as sdgen reads it, cannot hold: infinite numbers, whole
    numbers over 64 bits, keys that are no text, empty or over 1000 characters, half characters,
    more than 100 levels.
    """
    data = plain(value)
    if _is_collection(data) and data:
        lines = _lines_of(data, 0, width)
    else:
        lines = _after("", data, STEP, width)
    return "\n".join(lines) + "\n"


def entry(key: str, value: Node | Data, indent: int, width: int = WIDTH) -> list[str]:
    """The lines of ``key: value`` with its key ``indent`` spaces from the left."""
    return _entry(key, plain(value), indent, width)


def item(value: Node | Data, indent: int, width: int = WIDTH) -> list[str]:
    """The lines of ``- value`` with its dash ``indent`` spaces from the left."""
    data = plain(value)
    dash = f"{' ' * indent}-"
    alone = isinstance(data, dict) and len(data) == 1
    if _is_collection(data) and (alone or _in_line(data, indent + STEP, width) is None):
        lines = _lines_of(data, indent + STEP, width)
        return [f"{dash} {lines[0].lstrip(' ')}", *lines[1:]]
    return _after(dash, data, indent + STEP, width)


def flow(value: Node | Data) -> str:
    """The value in one line, as it can stand inside brackets too."""
    return _flow(plain(value))


def scalar(text: str) -> str:
    """A text as a value in one line, in quotes only where it needs them; inside brackets too."""
    return text if is_plain(text, in_flow=True) else quote(text)


def key_text(key: object, *, in_flow: bool = False) -> str:
    """A key; whole numbers stand without quotes, since keys are always text."""
    if not isinstance(key, str) or not key:
        raise ValueError(f"a key must be text, and {key!r} is none")
    if len(key) > LONGEST_KEY:
        raise ValueError(f"a key of {len(key)} characters is more than {LONGEST_KEY}")
    if isinstance(key, Quoted):
        return quote(key)
    number = key.isascii() and key.isdigit() and (key == "0" or key[0] != "0")
    return key if number or is_plain(key, in_flow=in_flow) else quote(key)


def is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether a text can stand without quotes, so that every reader takes it for that text."""
    return bool(
        text.strip(" \t") == text
        and isinstance(meaning(text), str)
        and _PLAIN.fullmatch(text)
        and not _NOT_PLAIN.search(text)
        and not _OTHERS_READ.fullmatch(text)
        and not _ESCAPED.search(text.replace('"', "").replace("\\", ""))
        and not (in_flow and _NOT_PLAIN_IN_FLOW.search(text))
    )


def quote(text: str) -> str:
    """The text in double quotes."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"half of a character, U+{code:04X}, is no text")
    return _ESCAPES.get(character) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")


# --- values -----------------------------------------------------------------------------------


def plain(value: Node | Data, depth: int = 0) -> Data:
    """The value as dicts, lists and values; raises ValueError as :func:`write` does."""
    if depth > DEEPEST:
        raise ValueError(f"nested more than {DEEPEST} levels deep")
    if isinstance(value, Scalar | Sequence | Mapping):
        value = to_plain(value)
    if isinstance(value, Mappings):
        return {key: plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, Sequences) and not isinstance(value, str | bytes):
        return [plain(each, depth + 1) for each in value]
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int) and abs(value) < 2**63:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise ValueError(f"{value!r} cannot be written")


def _is_collection(data: Data) -> bool:
    return isinstance(data, dict | list)


def _flow(data: Data) -> str:
    if isinstance(data, dict):
        pairs = (f"{key_text(key, in_flow=True)}: {_flow(value)}" for key, value in data.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_flow, data)) + "]"
    return scalar(data) if isinstance(data, str) else _number(data)


def _number(data: Data) -> str:
    """Nothing, a truth value, or a number."""
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    text = repr(data)
    if "e" in text and "." not in text:
        text = text.replace("e", ".0e")  # without a point, 1e+16 would be a whole number
    return text


# --- lines ------------------------------------------------------------------------------------


def _after(head: str, data: Data, indent: int, width: int) -> list[str]:
    """The lines of a value behind ``head`` (a key and its colon, a dash), those below it
    ``indent`` spaces from the left."""
    text = _in_line(data, len(head) + 1, width)
    if text is not None:
        return [f"{head} {text}".lstrip(" ") if not head else f"{head} {text}"]
    if isinstance(data, str):
        return _text_below(head, data, indent, width)
    return [head, *_lines_of(data, indent, width)]


def _in_line(data: Data, column: int, width: int) -> str | None:
    """The value as it stands behind its key, or ``None`` where it needs lines of its own."""
    if isinstance(data, str):
        if _blocks(data, column, width):
            return None
        return data if is_plain(data, in_flow=False) else quote(data)
    if not _is_collection(data) or not data:
        return _flow(data)
    if not _is_short(data):
        return None
    text = _flow(data)
    return text if column + len(text) <= width else None


def _is_short(data: Data) -> bool:
    """Whether a collection is one to stand in brackets, if it fits: values that look the same
    there, and in a map short lists of values too."""
    if isinstance(data, dict):
        return len(data) <= MOST_IN_BRACES and all(
            _is_simple(each) or (isinstance(each, list) and _is_short(each))
            for each in data.values()
        )
    return isinstance(data, list) and all(map(_is_simple, data))


def _is_simple(data: Data) -> bool:
    if isinstance(data, str):
        in_flow = is_plain(data, in_flow=True)
        return "\n" not in data and in_flow == is_plain(data, in_flow=False)
    return not (_is_collection(data) and data)


def _lines_of(data: Data, indent: int, width: int) -> list[str]:
    """A map or list that has something in it, line by line."""
    if isinstance(data, dict):
        return [line for key, each in data.items() for line in _entry(key, each, indent, width)]
    if isinstance(data, list):
        return [line for each in data for line in item(each, indent, width)]
    raise TypeError(f"{data!r} is no map or list")


def _entry(key: str, data: Data, indent: int, width: int) -> list[str]:
    return _after(f"{' ' * indent}{key_text(key)}:", data, indent + STEP, width)


def _blocks(text: str, column: int, width: int) -> bool:
    """Whether a text is written below ``|`` or ``>``."""
    if not _IN_BLOCK.fullmatch(text):
        return False
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not body or any(each != each.strip(" \t") for each in lines) or not (lines[0] and lines[-1]):
        return False
    return len(lines) > 1 or (
        text == body and column + len(text) > width and " " in text and not _UNFOLDED.search(text)
    )


def _text_below(head: str, text: str, indent: int, width: int) -> list[str]:
    """A text of several lines below ``|``, a long one of one line below ``>-``."""
    margin = " " * indent
    lead = f"{head} " if head else ""
    if "\n" not in text:
        return [f"{lead}>-", *_folded(text, margin, width)]
    mark = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return [f"{lead}{mark}", *(f"{margin}{each}" if each else "" for each in lines)]


def _folded(text: str, margin: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(margin + word)
    return lines
