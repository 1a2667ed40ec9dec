"""Codes of what a design says that cannot be: names of nothing, contradictions, wrong values."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.base.findings import Severity
from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.lint.code_pages.code_page import CodePage
from sdgen.model import codes, unknown_icons
from sdgen.model.view_names import TO_COME, WITH_ARGUMENT

_SHOP = """components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [db]}
  db: {kind: database}
"""
_JOURNEY = "journeys:\n  buy: {actor: web, steps: [web -> shop -> db]}\n"
_DATA = "data:\n  Order: {store: db, key: id, fields: {id: uuid}}\n"
_FOLLOWED = (
    "Pictures and figures follow such names: one that leads nowhere leaves something out, and "
    "nobody would notice."
)


def _in_code(names: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)


def _page(
    code: str,
    why: str,
    instead: str,
    bad: str = "",
    good: str = "",
    severity: Severity = Severity.ERROR,
) -> CodePage:
    name, summary = codes.CODES[code]
    return CodePage(
        code=code,
        name=name,
        summary=summary,
        why=why,
        instead=instead,
        bad=bad,
        good=good,
        severity=severity,
    )


_REFERENCES = (
    _page(
        codes.UNKNOWN_COMPONENT,
        _FOLLOWED,
        "The id of a component, as it stands under `components`.",
        _SHOP.replace("[db]", "[dbs]"),
        _SHOP,
    ),
    _page(
        codes.UNDECLARED_CALL,
        "Availability, load and latency go along the calls of components: a step that goes "
        "elsewhere would not be counted.",
        "The call under `calls` of the component, or the step the other way round.",
        _SHOP + _JOURNEY.replace("shop -> db", "db"),
        _SHOP + _JOURNEY,
    ),
    _page(
        codes.UNKNOWN_DOMAIN,
        "What is in no known zone cannot fail with it, so the figures would be too good.",
        "A name out of `topology`.",
        "topology:\n  r1: {zones: [a]}\n" + _SHOP.replace("database", "database, zones: [b]"),
        "topology:\n  r1: {zones: [a]}\n" + _SHOP.replace("database", "database, zones: [a]"),
    ),
    _page(
        codes.UNKNOWN_GROUP,
        "A component in no known group would be drawn outside all of them.",
        "A name out of `groups`.",
        "groups: {edge: {}}\n" + _SHOP.replace("database", "database, group: egde"),
        "groups: {edge: {}}\n" + _SHOP.replace("database", "database, group: edge"),
    ),
    _page(
        codes.UNKNOWN_JOURNEY,
        _FOLLOWED,
        "The id of a journey, as it stands under `journeys`.",
        _SHOP + _JOURNEY + _DATA.replace("store: db", "store: db, created_by: bye"),
        _SHOP + _JOURNEY + _DATA.replace("store: db", "store: db, created_by: buy"),
    ),
    _page(
        codes.UNKNOWN_ENTITY,
        _FOLLOWED,
        "The id of an entity, as it stands under `data`.",
        _SHOP + _JOURNEY.replace("web,", "web, writes: [Orders],", 1) + _DATA,
        _SHOP + _JOURNEY.replace("web,", "web, writes: [Order],", 1) + _DATA,
    ),
    _page(
        codes.UNKNOWN_FIELD,
        "A key of a field that is not there cannot find anything.",
        "A name out of the `fields` of the entity.",
        _SHOP + _DATA.replace("key: id", "key: order_id"),
        _SHOP + _DATA,
    ),
    _page(
        codes.UNKNOWN_REQUIREMENT,
        "A journey that serves no requirement leaves one without a journey.",
        "An id out of `requirements`.",
        "requirements: {functional: {shop: People buy.}}\n"
        + _SHOP
        + _JOURNEY.replace("web,", "web, serves: [shops],", 1),
        "requirements: {functional: {shop: People buy.}}\n"
        + _SHOP
        + _JOURNEY.replace("web,", "web, serves: [shop],", 1),
    ),
    _page(
        codes.UNKNOWN_ELEMENT,
        "A risk that is accepted at nothing accepts nothing, an alert on nothing tells nobody.",
        "The id of a component, journey or other part of the design.",
        "accepted:\n  - {rule: no-backup, at: dbs, because: It is a copy.}\n" + _SHOP,
        "accepted:\n  - {rule: no-backup, at: db, because: It is a copy.}\n" + _SHOP,
    ),
    _page(
        codes.UNKNOWN_SELECTOR,
        "The picture would lack what it should show.",
        "The id of a component, or `kind:`, `tag:` or `group:` with one that is in the design.",
        "views: {stores: {include: [dbs]}}\n" + _SHOP,
        "views: {stores: {include: [db]}}\n" + _SHOP,
    ),
    _page(
        codes.UNKNOWN_OPTION,
        "Whoever reads the decision cannot tell what was chosen.",
        "One of the `options` of the decision.",
        "decisions:\n  store: {question: Where?, options: {sql: {}, files: {}}, choice: sqll, because: Known.}\n"
        + _SHOP,
        "decisions:\n  store: {question: Where?, options: {sql: {}, files: {}}, choice: sql, because: Known.}\n"
        + _SHOP,
    ),
    _page(
        codes.UNREACHED_STEP,
        "Rates are carried from step to step: what is not reached has none.",
        "A step that leads there before it.",
        _SHOP + _JOURNEY.replace("web -> shop -> db", "shop -> db"),
        _SHOP + _JOURNEY,
    ),
    _page(
        codes.CYCLE,
        "A group that stands in itself cannot be drawn.",
        "`parent` of one group fewer.",
        "groups: {a: {parent: b}, b: {parent: a}}\n" + _SHOP,
        "groups: {a: {}, b: {parent: a}}\n" + _SHOP,
    ),
    _page(
        codes.TOO_MANY,
        "Whoever has this many mistakes learns nothing from the rest; most have one cause.",
        "Mend the first ones and check again.",
    ),
    _page(
        codes.IDLE_JOURNEY,
        "Nothing can be computed of a journey that reaches no component.",
        "`calls` of its actor, or another `actor`.",
        "components:\n  web: {kind: client}\n  db: {kind: database}\njourneys: {buy: {actor: web}}\n",
        "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database}\n"
        "journeys: {buy: {actor: web}}\n",
        Severity.WARNING,
    ),
    _page(
        codes.IDLE_ALTERNATIVE,
        "A component is down together with itself: such an alternative helps nothing.",
        "Another component, or the call alone.",
        _SHOP.replace("[db]", "[{any_of: [db, db]}]"),
        _SHOP,
        Severity.WARNING,
    ),
    _page(
        codes.IDLE_ROW,
        "One component is in a row wherever it stands: the name may be misspelt.",
        "The same `row` at another component, or none.",
        "components:\n  db: {kind: database, row: stores}\n  pages: {kind: cache, row: store}\n",
        "components:\n  db: {kind: database, row: stores}\n  pages: {kind: cache, row: stores}\n",
        Severity.WARNING,
    ),
    _page(
        codes.IDLE_COLLAPSE,
        "A group that is one card shows nothing inside, also no card of a group in it.",
        "One of the two groups.",
        "groups: {back: Back, stores: {parent: back}}\n"
        "views: {short: {collapse: ['group:back', 'group:stores']}}\n" + _SHOP,
        "groups: {back: Back, stores: {parent: back}}\n"
        "views: {short: {collapse: ['group:back']}}\n" + _SHOP,
        Severity.WARNING,
    ),
)

_VALUES = (
    _page(
        codes.QUANTITY,
        "What cannot be read cannot be computed with.",
        "A number with a unit of the kind that is due: `64 GiB`, `2k/s`, `30ms`, `99.9%`.",
        _SHOP.replace("database", "database, capacity: 5 GB"),
        _SHOP.replace("database", "database, capacity: 5k/s"),
    ),
    _page(
        codes.CONTRADICTION,
        "Whatever is computed from values that cannot all be true is wrong.",
        "Values that can; the message says which of them do not fit.",
        _SHOP.replace("database", "database, replicas: {count: 2, need: 3}"),
        _SHOP.replace("database", "database, replicas: {count: 3, need: 2}"),
    ),
    _page(
        codes.FORM,
        "A step, a type and a date have their own way of being written.",
        "`a -> b` for a step, `2026-01-31` for a day, and the types that the message lists.",
        _SHOP + _JOURNEY.replace("web -> shop -> db", "web to shop"),
        _SHOP + _JOURNEY,
    ),
    _page(
        codes.DEFINED_TWICE,
        "Two places that say the same come to say different things.",
        "One of the two.",
        _SHOP.replace("database", "cache, hot_set: 1 GB, skew: 0.9"),
        _SHOP.replace("database", "cache, hot_set: 1 GB"),
    ),
    _page(
        codes.NAME_TAKEN,
        "Two views of one name would write the same files, and `--view` could mean either.",
        "Another id. Taken are the names of the built-in views "
        f"({_in_code(VIEW_REGISTRY.built_in_names())}), those of views to come ({_in_code(TO_COME)}), `all`, and "
        f"ids that begin with {_in_code(f'{each}-' for each in WITH_ARGUMENT)}.",
        "views: {detailed: {base: detailed, leave_out: [db]}}\n" + _SHOP,
        "views: {without-stores: {base: detailed, leave_out: [db]}}\n" + _SHOP,
    ),
)

_FILES = (
    _page(
        codes.INCLUDE_UNREADABLE,
        "What the file says would be missing from the design.",
        "The path of a file, seen from the file that includes it.",
        "include: [nothing-here.yaml]\n" + _SHOP,
        _SHOP,
    ),
    _page(
        codes.INCLUDE_OUTSIDE,
        "A design must mean the same on every machine, and must not read what is none of its "
        "business.",
        "A relative path with `/` that stays within the repository.",
        "include: [/etc/passwd.yaml]\n" + _SHOP,
        _SHOP,
    ),
    _page(
        codes.INCLUDE_CYCLE,
        "Files that include each other never end.",
        "What both need in a third file.",
    ),
    _page(
        codes.INCLUDE_TOO_MANY,
        "This many files, or this deep, is a slip, or an attack.",
        "Fewer files.",
    ),
    _page(
        codes.INCLUDE_UNSUITABLE,
        "A pull request must not be able to show what else lies in the repository: settings, keys, "
        "the tokens of a checkout.",
        "The path of a `.yaml` or `.yml` file that holds parts of a design, none of its folders "
        "hidden.",
        "include: [.env]\n" + _SHOP,
        _SHOP,
    ),
    _page(
        codes.PART,
        "A part names what other files define, so that alone only its keys and values can be "
        "checked. Where exactly one design of the repository includes it, that is checked instead.",
        "Nothing; or name the design. A file with `sdgen` and `name` is a design of its own.",
        severity=Severity.INFO,
    ),
)

_OVERRIDES = (
    _page(
        codes.UNKNOWN_OVERRIDE,
        "An override that meets nothing changes nothing, and the design would say less than its "
        "author thinks.",
        "The id of what an included file defines; what a file defines itself is written there.",
        "override: {components: {db: {replicas: 2}}}\n" + _SHOP,
        _SHOP.replace("database", "database, replicas: 2"),
    ),
    _page(
        codes.DIFFERENT,
        "Neither of the two is nearer to the component, so that nobody can know which counts.",
        "The value at the component itself, or in the design that includes both files.",
        "defaults: {tags: {critical: {replicas: 3}, cheap: {replicas: 1}}}\n"
        + _SHOP.replace("database", "database, tags: [critical, cheap]"),
        "defaults: {tags: {critical: {replicas: 3}, cheap: {replicas: 1}}}\n"
        + _SHOP.replace("database", "database, tags: [critical, cheap], replicas: 2"),
    ),
    _page(
        codes.IDLE_REMOVAL,
        "`null` removes what a default or an included file gives. Where there is nothing to remove "
        "a value is missing.",
        "The value, or no such key.",
        _SHOP.replace("database", "database, backups: null"),
        "defaults: {kinds: {database: {backups: 24h}}}\n"
        + _SHOP.replace("database", "database, backups: null"),
        severity=Severity.WARNING,
    ),
    _page(
        codes.IDLE_DEFAULT,
        "A default that holds for nothing changes nothing: a kind or a tag may be misspelt.",
        "The kind or tag that components have.",
        "defaults: {tags: {critcal: {replicas: 3}}}\n"
        + _SHOP.replace("database", "database, tags: [critical]"),
        "defaults: {tags: {critical: {replicas: 3}}}\n"
        + _SHOP.replace("database", "database, tags: [critical]"),
        severity=Severity.WARNING,
    ),
    _page(
        codes.DEFAULTS_TOO_MANY,
        "Defaults are written out into each component and call, so that a few lines can become more "
        "than can be read.",
        "Fewer or shorter defaults.",
    ),
)

PAGES = (
    *_REFERENCES,
    *_VALUES,
    *_OVERRIDES,
    *_FILES,
    CodePage(
        code=unknown_icons.CODE,
        name="unknown-icon",
        summary="An icon that does not exist.",
        why="The card would be drawn without it.",
        instead="A name of the `diagrams` package, such as `aws.storage.S3`, or no `icon`: then "
        "`technology` or the kind gives one.",
        bad=_SHOP.replace("database", "database, icon: aws.storage.S33"),
        good=_SHOP.replace("database", "database, icon: aws.storage.S3"),
    ),
)
