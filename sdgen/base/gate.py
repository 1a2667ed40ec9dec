r"""The gate: what comes from a file, a file's name, a setting or the command line reaches each
medium through the one function of that medium.

It closes twice. Where a text is put into something (a line, a table, a tag), ``for_terminal``,
``for_markdown``, ``for_xml``, ``for_json``, ``for_command`` and ``for_uri`` keep it a text. Where
all of it leaves, ``leaving`` takes away what could still steer a terminal or the runner of a
workflow, whoever forgot the first.

Names of files that are not Unicode arrive as Python has them, each odd byte as half a surrogate
pair (PEP 383). Text, JSON and XML show such a byte as ``\xff``; URIs carry it as ``%FF``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from sdgen.base.characters import category

REPLACEMENT = "\ufffd"
"""What stands for a character that must not be there but should be seen to have been."""

LINE_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
"""What some reader takes for the end of a line, and the tab."""

DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Unicode's embeddings, overrides and isolates, which turn the reading direction of what follows."""

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Unseen, but Persian and emoji are written with them."""
_MAYBE_UNSEEN = r"[^ -~]"
_MAYBE_UNSEEN_IN_LINES = r"[^ -~\n]"

_OWN_COLOUR = r"(\x1b\[\d{1,2}m)"
_COMMAND = r"(?mi)^((?:\s|\x1b\[\d{1,2}m)*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))"
"""GitHub obeys a line that begins with ``::``, and ``##[`` anywhere in it, as Azure does; Azure
and TeamCity obey ``##vso[`` and ``##teamcity[``."""

_XML_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_XML_ATTRIBUTE = {**_XML_TEXT, ord('"'): "&quot;", ord("'"): "&#39;"}

_MARKDOWN_SIGNS = (
    r"[\\|<>*_`\[\]~@$]"  # a dollar begins mathematics
    r"|&(?=#?\w+;)"
    r"|:(?=//)"
    r"|(?i:(?<=www)\.)"  # GitHub makes links of addresses, too
)
_MARKDOWN_IN_TAGS = r"[\\`*_\[\]{}~^@$|]|:(?=\S)"
"""What one of the Markdown dialects takes for a sign; a colon begins the name of an emoji."""
_MARKDOWN_BLOCK = r"^(?:[#+=-]|(\d{1,9})(?=[.)]))"


def is_unseen(character: str) -> bool:
    """Whether a terminal obeys the character, or a reader cannot see it: controls, marks that turn
    the reading direction, halves of characters, and what no font has."""
    return category(character) in _UNSEEN and character not in _JOINERS


def is_control(character: str) -> bool:
    """Whether XML 1.0 has no place for the character, or it is no character at all."""
    code = ord(character)
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or 0xD800 <= code <= 0xDFFF
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


def for_terminal(text: str) -> str:
    r"""``text`` on one line, everything unseen in it shown as an escape.

    >>> for_terminal("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_MAYBE_UNSEEN, _shown, text)


def sentence_for_terminal(text: str) -> str:
    """Prose, which may have been written on several lines, on one."""
    return for_terminal(" ".join(text.splitlines()))


def terminal_page(lines: Iterable[str]) -> str:
    """Lines as a text that ends in a newline; none of them becomes two."""
    return "".join(f"{for_terminal(line)}\n" for line in lines)


def leaving(text: str, *, colour: bool = False) -> str:
    r"""A text of many lines as it may leave for people: nothing unseen but the ends of lines (and
    colours, where there is ``colour``), and no line that the runner of a workflow obeys.

    >>> leaving("::error::a\rb\n")
    '\\x3a:error::a\\rb\n'
    """
    if colour:
        pieces = re.split(_OWN_COLOUR, text)
        pieces[::2] = [re.sub(_MAYBE_UNSEEN_IN_LINES, _shown, piece) for piece in pieces[::2]]
        text = "".join(pieces)
    else:
        text = re.sub(_MAYBE_UNSEEN_IN_LINES, _shown, text)
    return re.sub(_COMMAND, _disarmed, text) if "::" in text or "##" in text else text


def for_file(text: str) -> str:
    r"""``text`` on one line of a file that may be printed where the runner of a workflow reads: nothing
    unseen in it, and nothing that such a runner obeys, also where the line is folded before a word.

    >>> for_file("a ::error::b")
    'a \\x3a:error::b'
    """
    return re.sub(r"(?<!\S):(?=:)", r"\\x3a", leaving(for_terminal(text)))


def disarmed_json(text: str) -> str:
    """JSON that says the same, without what a runner obeys: ``#`` stands in its strings only."""
    return text.replace("##", "#\\u0023")


