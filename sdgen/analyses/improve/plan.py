"""The smallest set of changes that meets the availability objectives of a design's journeys, and
where there is none, how far it can get and what sets the limit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.analyses.balancing import bare_callers, is_spread, reached_bare
from sdgen.analyses.cost import currency
from sdgen.analyses.facts import Facts
from sdgen.analyses.improve.accepted import Accepted, accepted_risks
from sdgen.analyses.improve.capacity_kept import demands_on
from sdgen.analyses.improve.ceiling import WORTH, Limit, limits_of, nearest
from sdgen.analyses.improve.evaluation import Evaluation, Options, evaluation_of, solved
from sdgen.analyses.improve.search import Found, Goal, Problem, best_choice, by_component, smallest
from sdgen.analyses.improve.steps import Step, steps_of
from sdgen.analyses.improve.variants import Load, Variant, after, variants_of
from sdgen.analyses.improve.within import best_within
from sdgen.analyses.replication import copies_of_piece
from sdgen.analyses.traffic.capacity import capacity_of_one
from sdgen.analyses.traffic.journey_calls import required_calls
from sdgen.base.brief import briefly
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Design, Journey
from sdgen.kinds import Role, kind_of

MOST_COMPONENTS = 200
"""Of more components that a journey needs, those that are down most often are changed."""


class State(StrEnum):
    """How a journey stands to its objective."""

    MET = "met"
    PLANNED = "planned"
    """Missed, and met after the plan."""
    OUT_OF_REACH = "out of reach"
    UNKNOWN = "not known exactly"


class Outcome(Struct, frozen=True):
    """A journey and its objective: its availability ``now`` and ``then``, after the plan. Where one
    of the components' own changes cannot meet it, ``ceiling`` is what they can make of it and
    ``limits`` is what sets that, the worst first; with second providers ``beside`` some it would be
    ``beyond``.
    ``nearest`` are steps that come close to the ceiling."""

    journey: str
    objective: float
    state: State
    now: float
    then: float
    ceiling: float | None = None
    limits: tuple[Limit, ...] = ()
    beyond: float | None = None
    beside: tuple[str, ...] = ()
    nearest: tuple[Step, ...] = ()


class Within(Struct, frozen=True):
    """The best that ``limit`` a month pays for: ``steps``, what they add in ``instances`` and ``money``,
    and what each journey with an objective then has. Without steps nothing that costs so little helps.
    ``proved`` tells whether nothing is better."""

    limit: float
    steps: tuple[Step, ...]
    instances: int
    money: float
    then: Mapping[str, float]
    proved: bool


class Plan(Struct, frozen=True):
    """``steps`` in the order in which they are best done, ``chosen`` what becomes of which component.
    ``money`` is what they add to the costs of a month, in ``currency``, None where prices are
    missing; ``unpriced`` are the components without. ``proved`` tells whether none is smaller.
    ``accepted`` are the components that are left alone, as their risk is. ``within`` is what less
    money does, where it may not cost so much."""

    outcomes: tuple[Outcome, ...]
    steps: tuple[Step, ...] = ()
    chosen: Mapping[str, Variant] = field(default_factory=dict)
    instances: int = 0
    money: float | None = None
    currency: str = ""
    unpriced: tuple[str, ...] = ()
    proved: bool = True
    accepted: tuple[Accepted, ...] = ()
    within: Within | None = None

    __repr__ = briefly

    @property
    def reaches(self) -> bool:
        """Whether every objective is met, now or after the plan."""
        return all(each.state in (State.MET, State.PLANNED) for each in self.outcomes)


def plan(
    facts: Facts,
    *,
    journeys: Sequence[str] = (),
    availability: float | None = None,
    include_accepted: bool = False,
    most: int | None = None,
    most_money: float | None = None,
) -> Plan:
    """The smallest plan for all journeys with an objective, or for those named; ``availability``
    stands for the objective of each. Accepted risks are left alone unless ``include_accepted``. To
    prove that none is smaller ``most`` combinations are gone through, where that is said. Where the
    plan costs more than ``most_money`` a month it also has the best that costs no more."""
    made = _Planning(facts, journeys, availability, include_accepted, most)
    found = made.plan()
    while bare := still_bare(facts.design, found.chosen) - made.balanced:
        # not proved: that something else grows might take away what these need
        made = made.with_balancers(bare)
        found = replace(made.plan(), proved=False)
    if most_money is not None and found.money is not None and is_over(found.money, most_money):
        return replace(found, within=made.within(most_money))
    return found


def is_over(money: float, most: float) -> bool:
    """Whether it is more than it may be, but for rounding."""
    return money > most * (1.0 + 1e-9)


def towards(facts: Facts, journey: str) -> tuple[Step, ...]:
    """The steps that come near to the best that can be made of a journey, whatever it promises."""
    return _Planning(facts, (journey,), 1.0, include_accepted=False).towards(journey)


class _Planning:
    """The work on one plan."""

    def __init__(
        self,
        facts: Facts,
        journeys: Sequence[str],
        availability: float | None,
        include_accepted: bool,
        most: int | None = None,
        balanced: Set[str] | None = None,
    ) -> None:
        self.most = most
        self.facts, self.design = facts, facts.design
        self._given = (facts, journeys, availability, include_accepted, most)
        bare = reached_bare(self.design)
        self.callers = bare_callers(self.design, bare)
        self.balanced = self._called_by_users() if balanced is None else balanced
        self.objectives = _objectives(facts, journeys, availability)
        self.accepted = () if include_accepted else accepted_risks(self.design)
        self.truncated = False
        self._problem = Problem((), {}, in_money=False)
        relevant = self._relevant()
        spared = {each.component for each in self.accepted}
        left_alone = tuple(each for each in self.accepted if each.component in relevant)
        self.accepted = left_alone
        self.options: Options = {
            name: found
            for name, component in self.design.components.items()
            if name in relevant and name not in spared
            if len(found := variants_of(self.design, component, self._load(name))) > 1
        }
        self.own: Options = {
            name: found for name, found in self.options.items() if not found[-1].twin
        }
        changing = [v for found in self.own.values() for v in found]
        self.in_money = all(v.money is not None for v in changing)

    def with_balancers(self, names: Set[str]) -> _Planning:
        """The same where these too get a load balancer with their second replica."""
        return _Planning(*self._given, self.balanced | names)

    def _called_by_users(self) -> Set[str]:
        """What cannot have a second replica without a load balancer, whatever else becomes more."""
        components = self.design.components
        return {
            name
            for name, callers in self.callers.items()
            if any(kind_of(components[each]).role is Role.ACTOR for each in callers)
        }

    def _relevant(self) -> Collection[str]:
        """The components that any of the journeys needs, and what they run on."""
        found: dict[str, None] = {}
        for name in self.objectives:
            needed = needed_by(self.design, self.facts.analysed[name])
            if len(needed) > MOST_COMPONENTS:
                self.truncated = True
                needed = self._worst(name, needed)
            found.update(dict.fromkeys(needed))
        return found

    def _worst(self, journey: str, needed: Sequence[str]) -> tuple[str, ...]:
        from sdgen.analyses.improve.harm import harm_of

        harm = harm_of(self.facts.failure_logic(journey))
        ranked = sorted(needed, key=lambda name: -harm.get(name, 1.0))
        return tuple(ranked[:MOST_COMPONENTS])

    def _load(self, name: str) -> Load:
        traffic = self.facts.traffic
        stores = self.facts.storage.stores if self.design.data else {}
        demands = tuple(demands_on(self.facts, name)) if self._may_be_too_busy(name) else ()
        objective, _ = self.facts.availability_objectives.get(name, (0.0, ""))
        callers = self.callers.get(name, ()) if name in self.balanced else ()
        return Load(traffic.operations.get(name), stores.get(name), demands, objective, callers)

    def _may_be_too_busy(self, name: str) -> bool:
        """Whether more copies could be more than its nodes carry."""
        component = self.design.components[name]
        keeps = copies_of_piece(component) is not None or kind_of(component).keeps_copies
        return keeps and capacity_of_one(component) is not None

    def _evaluation(self, journey: str, *, by_solving: bool = False) -> Evaluation | None:
        return evaluation_of(
            self.design,
            self.facts.analysed[journey],
            self.facts.steady,
            self.options,
            self.facts.failure_logic(journey),
            by_solving=by_solving,
        )

    def plan(self) -> Plan:
        goals, unknown = [], []
        for name, objective in self.objectives.items():
            evaluation = self._evaluation(name)
            down = None if evaluation is None else evaluation.down({})
            if evaluation is None or down is None:
                unknown.append(name)
            else:
                goals.append(self._true(Goal(name, objective, evaluation), balancers=True))
        return self._of(goals, unknown)

    def _of(self, goals: list[Goal], unknown: Sequence[str]) -> Plan:
        reachable = [goal.journey for goal in goals if self._alone(goal, self.own)]
        if len(reachable) < len(goals):
            goals = [self._true(goal) for goal in goals]
        lacking = [goal for goal in goals if goal.journey not in reachable]
        by_others = [goal for goal in lacking if self._alone(goal, self._twins([goal]))]
        met_alone = [goal for goal in goals if goal.journey in reachable]
        problem, found = self._joint([*met_alone, *by_others], by_others)
        self._problem = problem
        choice = {} if found is None else by_component(problem.options, found.choice)
        steps = steps_of(problem, choice)
        met = {goal.journey for goal in problem.goals}
        outcomes = {
            goal.journey: self._outcome(goal, choice, goal.journey in met, goal in by_others)
            for goal in goals
        }
        for name in unknown:
            bound, _ = self.facts.availability_bound(name, self.objectives[name])
            outcomes[name] = Outcome(name, self.objectives[name], State.UNKNOWN, bound, bound)
        chosen = {name: problem.options[name][at] for name, at in choice.items()}
        costs = [variant.money for variant in chosen.values()]
        known = [each for each in costs if each is not None]
        return Plan(
            tuple(outcomes[name] for name in self.objectives),
            steps,
            chosen,
            sum(variant.instances for variant in chosen.values()),
            sum(known) if self.in_money and len(known) == len(costs) else None,
            currency(self.design),
            tuple(n for n, found in self.own.items() if any(v.money is None for v in found)),
            found is None or (found.proved and not self.truncated),
            self.accepted,
        )

    def _alone(self, goal: Goal, options: Options) -> bool:
        """Whether the goal can be met by itself."""
        if goal.is_met(goal.evaluation.down({})):
            return True
        return Problem((goal,), options, self.in_money).may_be_met()

    def _twins(self, goals: Sequence[Goal]) -> Options:
        """The options with second providers of what any of the goals needs."""
        needed = {name for goal in goals for name in goal.evaluation.components}
        return {n: found for n, found in self.options.items() if n in self.own or n in needed}

    def _true(self, goal: Goal, *, balancers: bool = False) -> Goal:
        """The goal, evaluated by solving each changed design where a second provider is not as good
        as the first: no step names it, so that it needs all that it calls; or with ``balancers`` where
        the journey does without one that another way does not."""
        if goal.evaluation.is_solved:
            return goal
        for name, found in self.options.items():
            added = found[-1].balancer if balancers else found[-1].twin
            if not added or name not in goal.evaluation.components:
                continue
            said = goal.evaluation.down({name: len(found) - 1})
            journey = self.facts.analysed[goal.journey]
            is_so = solved(self.design, journey, self.facts.steady, {name: found[-1]})
            if said is None or is_so is None or abs(said - is_so) > 1e-12:
                made = self._evaluation(goal.journey, by_solving=True)
                return goal if made is None else Goal(goal.journey, goal.objective, made)
        return goal

    def _joint(self, goals: list[Goal], by_others: Sequence[Goal]) -> tuple[Problem, Found | None]:
        options = self._twins(by_others)
        problem = Problem(tuple(goals), options, self.in_money)
        found = smallest(problem, self.most)
        while found is None and goals:
            # what the bounds allow need not be there: leave out what cannot be met by itself
            lone = [g for g in goals if smallest(Problem((g,), options, self.in_money), 1)]
            goals = lone if len(lone) < len(goals) else goals[:-1]
            problem = Problem(tuple(goals), options, self.in_money)
            found = smallest(problem, self.most)
        return problem, found

    def _outcome(
        self, goal: Goal, choice: Mapping[str, int], is_met: bool, by_others: bool
    ) -> Outcome:
        now = goal.evaluation.down({}) or 0.0
        then = goal.evaluation.down(choice) or 0.0
        state = State.MET if goal.is_met(now) else State.PLANNED if is_met else State.OUT_OF_REACH
        settled = state is State.MET or (state is State.PLANNED and not by_others)
        if settled or self.truncated:
            # of what was not looked at nobody knows how far it gets
            return Outcome(goal.journey, goal.objective, state, 1.0 - now, 1.0 - then)
        problem = Problem((goal,), self.own, self.in_money)
        best = best_choice(problem)
        ceiling = goal.evaluation.down(best) or 0.0
        chosen = {name: self.own[name][at] for name, at in best.items()}
        limits = limits_of(self.facts, goal.journey, chosen, self.accepted)
        wider = Problem((goal,), self._twins([goal]), self.in_money)
        widest = best_choice(wider)
        beside = tuple(n for n, at in widest.items() if wider.options[n][at].twin)
        beyond = goal.evaluation.down(widest) or 0.0
        steps = () if state is State.PLANNED else nearest(problem, goal, ceiling, fully=True)
        return Outcome(
            goal.journey,
            goal.objective,
            state,
            1.0 - now,
            1.0 - then,
            1.0 - ceiling,
            limits,
            1.0 - beyond if ceiling - beyond > WORTH * ceiling else None,
            beside,
            steps,
        )

    def within(self, money: float) -> Within:
        """The best for the goals of the plan that costs no more."""
        problem = self._problem
        found = best_within(problem, money, self.most)
        choice = by_component(problem.options, found.choice)
        chosen = {name: problem.options[name][at] for name, at in choice.items()}
        if bare := still_bare(self.design, chosen) - self.balanced:
            further = self.with_balancers(bare)
            further.plan()
            return replace(further.within(money), proved=False)
        downs = {goal.journey: goal.evaluation.down(choice) or 0.0 for goal in problem.goals}
        return Within(
            money,
            steps_of(problem, choice),
            sum(variant.instances for variant in chosen.values()),
            sum(variant.money or 0.0 for variant in chosen.values()),
            {name: 1.0 - down for name, down in downs.items()},
            found.proved and not self.truncated,
        )

    def towards(self, journey: str) -> tuple[Step, ...]:
        """The steps that come near to what the components' own changes can make of a journey."""
        evaluation = self._evaluation(journey)
        if evaluation is None or evaluation.down({}) is None:
            return ()
        goal = self._true(Goal(journey, 1.0, evaluation), balancers=True)
        evaluation = goal.evaluation
        problem = Problem((goal,), self.own, self.in_money)
        return nearest(problem, goal, evaluation.down(best_choice(problem)) or 0.0)


