"""The typed model of a design: frozen records, each value with its Span.

Maps keep the order of the file. ``spans`` of a record maps the name of each part that the user
wrote (the key in the YAML file) to the Span of its value; ``span`` is the record's own key.
What the user left out is ``None`` or empty: defaults of a kind are applied by the analyses, which
state them as assumptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from sdgen.base.span import Places, Span
from sdgen.quantity import Quantity


class Record(Struct, frozen=True, kw_only=True):
    """What every part of a design has: its place in the file, and the places of its values."""

    span: Span
    spans: Places = field(default_factory=Places)

    def span_of(self, key: str) -> Span:
        """The Span of the value under ``key``, or the record's own where the user gave none."""
        return self.spans.get(key, self.span)


# --- step 1: requirements ---------------------------------------------------------------------


class Priority(StrEnum):
    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Requirement(Record, frozen=True, kw_only=True):
    """Something that the system does, or how well it does it."""

    id: str
    text: str
    priority: Priority = Priority.MUST


class Question(Record, frozen=True, kw_only=True):
    """A question about the requirements; an open one has no answer."""

    ask: str
    answer: str = ""


class Requirements(Record, frozen=True, kw_only=True):
    """What is asked of the system; the maps are by the id of the requirement."""

    functional: Mapping[str, Requirement] = field(default_factory=dict)
    non_functional: Mapping[str, Requirement] = field(default_factory=dict)
    out_of_scope: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


# --- step 2: scale ----------------------------------------------------------------------------


class Scale(Record, frozen=True, kw_only=True):
    """Users and the calendar: ``peak`` is a factor over the daily average, ``horizon`` seconds,
    ``month`` and ``year`` the seconds that a month and a year are counted as."""

    total_users: Quantity | None = None
    daily_users: Quantity | None = None
    monthly_users: Quantity | None = None
    peak: Quantity | None = None
    horizon: Quantity | None = None
    growth: Quantity | None = None
    month: Quantity | None = None
    year: Quantity | None = None


class StatedFigure(Record, frozen=True, kw_only=True):
    """A figure that the design states itself: ``figure`` is a name of ``sdgen.model.figures``,
    ``owner`` the id of the journey, component or entity that has it."""

    owner: str
    figure: str
    quantity: Quantity

    @property
    def id(self) -> str:
        """The figure's name, as ``sdgen estimate --explain`` has it."""
        return f"{self.owner}.{self.figure}"


# --- topology ---------------------------------------------------------------------------------


class Level(StrEnum):
    """Levels of failure domains, from the outermost in."""

    PROVIDER = "provider"
    REGION = "region"
    ZONE = "zone"
    RACK = "rack"


class Domain(Record, frozen=True, kw_only=True):
    """A failure domain; ``parent`` is the id of the domain that holds it."""

    id: str
    level: Level
    parent: str | None = None
    name: str = ""
    availability: Quantity | None = None


# --- journeys ---------------------------------------------------------------------------------


class Objectives(Record, frozen=True, kw_only=True):
    """What a journey promises. Durations are seconds; ``consistency`` is as written."""

    availability: Quantity | None = None
    p50: Quantity | None = None
    p99: Quantity | None = None
    rpo: Quantity | None = None
    rto: Quantity | None = None
    includes_async: bool = False
    consistency: str = ""


class Step(Record, frozen=True, kw_only=True):
    """One arrow of a journey. ``times`` multiplies the caller's rate; ``request`` and ``response``
    are bytes along and against the arrow (``bytes`` in the file is the request). ``chained`` steps
    go on from the step before them, as the second arrow of ``a -> b -> c`` does."""

    source: str
    target: str
    times: Quantity | None = None
    request: Quantity | None = None
    response: Quantity | None = None
    label: str = ""
    parallel: bool = False
    chained: bool = False


