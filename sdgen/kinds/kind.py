"""The records that describe a component kind: what it is, how it looks, what is assumed of it."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from sdgen.quantity import Dimension

PALETTE = (
    "slate",
    "sky",
    "cyan",
    "indigo",
    "blue",
    "violet",
    "amber",
    "orange",
    "red",
    "emerald",
    "teal",
    "pink",
)
"""The colour names that a kind may use; the themes give each its light and dark value."""


class PropertyType(StrEnum):
    """What the value of a kind's own property is."""

    TEXT = "text"
    FLAG = "flag"
    COUNT = "count"
    QUANTITY = "quantity"
    CHOICE = "choice"


class Property(Struct, frozen=True, kw_only=True):
    """A property that only components of some kinds have.

    ``dimension`` is given where ``type`` is a quantity, ``choices`` where it is a choice; ``glyphs``
    are those that a card has with each of the choices in the place of its kind's. ``doc`` is the
    description that editors and the reference show.
    """

    name: str
    doc: str
    type: PropertyType = PropertyType.TEXT
    dimension: Dimension | None = None
    choices: tuple[str, ...] = ()
    glyphs: tuple[str, ...] = ()


class Role(StrEnum):
    """What a component does in a system: each kind has one role, and rules ask for it."""

    ACTOR = "actor"
    """Stands for users: journeys start here, it is up, and it takes no time."""
    EDGE = "edge"
    """Stands between users and services, and passes requests on."""
    BALANCER = "balancer"
    """Does nothing but spread requests over what it calls: with one instance there it is idle."""
    COMPUTE = "compute"
    """Runs code that the design's owners deploy, and whatever no other role describes."""
    BROKER = "broker"
    """Carries messages from those who send to those who work them off."""
    STORE = "store"
    """Is where data lives, durably or, where it can be made again from elsewhere, not."""
    CACHE = "cache"
    """Keeps in memory what is asked for often; entities name it in ``cached_in``."""
    REPLICA = "replica"
    """Answers reads from its copy of a store, and lags behind what was written there."""
    MONITOR = "monitor"
    """Watches the others: what it calls, or what calls it, is monitored."""
    PROVIDED = "provided"
    """Belongs to somebody else: one event with a promised availability, and no instances."""


