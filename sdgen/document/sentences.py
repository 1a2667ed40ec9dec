"""The summary of a design in plain sentences: what was asked, what it does, its numbers, its risks.

Each sentence is made only where the design says what it is about, and is right for one and for many.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.base.findings import totals
from sdgen.base.words import by_number, joined, listed
from sdgen.document.kept import all_complete, more
from sdgen.document.objectives import Goal, goals, misses_both, time_in_words
from sdgen.document.points import points
from sdgen.document.subject import Subject, time_span
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_times
from sdgen.report.estimate import shown
from sdgen.report.failing import duration

FEW = 4
"""So many are named; of more the first and a number."""
NEARLY_ALL = 0.995
"""A share that rounds to all."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(number: int, noun: str = "", plural: str = "") -> str:
    """``three journeys``, ``12 journeys``; without a noun ``three``, ``12``."""
    written = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{written} {by_number(number, noun, plural or f'{noun}s')}" if noun else written


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    text = text.strip()
    end = "" if text.endswith((".", "!", "?")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}" if text else ""


# --- what was asked -----------------------------------------------------------------------------


def asked(subject: Subject) -> str:
    """What the system is for, how much is asked of it, and what is left out."""
    return " ".join(filter(None, map(sentence, _asked(subject))))


def _asked(subject: Subject) -> Iterator[str]:
    design = subject.design
    yield design.summary
    wanted = design.requirements
    if wanted is not None and wanted.functional:
        musts = sum(each.priority == "must" for each in wanted.functional.values())
        text = f"It has {in_words(len(wanted.functional), 'functional requirement')}"
        if 0 < musts < len(wanted.functional):
            text += f", {in_words(musts)} of which it must meet"
        yield text
    yield _users(subject)
    if wanted is not None and wanted.out_of_scope:
        verb = by_number(len(wanted.out_of_scope), "is", "are")
        yield f"out of scope {verb} {listed_in_words(wanted.out_of_scope)}"


def _users(subject: Subject) -> str:
    scale = subject.design.scale
    own = users_of_clients(subject)
    if own:
        return f"it serves {joined(own)}"
    if scale is None:
        return ""
    users = ""
    for count, when in ((scale.daily_users, "a day"), (scale.monthly_users, "a month")):
        if count is not None and not users:
            users = f"{users_in_words(count)} {when}"
    if not users and scale.total_users is not None:
        users = users_in_words(scale.total_users)
    if not users:
        return ""
    peak = ""
    if scale.peak is not None and scale.peak.value != 1.0:
        peak = f", at peaks of {scale.peak.value:g} times the average"
    peak += "," if peak and scale.horizon is not None else ""
    horizon = ""
    if scale.horizon is not None:
        horizon = f" and is to last {subject.horizon}"
        if scale.growth is not None and scale.growth.value > 0:
            growth = shown(scale.growth.value, Dimension.RATIO)
            horizon += f" at {growth} growth a year"
    return f"It serves {users}{peak}{horizon}"


def users_of_clients(subject: Subject) -> list[str]:
    """What the design says of the users of single clients, which then counts for these."""
    return [
        f"{value.text} {key.replace('_', ' ')} of {each.name}"
        for each in subject.design.components.values()
        for key in ("daily_users", "monthly_users", "total_users", "concurrent_users")
        if isinstance(value := each.properties.get(key), Quantity)
    ]


def users_in_words(count: Quantity) -> str:
    """``1 user``, ``200M users``."""
    return f"{count.text} {by_number(1 if count.value == 1 else 2, 'user', 'users')}"


def listed_in_words(names: tuple[str, ...] | list[str]) -> str:
    """Few names all, of many the first and how many more."""
    return joined(names) if len(names) <= FEW else listed(list(names), FEW)


# --- what the design does -----------------------------------------------------------------------


def done(subject: Subject) -> str:
    """How it is built, and what was decided."""
    return " ".join(filter(None, map(sentence, _done(subject))))


