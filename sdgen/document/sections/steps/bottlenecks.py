"""Step 7: what takes it down, what is full first, how one notices, and what is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Finding, totals
from sdgen.base.words import by_number, counted, joined
from sdgen.blocks import (
    Address,
    Block,
    Code,
    Details,
    Figure,
    List,
    Mark,
    Open,
    Paragraph,
    Section,
    Table,
    Terms,
    Tone,
    Words,
)
from sdgen.blocks.phrases import between
from sdgen.design.records import Alert, Component
from sdgen.document.availability import availability_section
from sdgen.document.growth import running_out
from sdgen.document.improvements import what_helps
from sdgen.document.points import others_alone, points
from sdgen.document.records import DocumentSection
from sdgen.document.subject import Subject
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension
from sdgen.report.estimate import after_loss, full_at, shown, zone_lost
from sdgen.report.failing import TOGETHER, a_year, together, what_it_is, why_down
from sdgen.report.naming import ByNames

NONE = "–"
MOST_KINDS = 3
"""Of cut sets, that are told of a journey one by one; those that are left are counted."""
FEW_UNWATCHED = 4
"""Of so many that nothing watches the names are said, instead of all that is watched."""


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    yield single_points(subject)
    yield from _together(subject)
    yield from availability_section(subject)
    yield from what_helps(subject)
    yield from load(subject)
    yield from running_out(subject)
    yield from _recovery(subject)
    yield from _monitoring(subject)
    yield from accepted_risks(subject)
    yield findings_left(subject)


# --- what takes it down -------------------------------------------------------------------------


def single_points(subject: Subject) -> Section:
    """Every single point of failure with the journeys that it takes down, the worst first."""
    found = points(subject)
    blocks: list[Block] = []
    if not found:
        blocks.append(Paragraph("No single point of failure takes a journey down."))
    else:
        year = subject.calendar.year_seconds
        rows = tuple(
            (
                each.words,
                each.point.kind.value.replace("_", " "),
                subject.journeys(each.journeys),
                a_year(each.down, year) if each.down else NONE,
                why_down(each.point),
            )
            for each in found
        )
        header = ("What fails", "kind", "takes down", "down", "why")
        domains = sum(each.is_domain for each in found)
        own = len(found) - domains
        said = [f"{counted(own, 'single point')} of failure"] if own else []
        said += (
            [
                f"{counted(domains, 'failure domain')} that alone {by_number(domains, 'takes', 'take')} journeys down"
            ]
            if domains
            else []
        )
        caption = f"{joined(said)}."
        blocks.append(
            Table(
                header,
                rows,
                text_columns=(0, 1, 2, 4),
                caption=caption,
            )
        )
        if subject.shows("failure"):
            caption = "What fails alone"
            caption += ", and the journeys that it takes down." if subject.design.journeys else "."
            blocks.append(Figure("failure", caption=caption))
    blocks += _others(subject)
    return Section("single points of failure", tuple(blocks), anchor="single-points")


def _others(subject: Subject) -> Iterator[Block]:
    """What takes a journey down alone and is no point of failure of the design: what others run."""
    year = subject.calendar.year_seconds
    rows = tuple(
        (
            each.words,
            what_it_is(each.event),
            subject.journeys(each.journeys),
            a_year(each.event.unavailability, year),
        )
        for each in others_alone(subject)
    )
    if rows:
        header = ("What fails", "is", "takes down", "down")
        yield Table(
            header,
            rows,
            text_columns=(0, 1, 2),
            caption="What else takes journeys down alone, though it is no single point of failure of this design.",
        )


def _together(subject: Subject) -> Iterator[Block]:
    """What takes a journey down by failing at the same time; journeys alike together."""
    year = subject.calendar.year_seconds
    alike: dict[tuple[str, ...], list[str]] = {}
    for each in subject.analysis.journeys:
        called = ByNames(subject.design, each.reliability.events)
        for section in together(subject.design, each.reliability, year, called, MOST_KINDS):
            if isinstance(section, Section) and section.title == TOGETHER:
                lines = section.blocks[0]
                assert isinstance(lines, List), "it is a list of what fails together"
                told = tuple(str(line) for line in lines.items)
                alike.setdefault(told, []).append(each.reliability.journey)
    if alike:
        pairs = tuple((subject.journeys(names), "; ".join(told)) for told, names in alike.items())
        yield Section(
            "what fails together",
            (
                Paragraph(
                    "Failures at the same time that take a journey down, the likeliest first; in "
                    "brackets in how many ways, and their probability.",
                    quiet=True,
                ),
                Terms(pairs),
            ),
            anchor="together",
        )


# --- load ---------------------------------------------------------------------------------------


def load(subject: Subject) -> Iterator[Block]:
    """How full components are at the peak, and without a replica or a zone."""
    found = subject.estimate
    rows = tuple(
        (
            subject.component(each.component),
            _share(each.share),
            after_loss(each.without_a_replica),
            zone_lost(each) if each.without_a_zone is not None else NONE,
            full_at(found, each),
        )
        for each in found.bottlenecks
    )
    unknown = [
        subject.component(name)
        for name in found.load.components
        if name not in found.load.utilisation and _carries(subject.design.components[name])
    ]
    blocks: list[Block] = []
    if rows:
        header = ("Component", "used", "a replica lost", "worst zone lost", "full at")
        caption = "How much of its capacity each component uses at the peak."
        blocks.append(Table(header, rows, caption=caption))
        blocks.append(
            Figure("capacity", caption="Load at the peak, and what each component can carry.")
        )
    if unknown:
        blocks.append(Open(f"Nothing says how much {joined(unknown)} can carry (capacity)."))
    if blocks:
        yield Section("load and headroom", tuple(blocks), anchor="load")


def _carries(component: Component) -> bool:
    """Whether it is up to the design how much it can carry."""
    return not is_provided(component) and kind_of(component).role is not Role.ACTOR


def _share(value: float) -> Words:
    text = shown(value, Dimension.RATIO)
    return (Mark(text, Tone.BAD),) if value > 1.0 else text


# --- how one notices, and what is accepted ------------------------------------------------------


def _recovery(subject: Subject) -> Iterator[Block]:
    """What is backed up, and what a journey may lose."""
    rows: list[tuple[Words, ...]] = []
    blocks: list[Block] = []
    for journey in subject.design.journeys.values():
        wanted = journey.objectives
        if wanted is not None and (wanted.rpo is not None or wanted.rto is not None):
            lost = wanted.rpo.text if wanted.rpo is not None else NONE
            back = wanted.rto.text if wanted.rto is not None else NONE
            rows.append(((subject.journey(journey.id),), lost, back))
    if rows:
        header = ("Journey", "may lose (RPO)", "is back within (RTO)")
        caption = "What a journey may lose, and when it must be back."
        blocks.append(Table(header, tuple(rows), text_columns=(0, 1, 2), caption=caption))
    rows = []
    for each in subject.design.components.values():
        if each.backups is not None:
            every = each.backups.every.text if each.backups.every is not None else NONE
            keep = each.backups.keep.text if each.backups.keep is not None else NONE
            rows.append((each.name, every, keep))
        elif each.no_backups:
            rows.append((each.name, "none, deliberately", NONE))
    if rows:
        header = ("Store", "backed up every", "kept for")
        blocks.append(Table(header, tuple(rows), text_columns=(0, 1, 2), caption="Backups."))
    if blocks:
        yield Section("recovery", tuple(blocks), anchor="recovery")


def _monitoring(subject: Subject) -> Iterator[Block]:
    watched = subject.design.monitoring
    if watched is None:
        asked = Open("Nothing says how one knows that it works: metrics, alerts (monitoring).")
        yield Section("monitoring", (asked,), anchor="monitoring")
        return
    blocks: list[Block] = []
    if watched.watches:
        blocks.append(Paragraph(_what_is_watched(subject, watched.watches)))
    if watched.alerts:
        rows = tuple(
            (
                _alerted(subject, each),
                (Code(each.when),),
                each.who or NONE,
                "yes" if each.page else "no",
            )
            for each in watched.alerts
        )
        header = ("On", "when", "who hears of it", "wakes somebody")
        blocks.append(Table(header, rows, text_columns=(0, 1, 2, 3), caption="Alerts."))
    if watched.dashboards:
        items = tuple(
            (Address(name, target),) if "/" in target else f"{name}: {target}"
            for name, target in watched.dashboards.items()
        )
        blocks.append(List(items))
    yield Section("monitoring", tuple(blocks), anchor="monitoring")


def _what_is_watched(subject: Subject, watched: tuple[str, ...]) -> str:
    """``Every component but DNS is watched``, or the names of what is."""
    components = subject.design.components
    left = [each.name for name, each in components.items() if name not in watched]
    others = [_watched(subject, name) for name in watched if name not in components]
    seen = len(components) - len(left)
    if seen and (not left or len(left) <= min(FEW_UNWATCHED, seen - 1)):
        but = f" but {joined(left)}" if left else ""
        also = f"; so {by_number(len(others), 'is', 'are')} {joined(others)}" if others else ""
        return f"Every component{but} is watched{also}."
    names = [*(components[name].name for name in watched if name in components), *others]
    return f"{joined(names)} {by_number(len(names), 'is', 'are')} watched."


def _alerted(subject: Subject, alert: Alert) -> str:
    """What an alert is about: the journey, where a component of that name has no availability of its
    own to be alerted on."""
    return alert.on if alert.on in subject.design.journeys else _watched(subject, alert.on)


def _watched(subject: Subject, name: str) -> str:
    domain = subject.design.domains.get(name)
    if name not in subject.design.components and domain is not None:
        return domain.name or name
    return subject.component(name)


def accepted_risks(subject: Subject) -> Iterator[Block]:
    """The risks that the design takes, each with its end."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for each in subject.design.accepted:
        alike.setdefault((each.at, each.because, each.until), []).append(each.rule)
    rows = tuple(
        (
            between([(Code(rule),) for rule in rules]),
            subject.component(at),
            because,
            until or (Mark("not said", Tone.WARNING),),
        )
        for (at, because, until), rules in alike.items()
    )
    if rows:
        header = ("Rule", "about", "because", "until")
        table = Table(header, rows, text_columns=(0, 1, 2, 3), caption="Risks that are taken.")
        yield Section("accepted risks", (table,), anchor="accepted")


