"""What lint finds in a design that is being drawn, as its configuration has it."""

from __future__ import annotations

from pathlib import Path

from sdgen import api
from sdgen.base.findings import Finding
from sdgen.cli.lint_paths import LintPaths
from sdgen.lint.configuration import nearest_file, read_configuration
from sdgen.lint.engine import lint
from sdgen.lint.settings import Settings
from sdgen.rules import all_rules


def find_problems(reading: api.Reading) -> tuple[Finding, ...]:
    """The findings of ``sdgen lint`` on a design that has been read, those that are accepted left
    out; a configuration that is wrong is among them."""
    from sdgen.lint.engine import this_day

    if reading.facts is None:
        return ()
    path = nearest_file(Path(reading.file).absolute().parent)
    settings = Settings()
    wrong: tuple[Finding, ...] = ()
    if path is not None:
        configuration = read_configuration(path, path.name, all_rules())
        settings, wrong = configuration.settings, configuration.findings
    paths = {name: LintPaths.absolute(name) for name in reading.texts}
    found = lint(reading.facts, settings, today=this_day(), texts=reading.texts, paths=paths)
    return (*wrong, *found.findings)
