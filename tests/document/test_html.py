"""Documents as HTML: well-formed, alone, with pictures that do not get in each other's way."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sdgen
from sdgen import api
from sdgen.blocks import Table
from sdgen.document.records import Document, Figures
from sdgen.document.style import STYLE
from sdgen.report.writers.html import Around, html_lines
from tests.document.given import ALL, SOON_DRAWN, made, made_of_file
from tests.support.quick import is_quick, picked

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "\"><script>alert(1)</script> & '<!-- ]]> <b>{{ x }}</b> | `code` [a](javascript:b) # *"


def html_of(document: Document, figures: Figures) -> str:
    return api.write_document(document, "html", figures).data.decode()


def tree_of(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>"))


@pytest.mark.parametrize("path", picked(ALL, quick=SOON_DRAWN), ids=lambda each: each.stem)
def test_ids_stand_once_and_what_is_linked_is_there(path: Path) -> None:
    text = html_of(*made_of_file(path))
    tree = tree_of(text)
    ids = Counter(each.get("id") for each in tree.iter() if each.get("id"))
    assert [name for name, number in ids.items() if number > 1] == []
    inner = {href[1:] for each in tree.iter() if (href := each.get("href") or "").startswith("#")}
    assert inner <= set(ids)
    assert set(re.findall(r"url\(#([^)]*)\)", text)) <= set(ids)


@pytest.mark.parametrize("path", picked(ALL, quick=SOON_DRAWN), ids=lambda each: each.stem)
def test_nothing_is_fetched_and_no_script_runs(path: Path) -> None:
    tree = tree_of(html_of(*made_of_file(path, "steps" if is_quick() else "rfc")))
    assert not [each for each in tree.iter() if each.tag in (f"{HTML}script", f"{HTML}link")]
    for each in tree.iter():
        for name, value in each.attrib.items():
            assert not name.startswith("on"), name
            if name == "src" or (name.endswith("href") and each.tag != f"{HTML}a"):
                assert value.startswith(("data:", "#")) or each.tag == f"{SVG}a", value


def test_headings_go_down_one_level_at_a_time() -> None:
    tree = tree_of(html_of(*made_of_file(SOON_DRAWN[0])))
    levels = [int(each.tag[-1]) for each in tree.iter() if re.fullmatch(rf"{HTML}h\d", each.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def hostile_design() -> api.LoadedDesign:
    """A design whose every text is markup of some language."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    return sdgen.loads(
        f"""
sdgen: 1
name: {quoted}
summary: {quoted}
owners: [{quoted}]
status: {quoted}
requirements:
  functional: {{a: {quoted}}}
  non_functional: {{b: {quoted}}}
  out_of_scope: [{quoted}]
  questions: [{{ask: {quoted}, answer: {quoted}}}, {{ask: {quoted}}}]
components:
  app: {{kind: service, name: {quoted}, technology: {quoted}, notes: {quoted}, calls: [db]}}
  db: {{kind: database, name: {quoted}b}}
journeys:
  j: {{actor: app, rate: 1/s, serves: [a], steps: ["app -> db: x"]}}
api:
  op: {{http: "GET /a", journey: j, summary: {quoted}, params: {{p: string}}, returns: {quoted},
        errors: {{{quoted}: {quoted}}}, rate_limit: {quoted}}}
data:
  E: {{store: db, fields: {{f: string}}}}
decisions:
  d: {{question: {quoted}, options: {{{quoted}: {{pros: [{quoted}], cons: [{quoted}]}}}},
       choice: {quoted}, because: {quoted}, affects: [db]}}
monitoring:
  watches: [db]
  alerts: [{{on: db, when: {quoted}, who: {quoted}}}]
  dashboards: {{{quoted}: "javascript:alert(1)/x"}}
accepted:
  - {{rule: single-zone, at: db, because: {quoted}}}
""".replace(f"{quoted}b", quoted[:-1] + "b'")
    )


@pytest.mark.slow
def test_texts_of_a_design_stay_texts() -> None:
    text = html_of(*made(hostile_design()))
    tree = tree_of(text)
    assert not list(tree.iter(f"{HTML}script")) and "<script" not in text
    assert not [each for each in tree.iter() if (each.get("href") or "").startswith("java")]
    assert text.count("&lt;script&gt;") > 15


def test_columns_of_long_texts_have_more_room_on_narrow_screens() -> None:
    table = Table(("a", "b", "c", "d"), (("x", "y" * 41, "z" * 91, "1"),), text_columns=(0, 1, 2))
    text = "\n".join(html_lines((table,), 2, Around(lambda _: iter(()))))
    head = '<th scope="col" class="text">a</th><th scope="col" class="text long">b</th>'
    assert f'{head}<th scope="col" class="text longest">c</th><th scope="col">d</th>' in text
    assert ".longest{min-width:20rem}" in STYLE.partition("@media(max-width:40rem)")[2]
