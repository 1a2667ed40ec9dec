"""Kinds that run code: services, functions, workers and what coordinates them."""

from __future__ import annotations

from sdgen.kinds.kind import Kind, Property, PropertyType
from sdgen.kinds.shared import (
    AUTOSCALING,
    CONCURRENCY,
    CONSISTENCY,
    DEAD_LETTER,
    DEPLOYMENT,
    HEALTH_CHECK,
    INSTANCE_SOURCE,
    OWN_LATENCY,
    RATE_LIMIT,
    SESSIONS,
    STATELESS,
    TIME_TO_LIVE,
)
from sdgen.quantity import Dimension

KINDS = (
    Kind(
        name="service",
        title="Service",
        doc="Answers requests: an application server, a microservice, a web server.",
        glyph="server",
        colour="blue",
        abbreviations=("svc",),
        managed_availability=0.9999,
        availability_source="managed: 99.99%, what AWS Fargate's service level agreement promises of tasks in several zones; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.005,
        latency_p99=0.05,
        latency_source=OWN_LATENCY,
        properties=(
            HEALTH_CHECK,
            STATELESS,
            SESSIONS,
            AUTOSCALING,
            DEPLOYMENT,
            CONCURRENCY,
            RATE_LIMIT,
        ),
    ),
    Kind(
        name="function",
        title="Function",
        doc="Code that a platform starts for each request or event.",
        glyph="square-function",
        colour="blue",
        abbreviations=("fn", "func"),
        managed_availability=0.9995,
        availability_source="managed: 99.95%, what AWS Lambda's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.01,
        latency_p99=0.3,
        latency_source=OWN_LATENCY,
        properties=(
            STATELESS,
            CONCURRENCY,
            DEAD_LETTER,
            DEPLOYMENT,
            Property(
                name="cold_start",
                doc="How long the first request waits for a new instance, such as `400ms`.",
                type=PropertyType.QUANTITY,
                dimension=Dimension.DURATION,
            ),
        ),
    ),
    Kind(
        name="model",
        title="Model",
        doc="A machine-learned model that is served: ranking, recommendation, language.",
        glyph="brain",
        colour="blue",
        managed_availability=0.999,
        availability_source="managed: 99.9%, what Amazon Bedrock's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.05,
        latency_p99=0.5,
        latency_source=OWN_LATENCY,
        properties=(HEALTH_CHECK, AUTOSCALING, DEPLOYMENT, CONCURRENCY, RATE_LIMIT),
    ),
    Kind(
        name="worker",
        title="Worker",
        doc="Takes jobs from a queue or a stream and works them off; no user waits for it.",
        glyph="cog",
        colour="violet",
        managed_availability=0.9999,
        availability_source="managed: 99.99%, what AWS Fargate's service level agreement promises of tasks in several zones; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.02,
        latency_p99=0.2,
        latency_source=OWN_LATENCY,
        properties=(
            HEALTH_CHECK,
            STATELESS,
            AUTOSCALING,
            DEPLOYMENT,
            CONCURRENCY,
            DEAD_LETTER,
            Property(
                name="idempotent",
                doc="Whether working the same job twice does no harm.",
                type=PropertyType.FLAG,
            ),
        ),
    ),
    Kind(
        name="scheduler",
        title="Scheduler",
        doc="Starts jobs at set times.",
        glyph="calendar-clock",
        colour="violet",
        abbreviations=("cron",),
        managed_availability=0.999,
        availability_source="managed: 99.9%, chosen by sdgen, write what your provider promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.005,
        latency_p99=0.05,
        latency_source=OWN_LATENCY,
        properties=(
            HEALTH_CHECK,
            DEPLOYMENT,
            Property(
                name="schedule", doc="When it starts what, such as `every night at 02:00 UTC`."
            ),
        ),
    ),
    Kind(
        name="coordinator",
        title="Coordinator",
        doc="Agrees on facts for others: leader election, locks, configuration, service discovery, id ranges.",
        glyph="vote",
        colour="orange",
        managed_availability=0.9995,
        availability_source="managed: 99.95%, what Amazon EKS's service level agreement promises of a Kubernetes endpoint; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.003,
        latency_p99=0.02,
        latency_source=OWN_LATENCY,
        properties=(HEALTH_CHECK, CONSISTENCY),
    ),
    Kind(
        name="identity",
        title="Identity",
        doc="Knows who users are: sign-in, tokens, permissions.",
        glyph="key-round",
        colour="orange",
        abbreviations=("auth", "idp", "iam", "sso"),
        managed_availability=0.999,
        availability_source="managed: 99.9%, what Amazon Cognito's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.005,
        latency_p99=0.05,
        latency_source=OWN_LATENCY,
        properties=(
            HEALTH_CHECK,
            STATELESS,
            SESSIONS,
            AUTOSCALING,
            DEPLOYMENT,
            RATE_LIMIT,
            TIME_TO_LIVE,
        ),
    ),
)
