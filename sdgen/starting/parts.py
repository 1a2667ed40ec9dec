"""Answers -> the data of a design, in the order of the eight steps: this module has what is asked, counted,
called and kept; ``built`` has what is built of it."""

from __future__ import annotations

import math
from typing import Final

from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.starting.built import components, decisions, monitoring
from sdgen.starting.names import plural, sentence
from sdgen.starting.plan import REGION_UP, Data, Plan, horizon

ZONE_UP: Final = "99.95%"
ROW: Final = "500 B"
"""What a database keeps of a file."""
LEAST_LIMIT: Final = 60
ROOM_OF_LIMIT: Final = 10
"""How often what a user does on average is let through, within a minute."""


def data_of(plan: Plan) -> Data:
    """The whole design, in the order of the eight steps."""
    answers = plan.answers
    return {
        "sdgen": 1,
        "name": answers.name,
        "summary": _summary(plan),
        "requirements": _requirements(plan),
        "scale": {
            "daily_users": answers.users.text,
            "peak": answers.peak.text,
            "horizon": horizon(answers),
        },
        "journeys": _journeys(plan),
        "api": _interface(plan),
        "data": _entities(plan),
        "defaults": {"calls": {"encrypted": True, "timeout": "1s"}},
        "topology": {
            place: {
                "availability": REGION_UP,
                "zones": {each: ZONE_UP for each in plan.zones if each[:-1].rstrip("-") == place},
            }
            for place in answers.places
        },
        "components": components(plan),
        "decisions": decisions(plan),
        "monitoring": monitoring(plan),
    }


# --- steps 1 and 2 ----------------------------------------------------------------------------


def _things(plan: Plan) -> str:
    return plural(plan.answers.thing)


def _summary(plan: Plan) -> str:
    many = format_quantity(plan.answers.users.value, Dimension.COUNT)
    does = f"add {_things(plan)}" + (" and look at them" if plan.view else "")
    return f"{many} {plan.answers.who} a day {does}; a first sketch."


def _requirements(plan: Plan) -> Data:
    who, thing = sentence(plan.answers.who), plan.answers.thing
    functional = {plan.add: f"{who} add {_things(plan)}."}
    if plan.view:
        functional[plan.view] = f"{who} look at {_things(plan)}."
    quality: Data = {"available": f"It works {plan.answers.available.text} of the time."}
    if plan.answers.later:
        text = f"What may wait is done soon, not at once: {plan.answers.later}."
        quality["later"] = {"text": text, "priority": "should"}
    return {
        "functional": functional,
        "non_functional": quality,
        "out_of_scope": ["accounts", "payment"],
        "questions": [{"ask": each} for each in _questions(plan, thing)],
    }


def _questions(plan: Plan, thing: str) -> list[str]:
    """What the method asks next; open until somebody writes an ``answer`` beside it."""
    asked = [f"Who may see a {thing}, and who may change or delete it?"]
    if not plan.view:
        asked.append(f"Who reads a {thing}, and when?")
    if plan.large:
        asked.append(f"Does a {thing} go through the service, or straight into the object store?")
    if plan.answers.kept is None:
        asked.append(f"What becomes of each {thing} that nobody has looked at for years?")
    asked.append("How many minutes of writes may be lost with the database (rpo)?")
    if len(plan.answers.places) > 1:
        asked.append("May the regions say different things for a moment?")
    asked.append("What does it cost a month, and what may it cost?")
    return asked


def _journeys(plan: Plan) -> Data:
    answers = plan.answers
    found: Data = {
        plan.add: {
            "actor": plan.actor,
            "rate": answers.writes.text,
            "request": answers.size.text,
            "response": "200 B",
            "objectives": _objectives(plan),
            "serves": [plan.add, "available", *(["later"] if answers.later else [])],
            "writes": [plan.entity, *([f"{plan.entity}File"] if plan.large else [])],
            "steps": _steps_of_add(plan),
        }
    }
    if plan.view:
        found[plan.view] = {
            "actor": plan.actor,
            "rate": answers.reads.text,
            "request": "200 B",
            "response": ROW if plan.large else answers.size.text,
            "objectives": _objectives(plan),
            "serves": [plan.view, "available"],
            "reads": [plan.entity, *([f"{plan.entity}File"] if plan.large else [])],
            "steps": _steps_of_view(plan),
        }
    return found