def _done(subject: Subject) -> Iterator[str]:
    design = subject.design
    number = len(design.components)
    parts = f"The design has {in_words(number, 'component')}"
    groups = [each.name for each in design.groups.values()]
    if len(groups) > 1:
        parts += f" in {in_words(len(groups), 'group')} ({listed_in_words(groups)})"
    regions = [each.name or each.id for each in design.domains.values() if each.parent is None]
    if regions:
        inner: dict[str, int] = {}
        for each in design.domains.values():
            if each.parent is not None:
                inner[each.level.value] = inner.get(each.level.value, 0) + 1
        parts += f"; it runs in {listed_in_words(regions)}"
        if inner:
            parts += f" ({joined(in_words(count, level) for level, count in inner.items())})"
    yield parts
    if design.journeys:
        number = len(design.journeys)
        api = ""
        if any(each.journey is not None for each in design.api.values()):
            starting = sum(each.journey is not None for each in design.api.values())
            begun = in_words(starting, "operation")
            api = f", begun by {begun} of its interface"
        yield f"{in_words(number, 'journey')} {by_number(number, 'leads', 'lead')} through it{api}"
    stores = tuple(dict.fromkeys(each.store for each in design.data.values() if each.store))
    if stores:
        kept = sum(each.store is not None for each in design.data.values())
        entities = in_words(kept, "kind of data", "kinds of data")
        yield f"It keeps {entities} in {listed_in_words(subject.components(list(stores)))}"
    for decision in list(design.decisions.values())[:FEW]:
        if decision.choice:
            yield f"{decision.question} {decision.choice[:1].upper()}{decision.choice[1:]}"


# --- its numbers --------------------------------------------------------------------------------


def numbers(subject: Subject) -> str:
    """Rates, latency, availability, what is full first, bytes and money."""
    return " ".join(filter(None, map(sentence, _numbers(subject))))


def _numbers(subject: Subject) -> Iterator[str]:
    found = subject.estimate
    if found.load.journeys:
        peaks = {name: load.peak for name, load in found.load.journeys.items()}
        total = shown(math.fsum(peaks.values()), Dimension.RATE)
        busiest = max(peaks, key=lambda name: peaks[name])
        share = peaks[busiest] / math.fsum(peaks.values()) if peaks[busiest] else 0.0
        if len(peaks) == 1:
            yield f"{busiest} peaks at {total}"
        elif share > NEARLY_ALL:
            yield f"The journeys together peak at {total}, nearly all of it {busiest}"
        else:
            most = shown(peaks[busiest], Dimension.RATE)
            yield f"The journeys together peak at {total}; the busiest is {busiest}, at {most}"
    wanted = goals(subject)
    if misses_both(wanted):
        yield f"{wanted[0].journey} misses both the availability and the latency that it promises"
    else:
        yield _promises(wanted, "available", "availability")
        yield _promises(wanted, "fast", "latency")
    yield worst_availability(subject)
    yield _slowest(subject)
    yield full_first(subject)
    yield stored(subject)
    if found.costs:
        from sdgen.analyses.cost import currency
        from sdgen.quantity.money import format_money

        total_cost = math.fsum(each.total for each in found.costs)
        money = format_money(total_cost, currency(subject.design))
        yield f"What has a price costs {money} a month"


def _promises(wanted: tuple[Goal, ...], field: str, what: str) -> str:
    met = [getattr(each, field) for each in wanted if getattr(each, field) is not None]
    missed = [each.journey for each in wanted if getattr(each, field) is False]
    if not met:
        return ""
    if len(met) == 1:
        return f"the {what} that is promised is {'missed' if missed else 'kept'}"
    if not missed:
        return f"{_all_in_words(len(met))} that promise it keep their {what}"
    verb = by_number(len(missed), "misses its", "miss their")
    who = f"{in_words(len(missed))} of {in_words(len(met), 'journey')}"
    if len(missed) == len(met):
        who = f"{_all_in_words(len(met))} that promise it"
    return f"{who} {verb} {what}: {listed_in_words(missed)}"


def _all_in_words(journeys: int) -> str:
    """``both journeys``, ``all six journeys``."""
    return "both journeys" if journeys == 2 else f"all {in_words(journeys, 'journey')}"


def worst_availability(subject: Subject) -> str:
    """The journey that is down most, and for how long."""
    from sdgen.report.analysis import percentage

    found = subject.availabilities
    if not found:
        return ""
    worst = min(found.values(), key=lambda each: (each.value, each.journey))
    alike = [each.journey for each in found.values() if each.value == worst.value]
    down = duration(worst.unavailability * subject.calendar.year_seconds)
    told = f"{percentage(worst.value)} of the time, down {down} a year"
    if len(alike) == len(found):
        return f"it works {told}"
    verb = by_number(len(alike), "is", "are")
    return f"least available {verb} {listed_in_words(alike)}: {told}"


