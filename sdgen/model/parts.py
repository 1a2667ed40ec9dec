"""The parts of a design that a design need not have, each read by a module of its own.

What reads a part is loaded where there is one: most designs lack most parts, and loading them all
takes longer than reading a small design.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sdgen.base.span import Span
from sdgen.model.gather import Gather
from sdgen.parse.document import Mapping

Parts = dict[str, Any]
"""Fields of a Design, by their names."""


def read_scale_and_requirements(
    root: Mapping, place: Callable[[str], Span], gather: Gather
) -> Parts:
    """What the system is for, and how many use it; the quantities of all other parts are read with
    the calendar of its scale, so that this comes first."""
    found: Parts = {}
    scale, requirements = root.get("scale"), root.get("requirements")
    if scale is None and requirements is None:
        return found
    from sdgen.model.requirements import read_calendar, read_requirements, read_scale

    gather.use(read_calendar(scale, gather))
    found["requirements"] = read_requirements(requirements, place("requirements"), gather)
    found["scale"] = read_scale(scale, place("scale"), gather)
    return found


def read_other_parts(root: Mapping, place: Callable[[str], Span], gather: Gather) -> Parts:
    """All that stands beside the components and the pictures."""
    found: Parts = {}
    if (node := root.get("estimates")) is not None:
        from sdgen.model.figures import read_estimates

        found["estimates"] = read_estimates(node, gather)
    if (node := root.get("topology")) is not None:
        from sdgen.model.topology import read_topology

        found["domains"] = read_topology(node, gather)
    if (node := root.get("journeys")) is not None:
        from sdgen.model.journeys import read_journeys

        found["journeys"] = read_journeys(node, gather)
    if (node := root.get("api")) is not None:
        from sdgen.model.interface import read_operations

        found["api"] = read_operations(node, gather)
    if (node := root.get("data")) is not None:
        from sdgen.model.data import read_entities

        found["data"] = read_entities(node, gather)
    return found | _read_decisions(root, place, gather)


def _read_decisions(root: Mapping, place: Callable[[str], Span], gather: Gather) -> Parts:
    decisions, monitoring = root.get("decisions"), root.get("monitoring")
    accepted = root.get("accepted")
    if decisions is None and monitoring is None and accepted is None:
        return {}
    from sdgen.model.decisions import read_accepted, read_decisions, read_monitoring

    return {
        "decisions": read_decisions(decisions, gather),
        "monitoring": read_monitoring(monitoring, place("monitoring"), gather),
        "accepted": read_accepted(accepted, gather),
    }
