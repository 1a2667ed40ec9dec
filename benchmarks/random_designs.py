"""Designs made up from a seed: random ones to try everything, layered ones to measure with."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field

KINDS = ("service", "database", "cache", "queue", "worker", "load_balancer", "cdn", "external")
NAMES = (
    "Order service",
    "注文サービス",
    "خدمة الطلبات",
    "Cache 🚀",
    "<script>alert(1)</script>",
    'Quotes "and" & ampersands',
    "A name that goes on and on until it has eighty characters, which is rather a lot",
    "Ελληνικά",
    "Заказы",
)
LABELS = (
    "",
    "",
    "read",
    "write",
    "on a miss",
    "HTTPS · 290k/s",
    "publish",
    "a label that is longer than what a line can show",
    "読み取り",
    "<b>bold</b>",
)
ZONES = ("zone-a", "zone-b", "zone-c")
GROUPS = ("edge", "services", "async", "data", "other")


@dataclass
class MadeDesign:
    """A design as plain data: components by id, calls as (source, target, options)."""

    name: str
    components: dict[str, dict[str, object]] = field(default_factory=dict)
    calls: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    groups: dict[str, dict[str, str]] = field(default_factory=dict)
    journey: dict[str, object] = field(default_factory=dict)

    @property
    def group_of(self) -> dict[str, str]:
        """The group of each component that has one."""
        return {
            name: str(component["group"])
            for name, component in self.components.items()
            if "group" in component
        }

    def yaml(self) -> str:
        """The design file; every value in JSON's form, which YAML reads as it is."""
        lines = ["sdgen: 1", f"name: {json.dumps(self.name)}", "components:"]
        for name, component in self.components.items():
            calls = [
                {target: options} if options else target
                for source, target, options in self.calls
                if source == name
            ]
            given = {**component, **({"calls": calls} if calls else {})}
            lines.append(f"  {name}: {json.dumps(given, ensure_ascii=False)}")
        if self.groups:
            lines.append(f"groups: {json.dumps(self.groups)}")
        if any("zones" in component for component in self.components.values()):
            lines.append(
                f"topology: {json.dumps({'region': {'zones': dict.fromkeys(ZONES, '99.9%')}})}"
            )
        if self.journey:
            lines.append(f"journeys: {json.dumps({'journey': self.journey})}")
        return "\n".join(lines) + "\n"


def random_design(seed: int) -> MadeDesign:
    """A design of 1 to 60 components: groups (some nested), labels, cycles, calls to oneself, two
    calls between one pair, components that nothing calls."""
    source = random.Random(seed)
    design = MadeDesign(f"Random {seed}")
    count = source.choice((1, 2, 3, 5, 8, 12, 16, 20, 25, 30, 40, 60))
    groups = source.sample(GROUPS, source.randint(0, len(GROUPS)))
    if len(groups) > 2 and source.random() < 0.3:
        design.groups = {group: {} for group in groups}
        design.groups[groups[0]] = {"parent": groups[1]}
    for number in range(count):
        component: dict[str, object] = {"kind": source.choice(KINDS)}
        if source.random() < 0.2:
            component["name"] = source.choice(NAMES)
        if source.random() < 0.5:
            component["technology"] = source.choice(("Go", "nginx", "PostgreSQL 16", "Kafka"))
        if source.random() < 0.4:
            component["replicas"] = source.choice((2, 3, 12, 480))
        if groups and source.random() < 0.7:
            component["group"] = source.choice(groups)
        design.components[f"c{number}"] = component
    _add_calls(design, source, count)
    _add_details(design, source)
    return design


def _add_details(design: MadeDesign, source: random.Random) -> None:
    """What the detailed view shows: zones, capacities, storage and the load of a journey."""
    if source.random() < 0.4:
        return
    for component in design.components.values():
        if source.random() < 0.4:
            component["zones"] = source.sample(ZONES, source.randint(1, 3))
        if source.random() < 0.4:
            component["capacity"] = source.choice(("10/s", "2k/s", "400k/s"))
        if source.random() < 0.2:
            component["storage"] = source.choice(("64 GB", "8 TB"))
    design.journey = {"actor": source.choice(sorted(design.components)), "rate": "3k/s"}


def _add_calls(design: MadeDesign, source: random.Random, count: int) -> None:
    cyclic = source.random() < 0.5
    density = source.choice((0.6, 1.0, 1.4, 1.8))
    for _ in range(int(count * density)):
        start, end = source.randrange(count), source.randrange(count)
        if not cyclic and start > end:
            start, end = end, start
        if start == end and source.random() < 0.8:
            continue
        options: dict[str, object] = {}
        label = source.choice(LABELS)
        if label:
            options["label"] = label
        if source.random() < 0.2:
            options[source.choice(("async", "optional"))] = True
        design.calls.append((f"c{start}", f"c{end}", options))


def expected(made: MadeDesign) -> tuple[list[str], list[tuple[str, str]], dict[str, str]]:
    """What a picture has to show, by the ids in it: cards, the two ends of each line, and the
    innermost group of each card."""
    return list(made.components), [(start, end) for start, end, _ in made.calls], made.group_of


def layered_design(components: int, seed: int = 0) -> MadeDesign:
    """Layers of about the square root of the number, each component calling one or two of the
    next layer, every call labelled, layers in groups: what is measured."""
    source = random.Random(components + 1_000_003 * seed)
    design = MadeDesign(f"Layered {components}" + (f", number {seed}" if seed else ""))
    width = max(3, round(components**0.5))
    for number in range(components):
        layer = number // width
        design.components[f"c{number}"] = {
            "kind": KINDS[layer % 5],
            "technology": "Go",
            "group": f"layer-{layer}",
            "replicas": 1 + number % 3,
        }
        below = range((layer + 1) * width, min(components, (layer + 2) * width))
        near = number % width
        for shift in (0, 1) if number % 2 else (0,):
            if below:
                target = below[min(len(below) - 1, (near + shift) % width)]
                label = source.choice(("read", "write", "publish", "fetch"))
                design.calls.append((f"c{number}", f"c{target}", {"label": label}))
    return design


def d2_text(design: MadeDesign) -> str:
    """The same graph for D2."""
    lines = []
    path = {}
    for name, component in design.components.items():
        group = component.get("group")
        path[name] = f"{group}.{name}" if group else name
        lines.append(f'{path[name]}: "{name}"')
    for start, end, options in design.calls:
        lines.append(f'{path[start]} -> {path[end]}: "{options.get("label", "")}"')
    return "\n".join(lines) + "\n"


def diagrams_script(design: MadeDesign, target: str, output_format: str) -> str:
    """The same graph as a Python script for the ``diagrams`` package."""
    lines = [
        "from diagrams import Cluster, Diagram, Edge",
        "from diagrams.onprem.compute import Server",
        f"with Diagram('d', filename={target!r}, outformat={output_format!r}, show=False):",
        "    n = {}",
    ]
    groups: dict[object, list[str]] = {}
    for name, component in design.components.items():
        groups.setdefault(component.get("group"), []).append(name)
    for group, names in groups.items():
        lines.append(f"    with Cluster({str(group)!r}):")
        lines.extend(f"        n[{name!r}] = Server({name!r})" for name in names)
    for start, end, options in design.calls:
        label = str(options.get("label", ""))
        lines.append(f"    n[{start!r}] >> Edge(label={label!r}) >> n[{end!r}]")
    return "\n".join(lines) + "\n"