def _slowest(subject: Subject) -> str:
    known = {
        name: each for name, each in subject.estimate.latency.items() if not math.isnan(each.p99)
    }
    if not known:
        return ""
    name = max(known, key=lambda each: (known[each].p99, each))
    if math.isinf(known[name].p99):
        full = subject.components(list(known[name].overloaded))
        verb = by_number(len(full), "is", "are")
        return f"the time of {name} has no bound, as {joined(full)} {verb} overloaded"
    time = time_in_words(known[name].p99)
    if len(known) == 1:
        return f"99% of the runs of {name} take up to {time}"
    return f"The slowest journey is {name}: 99% of its runs take up to {time}"


def full_first(subject: Subject) -> str:
    """What is full first as load grows, or over its capacity now."""
    used = [each for each in subject.estimate.bottlenecks if each.share > 0.0]
    if not used:
        return ""
    over = [each for each in used if each.share > 1.0]
    if over:
        names = subject.components([each.component for each in over])
        verb = by_number(len(over), "is", "are")
        return f"over capacity at the peak already {verb} {listed_in_words(names)}"
    first = min(used, key=lambda each: (each.growth, each.component))
    factor = format_times(first.growth)
    name = subject.component(first.component)
    text = f"first to be full is {name}, at {factor} the load of today"
    when = reached(subject, first.component)
    return f"{text}, after {time_span(when, subject.calendar)}" if when else text


def reached(subject: Subject, component: str) -> float | None:
    """After how many seconds the load fills a component; None where not before the horizon."""
    growth = subject.facts.growth
    for each in growth.rates if growth is not None else ():
        if each.component == component and each.limit is not None:
            return each.limit.reached
    return None


def stored(subject: Subject) -> str:
    """How much all stores hold at the end, and which most."""
    stores = subject.estimate.storage.stores
    if not stores:
        return ""
    sizes = {name: each.bytes_at_horizon for name, each in stores.items()}
    total = math.fsum(sizes.values())
    most = max(sizes, key=lambda name: (sizes[name], name))
    when = f" in {subject.horizon}" if subject.horizon else ""
    whole = all_complete(stores.values())
    if not whole and not total:
        return "How much it stores is not known"
    held = shown(total, Dimension.BYTES)
    text = f"It stores {more(whole)}{held}{when}, all copies counted"
    if not whole:
        partly = subject.components([name for name, each in stores.items() if not each.complete])
        return f"{text}; not all that {listed_in_words(partly)} {by_number(len(partly), 'keeps', 'keep')} is known"
    if len(sizes) > 1 and total > 0:
        part = sizes[most] / total
        how_much = "nearly all" if part > NEARLY_ALL else shown(part, Dimension.RATIO)
        text += f", {how_much} of it in {subject.component(most)}"
    return text


# --- its open risks -----------------------------------------------------------------------------


def risks(subject: Subject, open_questions: int) -> str:
    """What takes it down alone, what lint finds, what is accepted, and what nobody has said."""
    return " ".join(filter(None, map(sentence, _risks(subject, open_questions))))


def _risks(subject: Subject, open_questions: int) -> Iterator[str]:
    own = [each.words for each in points(subject) if not each.is_domain]
    domains = [each.words for each in points(subject) if each.is_domain]
    if own:
        verb = by_number(len(own), "is", "are")
        number = in_words(len(own), "single point")
        yield f"{number} of failure {verb} left: {listed_in_words(own)}"
    else:
        yield (
            "No single point of failure is left"
            if domains
            else "No single failure takes a journey down"
        )
    if domains:
        takes = by_number(len(domains), "takes", "take")
        number = in_words(len(domains), "failure domain")
        yield f"{number} {takes} journeys down alone: {listed_in_words(domains)}"
    if subject.findings:
        yield f"Lint finds {totals(subject.findings, ' and ')}"
    accepted = subject.design.accepted
    if accepted:
        ends = sorted(each.until for each in accepted if each.until)
        text = f"{in_words(len(accepted), 'risk')} {by_number(len(accepted), 'is', 'are')} accepted"
        if ends:
            text += f", {by_number(len(accepted), 'until', 'the first until')} {ends[0]}"
        yield text
    if open_questions:
        verb = by_number(open_questions, "is", "are")
        yield f"{in_words(open_questions, 'question')} {verb} open"
