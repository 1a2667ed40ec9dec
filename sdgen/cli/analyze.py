"""``sdgen analyze``: how the journeys of a design fail, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sdgen.cli import status
from sdgen.cli.group import open_workspace, verb
from sdgen.cli.reports import DATA, REPORTS, FormatChoice, deliver, output_option
from sdgen.report.writers import DEFAULT

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts
    from sdgen.base.findings import Finding
    from sdgen.design.records import Design


@verb("analyze")
@click.argument("file", metavar="FILE")
@click.option(
    "--journey",
    "journeys",
    multiple=True,
    metavar="JOURNEY",
    help="Only this journey; repeatable.",
)
@click.option(
    "--order",
    type=click.IntRange(1, 6),
    metavar="NUMBER",
    help="List cut sets of up to so many events. Default: 3, in large designs 2.",
)
@click.option(
    "--fail",
    "failed",
    multiple=True,
    metavar="NAME",
    help="Say what happens when this fails: a zone or region, a component or one replica of it "
    "(user-db/1); repeatable, for failures at the same time.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=FormatChoice(REPORTS),
    default=DEFAULT,
    show_default=True,
    help="JSON has everything that is computed.",
)
@output_option
def command(
    file: str,
    journeys: tuple[str, ...],
    order: int | None,
    failed: tuple[str, ...],
    form: str,
    output: str,
) -> int:
    """Compute how the journeys of a design fail: their availability, the single points of
    failure, which failures together take them down, and which single change helps most.

    FILE is a design file, or - for standard input.
    """
    from sdgen.analyses.facts import Scenario
    from sdgen.base.findings import Severity
    from sdgen.cli.printing import print_findings

    reading = open_workspace().read(file)
    findings = [each for each in reading.findings if each.severity is Severity.ERROR]
    print_findings(findings, reading.texts)
    if reading.facts is None:
        return status.UNUSABLE
    facts = reading.facts.under(Scenario(failed=failed))
    unknown = _unknown_names(facts, journeys)
    if unknown:
        print_findings(unknown, {})
        return status.UNUSABLE
    return deliver(_report(facts, journeys, order, form), form, output)


def _report(facts: Facts, journeys: tuple[str, ...], order: int | None, form: str) -> str:
    from sdgen.report.writers import write_pages

    if form != DATA and facts.what_if is not None:
        from sdgen.report.what_if import what_if_page

        return write_pages(form, (what_if_page(facts.design.name, facts.what_if),))

    from sdgen.analyses.analysis import analyse

    analysis = analyse(facts, journeys=journeys, order=order)
    if form == DATA:
        from sdgen.base.gate import for_json
        from sdgen.report.analysis_json import analysis_data

        return for_json(analysis_data(analysis), indent=2) + "\n"
    from sdgen.report.analysis import analysis_page

    return write_pages(form, (analysis_page(analysis),))


def _unknown_names(facts: Facts, journeys: tuple[str, ...]) -> list[Finding]:
    design, failed = facts.given, facts.scenario.failed
    known = set(facts.analysed)
    found = [_unknown(design, "journey", name, known) for name in journeys if name not in known]
    if failed:
        can_fail = set(facts.what_can_fail)
        found += [
            _unknown(design, "event", name, can_fail) for name in failed if name not in can_fail
        ]
    return found


def _unknown(design: Design, what: str, name: str, known: set[str]) -> Finding:
    from sdgen.base.findings import Finding, Severity
    from sdgen.base.span import Span
    from sdgen.base.suggest import near

    meant = near(name, known)
    if meant:
        advice = f"did you mean {' or '.join(repr(each) for each in meant)}?"
    elif what == "journey":
        advice = f"journeys: {', '.join(sorted(known))}" if known else "the design has none"
    else:
        advice = "name a zone, a region, a component, or one replica such as user-db/1"
    says = "no journey" if what == "journey" else "nothing that can fail is"
    return Finding(
        code="ANALYZE001" if what == "journey" else "ANALYZE002",
        name=f"unknown-{what}",
        severity=Severity.ERROR,
        message=f"{says} called '{name}'",
        span=Span.whole(design.path),
        help=advice,
    )