class Kind(Struct, frozen=True, kw_only=True):
    """A component kind, from which schema, glyphs, legend, assumptions and reference are made.

    ``glyph`` is a name of the lucide icon set, ``colour`` one of ``PALETTE``. ``role`` and the
    traits below it are what rules, analyses and views ask about a component: none of them knows a
    kind by its name. A trait is off where a kind does not state it. ``abbreviations`` are
    ids that say no more than the kind does, so that such a component is titled by its kind;
    ``varieties`` say more, but are of this kind beyond doubt (a ``waf`` is a firewall);
    ``also_called`` are other words for the kind and well-known products of it. All are in small
    letters.

    ``availability`` is assumed of one instance that the design runs itself and says nothing
    about, ``managed_availability`` of a managed component; both are ratios (0.995 is 99.5%).
    ``availability_source`` says where the first comes from, ``managed_source`` the second; where
    that is empty, the first holds for both.
    ``latency_p50`` and ``latency_p99`` are the seconds that one operation is assumed to take
    inside the component; ``None`` where time spent there counts for no journey. Whoever uses an
    assumption states it with its source.
    """

    name: str
    title: str
    doc: str
    glyph: str
    colour: str

    role: Role
    durable: bool | None = None
    """Whether losing it loses data; ``None`` where it keeps none, so that every kind that does
    says so. Durable stores need copies and backups (REP001, REP006), stand in zones apart, and
    are tied together where one component writes several (DATA006)."""
    keeps_copies: bool = False
    """Runs on nodes that each keep a part of the data, each piece on several of them: where the
    design does not say on how many, on up to three (COPY001, SPOF001)."""
    keeps_rows: bool = False
    """Answers queries on rows: large content belongs elsewhere (DATA004), and a cache can take
    most of its reads (CAP012)."""
    keeps_tables: bool = False
    """What it keeps can be written as tables: `sdgen export -f sql` makes them of its entities."""
    keeps_blobs: bool = False
    """Keeps content under names, which is written before the row that names it: the two are no
    dual write (DATA006)."""
    caches: bool = False
    """Answers from copies of what lies behind it, so that this is asked less (CAP012)."""
    balances: bool = False
    """Spreads its calls over the replicas of what it calls: no balancer is asked for between
    the two (COPY002)."""
    checks_health: bool = False
    """Leaves out replicas that fail their health check, so that one is asked of what it calls
    (COPY005)."""
    needs_balancer: bool = False
    """Answers callers that cannot choose among its replicas: something balances before them
    (COPY002)."""
    replicated: bool = False
    """Keeps no data, or votes on it, and runs on instances of its own: more of them make it
    survive the loss of one, so that one alone is too few (COPY001)."""
    admits_anyone: bool = False
    """Passes requests on without asking who sends them: what lies behind it is as open as it is
    (SEC001)."""
    gateway: bool = False
    """Is the door to the services, where what every request needs is set once (API003)."""
    resolves_names: bool = False
    """Is asked by resolvers, which repeat, keep answers and send them in the open: neither a
    timeout (API004) nor encryption (SEC002) is asked of calls to it."""
    encrypted_if_managed: bool = False
    """Is reached over TLS wherever a provider runs it (SEC002)."""
    begins: bool = False
    """Acts by itself or on what happens outside the design: nothing need call it (DOC001)."""
    hands_out_once: bool = False
    """Each message goes to one of those who take from it, rather than to all."""
    holds_messages: bool = False
    """Messages wait in it until they are worked off, so that they can grow old (CAP008, OBS003);
    a broker that does not hands each message over at once."""
    takes_messages: bool = False
    """Takes messages from the brokers that it calls, rather than sending them (OBS003)."""
    decides_by_majority: bool = False
    """Its replicas vote, also where the design does not say so (REP003, REP004)."""

    abbreviations: tuple[str, ...] = ()
    varieties: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    availability: float = 0.995
    managed_availability: float = 0.999
    availability_source: str = ""
    managed_source: str = ""
    latency_p50: float | None = None
    latency_p99: float | None = None
    latency_source: str = ""
    properties: tuple[Property, ...] = ()

    @property
    def keeps_data(self) -> bool:
        """Whether it keeps data at all, durable or not."""
        return self.durable is not None

    @property
    def forgetful(self) -> bool:
        """Whether what it keeps is made from what another store keeps: it may be behind (REP007),
        and is no place for the only copy (DATA005)."""
        return self.role in (Role.CACHE, Role.STORE) and not self.durable

    @property
    def answers_from_copies(self) -> bool:
        """Whether it answers from copies of what another store keeps: no write ends there."""
        return self.caches or self.role is Role.REPLICA or self.forgetful

    @property
    def caches_near_users(self) -> bool:
        """Whether it hands clients copies of what lies behind it (CAP013, SEC001)."""
        return self.role is Role.EDGE and self.caches

    def property(self, name: str) -> Property | None:
        """The kind's own property of this name, or ``None``."""
        return next((each for each in self.properties if each.name == name), None)


_NAME = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


def complaint(_: str, kind: Kind) -> str:
    """What is wrong with a kind that another package brings, empty if nothing: what would fail
    only where the kind is used."""
    from msgspec import ValidationError, convert, to_builtins

    try:
        convert(to_builtins(kind), Kind)
    except ValidationError as error:
        return f"a field has a wrong value: {error}"
    if not isinstance(kind.role, Role):
        return f"its role is {kind.role!r}, which is no Role"
    if not re.fullmatch(_NAME, kind.name):
        return f"{kind.name!r} is not small letters and digits, words joined by '_'"
    if kind.colour not in PALETTE:
        return f"its colour is {kind.colour!r}; colours are {', '.join(PALETTE)}"
    if not 0.0 < kind.availability <= kind.managed_availability <= 1.0:
        return "its availabilities are not above 0 and up to 1, the managed one the higher"
    if (kind.latency_p50 is None) != (kind.latency_p99 is None):
        return "it has one of latency_p50 and latency_p99 only"
    return next(filter(None, map(_complaint_of_property, kind.properties)), "")


def _complaint_of_property(own: Property) -> str:
    if not re.fullmatch(_NAME, own.name):
        return f"its property {own.name!r} is not small letters and digits, words joined by '_'"
    if (own.type is PropertyType.QUANTITY) != (own.dimension is not None):
        return f"its property '{own.name}' has a dimension if, and only if, it is a quantity"
    if (own.type is PropertyType.CHOICE) != bool(own.choices):
        return f"its property '{own.name}' has choices if, and only if, it is a choice"
    if own.glyphs and len(own.glyphs) != len(own.choices):
        return f"its property '{own.name}' has no glyph for each choice"
    return ""
