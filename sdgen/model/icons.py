"""Product icons that components name and the ``diagrams`` package does not have."""

from __future__ import annotations

from sdgen.base.findings import Finding, Severity
from sdgen.design.records import Design

CODE = "ICON001"
_LONGEST_SHOWN = 80


def check_icons(design: Design) -> tuple[Finding, ...]:
    """A finding for each icon that does not exist, with the names that come near."""
    used = [component for component in design.components.values() if component.icon]
    if not used:
        return ()
    from sdgen.kinds.icons import icon_exists, near_icons

    findings = []
    near: dict[str, list[str]] = {}
    for component in used:
        icon = component.icon
        if icon_exists(icon):
            continue
        if icon not in near:
            near[icon] = near_icons(icon)
        shown = icon if len(icon) <= _LONGEST_SHOWN else icon[: _LONGEST_SHOWN - 1] + "…"
        findings.append(
            Finding(
                code=CODE,
                name="unknown-icon",
                severity=Severity.ERROR,
                message=f"component '{component.id}': there is no icon '{shown}'",
                span=component.span_of("icon"),
                help=_help(near[icon]),
                at=component.id,
            )
        )
    return tuple(findings)


def _help(near: list[str]) -> str:
    if near:
        return f"did you mean {' or '.join(repr(each) for each in near)}?"
    return "icons have the names of the 'diagrams' package, such as 'aws.storage.S3'"
