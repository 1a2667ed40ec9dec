"""What no output of sdgen may hold, whatever it was given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from fuzz_inputs import SECRET

from sdgen.base.medium import Medium
from sdgen.report import format_names
from sdgen.report.formats import LINT_FORMATS

STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""What a terminal obeys, or turns the text around it; the end of a line is not among it."""
SPOILS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""The same in a picture, where flags are written with tags."""
COMMAND = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.MULTILINE)
GITHUB = re.compile(r"^::(error|warning|notice) [^\n]*::[^\n]+$")
_SAFE_LINK = re.compile(r"(https?:|mailto:|#)", re.IGNORECASE)
Fault = tuple[str, str]


def faults_for_people(text: str, allowed: re.Pattern[str] | None = None) -> Iterator[Fault]:
    """Raw control characters and commands in what a terminal or the log of a workflow shows;
    ``allowed`` are lines that are commands on purpose."""
    yield from _secrets(text)
    found = STEERS.search(text)
    if found:
        yield "control characters", _around(text, found)
    if allowed is not None:
        text = "\n".join(line for line in text.split("\n") if not allowed.match(line))
    found = COMMAND.search(text)
    if found:
        yield "control characters", f"a command: {_around(text, found)}"


def faults_of_report(name: str, text: str) -> Iterator[Fault]:
    """The same for a report of lint in the format ``name``; those for programs must be readable."""
    assert name in format_names()
    medium = LINT_FORMATS[name].medium
    if medium is Medium.JSON:
        yield from faults_of_json(text)
    elif medium is Medium.XML:
        yield from _secrets(text)
        if not text.isascii() or SPOILS.search(text):
            yield "control characters", f"{name} is not plain ASCII"
        yield from _parsed(text)
    else:
        yield from faults_for_people(text, GITHUB if name == "github" else None)


def faults_of_json(text: str) -> Iterator[Fault]:
    """JSON is ASCII, without controls, and can be read."""
    yield from _secrets(text)
    if not text.isascii() or SPOILS.search(text):
        yield "control characters", "JSON is not plain ASCII"
    try:
        json.loads(text, parse_constant=_no_number)
    except ValueError as error:
        yield "crashes", f"a report is no JSON: {error}"


def faults_of_xml(text: str) -> Iterator[Fault]:
    """XML can be read and has no controls; a line for the name of the type may stand before it."""
    yield from _secrets(text)
    if SPOILS.search(text):
        yield "control characters", "XML has raw controls"
    yield from _parsed(text)


def faults_of_svg(text: str) -> Iterator[Fault]:
    """A picture can be read, has no controls, runs nothing and links to the web or near it."""
    yield from _secrets(text)
    found = SPOILS.search(text)
    if found:
        yield "control characters", f"SVG: {_around(text, found)}"
    yield from _parsed(text)
    try:
        tree = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return
    for node in tree.iter():
        name = str(node.tag).rpartition("}")[2]
        if name in ("script", "foreignObject", "iframe", "object", "animate", "set"):
            yield "control characters", f"SVG: <{name}>"
        for key, value in node.attrib.items():
            key = key.rpartition("}")[2]
            if key.startswith("on"):
                yield "control characters", f"SVG: {key}={value[:40]!r}"
            if key.endswith("href") and not _is_safe(name, value):
                yield "control characters", f"SVG: a link to {value[:40]!r}"


def _is_safe(name: str, link: str) -> bool:
    if name == "image":
        return link.startswith("data:image/")
    relative = ":" not in link.split("/")[0] and not link.startswith(("//", "\\", "/\\"))
    return bool(_SAFE_LINK.match(link)) or relative


def _secrets(text: str) -> Iterator[Fault]:
    if SECRET in text:
        yield "secrets", _around(text, re.search(re.escape(SECRET), text))


def _parsed(text: str) -> Iterator[Fault]:
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield "crashes", f"not well formed: {error}"


def _around(text: str, found: re.Match[str] | None) -> str:
    assert found is not None
    return ascii(text[max(0, found.start() - 40) : found.end() + 40])


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")