def for_markdown(text: str, *, begins_block: bool = False) -> str:
    r"""``text`` on one line of Markdown, its signs meaning themselves: no link, HTML or table in
    it. Where it ``begins_block``, nor a heading or list.

    >>> for_markdown("# <b>", begins_block=True)
    '\\# \\<b\\>'
    """
    line = for_terminal(" ".join(text.split()))
    line = re.sub(_MARKDOWN_SIGNS, r"\\\g<0>", line)
    if begins_block:
        line = re.sub(_MARKDOWN_BLOCK, lambda m: f"{m[1]}\\" if m[1] else f"\\{m[0]}", line)
    return line


def for_markdown_code(text: str, *, in_table: bool = False) -> str:
    r"""``text`` as code in a line of Markdown, or in a table, where a bar would end its cell:
    nothing in it is a sign.

    >>> for_markdown_code("a`b|c", in_table=True)
    '``a`b\\|c``'
    """
    line = for_terminal(" ".join(text.split()))
    if in_table:
        line = line.replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line[:1] == "`" or line[-1:] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def for_html_in_markdown(text: str) -> str:
    """``text`` as an attribute's value, between double quotes, of HTML that stands in Markdown: also
    where a reader looks for the signs of Markdown within tags it finds none.

    >>> for_html_in_markdown('"`x`: *')
    '&quot;&#96;x&#96;: &#42;'
    """
    return re.sub(_MARKDOWN_IN_TAGS, lambda sign: f"&#{ord(sign[0])};", for_xml_attribute(text))


def for_xml(text: str) -> str:
    """``text`` as character data of XML, HTML and SVG, on one line.

    >>> for_xml("<script>&")
    '&lt;script&gt;&amp;'
    """
    return drawable(text).translate(_XML_TEXT)


def for_xml_attribute(text: str) -> str:
    """``text`` as an attribute's value between quotes, of XML, HTML and SVG.

    >>> for_xml_attribute('"><x')
    '&quot;&gt;&lt;x'
    """
    return drawable(text).translate(_XML_ATTRIBUTE)


def drawable(text: str) -> str:
    r"""``text`` on one line without what XML has no place for or what would turn the text around
    it: line breaks become spaces, the rest U+FFFD.

    >>> drawable("a\nb\x00c")
    'a b\ufffdc'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_drawable, text))


def for_json(data: object, indent: int | None = None) -> str:
    """``data`` as JSON in ASCII; halves of characters, which many readers refuse, are shown."""
    import json

    text = json.dumps(data, indent=indent)
    if "\\ud" in text:
        text = json.dumps(_whole(data), indent=indent)
    return disarmed_json(text)


def for_command(text: str) -> str:
    """``text`` as what a workflow command of GitHub says, on several lines if need be."""
    return "%0A".join(for_terminal(line).replace("%", "%25") for line in text.split("\n"))


def for_command_property(text: str) -> str:
    """``text`` as a property of a workflow command of GitHub, such as the name of a file."""
    return for_command(text).replace(":", "%3A").replace(",", "%2C")


def for_uri(path: str) -> str:
    """The path as a relative reference of a URI, its bytes as the file system has them."""
    from urllib.parse import quote

    try:
        return quote(os.fsencode(path), safe="/")
    except UnicodeEncodeError:
        return quote(as_unicode(path), safe="/")


def as_unicode(text: str) -> str:
    r"""``text`` without halves of characters: a byte of a file's name that was no Unicode is shown
    as ``\xff``."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(_escape(each) if _is_half(each) else each for each in text)
    return text


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    return _escape(character) if is_unseen(character) else character


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def _disarmed(match: re.Match[str]) -> str:
    return f"{match[1]}\\x3a" if match[1] is not None else "\\x23"


def _drawable(character: str) -> str:
    if character in LINE_BREAKS:
        return " "
    if _is_half(character):
        return _escape(character)
    unwanted = is_control(character) or character in DIRECTION_CONTROLS or character == "\ufeff"
    return REPLACEMENT if unwanted else character


def _whole(data: object) -> object:
    if isinstance(data, str):
        return as_unicode(data)
    if isinstance(data, dict):
        return {_whole(key): _whole(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_whole(each) for each in data]
    return data
