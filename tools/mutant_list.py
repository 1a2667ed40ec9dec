"""Wrong versions of sdgen, one line each, and the tests that must notice: what ``mutants.py`` runs.

Every mutant changes an answer: one that could not be noticed has no place here.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct


class StaleMutantError(Exception):
    """The old text of a mutant does not stand exactly once in its file."""


class Mutant(Struct, frozen=True):
    """``old`` becomes ``new`` in a file of ``sdgen/``; ``tests`` are what pytest is given."""

    name: str
    file: str
    old: str
    new: str
    tests: str

    def applied(self, root: Path) -> str:
        """The text of the file with the mutant in it. Raises StaleMutantError."""
        text = (root / "sdgen" / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1 or self.old == self.new:
            raise StaleMutantError(
                f"{self.name}: sdgen/{self.file} has {self.old!r} {text.count(self.old)} times"
            )
        return text.replace(self.old, self.new)


def _rule(name: str, module: str, old: str, new: str) -> Mutant:
    tests = "tests/rules/test_boundaries.py tests/rules/test_rules.py"
    return Mutant(name, f"rules/{module}.py", old, new, tests)


def _layout(name: str, module: str, old: str, new: str) -> Mutant:
    tests = "tests/layout/test_ordering.py tests/layout/test_vertical_coordinates.py"
    tests += (
        " tests/layout/test_ports.py tests/layout/test_channel_routing.py"
        " tests/layout/test_quality.py tests/layout/test_pipeline.py"
    )
    return Mutant(name, f"layout/{module}.py", old, new, tests)


def _search(name: str, module: str, old: str, new: str) -> Mutant:
    tests = "tests/layout/test_search.py tests/layout/test_ranking.py"
    tests += " tests/layout/test_network_simplex.py tests/layout/test_starting_order.py"
    return Mutant(name, f"layout/{module}.py", old, new, tests)


def _latency(name: str, module: str, old: str, new: str) -> Mutant:
    return Mutant(name, f"analyses/latency/{module}.py", old, new, "tests/analyses/latency")


def _failure(name: str, module: str, old: str, new: str) -> Mutant:
    return Mutant(name, f"analyses/failure/{module}.py", old, new, "tests/analyses/failure")


def _improve(name: str, module: str, old: str, new: str) -> Mutant:
    return Mutant(name, f"analyses/improve/{module}.py", old, new, "tests/analyses/improve")


def _tree(name: str, module: str, old: str, new: str) -> Mutant:
    tests = "tests/analyses/reliability"
    return Mutant(name, f"analyses/reliability/{module}.py", old, new, tests)


THRESHOLDS = (
    Mutant(
        "busy-at-the-threshold",
        "analyses/busy.py",
        "if share > busy_from + _ROUNDING",
        "if share >= busy_from",
        "tests/rules/test_boundaries.py",
    ),
    Mutant(
        "full-over-the-capacity",
        "analyses/busy.py",
        "share >= FULL_FROM - _ROUNDING",
        "share > FULL_FROM + _ROUNDING",
        "tests/rules/test_boundaries.py",
    ),
    _rule(
        "bandwidth-at-full",
        "bandwidth_exceeded",
        "not exceeds(peak, full * link.value * count) and",
        "not exceeds(peak, full * link.value * count * (1 - 1e-8)) and",
    ),
    _rule(
        "blob-at-largest", "blob_in_database", "field.length < largest", "field.length <= largest"
    ),
    _rule(
        "short-lived-at-limit",
        "cache_as_source_of_truth",
        "entity.retention.value <= limit",
        "entity.retention.value < limit",
    ),
    _rule(
        "cache-just-large-enough",
        "cache_too_small",
        "not exceeds(needed, capacity)",
        "not exceeds(needed, capacity * (1 - 1e-8))",
    ),
    _rule(
        "connections-at-limit",
        "connections_exceeded",
        "kept.opened <= kept.accepted",
        "kept.opened < kept.accepted",
    ),
    _rule(
        "estimate-at-tolerance",
        "estimate_mismatch",
        "abs(given - each) <= most * each",
        "abs(given - each) < most * each",
    ),
    _rule(
        "fan-out-at-capacity",
        "fan_out_explosion",
        "used.peak >= used.capacity and",
        "used.peak > used.capacity and",
    ),
    _rule("hot-key-at-limit", "hot_partition", "if key.peak > limit:", "if key.peak >= limit:"),
    _rule(
        "cache-wanted-at-busy",
        "missing_cache",
        "used.peak > context.option(BUSY)",
        "used.peak >= context.option(BUSY)",
    ),
    _rule(
        "cache-wanted-at-ratio",
        "missing_cache",
        "found.reads >= context.option(RATIO)",
        "found.reads > context.option(RATIO)",
    ),
    _rule("cdn-at-limit", "missing_cdn", "response.value >= limit", "response.value > limit"),
    _rule(
        "queue-at-drain", "queue_never_drains", "load.average < drain <", "load.average <= drain <"
    ),
    _rule("majority-just-left", "quorum_lost_with_zone", "left >= majority", "left > majority"),
    _rule("loss-at-rpo", "replication_misses_rpo", "loss[0] > rpo", "loss[0] >= rpo"),
    _rule("attempts-at-most", "retry_amplification", "total <= most", "total < most"),
    _rule(
        "strict-at-objective",
        "support/domain_points",
        "objective(journey) < strict_from",
        "objective(journey) <= strict_from",
    ),
    _rule("replicas-just-enough", "too_few_replicas", "count >= fewest", "count > fewest"),
    _rule(
        "carried-without-a-zone",
        "overloaded_without_a_zone",
        "not exceeds(context.traffic.arriving(component.id), carried)",
        "not exceeds(context.traffic.arriving(component.id), carried * (1 - 1e-8))",
    ),
)

PICTURES = (
    _layout(
        "no-crossing-reduction",
        "ordering",
        "moved = sifter.sift_items()",
        "moved = False",
    ),
    _layout("groups-keep-their-places", "ordering", "sifter.swap_clusters() or moved", "moved"),
    _layout(
        "groups-against-the-design",
        "ordering",
        "after == before and left > right",
        "after == before and left < right",
    ),
    _layout(
        "no-straightening",
        "straightening",
        "        search.search()\n",
        "",
    ),
    _layout(
        "tracks-upside-down",
        "channel_routing",
        "    return tracks\n\n\ndef _order(",
        "    return [max(tracks) - each for each in tracks]\n\n\ndef _order(",
    ),
    _layout(
        "ports-mirrored",
        "ports",
        "found.sort(key=lambda end: end[:3])",
        "found.sort(key=lambda end: end[:3], reverse=True)",
    ),
    _layout("cards-nearer", "spacing", "CARD_GAP: Final = 28.0", "CARD_GAP: Final = 27.0"),
    _layout("tracks-nearer", "spacing", "TRACK_GAP: Final = 12.0", "TRACK_GAP: Final = 11.0"),
    Mutant(
        "scale-may-start-below",
        "draw/chart/axes.py",
        "if value <= self.bottom:\n            return 0.0",
        "if value <= 0.0:\n            return 0.0",
        "tests/draw/chart",
    ),
    Mutant(
        "minutes-are-months",
        "quantity/units.py",
        '("m", "min", "mins", "minute", "minutes"): Fraction(60)',
        '("m", "min", "mins", "minute", "minutes"): Fraction(30 * DAY)',
        "tests/quantity",
    ),
    Mutant(
        "bits-are-bytes",
        "quantity/units.py",
        'units[f"{prefix}bit"] = Unit(UnitKind.BYTES, size / 8)',
        'units[f"{prefix}bit"] = Unit(UnitKind.BYTES, size)',
        "tests/quantity",
    ),
)

OF_THE_FIRST_REVIEW = (*THRESHOLDS, *PICTURES)
"""31, in the spirit of those by which the first review of the code tried its tests."""

NEW = (
    Mutant(
        "not-said-fails",
        "workspace/lint_result.py",
        "design.fail_level.fails(each.severity) and not each.not_said",
        "design.fail_level.fails(each.severity)",
        "tests/cli/test_lint.py",
    ),
    Mutant(
        "not-said-when-named",
        "lint/together.py",
        "noted = problem.not_said and not named",
        "noted = problem.not_said",
        "tests/lint/test_not_said.py",
    ),
    _layout(
        "lines-keep-their-way",
        "connected_component",
        "            if reroute_long_edges(layered):\n                reduce_crossings(layered)\n",
        "",
    ),
    _search("crossings-cost-nothing", "merit", "CROSSING_WEIGHT = 2.2", "CROSSING_WEIGHT = 0.0"),
    _search(
        "nothing-near-the-best-is-tried",
        "search",
        "if effort.varied and not search.is_good(best_of(swept, 1, ())[0]):",
        "if effort.varied and search.is_good(best_of(swept, 1, ())[0]):",
    ),
    _search(
        "crossings-of-lines-within-a-rank-cost-nothing",
        "starting_order",
        "            crossings += sum(first < here < last for first, last in flat for here, _ in pieces)\n",
        "",
    ),
    _search(
        "the-order-that-is-found-last",
        "starting_order",
        "if (crossings, reach) < (best.crossings, best.reach):",
        "if True:",
    ),
    _search(
        "ranks-that-are-nearly-short",
        "network_simplex",
        "if self.in_tree[edge] and self.cut[edge] < 0:",
        "if self.in_tree[edge] and self.cut[edge] < -3:",
    ),
    _search(
        "ranks-twice-as-wide",
        "ranking",
        "if used and used + width > self.width + CARD_GAP:",
        "if used and used + width > 2 * self.width + CARD_GAP:",
    ),
    _search("groups-as-long-as-they-like", "ranking", "SPAN_WEIGHT = 2", "SPAN_WEIGHT = 0"),
    _search(
        "no-draft-in-the-frame-asked-for",
        "ranked",
        "found += [each for each in order if each.frame == frame][:1]",
        "pass",
    ),
    _search(
        "all-drafts-are-straightened",
        "search",
        "count = len(drafts) if search.leading else effort.straightened",
        "count = len(drafts)",
    ),
    _layout(
        "runs-within-a-rank-pull-nothing",
        "ordering",
        "                    gain += step * self._run_gain(vertex, unit)\n",
        "                    pass\n",
    ),
    _search(
        "names-as-they-come", "merit", "LARGER, SMALLER = 0.7, 1.3", "LARGER, SMALLER = 1.0, 1.0"
    ),
    _layout("corners-cost-nothing", "spacing", "BEND_COST: Final = 80.0", "BEND_COST: Final = 0.5"),
    _search(
        "the-worse-way",
        "plan",
        "key=lambda number: merits[number]",
        "key=lambda number: -merits[number]",
    ),
    _latency(
        "one-retry-less",
        "visits",
        "min((call.retries or 0) + 1, MOST_ATTEMPTS)",
        "min(max(call.retries or 0, 1), MOST_ATTEMPTS)",
    ),
    _latency(
        "p99-for-p50",
        "times",
        "JourneyTimes(p50, p99, made.unanswered",
        "JourneyTimes(p99, p99, made.unanswered",
    ),
    _latency(
        "wait-twice-as-long",
        "queueing",
        "found.append(load / (1.0 - load) * known)",
        "found.append(2.0 * load / (1.0 - load) * known)",
    ),
    _latency(
        "nobody-takes-turns",
        "service",
        "turns = 1 if spread.balancing is Balancing.RANDOM else replicas",
        "turns = 1",
    ),
    _improve("a-provider-is-one-more-cost", "search", "sum(twins for twins, _, _ in spent)", "0"),
    _improve("changes-do-not-count", "search", "sum(changes for _, _, changes in spent)", "0"),
    _improve(
        "the-last-in-the-file-first",
        "search",
        "tuple(place for place, _, _ in chosen)",
        "tuple(-place for place, _, _ in chosen)",
    ),
    _improve(
        "the-first-found-is-smallest",
        "search",
        "if self._key is None or key < self._key:",
        "if self._key is None:",
    ),
    _improve("never-exchanged", "search", "return exchanged(problem, choice)\n", "return choice\n"),
    _improve("free-components-stay", "evaluation", "for name in free:\n", "for name in ():\n"),
    _improve("an-even-majority", "variants", "not (number % 2 == 0 and _votes(component))", "True"),
    _improve("quorums-apart", "variants", "max(replicas.need, of // 2 + 1)", "replicas.need"),
    _improve(
        "copies-are-free",
        "variants",
        "grown, count=_nodes(component, grown, copies, load)",
        "grown, count=grown.count",
    ),
    _improve("no-zone-is-lost", "capacity_kept", "facts.zone_losses.of.get(name, ())", "()"),
    _improve(
        "a-cache-is-never-lost",
        "capacity_kept",
        "yield Demand(mix.scaled(times)",
        "Demand(mix.scaled(times)",
    ),
    _improve(
        "users-choose-among-replicas",
        "variants",
        "not is_spread(after) or not load.callers",
        "True",
    ),
    _improve("two-balancers-for-four-nines", "balancer", "fewest_replicas(objective)", "2"),
    _improve(
        "accepted-is-changed",
        "plan",
        "if name in relevant and name not in spared",
        "if name in relevant",
    ),
    _improve(
        "steps-in-file-order",
        "steps",
        "return is_last, short, round(down, 12), ",
        "return is_last, 0.0, 0.0, ",
    ),
    _latency("long-service-holds-all-servers", "queueing", "if self.servers == 1:\n", "if True:\n"),
    _latency("backoff-stays", "times", "backoff *= 2.0", "backoff *= 1.0"),
    _latency(
        "parallel-in-turn", "times", "if not visit.beside and not visit.instead:\n", "if True:\n"
    ),
    _latency(
        "alternatives-at-once",
        "times",
        "grid.either(times) if instead",
        "grid.parallel(times) if instead",
    ),
    _latency("alternatives-share-nothing", "visits", "<= 1.0 + 1e-9", "<= 0.0"),
    _latency("far-percentiles-blur", "moments", "if math.isinf(self._p50):", "if True:"),
    _latency("one-replica-serves", "service", "mix.total / replicas, slots", "mix.total, slots"),
    _latency(
        "asynchronous-awaited",
        "visits",
        "(call is not None and call.asynchronous)",
        "(call is not None and call.optional and call.asynchronous)",
    ),
    _latency("nothing-awaited-in-flight", "in_flight", "*map(_longest, groups)", "*()"),
    _latency(
        "optional-needed-in-time",
        "visits",
        "spared = call.optional or len(group.calls) > group.need",
        "spared = len(group.calls) > group.need",
    ),
    Mutant(
        "optional-required",
        "analyses/traffic/journey_calls.py",
        "call.optional or call.dead_letter or (call.asynchronous and not includes_async)",
        "call.dead_letter or (call.asynchronous and not includes_async)",
        "tests/analyses/failure tests/analyses/traffic/test_journey_calls.py",
    ),
    _failure(
        "no-failover-window",
        "failover",
        "window = success * min(seconds, repair) / lasts if lasts > 0.0 else 0.0",
        "window = 0.0",
    ),
    _failure(
        "every-switch-works",
        "failover",
        "Switching(serving, complement(success),",
        "Switching(serving, 0.0,",
    ),
    _failure(
        "changes-over-without-need",
        "alternatives",
        "if said is not None and target not in alone:",
        "if said is not None:",
    ),
    _failure(
        "one-change-over-twice",
        "alternatives",
        "key = (_place_of(caller, group), target)",
        "key = (place, target)",
    ),
    _failure(
        "lost-data-in-part",
        "points",
        "share = shares.get(name, 1.0)",
        "share = min(shares.get(name, 1.0), 0.5)",
    ),
    _failure(
        "reads-and-writes-alike",
        "logic",
        "apart = name not in self._together and tells_accesses_apart(self._design.components[name])",
        "apart = False",
    ),
    _failure(
        "weaker-part-decides",
        "logic",
        "if made.own_part(component, frozenset(certain[name])) == made.own_part(component, every):",
        "if True:",
    ),
    _failure(
        "zone-ignored",
        "instances",
        "                self._domains(place),\n            )\n            for number",
        "                (),\n            )\n            for number",
    ),
    _failure(
        "region-ignored",
        "instances",
        "holders = (place, *ancestors(self.design, place))",
        "holders = (place,)",
    ),
    _failure(
        "no-common-cause",
        "instances",
        "component, beta * q)",
        "component, 0.0)",
    ),
    _failure("peak-is-a-quorum", "causes", "model = logic.without_peak", "model = logic.model"),
    _failure("quorum-is-a-loss", "causes", "need=1, copies=None, holders=()", "need=part.need"),
    _failure("over-at-full", "load_after", "arriving / share, waits", "arriving, waits"),
    _failure(
        "left-without-what-failed", "what_if", "{event: 1.0 for event", "{event: 0.0 for event"
    ),
    Mutant(
        "matrix-share-of-the-largest",
        "views/matrix_rows.py",
        "number / count, worst",
        "number / max(held.values()), worst",
        "tests/views/test_matrix.py",
    ),
    Mutant(
        "matrix-all-alone",
        "views/matrix_rows.py",
        "len(held) == 1 and",
        "len(held) >= 1 and",
        "tests/views/test_matrix.py",
    ),
    Mutant(
        "matrix-folds-what-is-down",
        "views/matrix_rows.py",
        "cell.sign is Sign.HOLDS and not cell.alone for",
        "not cell.alone for",
        "tests/views/test_matrix.py",
    ),
    Mutant(
        "pairs-of-the-peak",
        "analyses/facts.py",
        "self.failure_logic(journey).without_peak",
        "self.failure_logic(journey).model",
        "tests/views/test_failure.py",
    ),
    _failure(
        "losses-in-one-another", "journey_losses", "masks[event] |= 1 << at", "masks[event] = 1"
    ),
    _failure(
        "most-copies-are-told", "lost_pieces", "return min(len(piece)", "return max(len(piece)"
    ),
    _failure(
        "losses-of-nothing", "component_losses", "if is_down or name in touched", "if is_down"
    ),
    _failure(
        "what-never-fails-is-a-point", "points", "unavailability > 0.0", "unavailability >= 0.0"
    ),
    _failure("common-cause-on-top", "instances", "component, (1.0 - beta) * q", "component, q"),
    _failure("host-never-fails", "instances", "under[at % len(under)]", "()"),
    _failure("all-on-the-first-host", "instances", "under[at % len(under)]", "under[0]"),
    _tree("turns-at-once", "conditional", "none = 1.0 - math", "none = 1.0 - 0.0 * math"),
    Mutant(
        "half-is-a-majority",
        "analyses/replication.py",
        "return of // 2 + 1",
        "return of // 2",
        "tests/analyses/failure",
    ),
    _failure("need-rounded-down", "own_parts", "math.ceil(peak_load", "math.floor(peak_load"),
    Mutant(
        "all-in-the-first-zone",
        "design/placement.py",
        "islice(cycle(component.zones), count)",
        "islice(cycle(component.zones[:1]), count)",
        "tests/analyses/failure",
    ),
    Mutant(
        "what-is-lost-still-carries",
        "analyses/traffic/capacity.py",
        "return most - most * lost // count",
        "return most",
        "tests/analyses/traffic/test_capacity.py",
    ),
    _tree(
        "one-spare-less",
        "failure_tree",
        "lost = len(instances) - part.need + 1",
        "lost = len(instances) - part.need",
    ),
    _tree(
        "one-more-down-is-enough",
        "own_part",
        "spare = len(instances) - part.need\n",
        "spare = len(instances) - part.need + 1\n",
    ),
    _tree(
        "quorum-lost-early",
        "failure_tree",
        "_at_least(builder, spare + 1,",
        "_at_least(builder, spare or 1,",
    ),
    _rule(
        "at-the-objective", "availability_below_objective", "highest >= wanted", "highest > wanted"
    ),
    _rule(
        "copies-just-enough",
        "too_few_copies",
        "if copies < fewest and not",
        "if copies <= fewest and not",
    ),
    _rule("half-is-a-quorum", "unsafe_quorum", "sum(need) <= copies", "sum(need) < copies"),
    _rule("partitions-at-hot", "scatter_gather", "peak >= hot", "peak > hot"),
    _rule(
        "timeout-as-long",
        "inverted_timeout",
        "most > call.timeout.value * (1 + 1e-9)",
        "most > call.timeout.value * (1 - 1e-9)",
    ),
    _rule(
        "store-just-full-without-cache",
        "load_bearing_cache",
        "used.peak <= used.capacity < after",
        "used.peak <= used.capacity <= after",
    ),
    _rule("strict-zone-at-objective", "single_zone", "wanted >= context", "wanted > context"),
    Mutant(
        "egress-at-the-peak",
        "analyses/cost.py",
        "flow.response * flow.average / flow.peak",
        "flow.response",
        "tests/analyses/test_cost.py",
    ),
    Mutant(
        "nothing-expires",
        "analyses/storage/stores.py",
        "rows * max(0.0, 1.0 - seconds / retention) if retention > 0 else 0.0",
        "rows",
        "tests/analyses/storage",
    ),
    Mutant(
        "caches-of-others",
        "analyses/storage/kept_in.py",
        "if name != entity.store and name not in stated:",
        "if name != entity.store:",
        "tests/analyses/storage/test_kept_in.py",
    ),
    Mutant(
        "written-is-cached",
        "analyses/storage/kept_in.py",
        "return [name for name in found if not written[name]]",
        "return found",
        "tests/analyses/storage/test_kept_in.py",
    ),
    Mutant(
        "trunks-over-each-other",
        "layout/entities/trunks.py",
        "moved = _nudged(found, order)",
        "moved = None",
        "tests/layout/entities",
    ),
    Mutant(
        "tables-as-written",
        "layout/entities/order.py",
        "if found < cost - BETTER:\n                best, cost = tried, found",
        "if False:\n                best, cost = tried, found",
        "tests/layout/entities",
    ),
    Mutant(
        "silent-first",
        "analyses/traffic/rerouting.py",
        "left.sort(key=lambda call: call.target in outage.silent)",
        "left.sort(key=lambda call: call.target not in outage.silent)",
        "tests/report/test_what_if.py",
    ),
    Mutant(
        "quorum-member-twice",
        "analyses/traffic/rerouting.py",
        "    if group.need > 1:\n",
        "    if group.need > 2:\n",
        "tests/analyses/failure",
    ),
    Mutant(
        "three-days-in-hours",
        "analyses/growth.py",
        "if horizon < 3 * DAY:",
        "if horizon <= 3 * DAY:",
        "tests/analyses/test_growth.py",
    ),
    _failure(
        "chain-through-what-is-met",
        "journey_losses",
        "up >= requirement.need",
        "up > requirement.need",
    ),
    _latency("every-answer-once", "times", "(1.0 - unanswered) ** whole", "(1.0 - unanswered)"),
    Mutant(
        "part-has-no-defaults-of-its-own",
        "model/defaults.py",
        "else [given[own], given[file]]",
        "else [given[own]]",
        "tests/model/test_written_out.py tests/model/test_defaults.py",
    ),
    Mutant(
        "null-removes-nothing",
        "model/merging.py",
        "found.pop(each.key, None)",
        "found.setdefault(each.key, each)",
        "tests/model/test_written_out.py tests/model/test_defaults.py",
    ),
    Mutant(
        "default-wins-over-override",
        "model/overrides.py",
        'keep=part == "components"',
        "keep=False",
        "tests/model/test_written_out.py tests/model/test_defaults.py",
    ),
)


def _diff(name: str, module: str, old: str, new: str, tests: str) -> Mutant:
    return Mutant(name, f"diff/{module}.py", old, new, f"tests/diff/test_{tests}.py")


def _export(name: str, module: str, old: str, new: str) -> Mutant:
    return Mutant(name, f"exporters/{module}.py", old, new, "tests/exporters")


EXPORTS = (
    _export(
        "any-parameter-may-be-missing",
        "openapi/document",
        "required = required or not each.parameter.optional",
        "required = required",
    ),
    _export(
        "one-shape-two-paths",
        "openapi/routes",
        'return _VARIABLE.sub("{}", self.template)',
        "return self.template",
    ),
    _export(
        "entities-whole-in-a-query",
        "openapi/schemas",
        "if place is not Place.BODY or _is_id(parameter.name):",
        "if _is_id(parameter.name):",
    ),
    _export(
        "keys-across-stores",
        "sql/tables",
        "if target.store != draft.entity.store and target.id in plan.drafts:",
        "if False:",
    ),
    _export("circles-not-put-off", "sql/tables", "key.table not in made)", "False)"),
    _export(
        "taken-names-given-again",
        "sql/names",
        "if found.lower() not in self._taken:",
        "if True:",
    ),
    _export(
        "key-of-33-columns",
        "sql/keys",
        "if len(parts) > WIDEST:",
        "if len(parts) > WIDEST + 1:",
    ),
    _export(
        "index-of-the-first-field-of-a-key-again",
        "sql/tables",
        "if wanted and draft.key[: len(wanted)] == wanted:",
        "if wanted and draft.key == wanted:",
    ),
    Mutant(
        "written-over-without-force",
        "workspace/export.py",
        'problem = "" if order.force else',
        'problem = "" if True else',
        "tests/workspace/test_export.py",
    ),
)

DIFFS = (
    _diff(
        "order-of-every-list-counts",
        "elements",
        "compared = values if in_order else tuple(sorted(values, key=repr))",
        "compared = values",
        "same",
    ),
    _diff(
        "all-money-is-of-one-currency",
        "elements",
        "noun = _currency(value) if value.dimension is Dimension.MONEY else value.noun",
        "noun = value.noun",
        "same",
    ),
    _diff(
        "what-follows-is-told-too",
        "changes",
        "or (one.follows and other.follows):",
        "or False:",
        "same",
    ),
    _diff(
        "calls-of-a-pair-by-their-place",
        "numbers",
        "(-_in_common(one, other), at != place, at, place)",
        "(0, at != place, at, place)",
        "same",
    ),
    _diff(
        "neighbours-renamed-too-tell-nothing",
        "likeness",
        "shared += least if is_known else OF_A_KIND * least",
        "shared += least if is_known else 0.0",
        "renames",
    ),
    _diff(
        "one-of-two-alike-is-guessed",
        "renames",
        "if place not in rivals",
        "if place in olds",
        "renames",
    ),
    _diff(
        "pulled-queues-keep-their-old-ids",
        "naming",
        '"group": ("group",), "pulls": ("component",)',
        '"group": ("group",)',
        "naming",
    ),
    _diff(
        "findings-by-their-old-ids",
        "findings",
        "_key(each, called(each.at), with_message)",
        "_key(each, each.at, with_message)",
        "meaning",
    ),
    _diff(
        "an-objective-that-is-gone-still-counts",
        "measures",
        "goal = goals[0] if other is None else goals[1]",
        "goal = goals[1] if goals[1] is not None else goals[0]",
        "meaning",
    ),
)

MUTANTS = (*OF_THE_FIRST_REVIEW, *NEW, *EXPORTS, *DIFFS)
