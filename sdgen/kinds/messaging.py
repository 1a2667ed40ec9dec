"""Kinds that carry messages from those who send to those who work them off."""

from __future__ import annotations

from sdgen.kinds.kind import Kind, Property, PropertyType, Role
from sdgen.kinds.shared import (
    DEAD_LETTER,
    DELIVERY,
    ENCRYPTED_AT_REST,
    HOTTEST_KEY,
    INSTANCE_SOURCE,
    MAXIMUM_AGE,
    MESSAGE_RETENTION,
    ORDERING,
    OWN_LATENCY,
    PARTITION_LIMIT,
    PARTITIONS,
    REPLICATION,
)

LAG_ALERT = Property(
    name="lag_alert",
    doc="When somebody hears that messages wait too long, such as `oldest message over 5min`.",
)

KINDS = (
    Kind(
        name="queue",
        title="Queue",
        doc="Holds messages until one worker has taken each.",
        glyph="arrow-left-right",
        colour="amber",
        role=Role.BROKER,
        durable=False,
        holds_messages=True,
        abbreviations=("mq",),
        also_called=("rabbitmq", "sqs", "activemq", "celery"),
        managed_availability=0.999,
        availability_source="managed: 99.9%, what Amazon SQS's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.005,
        latency_p99=0.025,
        latency_source=OWN_LATENCY,
        properties=(
            DEAD_LETTER,
            MAXIMUM_AGE,
            MESSAGE_RETENTION,
            DELIVERY,
            ORDERING,
            PARTITIONS,
            PARTITION_LIMIT,
            HOTTEST_KEY,
            REPLICATION,
            ENCRYPTED_AT_REST,
            LAG_ALERT,
        ),
    ),
    Kind(
        name="stream",
        title="Stream",
        doc="A log of events that many readers follow, each at its own pace.",
        glyph="activity",
        colour="amber",
        role=Role.BROKER,
        durable=True,
        holds_messages=True,
        also_called=("kafka", "kinesis", "pulsar", "redpanda", "log"),
        managed_availability=0.999,
        availability_source="managed: 99.9%, what Amazon Kinesis's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.005,
        latency_p99=0.03,
        latency_source=OWN_LATENCY,
        properties=(
            DEAD_LETTER,
            MAXIMUM_AGE,
            MESSAGE_RETENTION,
            DELIVERY,
            ORDERING,
            PARTITIONS,
            PARTITION_LIMIT,
            HOTTEST_KEY,
            REPLICATION,
            ENCRYPTED_AT_REST,
            LAG_ALERT,
        ),
    ),
    Kind(
        name="topic",
        title="Topic",
        doc="Hands each message to everyone who subscribed: publish and subscribe, notifications.",
        glyph="radio",
        colour="amber",
        role=Role.BROKER,
        abbreviations=("pubsub",),
        also_called=("sns", "eventbus", "bus"),
        managed_availability=0.999,
        availability_source="managed: 99.9%, what Amazon SNS's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.01,
        latency_p99=0.05,
        latency_source=OWN_LATENCY,
        properties=(
            DEAD_LETTER,
            DELIVERY,
            ORDERING,
            ENCRYPTED_AT_REST,
            Property(
                name="subscribers",
                doc="How many receive each message.",
                type=PropertyType.COUNT,
            ),
        ),
    ),
)
