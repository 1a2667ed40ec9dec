"""A plan as plain data for JSON: the keys are a contract, more may come to stand beside."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.analyses.improve.plan import Outcome, Plan, Within
from sdgen.analyses.improve.steps import Step
from sdgen.design.records import Design
from sdgen.report.numbers import number


def improve_data(design: Design, plan: Plan) -> dict[str, object]:
    """``{"steps": [...], "journeys": {NAME: ...}}``."""
    data: dict[str, object] = {
        "design": design.name,
        "file": design.path,
        "met": plan.reaches,
        "proved_smallest": plan.proved,
        "instances": plan.instances,
        "cost": None if plan.money is None else number(plan.money),
        "currency": plan.currency,
        "steps": _steps(plan.steps),
        "journeys": {each.journey: _outcome(each) for each in plan.outcomes},
        "left_alone": [
            {"component": each.component, "rule": each.rule, "until": each.until}
            for each in plan.accepted
        ],
    }
    if plan.within is not None:
        data["within"] = _within(plan.within)
    return data


def _within(within: Within) -> dict[str, object]:
    """The best for less money than the plan costs."""
    return {
        "max_cost": number(within.limit),
        "proved_best": within.proved,
        "instances": within.instances,
        "cost": number(within.money),
        "steps": _steps(within.steps),
        "availability": {name: number(value) for name, value in within.then.items()},
    }


def _steps(steps: Sequence[Step]) -> list[dict[str, object]]:
    return [
        {
            "change": each.text,
            "at": each.at,
            "assumes": list(each.assumes),
            "instances": each.instances,
            "cost": None if each.money is None else number(each.money),
            "availability": {
                name: {"before": number(before), "after": number(after)}
                for name, (before, after) in each.availability.items()
            },
        }
        for each in steps
    ]


def _outcome(outcome: Outcome) -> dict[str, object]:
    data: dict[str, object] = {
        "objective": outcome.objective,
        "state": outcome.state.value,
        "availability": number(outcome.now),
        "availability_after": number(outcome.then),
    }
    if outcome.ceiling is not None:
        data["ceiling"] = number(outcome.ceiling)
        data["limits"] = [
            {
                "event": each.name,
                "component": each.component,
                "availability": number(each.availability),
                "why": each.why,
            }
            for each in outcome.limits
        ]
        if outcome.beyond is not None:
            data["with_second_providers"] = number(outcome.beyond)
        data["nearest"] = _steps(outcome.nearest)
    return data
