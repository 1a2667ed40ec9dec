"""The file of a first design: its data with what is computed of it, and comments that say why a value is
what it is and what to think about next."""

from __future__ import annotations

from typing import Final

from sdgen.starting.answers import Answers
from sdgen.starting.consequences import downtime, percent, rate, size
from sdgen.starting.page import Path, written
from sdgen.starting.parts import data_of
from sdgen.starting.plan import Data, Plan, horizon
from sdgen.starting.sizing import Draft, as_available, draft_of, missing, promising

_TOP: Final = """\
# A first sketch by `sdgen new`, from a few answers; every figure that no comment explains is a guess.
# Go through it from the top, put in what you know, and run `sdgen lint` after each change."""

_HEADS: Final = {
    "requirements": "step 1: requirements clarification",
    "scale": "step 2: back-of-envelope calculation",
    "estimates": "as on a whiteboard; lint says so when the design no longer gives these",
    "journeys": "what users do; load, latency and availability are computed for each",
    "api": "step 3: system interface",
    "data": "step 4: data model",
    "defaults": "steps 5 and 6: high-level and detailed design\nwhat holds for every call that says "
    "nothing else",
    "topology": "where things run and what fails together; ask your provider how often each is up",
    "components": "what there is. Capacities and times are guesses: measure them, all else hangs on them",
    "decisions": "step 6: approaches, with pros and cons; what else was decided?",
    "monitoring": "step 7: bottlenecks, and how we know; risks that you take go under `accepted`",
}
_LAST: Final = "# step 8: summary; `sdgen doc` writes it\n"


class _Words:
    """The comments of one draft, by the path of what they stand beside."""

    def __init__(self, draft: Draft, asked: Draft) -> None:
        self._draft = draft
        self._asked = asked
        self._plan = draft.plan
        self.found: dict[Path, str] = {}

    def all(self) -> dict[Path, str]:
        self._asked_for()
        self._rates()
        self._kept()
        self._components()
        return self.found

    def _asked_for(self) -> None:
        self.found |= {
            ("requirements", "out_of_scope"): "what else does nobody promise?",
            ("requirements", "questions"): "open until each has an `answer`",
            ("scale", "peak"): "the busiest hour over the average",
            ("scale", "horizon"): "how far ahead storage is computed",
        }

    def _rates(self) -> None:
        plan, facts = self._plan, self._draft.facts
        for each in plan.journeys:
            load = facts.traffic.journeys[each]
            self.found["journeys", each, "rate"] = (
                f"{rate(load.average)} on average, {rate(load.peak)} at the peak"
            )
            share = facts.availability(each).value
            promise = f"down {downtime(share)} a year as it stands"
            if plan.sizes.promised:
                promise = f"{plan.answers.available.text} was asked; see the last question"
            self.found["journeys", each, "objectives"] = promise
        for name in self._operations():
            self.found["api", name, "rate_limit"] = "far above what one does"

    def _operations(self) -> tuple[str, ...]:
        return tuple(self._draft.facts.design.api)

    def _kept(self) -> None:
        plan, stored = self._plan, self._draft.facts.storage
        until = horizon(plan.answers)
        for name, entity in stored.entities.items():
            amount = size(entity.bytes_at_horizon or 0.0)
            self.found["data", name, "retention"] = f"{amount} in {until}, in one copy"

    def _components(self) -> None:
        plan, facts = self._plan, self._draft.facts
        for used in facts.bottlenecks:
            lost = ""
            if used.without_a_zone is not None:
                lost = f", {percent(used.without_a_zone)} when a zone is lost"
            where: Path = ("components", used.component, "replicas")
            self.found[where] = f"used {percent(used.share)} at the peak{lost}"
        stored = facts.storage.stores["db"]
        self.found |= {
            ("components", "api", "capacity"): "of one; the first thing to measure",
            ("components", "db", "storage"): f"of each; {percent(stored.share_at_horizon or 0.0)} "
            f"of it full in {horizon(plan.answers)}",
        }
        if plan.cached:
            self.found["components", "cache", "hit_ratio"] = "a guess; the database gets the rest"
        if plan.delivered:
            self.found["components", "cdn", "hit_ratio"] = "a guess; the object store gets the rest"
        if plan.answers.later:
            self.found["components", "worker", "idempotent"] = (
                "a queue may deliver twice: is that so?"
            )


def design_text(answers: Answers) -> str:
    """The file of the first design for these answers: it validates, and lint has no errors. Raises
    AnswerError where no design can be made of them."""
    return text_of(as_available(draft_of(answers)))


def text_of(asked: Draft) -> str:
    """The file of a draft that is as available as can be."""
    draft = promising(asked)
    data = _with_estimates(data_of(draft.plan), draft)
    lacks = missing(asked)
    if lacks:
        _ask(data, draft.plan, lacks)
    body = written(data, _Words(draft, asked).all(), _HEADS)
    return f"{_TOP}\n{body}\n{_LAST}"


def _with_estimates(data: Data, draft: Draft) -> Data:
    facts = draft.facts
    figures = {
        f"{each}.average": rate(facts.traffic.journeys[each].average)
        for each in draft.plan.journeys
    }
    for name, entity in facts.storage.entities.items():
        figures[f"{name}.storage"] = size(entity.bytes_at_horizon or 0.0)
    found: Data = {}
    for key, value in data.items():
        found[key] = value
        if key == "scale":
            found["estimates"] = figures
    return found


def _ask(data: Data, plan: Plan, lacks: str) -> None:
    """Put what is missing among the open questions."""
    requirements = data["requirements"]
    assert isinstance(requirements, dict)
    asked = f"How will it be up {plan.answers.available.text} of the time? To do: {lacks}"
    requirements["questions"] = [*requirements["questions"], {"ask": asked}]