def _objectives(
    facts: Facts, journeys: Sequence[str], availability: float | None
) -> dict[str, float]:
    """What each journey that is asked about shall have."""
    found = {}
    for name, journey in facts.analysed.items():
        if journeys and name not in journeys:
            continue
        goals = journey.objectives
        own = goals.availability if goals is not None else None
        wanted = availability if availability is not None else own.value if own else None
        if wanted is not None:
            found[name] = wanted
    return found


def still_bare(design: Design, chosen: Mapping[str, Variant]) -> set[str]:
    """What has several replicas only after these changes, and callers that cannot choose among them."""
    then = after(design, chosen)
    callers = bare_callers(then, reached_bare(then))
    return {
        name
        for name, variant in chosen.items()
        if callers.get(name)
        and is_spread(variant.component)
        and not is_spread(design.components[name])
    }


def promising(facts: Facts) -> tuple[str, ...]:
    """The journeys that have an availability objective."""
    return tuple(_objectives(facts, (), None))


def needed_by(design: Design, journey: Journey) -> tuple[str, ...]:
    """The components that a journey needs, and what they run on."""
    names = required_calls(design, journey).components
    hosts = (host.id for name in names for host in hosts_of(design, design.components[name]))
    return tuple(dict.fromkeys((*names, *hosts)))
