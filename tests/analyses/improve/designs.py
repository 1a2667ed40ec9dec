"""Small designs with objectives, of all shapes, for comparing plans with every combination."""

from __future__ import annotations

from hypothesis import strategies as st

REPLICAS = (
    "1",
    "2",
    "{count: 3, need: 2}",
    "{count: 3, copies: 2}",
    "{count: 2, mode: leader-follower, failover: {automatic: false, time: 2h}}",
)
ZONES = ("", "zones: [a], ", "zones: [a, b], ", "place: {b: 1}, ")
KINDS = ("service", "api_gateway", "database", "external", "cdn")
OBJECTIVES = ("95%", "98%", "99%", "99.5%", "99.9%")


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A design of a client and two or three components, with one or two journeys that promise
    something; prices on all of them or on none."""
    names = [f"c{n}" for n in range(draw(st.integers(2, 3)))]
    in_money = draw(st.booleans())
    lines = ["components:", f"  web: {{kind: client, calls: [{', '.join(names[:2])}]}}"]
    for at, name in enumerate(names):
        calls = _calls(draw, names[at + 1 :])
        kind = draw(st.sampled_from(KINDS))
        own = kind in ("service", "api_gateway", "database")
        parts = f"replicas: {draw(st.sampled_from(REPLICAS))}, " if own else ""
        zones = draw(st.sampled_from(ZONES)) if own else ""
        capacity = draw(st.sampled_from(("", "", "capacity: 60/s, "))) if own else ""
        price = draw(st.integers(1, 3)) if in_money else None
        cost = f"price: {{replica: ${price}0/month}}, " if price else ""
        lines.append(
            f"  {name}: {{kind: {kind}, {parts}{zones}{capacity}{cost}"
            f"availability: {draw(st.sampled_from(('95%', '99%', '99.5%')))}, calls: [{calls}]}}"
        )
    journeys = [
        f"  j{n}: {{actor: web, rate: 100/s, steps: [web -> {name}], "
        f"objectives: {{availability: {draw(st.sampled_from(OBJECTIVES))}}}}}"
        for n, name in enumerate(names[: draw(st.integers(1, 2))])
    ]
    return "journeys:\n" + "\n".join(journeys) + "\n" + "\n".join(lines) + "\n"


@st.composite
def spread_bodies(draw: st.DrawFn) -> str:
    """Two gateways in one or two of three zones, often with fewer replicas than zones."""
    lines = ["components:", "  web: {kind: client, calls: [c0]}"]
    in_money = draw(st.booleans())
    for at in range(2):
        price = f"price: {{replica: ${draw(st.integers(1, 3))}0/month}}, " if in_money else ""
        calls = "" if at else "c1"
        lines.append(
            f"  c{at}: {{kind: api_gateway, replicas: {draw(st.integers(1, 2))}, "
            f"zones: [{draw(st.sampled_from(('a', 'b', 'a, b', 'b, c')))}], {price}"
            f"{draw(st.sampled_from(('', 'capacity: 60/s, ', 'capacity: 40/s, ')))}"
            f"availability: {draw(st.sampled_from(('95%', '99%', '99.5%')))}, calls: [{calls}]}}"
        )
    wanted = draw(st.sampled_from(("99%", "99.5%", "99.9%", "99.95%", "99.99%")))
    return (
        f"journeys: {{j: {{actor: web, rate: 100/s, steps: [web -> c0 -> c1], "
        f"objectives: {{availability: {wanted}}}}}}}\n" + "\n".join(lines) + "\n"
    )


def _calls(draw: st.DrawFn, others: list[str]) -> str:
    if not others:
        return ""
    targets = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    if len(targets) == 2 and draw(st.booleans()):
        return f"{{any_of: [{', '.join(targets)}]}}"
    return ", ".join(targets)
