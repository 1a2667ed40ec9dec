"""The gate, for any text."""

from __future__ import annotations

import doctest
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.base import gate
from sdgen.base.medium import Medium, leaving_for
from tests.support.cases import every_case

ANY = st.text(st.characters(exclude_categories=()))


def test_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(gate)
    assert result.attempted
    assert not result.failed


@given(ANY)
def test_any_text_stays_text_in_xml(text: str) -> None:
    value, data = gate.for_xml_attribute(text), gate.for_xml(text)
    root = ElementTree.fromstring(f'<t a="{value}">{data}</t>')
    assert len(root) == 0
    assert (root.text or "") == gate.drawable(text)
    assert root.get("a") == gate.drawable(text)
    assert leaving_for(Medium.XML, data).isascii()
    assert ElementTree.fromstring(f"<t>{leaving_for(Medium.XML, data)}</t>").text == root.text


@given(ANY)
def test_a_line_stays_one_line_and_nothing_unseen_leaves(text: str) -> None:
    assert len(f"x{gate.for_terminal(text)}x".splitlines()) == 1
    page = gate.terminal_page([text, text])
    assert page.count("\n") == 2
    for colour in (False, True):
        left = gate.leaving(page, colour=colour)
        assert gate.leaving(left, colour=colour) == left
        assert not any(gate.is_unseen(sign) for sign in left if sign != "\n")


@given(ANY)
def test_a_cell_of_markdown_opens_nothing(text: str) -> None:
    line = gate.for_markdown(text, begins_block=True)
    assert len(f"x{line}x".splitlines()) == 1
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "x", line)
    assert not re.search(r"[|<>*_`\[\]~@]|://", bare)
    assert not re.match(r"[#+=-]|\d{1,9}[.)]", bare) or line.startswith("\\")


@given(ANY)
def test_json_has_no_half_characters(text: str) -> None:
    data = gate.for_json({text: [text]})
    assert data.isascii()
    whole = gate.as_unicode(text)
    assert json.loads(data) == {whole: [whole]}
    whole.encode("utf-8")


@pytest.mark.slow
@given(ANY)
def test_a_command_is_one_line(text: str) -> None:
    assert len(f"x{gate.for_command(text)}x".splitlines()) == 1
    assert not set(gate.for_command_property(text)) & {":", ",", "\n", "\r"}


@every_case(
    ("line", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        (" \u3000::error::x", " \u3000\\x3a:error::x"),
        ("\x1b[1m::error::x", "\x1b[1m\\x3a:error::x"),
        ("a ##[add-mask]x", "a \\x23#[add-mask]x"),
        ("##vso[task]", "\\x23#vso[task]"),
        ("a::b, # c ## d", "a::b, # c ## d"),
        ("## Heading", "## Heading"),
    ],
)
def test_no_line_is_a_command_of_a_runner(line: str, shown: str) -> None:
    assert gate.leaving(f"x\n{line}\n", colour=True) == f"x\n{shown}\n"


def test_bytes_that_are_no_unicode() -> None:
    name = "caf\udce9.yaml"
    assert (
        gate.for_terminal(name) == gate.as_unicode(name) == gate.drawable(name) == "caf\\xe9.yaml"
    )
    assert gate.for_uri(f"a b/{name}") == "a%20b/caf%E9.yaml"
    assert gate.for_uri("\ud800") == "%5Cud800"


@every_case("text", ["##[error]x", "a ##vso[task] b", "###[debug]", "\\##[x]", "#"])
def test_no_runner_obeys_a_report_for_programs(text: str) -> None:
    data = {"file": text, "##[key]": [text]}
    written = gate.for_json(data)
    assert "##" not in written
    assert json.loads(written) == data
    assert json.loads(leaving_for(Medium.JSON, json.dumps(data))) == data
    page = leaving_for(
        Medium.XML, f"<a b='{gate.for_xml_attribute(text)}'>{gate.for_xml(text)}</a>"
    )
    assert "##" not in page
    node = ElementTree.fromstring(page)
    assert (node.text, node.get("b")) == (text, text)
