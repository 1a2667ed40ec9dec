"""More bytes than the network of a component takes.

Finds: A component with `bandwidth` whose links get or send more at the peak, in the busier of the two
directions: its callers' requests and its own answers, and the same of the calls that it makes itself. Also
where they do so once its fullest zone is lost. Bytes that the design does not give count as none.

Why: A full link drops packets, and what is sent again fills it further. Proxies, caches and stores of
media are often full here long before their processors are busy.

Bad:
    components:
      web: {kind: client, calls: [photos]}
      photos: {kind: service, replicas: 2, bandwidth: 1 Gbit/s}
    journeys:
      look: {actor: web, rate: 2k/s, response: 200 KB, steps: [web -> photos: GET]}

Good:
    components:
      web: {kind: client, calls: [photos]}
      photos: {kind: service, replicas: 2, bandwidth: 10 Gbit/s}
    journeys:
      look: {actor: web, rate: 2k/s, response: 200 KB, steps: [web -> photos: GET]}

Can be wrong: Where a provider counts both directions together (set `shared-link`), or allows more for a
while than it promises.

Source: Amazon EC2 User Guide, Amazon EC2 instance network bandwidth
<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth>: inbound and
outbound each have the whole of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec import Struct, field

from sdgen.analyses.replication import has_leader, most_replicas
from sdgen.analyses.traffic.capacity import exceeds, serving
from sdgen.analyses.traffic.flow import peak_factor
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted
from sdgen.design.records import Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import BANDWIDTH, RATES, SIZES
from sdgen.rules.support.placement import zone_counts
from sdgen.rules.support.wording import bit_rate

FULL = RuleOption(
    name="full-from",
    doc="The share of its bandwidth over which a link is full.",
    default=1.0,
    minimum=0.01,
    maximum=1.0,
)
SHARED = RuleOption(
    name="shared-link", doc="Whether both directions share the bandwidth.", default=False
)


class _Traffic(Struct):
    """Peak bytes a second in and out, and how much of them each journey has."""

    received: float = 0.0
    sent: float = 0.0
    journeys: dict[str, float] = field(default_factory=dict)


def check(context: LintContext) -> Iterator[Problem]:
    traffic = _traffic(context)
    full = context.option(FULL)
    for component in context.components:
        found, link = traffic.get(component.id), component.bandwidth
        if found is None or link is None or link.value <= 0:
            continue
        if kind_of(component).role is Role.ACTOR:
            continue
        peak, does = _busier(found, context.option(SHARED))
        whole = most_replicas(component)
        count = serving(component, whole)
        zones = zone_counts(context.design, component)
        left, without = count, ""
        if not exceeds(peak, full * link.value * count) and len(zones) > 1:
            zone = max(zones, key=lambda name: zones[name])
            left = serving(component, whole - zones[zone])
            without = f", with zone '{zone}' lost,"
        if not exceeds(peak, full * link.value * left):
            continue
        journey = max(found.journeys, key=lambda name: found.journeys[name])
        most = found.journeys[journey] / (found.received + found.sent)
        yield Problem(
            message=f"'{component.id}' {does} {bit_rate(peak)} at the peak, and its "
            f"{counted(left, 'link')} of {bit_rate(link.value)}{without} "
            f"{by_number(left, 'takes', 'take')} {bit_rate(link.value * left)}: "
            f"{peak / (link.value * left):.0%}, over {format_quantity(full, Dimension.RATIO)}, "
            f"{most:.0%} of it for '{journey}'",
            span=component.span_of("bandwidth"),
            at=component.id,
            help=_change(component, peak / (full * link.value), len(zones)),
            journeys=tuple(name for name in context.design.journeys if name in found.journeys),
        )


def _change(component: Component, links: float, zones: int) -> str:
    if math.isinf(links):
        return "let fewer bytes pass"
    if has_leader(component) and not component.replicas.reads_any:
        return "have a faster link, since only what leads sends and gets, or let fewer bytes pass"
    needed = math.ceil(links - 1e-9)
    if zones > 1:
        needed = zones * math.ceil(needed / (zones - 1))
    return f"have {needed} replicas instead of {most_replicas(component)}, or let fewer bytes pass"


def _busier(traffic: _Traffic, shared: bool) -> tuple[float, str]:
    if shared:
        return traffic.received + traffic.sent, "gets and sends"
    if traffic.sent >= traffic.received:
        return traffic.sent, "sends"
    return traffic.received, "gets"


def _traffic(context: LintContext) -> dict[str, _Traffic]:
    """Of each component that says its bandwidth, over the journeys whose rate is known."""
    factor = peak_factor(context.design)
    found = {each.id: _Traffic() for each in context.components if each.bandwidth is not None}
    if not found:
        return {}
    for journey, passes in context.passes.items():
        for each in passes:
            request = each.average * factor * (each.request or 0.0)
            response = each.average * factor * (each.response or 0.0)
            ends = ((each.call.source, response, request), (each.call.target, request, response))
            for name, received, sent in ends:
                if name in found and received + sent > 0.0:
                    traffic = found[name]
                    traffic.received += received
                    traffic.sent += sent
                    before = traffic.journeys.get(journey, 0.0)
                    traffic.journeys[journey] = before + received + sent
    return {name: traffic for name, traffic in found.items() if traffic.journeys}


RULE = Rule(
    code="CAP005",
    name="bandwidth-exceeded",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(FULL, SHARED),
    needs=(RATES, BANDWIDTH, SIZES),
)
