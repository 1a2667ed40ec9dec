"""An analysis as plain data for JSON: the keys are a contract, more may come to stand beside."""

from __future__ import annotations

from sdgen.analyses.analysis import Analysis, JourneyAnalysis
from sdgen.analyses.failure.after import (
    JourneyAfter,
    MovedLoad,
    QueueAfter,
    Reason,
    TooLittle,
    WhatIf,
)
from sdgen.report.cut_words import cut_words
from sdgen.report.naming import place_of
from sdgen.report.numbers import number


def analysis_data(analysis: Analysis) -> dict[str, object]:
    """``{"journeys": {NAME: ...}}``, with ``what_if`` where something was said to fail."""
    data: dict[str, object] = {
        "design": analysis.design.name,
        "file": analysis.design.path,
        "implicit_journeys": analysis.implicit,
        "journeys": {
            each.reliability.journey: _journey(analysis, each) for each in analysis.journeys
        },
        "assumptions": [
            {"subject": each.subject, "statement": each.statement} for each in analysis.assumptions
        ],
        "load_assumptions": list(analysis.load_assumptions),
    }
    if analysis.what_if is not None:
        data["what_if"] = _what_if(analysis.what_if)
    return data


def _journey(analysis: Analysis, each: JourneyAnalysis) -> dict[str, object]:
    found = each.reliability
    points = []
    for point in found.points:
        entry: dict[str, object] = {
            "event": point.event,
            "kind": point.kind.value,
            "cause": point.cause.value,
            "component": point.component,
        }
        if point.share < 1.0:
            entry["share"] = number(point.share)
        if point.out is not None:
            entry["out_seconds"] = number(point.out)
        if point.waits is not None:
            entry["waits_seconds"] = number(point.waits)
        place = place_of(analysis.design, point.event, point.component)
        if place is not None:
            entry |= {"file": place.file, "line": place.line, "column": place.column}
        points.append(entry)
    data: dict[str, object] = {
        "availability": number(found.availability),
        "unavailability": number(found.unavailability),
        "exact": found.exact,
        "objective": found.objective,
        "meets_objective": found.meets_objective,
        "single_points_of_failure": points,
        "taken_never_to_fail": [each.name for each in found.never],
        "always_down": [each.name for each in found.always],
        "cut_sets": [list(cut.events) for cut in found.cut_sets],
        "cut_set_order": found.order,
        "cut_set_probabilities": [number(cut.probability) for cut in found.cut_sets],
        "cut_set_groups": [
            {
                "text": cut_words(analysis.design, group, found.cut_sets),
                "order": group.order,
                "count": len(group.cut_sets),
                "probability_sum": number(group.probability),
                "cut_sets": list(group.cut_sets),
            }
            for group in found.cut_groups
        ],
        "cut_set_counts": {str(order): n for order, n in found.cut_set_counts.items()},
        "importance": {
            event: {
                "birnbaum": number(measure.birnbaum),
                "criticality": number(measure.criticality),
                "fussell_vesely": number(measure.fussell_vesely),
            }
            for event, measure in found.importance.items()
        },
        "improvements": [
            {
                "change": i.text,
                "at": i.at,
                "instances": i.instances,
                "availability_before": number(i.before),
                "availability": number(i.availability),
                "gain": number(i.gain),
            }
            for i in each.improvements
        ],
    }
    if not found.exact:
        data["availability_at_most"] = number(found.highest)
        data["confidence_interval"] = {
            "level": 0.99,
            "bounds": [number(bound) for bound in found.interval],
        }
    return data


def _what_if(facts: WhatIf) -> dict[str, object]:
    return {
        "failed": list(facts.failed),
        "journeys": {each.journey: _journey_after(each) for each in facts.journeys},
        "components": {
            each.component: {
                "state": each.standing.value,
                "left": each.left,
                "count": each.count,
                "need": each.need,
                "copies": each.copies,
            }
            for each in facts.components
        },
        "loads": {each.component: _load(each) for each in facts.loads},
        "over": {each.component: _too_little(each) for each in facts.over},
        "queues": [_queue(each) for each in facts.queues],
    }


def _journey_after(journey: JourneyAfter) -> dict[str, object]:
    data: dict[str, object] = {
        "up": journey.is_up,
        "state": journey.state.value,
        "availability": number(journey.availability),
        "unavailability": number(journey.unavailability),
        "exact": journey.exact,
        "chain": list(journey.chain),
        "down": list(journey.down),
        "besides": list(journey.besides),
        "over": list(journey.over),
    }
    if journey.reason is not None:
        data["reason"] = _reason(journey.reason)
    if journey.waits_for:
        data["out_seconds"] = number(journey.out)
        data["waits_for"] = list(journey.waits_for)
    return data


def _reason(reason: Reason) -> dict[str, object]:
    data: dict[str, object] = {
        "component": reason.component,
        "left": reason.left,
        "count": reason.count,
        "need": reason.need,
    }
    if reason.event:
        data["event"] = reason.event
    if reason.pieces is not None:
        pieces = reason.pieces
        data["pieces"] = {
            "lost": pieces.number,
            "of": pieces.of,
            "first": list(pieces.nodes),
            "copies_left": pieces.left,
        }
    return data


def _too_little(each: TooLittle) -> dict[str, object]:
    return {
        "arriving": number(each.arriving),
        "carried": number(each.carried),
        "missing": number(each.missing),
        "when": "average" if each.waits else "peak",
        "as_before": each.as_before,
    }


def _queue(each: QueueAfter) -> dict[str, object]:
    return {
        "queues": list(each.queues),
        "consumer": each.consumer,
        "average": number(each.average),
        "peak": number(each.peak),
        "worked_off": number(each.carried),
        "without": each.without,
    }


def _load(load: MovedLoad) -> dict[str, object]:
    return {
        "peak_before": number(load.before),
        "peak_after": number(load.after),
        "utilisation_before": number(load.share_before),
        "utilisation_after": number(load.share_after),
    }
