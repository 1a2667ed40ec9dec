"""Product icons that components name and the ``diagrams`` package does not have."""

from __future__ import annotations

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import shortened
from sdgen.design.components import NO_ICON
from sdgen.design.records import Design

CODE = "ICON001"
_LONGEST_SHOWN = 80


def check_icons(design: Design) -> tuple[Finding, ...]:
    """A finding for each icon that does not exist, with the names that come near."""
    used = [
        component for component in design.components.values() if component.icon not in ("", NO_ICON)
    ]
    if not used:
        return ()
    from sdgen.base.product_icons import icon_exists, near_icons

    findings = []
    near: dict[str, list[str]] = {}
    for component in used:
        icon = component.icon
        if icon_exists(icon):
            continue
        if icon not in near:
            near[icon] = near_icons(icon)
        shown = shortened(icon, _LONGEST_SHOWN)
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
    from sdgen.base.suggest import question

    return (
        question(*near)
        or "icons have the names of the 'diagrams' package, such as 'aws.storage.S3'"
    )
