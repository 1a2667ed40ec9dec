"""What changed between two designs as a flowchart of Mermaid: the components that were added, removed and
changed, and their neighbours; signs in the names, since colour is not enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sdgen.base.words import listed
from sdgen.design.calls import calls_of
from sdgen.design.records import Call, Component
from sdgen.diff.changes import Change, Changes, Sign
from sdgen.diff.comparison import Comparison
from sdgen.diff.elements import CALL, COMPONENT
from sdgen.exporters.pictures import TIMES
from sdgen.notations import mermaid
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity

MOST_KEYS: Final = 3
"""Keys of a changed component that its card names."""
MOST_CARDS: Final = 12
"""Components that are shown: more are not read in a comment."""

_SIGNS: Final[Mapping[Sign, str]] = {Sign.ADDED: "+", Sign.REMOVED: "−", Sign.CHANGED: "±"}
_INK: Final = "color:#1f2328"
_STYLES: Final[Mapping[Sign, str]] = {
    Sign.ADDED: f"fill:#dafbe1,stroke:#1a7f37,stroke-width:2px,{_INK}",
    Sign.REMOVED: f"fill:#ffebe9,stroke:#cf222e,stroke-width:2px,stroke-dasharray:5 4,{_INK}",
    Sign.CHANGED: f"fill:#fff8c5,stroke:#9a6700,stroke-width:2px,{_INK}",
}
_LINES: Final[Mapping[Sign, str]] = {
    Sign.ADDED: "stroke:#1a7f37,stroke-width:2px",
    Sign.REMOVED: "stroke:#cf222e,stroke-width:2px,stroke-dasharray:3 4",
    Sign.CHANGED: "stroke:#9a6700,stroke-width:2px",
}


def change_flowchart(comparison: Comparison) -> str:
    """The flowchart; empty where no component and no call has changed."""
    changes = comparison.changes
    every = _all_calls(changes)
    cards = _cards(changes, every)
    if not cards:
        return ""
    names = mermaid.names(cards)
    calls = [each for each in every if each.source in names and each.target in names]
    lines = ["flowchart LR"]
    lines += (f'  {names[each]}["{_card(changes, each)}"]' for each in cards)
    lines += (_link(comparison, each, names) for each in calls)
    lines += _styles(changes, cards, calls, names)
    return "\n".join(lines) + "\n"


def _cards(changes: Changes, calls: Sequence[Call]) -> tuple[str, ...]:
    """What has changed, then what it calls and is called by, in the order of the design, up to so many."""
    changed = dict.fromkeys(each.id for each in changes.changes if each.noun == COMPONENT)
    of_calls = (call for call in calls if _of_call(changes, call) is not None)
    ends = (end for call in of_calls for end in (call.source, call.target))
    marked = list(dict.fromkeys((*changed, *ends)))[:MOST_CARDS]
    beside = [
        other
        for call in calls
        for one, other in ((call.source, call.target), (call.target, call.source))
        if one in changed and other not in marked
    ]
    shown = {*marked, *list(dict.fromkeys(beside))[: MOST_CARDS - len(marked)]}
    every = dict.fromkeys((*changes.after.components, *changes.before.components))
    return tuple(name for name in every if name in shown)


def _all_calls(changes: Changes) -> list[Call]:
    """The calls of both designs, those of one pair once."""
    found = {
        (call.source, call.target): call
        for design in (changes.before, changes.after)
        for call in calls_of(design)
    }
    return list(found.values())


def _of_call(changes: Changes, call: Call) -> Change | None:
    return changes.of(CALL, f"{call.source}->{call.target}")


def _card(changes: Changes, name: str) -> str:
    """``± User DB``, and below it what it is and how often."""
    change = changes.of(COMPONENT, name)
    old, new = changes.before.components.get(name), changes.after.components.get(name)
    component = new or old
    assert component is not None, name
    sign = f"{_SIGNS[change.sign]} " if change is not None else ""
    technology = component.technology if change is not None and change.sign is Sign.ADDED else ""
    count = _count(old, new)
    below = " ".join(filter(None, (technology, count)))
    return mermaid.lines((f"{sign}{component.name}", below, _also(change)))


def _also(change: Change | None) -> str:
    """What else is said in another way, where the card's sign would say no more."""
    if change is None or change.sign is not Sign.CHANGED:
        return ""
    keys = [fact.key.replace("_", " ") for fact in change.facts if fact.key != "replicas"]
    return listed(keys, MOST_KEYS)


def changed_and_left_out(comparison: Comparison) -> int:
    """How many components that changed have no room."""
    changes = comparison.changes
    changed = {each.id for each in changes.changes if each.noun == COMPONENT}
    return len(changed.difference(_cards(changes, _all_calls(changes))))


def _count(old: Component | None, new: Component | None) -> str:
    counts = [f"{TIMES}{each.replicas.count}" for each in (old, new) if each is not None]
    if len(set(counts)) == 1:
        return counts[0] if counts[0] != f"{TIMES}1" else ""
    return " → ".join(counts)


def _link(comparison: Comparison, call: Call, names: Mapping[str, str]) -> str:
    arrow = "-.->" if call.asynchronous else "-->"
    label = mermaid.text(_label(comparison, call))
    told = f'|"{label}"|' if label else ""
    return f"  {names[call.source]} {arrow}{told} {names[call.target]}"


def _label(comparison: Comparison, call: Call) -> str:
    """What is called a second at the peak, where the change is noticed there."""
    rates = []
    for facts in (comparison.before, comparison.after):
        flow = facts.traffic.calls.get(call.id)
        rates.append("" if flow is None else format_quantity(flow.peak, Dimension.RATE))
    one, other = rates
    return f"{one} → {other}" if one and other and one != other else ""


def _styles(
    changes: Changes, cards: Iterable[str], calls: Iterable[Call], names: Mapping[str, str]
) -> Iterator[str]:
    by_sign: dict[Sign, list[str]] = {}
    for card in cards:
        change = changes.of(COMPONENT, card)
        if change is not None:
            by_sign.setdefault(change.sign, []).append(names[card])
    for sign, those in by_sign.items():
        yield f"  classDef {sign.value} {_STYLES[sign]}"
        yield f"  class {','.join(those)} {sign.value}"
    lines: dict[Sign, list[str]] = {}
    for place, call in enumerate(calls):
        found = _of_call(changes, call)
        if found is not None:
            lines.setdefault(found.sign, []).append(str(place))
    for sign, places in lines.items():
        yield f"  linkStyle {','.join(places)} {_LINES[sign]}"
