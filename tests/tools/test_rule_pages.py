"""``docs/rules/`` is what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest
import rule_pages as pages

from sdgen.lint.code_pages import all_pages
from sdgen.rules import all_rules


def test_the_pages_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert pages.main(["--check"]) == 0, capsys.readouterr().err


def test_the_index_lists_every_rule_once_under_its_group() -> None:
    index = pages.make_pages()["README.md"]
    for rule in all_rules():
        assert index.count(f"| {rule.code} | [{rule.name}]({rule.name}.md) |") == 1
        assert rule.code.rstrip("0123456789") in pages.GROUPS


def test_the_index_lists_every_other_code_once_with_its_page() -> None:
    made = pages.make_pages()
    for page in all_pages():
        assert (
            made["README.md"].count(f"| {page.code} | [{page.name}](codes/{page.code}.md) |") == 1
        )
        assert made[f"codes/{page.code}.md"].startswith(f"# {page.code} {page.name}\n")


@pytest.mark.slow
def test_pages_are_written_once_and_stale_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pages, "FOLDER", tmp_path / "rules")
    assert pages.main(["--check"]) == 1
    assert "docs/rules/README.md is stale: run python tools/rule_pages.py\n" in (
        capsys.readouterr().err
    )
    assert pages.main([]) == 0
    (tmp_path / "rules" / "gone.md").write_text("a rule that was removed")
    assert pages.main(["--check"]) == 1
    assert pages.main([]) == 0
    assert pages.main(["--check"]) == 0