def _objectives(plan: Plan) -> Data:
    return {"availability": plan.available, "p99": "1s" if plan.large else "500ms"}


def _steps_of_add(plan: Plan) -> list[object]:
    steps: list[object] = [] if plan.alone else [{f"{plan.actor} -> dns": "where"}]
    steps.append({f"{plan.actor} -> lb -> api": f"POST /v1/{plural(plan.thing)}"})
    if plan.large:
        steps.append(_step("api -> files", "write", "file", bytes=plan.answers.size.text))
    steps.append(_step("api -> db", "write", "row") if plan.large else {"api -> db": "write"})
    if plan.answers.later:
        steps.append(_step("api -> queue", "write", "pass on (outbox)"))
        steps.append("queue -> worker")
        if plan.large:
            steps.append({"worker -> files": "read"})
        steps.append(_step("worker -> db", "write", "result"))
    return steps


def _steps_of_view(plan: Plan) -> list[object]:
    steps: list[object] = [] if plan.alone else [{f"{plan.actor} -> dns": "where"}]
    steps.append({f"{plan.actor} -> lb -> api": f"GET /v1/{plural(plan.thing)}/{{id}}"})
    if plan.cached:
        steps.append(_step("api -> cache", "read", "look up"))
        steps.append({"api -> db": {"on_miss": "cache", "label": "on a miss"}})
    else:
        steps.append({"api -> db": "read"})
    if plan.delivered:
        steps.append(_step(f"{plan.actor} -> cdn", "", "file", response=plan.answers.size.text))
        steps.append({"cdn -> files": {"on_miss": "cdn", "label": "on a miss"}})
    return steps


def _step(arrow: str, access: str, label: str, **more: str) -> Data:
    return {arrow: {**({"op": access} if access else {}), "label": label, **more}}


# --- steps 3 and 4 ----------------------------------------------------------------------------


def _interface(plan: Plan) -> Data:
    name, key, things = plan.thing.replace("-", "_"), _key(plan), plural(plan.thing)
    content = "bytes" if plan.large else "string"
    found: Data = {
        f"add_{name}": {
            "http": f"POST /v1/{things}",
            "journey": plan.add,
            "params": {key: "id", "content": content},
            "returns": plan.entity,
            "errors": {"400": f"It is no {plan.answers.thing}.", "429": "That is too often."},
            "rate_limit": _limit(plan.answers.writes.value),
            "idempotent": True,
        }
    }
    if plan.view:
        found[f"get_{name}"] = {
            "http": f"GET /v1/{things}/{{{key}}}",
            "journey": plan.view,
            "params": {key: "id"},
            "returns": plan.entity,
            "errors": {"404": f"There is no such {plan.answers.thing}."},
            "rate_limit": _limit(plan.answers.reads.value),
            "idempotent": True,
        }
    return found


def _key(plan: Plan) -> str:
    return f"{plan.thing.replace('-', '_')}_id"


def _limit(rate: float) -> str:
    """Of one user: far above what one does, far below what a program in a loop does."""
    return f"{max(LEAST_LIMIT, math.ceil(ROOM_OF_LIMIT * 60 * rate))} per 1min per user"


def _entities(plan: Plan) -> Data:
    answers, key = plan.answers, _key(plan)
    kept = "forever" if answers.kept is None else answers.kept.text
    row: Data = {
        "store": "db",
        **({"cached_in": "cache"} if plan.cached else {}),
        "key": key,
        **({"partition_by": key} if plan.sizes.partitioned else {}),
        "fields": {
            key: "id",
            "added_by": "id",
            "added_at": "timestamp",
            **({} if plan.large else {"content": "string"}),
        },
        "size": ROW if plan.large else answers.size.text,
        "created_by": plan.add,
        "retention": kept,
    }
    if plan.view:
        row["queries"] = [{"by": key, "journey": plan.view}]
    found: Data = {plan.entity: row}
    if plan.large:
        found[f"{plan.entity}File"] = {
            "store": "files",
            "key": key,
            "fields": {key: plan.entity, "content": "bytes"},
            "size": answers.size.text,
            "created_by": plan.add,
            "retention": kept,
        }
    return found