def findings_left(subject: Subject) -> Section:
    """What lint finds and nobody has accepted."""
    blocks: list[Block] = []
    if subject.findings:
        rows = tuple(
            (
                (Mark(each.severity.value, _tone(each.severity.value)),),
                f"{each.message}",
                (Code(each.code), f", line {each.span.line}"),
            )
            for each in subject.findings
        )
        caption = f"What lint finds: {totals(subject.findings, ' and ')}."
        blocks.append(
            Table(("Severity", "finding", "rule"), rows, text_columns=(0, 1, 2), caption=caption)
        )
        helps = _helps(subject.findings)
        if helps:
            blocks.append(Details("What to do about them", (List(helps),)))
    else:
        blocks.append(Paragraph("Lint finds nothing that is open."))
    if subject.not_said:
        items = tuple(_sentence(each.message) for each in subject.not_said)
        blocks.append(Details("What the design does not say", (List(items),)))
    return Section("findings left", tuple(blocks), anchor="findings")


def _helps(findings: Sequence[Finding]) -> tuple[Words, ...]:
    """What to do about each finding, by its rule and line; findings with the same remedy together."""
    lines: dict[tuple[str, str], list[str]] = {}
    for each in findings:
        if each.help:
            lines.setdefault((each.code, each.help), []).append(str(each.span.line))
    return tuple(
        (Code(code), f", {by_number(len(places), 'line', 'lines')} {joined(places)}: {help}")
        for (code, help), places in lines.items()
    )


def _tone(severity: str) -> Tone:
    return {"error": Tone.BAD, "warning": Tone.WARNING}.get(severity, Tone.QUIET)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


SECTION = DocumentSection(order=7, title="bottlenecks", make=make)
