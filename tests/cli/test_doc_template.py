"""Templates of the user's own: what they can show, and what they cannot do."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DESIGN, Sdgen
from tests.support.cases import every_case


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sdgen: Sdgen):  # type: ignore[no-untyped-def]
    """Write a template, make the document of a shop with it, and return what was done."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(DESIGN, encoding="utf-8")

    def done(text: str, name: str = "house.md.j2", *more: str):  # type: ignore[no-untyped-def]
        (tmp_path / name).write_text(text, encoding="utf-8")
        return sdgen("doc", "shop.yaml", "--template", name, "-o", "-", *more)

    return done


@pytest.mark.slow
def test_parts_and_figures_in_markdown(fill) -> None:  # type: ignore[no-untyped-def]
    made = fill(
        "# {{ title }}, our way\n\n"
        "{% for section in sections %}{{ section.number }} {{ section.title }}\n{% endfor %}\n"
        "{{ sections[7].markdown }}\n"
        "{{ '%.4f' % (analysis.journeys.values()|first).availability }} {{ figures[0].href }}\n"
    )
    assert made.status == 0, made.err
    assert made.out.startswith("<!-- Made by sdgen doc")
    assert "# Shop, our way\n\n1 Requirements\n2 Estimates\n" in made.out
    assert "The design has" in made.out and "0.99" in made.out and "high-level.svg" in made.out


@pytest.mark.slow
def test_html_is_escaped_but_for_parts(fill) -> None:  # type: ignore[no-untyped-def]
    made = fill("{{ '<b>' }}{{ head.html }}{{ sections[4].html }}", "house.html.j2")
    assert made.status == 0, made.err
    assert "&lt;b&gt;" in made.out and "<table>" in made.out and "<svg" in made.out


@pytest.mark.slow
def test_its_own_folder_is_read(fill, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/foot.md").write_text("the foot", encoding="utf-8")
    assert "the foot" in fill("{% include 'parts/foot.md' %}\n").out


@pytest.mark.slow
@every_case(
    ("text", "said"),
    [
        ("a\n{{ nothing }}", "house.md.j2:2: 'nothing' is undefined"),
        ("{% for %}", "house.md.j2:1: "),
        ("{{ 1 / 0 }}", "house.md.j2:1: ZeroDivisionError: division by zero"),
        ("{{ ''.__class__.__mro__ }}", "house.md.j2:1: access to attribute '__class__'"),
        ("{% include '../shop.yaml' %}", "house.md.j2:1: there is no template '../shop.yaml'"),
        ("{% include '/etc/passwd' %}", "house.md.j2:1: "),
        ("{% include 'link' %}", "house.md.j2:1: there is no template 'link'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sdgen: Sdgen
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir(exist_ok=True)
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    if not (folder / "link").is_symlink():
        (folder / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "shop.yaml").write_text(DESIGN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (folder / "house.md.j2").write_text(text, encoding="utf-8")
    done = sdgen("doc", "shop.yaml", "--template", "templates/house.md.j2", "-o", "-")
    assert done.status == 2 and not done.out
    assert said in done.err, done.err
    assert "Traceback" not in done.err and "secret" not in done.out


@pytest.mark.slow
def test_the_line_is_the_templates_where_jinja_lies_below_it(
    fill,  # type: ignore[no-untyped-def]
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As with an environment in the folder of the project (``.venv``)."""
    for each in ("jinja2", "markupsafe"):
        shutil.copytree(
            Path(importlib.import_module(each).__file__ or "").parent, tmp_path / ".venv" / each
        )
    monkeypatch.setattr(sys, "path", [str(tmp_path / ".venv"), *sys.path])
    made = fill("a\n{{ nothing.at_all }}")
    assert made.status == 2
    assert "house.md.j2:2: 'nothing' is undefined" in made.err


@pytest.mark.slow
@every_case(
    ("text", "said"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "it takes more than 5 s of processor time",
        ),
        ("{{ ('a' * 999999999)|length }}", "house.md.j2:1: it takes more than 512 MB of memory"),
        ("{% for a in range(99999) %}{{ 'a' * 9999 }}{% endfor %}", "makes more than 16 MB"),
    ],
)
def test_what_takes_too_much_is_ended(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sdgen: Sdgen
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(DESIGN, encoding="utf-8")
    (tmp_path / "house.md.j2").write_text(text, encoding="utf-8")
    done = sdgen("doc", "shop.yaml", "--template", "house.md.j2", "-o", "-")
    assert done.status == 2 and said in done.err, done.err


def test_names_of_templates_are_explained(folder: Path, sdgen: Sdgen) -> None:
    assert "there is no template 'step'; did you mean 'steps'?" in (
        sdgen("doc", "shop.yaml", "--template", "step").err
    )
    assert "missing.md.j2: there is no such template" in (
        sdgen("doc", "shop.yaml", "--template", "missing.md.j2").err
    )
    assert "after what it makes" in sdgen("doc", "shop.yaml", "--template", "house.j2").err
    (folder / "house.md.j2").write_text("x", encoding="utf-8")
    assert "house.md.j2 makes markdown, but -f says html" in (
        sdgen("doc", "shop.yaml", "--template", "house.md.j2", "-f", "html").err
    )
