"""Kinds that stand beside the system, and the one for everything else."""

from __future__ import annotations

from sdgen.kinds.kind import Kind, Property, PropertyType, Role
from sdgen.kinds.shared import HEALTH_CHECK, INSTANCE_SOURCE, OWN_LATENCY, RATE_LIMIT
from sdgen.quantity import Dimension

KINDS = (
    Kind(
        name="external",
        title="External system",
        doc="A system of somebody else: a payment provider, a mail sender, a partner's API.",
        glyph="plug",
        colour="slate",
        role=Role.PROVIDED,
        begins=True,
        encrypted_if_managed=True,
        also_called=("third_party", "saas", "vendor", "external_system"),
        availability=0.999,
        managed_availability=0.999,
        availability_source="chosen by sdgen, write what its provider promises",
        latency_p50=0.1,
        latency_p99=1.0,
        latency_source=OWN_LATENCY,
        properties=(
            RATE_LIMIT,
            Property(name="provider", doc="Who runs it."),
            Property(
                name="contract", doc="What was agreed with them, or where it is written down."
            ),
        ),
    ),
    Kind(
        name="monitor",
        title="Monitoring",
        doc="Collects metrics, logs and traces, and tells people when something is wrong.",
        glyph="gauge",
        colour="orange",
        role=Role.MONITOR,
        durable=False,
        begins=True,
        abbreviations=("mon", "monitoring"),
        varieties=("metrics",),
        also_called=("prometheus", "grafana", "datadog", "observability"),
        managed_availability=0.999,
        availability_source=INSTANCE_SOURCE,
        managed_source="what Amazon CloudWatch's service level agreement promises",
        latency_p50=0.01,
        latency_p99=0.1,
        latency_source=OWN_LATENCY,
        properties=(
            HEALTH_CHECK,
            Property(
                name="metrics_retention",
                doc="How long measurements are kept, such as `90d`.",
                type=PropertyType.QUANTITY,
                dimension=Dimension.DURATION,
            ),
        ),
    ),
    Kind(
        name="custom",
        title="Component",
        doc="Anything that no other kind describes; give it an `icon` and a `technology`.",
        glyph="component",
        colour="slate",
        role=Role.COMPUTE,
        availability_source=INSTANCE_SOURCE,
        managed_source="chosen by sdgen, write what your provider promises",
        latency_p50=0.005,
        latency_p99=0.05,
        latency_source=OWN_LATENCY,
        properties=(HEALTH_CHECK,),
    ),
)
