"""How findings look."""

from __future__ import annotations

import io

import pytest

from sdgen.base.findings import Finding, Severity
from sdgen.base.gate import for_terminal
from sdgen.base.span import Span
from sdgen.cli.printing import print_findings, wants_colour
from sdgen.workspace.options import finding_text

TEXT = "sdgen: 1\nname: Shop\ncomponents: 3\n"


def finding(line: int = 3, column: int = 13, file: str = "a.yaml", code: str = "X001") -> Finding:
    span = Span(file, line, column, line, column + 1)
    return Finding(code, "odd", Severity.ERROR, "components is 3", span, help="write a mapping")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_finding_says_where_what_and_what_instead() -> None:
    text = finding_text(finding(), TEXT, colour=False)
    assert text.startswith("a.yaml:3:13: error: components is 3 [X001 odd]\n")
    assert "3 | components: 3\n" in text
    assert text.splitlines()[-1] == "  help: write a mapping"
    lines = text.splitlines()
    shown = next(line for line in lines if "components: 3" in line)
    caret = next(line for line in lines if "^" in line)
    assert caret.index("^") == shown.index("3", shown.index("components"))


def test_without_a_source_there_is_no_excerpt() -> None:
    assert finding_text(finding(), None, colour=False).count("\n") == 2


def test_findings_are_sorted_by_place() -> None:
    stream = io.StringIO()
    print_findings([finding(3, 13), finding(1, 1), finding(2, 1, code="A")], {}, stream)
    places = [line.split(" ")[0] for line in stream.getvalue().splitlines() if "error" in line]
    assert places == ["a.yaml:1:1:", "a.yaml:2:1:", "a.yaml:3:13:"]


COLOURS = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"}


@pytest.mark.parametrize(
    ("given", "on_terminals", "elsewhere"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": "0"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"CLICOLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "3", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": ""}, True, False),
        ({"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"CLICOLOR_FORCE": "1", "FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_colour_is_for_terminals_and_where_it_is_forced(
    given: dict[str, str],
    on_terminals: bool,
    elsewhere: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in COLOURS:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    for stream, coloured in ((Terminal(), on_terminals), (io.StringIO(), elsewhere)):
        assert wants_colour(stream) is coloured
        print_findings([finding()], {"a.yaml": TEXT}, stream)
        assert ("\x1b[31merror\x1b[0m" in stream.getvalue()) is coloured


def test_nothing_in_a_design_steers_the_terminal() -> None:
    assert for_terminal("a\x1b[31m\x07\u202e") == "a\\x1b[31m\\x07\\u202e"
    hostile = Finding("X", "x", Severity.ERROR, "a\x1b]0;b\x07", Span.whole("\x1b.yaml"), "\x9b1m")
    text = finding_text(hostile, "\x1b[31m: 1\n", colour=False)
    assert not set(text) & set("\x1b\x07\x9b")