class Journey(Record, frozen=True, kw_only=True):
    """What users do: its rate, its steps in order, and the objectives that it has."""

    id: str
    actor: str
    name: str = ""
    rate: Quantity | None = None
    request: Quantity | None = None
    response: Quantity | None = None
    objectives: Objectives | None = None
    steps: tuple[Step, ...] = ()
    serves: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


# --- steps 5 and 6: components ----------------------------------------------------------------


class Call(Record, frozen=True, kw_only=True):
    """What a component can call. ``number`` tells several calls between one pair apart, from 1.
    ``backoff`` is the wait before the second attempt, ``failures`` the share of attempts that fail
    for a moment, timeouts apart."""

    source: str
    target: str
    number: int = 1
    optional: bool = False
    asynchronous: bool = False
    protocol: str = ""
    timeout: Quantity | None = None
    retries: int | None = None
    backoff: Quantity | None = None
    failures: Quantity | None = None
    encrypted: bool | None = None
    pool: int | None = None
    label: str = ""

    @property
    def id(self) -> str:
        """``source->target``, with ``#2`` and on for further calls between the same pair."""
        suffix = "" if self.number == 1 else f"#{self.number}"
        return f"{self.source}->{self.target}{suffix}"


class CallGroup(Record, frozen=True, kw_only=True):
    """Calls of which ``need`` must be answered: a plain call is a group of one, ``any_of`` needs
    one of several, a quorum ``need`` of them."""

    calls: tuple[Call, ...]
    need: int = 1


class ReplicaMode(StrEnum):
    ACTIVE_ACTIVE = "active-active"
    LEADER_FOLLOWER = "leader-follower"
    ACTIVE_STANDBY = "active-standby"


class Failover(Record, frozen=True, kw_only=True):
    """How a standby takes over: seconds that it takes, and the share that succeeds."""

    automatic: bool | None = None
    time: Quantity | None = None
    success: Quantity | None = None


class Replicas(Record, frozen=True, kw_only=True):
    """``given`` says whether the design gave a count. ``need`` is instances of the component, or
    with ``copies`` the copies of each piece of data that must answer; ``majority`` is resolved by
    whoever asks."""

    count: int = 1
    given: bool = False
    need: int | None = None
    majority: bool = False
    copies: int | None = None
    mode: ReplicaMode | None = None
    failover: Failover | None = None


class Latency(Record, frozen=True, kw_only=True):
    """Seconds that half of the requests, and 99 of 100, take at most."""

    p50: Quantity | None = None
    p99: Quantity | None = None


class Backups(Record, frozen=True, kw_only=True):
    """Seconds between two backups, and for how long each is kept."""

    every: Quantity | None = None
    keep: Quantity | None = None


class Price(Record, frozen=True, kw_only=True):
    """Money a month: per replica, per GB stored, per GB sent out."""

    replica: Quantity | None = None
    storage: Quantity | None = None
    egress: Quantity | None = None


class Component(Record, frozen=True, kw_only=True):
    """``place`` maps a domain to the replicas that it holds, where the design says so exactly;
    else ``zones`` are filled round-robin. ``properties`` are the kind's own, as plain values or
    quantities."""

    id: str
    kind: str
    name: str
    technology: str = ""
    group: str | None = None
    replicas: Replicas
    zones: tuple[str, ...] = ()
    place: Mapping[str, int] = field(default_factory=dict)
    availability: Quantity | None = None
    mtbf: Quantity | None = None
    mttr: Quantity | None = None
    common_cause: Quantity | None = None
    deploy_availability: Quantity | None = None
    capacity: Quantity | None = None
    latency: Latency | None = None
    storage: Quantity | None = None
    memory: Quantity | None = None
    connections: int | None = None
    bandwidth: Quantity | None = None
    backups: Backups | None = None
    price: Price | None = None
    calls: tuple[CallGroup, ...] = ()
    managed: bool = False
    external: bool = False
    link: str = ""
    icon: str = ""
    shape: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    properties: Mapping[str, object] = field(default_factory=dict)


class Group(Record, frozen=True, kw_only=True):
    """A frame around components; ``parent`` is the id of the group that holds it."""

    id: str
    name: str
    parent: str | None = None


