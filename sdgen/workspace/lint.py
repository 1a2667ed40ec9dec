"""Lints designs: read them, run the rules as each is configured, subtract the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sdgen import api
from sdgen.base.days import this_day
from sdgen.base.findings import Finding, in_order
from sdgen.lint.settings import FailLevel, Settings
from sdgen.rules import all_rules
from sdgen.workspace.executor import Executor
from sdgen.workspace.inputs import Inputs
from sdgen.workspace.lint_result import LintedDesign, LintRequest, LintResult
from sdgen.workspace.read import Source
from sdgen.workspace.settings import Configurations, LintSettings, check_settings


class _Job(Struct, frozen=True):
    """A design to lint, and how."""

    source: Source
    settings: Settings
    today: date
    with_texts: bool


def check_request(request: LintRequest) -> None:
    """Raise WrongUsageError where a request contradicts itself, RegistryError where the rules of a
    package are broken."""
    check_settings(request.settings, all_rules())


def lint_designs(
    request: LintRequest, inputs: Inputs, sources: Sequence[Source], executor: Executor
) -> LintResult:
    """Lint the ``sources``, which are the designs that ``inputs`` names. None is read where a
    configuration is wrong. Raises UnusableError where the baseline cannot be read."""
    configurations = Configurations(request.settings, all_rules())
    settings = [configurations.of(each.place).settings for each in sources]
    before = (*inputs.findings, *configurations.findings)
    designs: list[LintedDesign] = []
    if not configurations.findings:
        jobs = [
            _Job(source, each, this_day(), request.with_texts)
            for source, each in zip(sources, settings, strict=True)
        ]
        designs = _each_once(executor.map(_work, jobs))
    after: tuple[Finding, ...] = ()
    if request.baseline:
        from sdgen.workspace.baseline import subtract_baseline

        designs, after = subtract_baseline(request.baseline, designs)
    level = request.settings.fail_level or FailLevel.WARNING
    return LintResult(tuple(designs), before, after, level)


def findings_of(
    reading: api.Reading, source: Source, config: str | None = None, *, isolated: bool = False
) -> tuple[Finding, ...]:
    """What ``sdgen lint`` finds in a design that has been read, as its configuration has it; a
    configuration that is wrong is among it."""
    given = LintSettings(config=config, isolated=isolated)
    found = Configurations(given, all_rules()).of(source.place)
    return (*found.findings, *api.lint_design(reading, found.settings).findings)


def _work(job: _Job) -> LintedDesign:
    reading = job.source.read()
    name, level = job.source.name, job.settings.fail_level
    texts = reading.texts if job.with_texts else {}
    files = tuple(reading.texts)
    if reading.facts is None:
        usable = job.source.part and not reading.errors  # no rule runs on a part alone
        return LintedDesign(name, reading.findings, usable, level, files, texts=texts)
    linted = api.lint_design(reading, job.settings, job.today)
    found = (*reading.findings, *linted.findings)
    return LintedDesign(
        name,
        in_order(found),
        True,
        level,
        files,
        linted.ran,
        linted.suppressed,
        texts if found else {},
    )


def _each_once(designs: Iterable[LintedDesign]) -> list[LintedDesign]:
    """What several designs include is found with each of them, and reported with the first."""
    seen: set[Finding] = set()
    kept = []
    for design in designs:
        shared = {each for each in design.findings if each.span.file != design.name}
        if shared & seen:
            left = tuple(each for each in design.findings if each not in seen)
            design = replace(design, findings=left)
        seen |= shared
        kept.append(design)
    return kept
