"""Properties and source notes that several kinds share."""

from __future__ import annotations

from sdgen.kinds.kind import Property, PropertyType
from sdgen.quantity import Dimension

INSTANCE_SOURCE = "what Amazon EC2's service level agreement promises of a single instance"
"""Where the availability of one self-run instance comes from."""

OWN_LATENCY = "an order of magnitude chosen by sdgen; measure yours and write `latency`"
"""What is said of every latency default: they are ours, nobody promises them."""

HEALTH_CHECK = Property(
    name="health_check",
    doc="How unhealthy instances are detected: a path such as `/healthz`, a probe or a sentence.",
)
STATELESS = Property(
    name="stateless",
    doc="Whether instances keep nothing between requests, so that any of them can serve any user.",
    type=PropertyType.FLAG,
)
SESSIONS = Property(
    name="sessions",
    doc="Where user sessions are kept: `none`, `local` (in the instance's memory), or `shared` (in a store).",
    type=PropertyType.CHOICE,
    choices=("none", "local", "shared"),
)
AUTOSCALING = Property(
    name="autoscaling",
    doc="What adds and removes instances, such as `60% CPU`; how few and many there are stands in "
    "`replicas: {min: 4, max: 40}`.",
)
DEPLOYMENT = Property(
    name="deployment",
    doc="How new versions reach the instances: `rolling`, `blue-green`, `canary` or `all-at-once`.",
    type=PropertyType.CHOICE,
    choices=("rolling", "blue-green", "canary", "all-at-once"),
)
RATE_LIMIT = Property(
    name="rate_limit",
    doc="How many requests one caller may make, such as `300 per 3h per user`.",
)
HIT_RATIO = Property(
    name="hit_ratio",
    doc="Share of reads that it answers itself, such as `95%`.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.RATIO,
)
TIME_TO_LIVE = Property(
    name="ttl",
    doc="How long an entry stays valid, such as `5min`.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.DURATION,
)
PLATFORM = Property(
    name="platform",
    doc="What the client is: `web` (a browser), `mobile`, `device` (a sensor, a till), `server` (a "
    "program of others) or `ci` (a job that builds); gives its card the glyph.",
    type=PropertyType.CHOICE,
    choices=("web", "mobile", "device", "server", "ci"),
    glyphs=("app-window", "smartphone", "cpu", "server", "workflow"),
)
PARTITIONS = Property(
    name="partitions",
    doc="How many partitions (shards) the data is divided into.",
    type=PropertyType.COUNT,
)
PARTITION_LIMIT = Property(
    name="partition_limit",
    doc="What one partition can carry, in operations a second, such as `1k/s`.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.RATE,
)
HOTTEST_KEY = Property(
    name="hottest_key",
    doc="Share of its operations that go to the one key that is asked for most, such as `5%`.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.RATIO,
)
REPLICATION = Property(
    name="replication",
    doc="Whether a write waits for its copies: `synchronous`, `semi-synchronous` or `asynchronous`.",
    type=PropertyType.CHOICE,
    choices=("synchronous", "semi-synchronous", "asynchronous"),
)
REPLICATION_LAG = Property(
    name="replication_lag",
    doc="How far copies may be behind, such as `2s`.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.DURATION,
)
CONSISTENCY = Property(
    name="consistency",
    doc="What a read may see: `strong`, `read-your-writes`, `bounded` or `eventual`.",
    type=PropertyType.CHOICE,
    choices=("strong", "read-your-writes", "bounded", "eventual"),
)
ENCRYPTED_AT_REST = Property(
    name="encrypted_at_rest",
    doc="Whether the stored bytes are encrypted.",
    type=PropertyType.FLAG,
)
DEAD_LETTER = Property(
    name="dead_letter",
    doc="Where messages go that cannot be processed: the id of a component, or a sentence.",
)
MAXIMUM_AGE = Property(
    name="max_age",
    doc="How long a message may wait before it is useless or dropped, such as `15min`.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.DURATION,
)
MESSAGE_RETENTION = Property(
    name="message_retention",
    doc="How long messages are kept, such as `7d`.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.DURATION,
)
DELIVERY = Property(
    name="delivery",
    doc="How often a message may arrive: `at-most-once`, `at-least-once` or `exactly-once`.",
    type=PropertyType.CHOICE,
    choices=("at-most-once", "at-least-once", "exactly-once"),
)
ORDERING = Property(
    name="ordering",
    doc="In which order messages arrive: `none`, `by-key` or `total`.",
    type=PropertyType.CHOICE,
    choices=("none", "by-key", "total"),
)
PUBLIC = Property(
    name="public",
    doc="Whether users read it directly over the internet (or through signed links).",
    type=PropertyType.FLAG,
)
FILL = Property(
    name="fill",
    doc="How full its disks may be, such as `70%`; the rest is kept free.",
    type=PropertyType.QUANTITY,
    dimension=Dimension.RATIO,
)
CONCURRENCY = Property(
    name="concurrency",
    doc="How many requests or jobs one instance works on at the same time: as many as it holds while "
    "it waits for what it calls, too.",
    type=PropertyType.COUNT,
)
BALANCING = Property(
    name="balancing",
    doc="How it chooses among the replicas of what it calls: `random` (also by a hash, or sticky), "
    "`round-robin`, which is taken where nothing is said, or `least-connections`. Waiting times "
    "follow from it.",
    type=PropertyType.CHOICE,
    choices=("random", "round-robin", "least-connections"),
)