class View(Record, frozen=True, kw_only=True):
    """A picture that the design defines. The selectors are ids, ``group:x``, ``tag:x`` or
    ``kind:x``; ``base`` is the built-in view whose look it takes."""

    id: str
    title: str
    base: str = "high-level"
    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    direction: str = "auto"


# --- step 3: interface ------------------------------------------------------------------------


class Parameter(Record, frozen=True, kw_only=True):
    """A named input of an operation, its type as written."""

    name: str
    type: str
    optional: bool = False


class Operation(Record, frozen=True, kw_only=True):
    """A call of the public interface; ``journey`` is the id of the one that it starts."""

    id: str
    method: str = ""
    path: str = ""
    journey: str | None = None
    summary: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    returns: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    rate_limit: str = ""
    idempotent: bool | None = None


# --- step 4: data model -----------------------------------------------------------------------


class Field(Record, frozen=True, kw_only=True):
    """A typed field: ``type`` as written without marks; ``reference`` names the entity that the
    type is, ``length`` the bound of ``string(50)`` or ``id[4]``."""

    name: str
    type: str
    optional: bool = False
    many: bool = False
    length: int | None = None
    reference: str | None = None


class Query(Record, frozen=True, kw_only=True):
    """Fields by which an entity is looked up, and whether an index answers."""

    by: tuple[str, ...]
    index: bool = False
    journey: str | None = None


class Entity(Record, frozen=True, kw_only=True):
    """What is stored: its fields, where it lies, how many rows and how large. ``cached_in`` are the
    caches that keep what is read often of it. ``retention`` is seconds, and ``forever`` means that nothing is ever deleted. ``hottest_key`` is the share of its
    operations that go to one partition key."""

    id: str
    store: str | None = None
    cached_in: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    partition_by: tuple[str, ...] = ()
    hottest_key: Quantity | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)
    rows: Quantity | None = None
    size: Quantity | None = None
    created_by: str | None = None
    growth: Quantity | None = None
    retention: Quantity | None = None
    forever: bool = False
    queries: tuple[Query, ...] = ()


# --- steps 6 and 7: decisions, monitoring, accepted risks -------------------------------------


class Option(Record, frozen=True, kw_only=True):
    """A way that was weighed."""

    name: str
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()


class Decision(Record, frozen=True, kw_only=True):
    """A question with the options weighed and the one taken; ``affects`` are ids of components."""

    id: str
    question: str
    options: Mapping[str, Option] = field(default_factory=dict)
    choice: str = ""
    because: str = ""
    affects: tuple[str, ...] = ()


class Alert(Record, frozen=True, kw_only=True):
    """When somebody is told: the condition as written, and whether it wakes them up."""

    on: str
    when: str
    who: str = ""
    page: bool = False


class Monitoring(Record, frozen=True, kw_only=True):
    """What is watched, by ids; ``dashboards`` maps titles to links."""

    watches: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    dashboards: Mapping[str, str] = field(default_factory=dict)


class Acceptance(Record, frozen=True, kw_only=True):
    """A risk that is known and taken; ``until`` is an ISO date or empty."""

    rule: str
    at: str
    because: str
    until: str = ""


class Design(Record, frozen=True, kw_only=True):
    """One system, whole. ``path`` is the file as the user named it; ``domains`` and ``groups``
    are flat, each naming its parent."""

    path: str
    name: str
    summary: str = ""
    owners: tuple[str, ...] = ()
    requirements: Requirements | None = None
    scale: Scale | None = None
    estimates: Mapping[str, StatedFigure] = field(default_factory=dict)
    domains: Mapping[str, Domain] = field(default_factory=dict)
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    api: Mapping[str, Operation] = field(default_factory=dict)
    data: Mapping[str, Entity] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    monitoring: Monitoring | None = None
    accepted: tuple[Acceptance, ...] = ()
    includes: tuple[str, ...] = ()
