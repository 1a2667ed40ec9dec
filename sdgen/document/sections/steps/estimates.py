"""Step 2: back-of-envelope numbers, as tables, each with its formula behind a fold."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.words import by_number, joined
from sdgen.blocks import Block, Details, List, Open, Paragraph, Section, Table, Words
from sdgen.blocks.phrases import pieces
from sdgen.design.records import Scale
from sdgen.document.formulas import formulas
from sdgen.document.kept import at_least
from sdgen.document.records import DocumentSection
from sdgen.document.sentences import users_in_words, users_of_clients
from sdgen.document.subject import Subject
from sdgen.quantity import Dimension
from sdgen.report.estimate import shown

NONE = "–"


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    scale = subject.design.scale
    said = _scale_in_words(scale, subject.horizon) if scale is not None else ""
    if said:
        yield Paragraph(said)
    else:
        yield Open("Nothing says how many users there are, or how busy it is (scale).")
    yield from _own_users(subject)
    yield from rates(subject)
    yield from storage(subject)
    yield from _memory(subject)
    yield from _costs(subject)
    behind = (*formulas(subject), *_assumed(subject))
    if behind:
        yield Section("where the figures come from", behind, anchor="formulas")


def _scale_in_words(scale: Scale, horizon: str) -> str:
    """``1B users, 200M of them a day. Peaks are 3 times the average; load grows by 20% a year for 5
    years.``"""
    users = []
    if scale.total_users is not None:
        users.append(users_in_words(scale.total_users))
    for text, count in (("a day", scale.daily_users), ("a month", scale.monthly_users)):
        if count is not None:
            users.append(
                f"{count.text} of them {text}" if users else f"{users_in_words(count)} {text}"
            )
    if scale.concurrent_users is not None:
        users.append(f"{scale.concurrent_users.text} connected at the same time")
    course = []
    if scale.peak is not None and scale.peak.value != 1.0:
        course.append(f"peaks are {scale.peak.value:g} times the average")
    if scale.growth is not None:
        growth = f"load grows by {shown(scale.growth.value, Dimension.RATIO)} a year"
        course.append(f"{growth} for {horizon}" if horizon else growth)
    elif horizon:
        course.append(f"the design is to last {horizon}")
    sentences = [", ".join(users), "; ".join(course)]
    return " ".join(f"{each[:1].upper()}{each[1:]}." for each in sentences if each)


def _own_users(subject: Subject) -> Iterator[Block]:
    """What is said of the users of single clients, which then counts for these."""
    said = users_of_clients(subject)
    if said:
        yield Paragraph(f"Single clients have users of their own: {joined(said)}.")


def rates(subject: Subject) -> Iterator[Block]:
    found = subject.estimate
    rows: list[tuple[Words, ...]] = []
    for name, journey in subject.design.journeys.items():
        load = found.load.journeys.get(name)
        average, peak = (load.average, load.peak) if load is not None else (None, None)
        out = None
        if peak is not None and journey.response is not None:
            out = peak * journey.response.value
        rows.append(
            (
                (subject.journey(name),),
                journey.rate.text if journey.rate is not None else NONE,
                _shown(average, Dimension.RATE),
                _shown(peak, Dimension.RATE),
                journey.response.text if journey.response is not None else NONE,
                _shown(out, Dimension.BYTE_RATE),
            )
        )
    blocks: list[Block] = []
    if rows:
        header = ("Journey", "rate", "average", "peak", "response", "out at the peak")
        sized = any(each.response is not None for each in subject.design.journeys.values())
        caption = "Rates and bandwidth." if sized else "Rates."
        blocks.append(Table(header, tuple(rows), caption=caption))
    unknown = [name for name in subject.design.journeys if name not in found.load.journeys]
    if unknown:
        blocks.append(
            Open(
                (
                    "Nothing says how often ",
                    *pieces(subject.journeys(unknown)),
                    f" {by_number(len(unknown), 'happens', 'happen')} (rate).",
                )
            )
        )
    if not subject.design.journeys:
        blocks.append(Open("Nothing says what users do, so that no load is known (journeys)."))
    yield Section("rates and bandwidth", tuple(blocks), anchor="rates")


def _horizon(subject: Subject) -> str:
    return f" in {subject.horizon}" if subject.horizon else ""


def storage(subject: Subject) -> Iterator[Block]:
    kept = subject.estimate.storage
    rows: list[tuple[Words, ...]] = []
    for name, each in kept.entities.items():
        store = kept.stores.get(each.store or "")
        copies = store.copies if store is not None else None
        later = each.bytes_at_horizon
        rows.append(
            (
                name,
                subject.component(each.store) if each.store is not None else NONE,
                _shown(each.size, Dimension.BYTES),
                _shown(each.rows_at_horizon, Dimension.COUNT),
                _shown(later, Dimension.BYTES),
                NONE if copies is None else str(copies),
                _shown(
                    None if later is None or copies is None else later * copies, Dimension.BYTES
                ),
            )
        )
    if not rows:
        return
    header = ("Entity", "Store", "a row", "rows", "one copy", "copies", "all copies")
    caption = f"Storage{_horizon(subject)}."
    blocks: list[Block] = [Table(header, tuple(rows), text_columns=(0, 1), caption=caption)]
    unknown = [name for name, each in kept.entities.items() if each.bytes_at_horizon is None]
    if unknown:
        blocks.append(
            Open(
                f"Nothing says how many {joined(unknown)} there are, or how large one is "
                "(rows, created_by, growth, size)."
            )
        )
    blocks += _stores(subject)
    yield Section("storage", tuple(blocks), anchor="storage")


def _stores(subject: Subject) -> Iterator[Block]:
    rows = []
    for name, each in subject.estimate.storage.stores.items():
        rows.append(
            (
                subject.component(name),
                at_least(each, each.bytes, Dimension.BYTES) or NONE,
                at_least(each, each.bytes_at_horizon, Dimension.BYTES) or NONE,
                _shown(each.capacity, Dimension.BYTES),
                at_least(each, each.share_at_horizon, Dimension.RATIO) or NONE,
            )
        )
    if rows:
        header = ("Store", "now", f"needed{_horizon(subject)}", "disk", "of it used then")
        yield Table(
            header,
            tuple(rows),
            caption="Disks: all copies, with the room that each store must keep free.",
        )


def _memory(subject: Subject) -> Iterator[Block]:
    rows = []
    for name, each in subject.estimate.caches.items():
        rows.append(
            (
                subject.component(name),
                _shown(each.hit_ratio, Dimension.RATIO),
                at_least(each, each.bytes, Dimension.BYTES) or NONE,
                at_least(each, each.bytes_at_horizon, Dimension.BYTES) or NONE,
                _shown(each.capacity, Dimension.BYTES),
                at_least(each, each.share_at_horizon, Dimension.RATIO) or NONE,
            )
        )
    if rows:
        header = (
            "Cache",
            "hit ratio",
            "needed now",
            f"needed{_horizon(subject)}",
            "memory",
            "of it used then",
        )
        table = Table(header, tuple(rows), caption="Memory of caches, all copies.")
        yield Section("memory", (table,), anchor="memory")


def _costs(subject: Subject) -> Iterator[Block]:
    from sdgen.analyses.cost import currency
    from sdgen.quantity.money import format_money

    of_all = currency(subject.design)
    rows = [
        (
            subject.component(each.component),
            *(
                format_money(part, of_all)
                for part in (each.replicas, each.storage, each.egress, each.total)
            ),
        )
        for each in subject.estimate.costs
    ]
    if not rows:
        return
    total = sum(each.total for each in subject.estimate.costs)
    rows.append(("All of them", "", "", "", format_money(total, of_all)))
    header = ("Component", "replicas", "stored now", "sent", "a month")
    table = Table(header, tuple(rows), caption="Cost a month, of what has a price.")
    yield Section("cost", (table,), anchor="cost")


def _assumed(subject: Subject) -> Iterator[Block]:
    found = subject.estimate
    if found.assumptions and (found.load.journeys or found.storage.entities or found.latency):
        items = tuple(map(_begun, subject.estimate.assumptions))
        yield Details("What the figures take for granted", (List(items),))


def _begun(text: str) -> str:
    """With a capital, unless it begins with what it is about: ``cdn: 10 ms median``."""
    return text if text.partition(" ")[0].endswith(":") else f"{text[:1].upper()}{text[1:]}"


def _shown(value: float | None, dimension: Dimension) -> str:
    text = shown(value, dimension)
    return NONE if text == "-" else text


SECTION = DocumentSection(order=2, title="estimates", make=make)
