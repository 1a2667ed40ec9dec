"""What the model says about ids that name nothing, and about values that cannot be true."""

from __future__ import annotations

import pytest

from sdgen.base.findings import Severity
from sdgen.model import codes, read_design_text
from tests.model.given import HEAD, findings, one
from tests.support.cases import every_case

SHOP = (
    "components:\n"
    "  web: {kind: client, calls: [shop]}\n"
    "  shop: {kind: service, calls: [{shop-db: {optional: true}}]}\n"
    "  shop-db: {kind: database}\n"
)
"""Lines 3 to 6 of a design, which begins with ``sdgen`` and ``name``."""


def database(body: str) -> str:
    return f"components:\n  db: {{kind: database, {body}}}\n"


def journey(body: str) -> str:
    return f"{SHOP}journeys:\n  buy:\n{body}"


def entity(body: str) -> str:
    return f"{SHOP}data:\n  Order: {{{body}}}\n"


REFERENCES = [
    (
        database("calls: [dbb]"),
        "4:32",
        codes.UNKNOWN_COMPONENT,
        "component 'db', calls: there is no component 'dbb'",
        "did you mean 'db'? components: db",
    ),
    (
        database("calls: [{any_of: [copy]}]"),
        "4:42",
        codes.UNKNOWN_COMPONENT,
        "component 'db', calls: there is no component 'copy'",
        "components: db",
    ),
    (
        "topology: {eu: {zones: {eu-a: 99.9%}}}\n" + database("zones: [eu-a, eu-b]"),
        "5:38",
        codes.UNKNOWN_DOMAIN,
        "component 'db', 'zones': there is no domain 'eu-b'",
        "did you mean 'eu'? domains: eu, eu-a",
    ),
    (
        database("zones: [eu-a]"),
        "4:32",
        codes.UNKNOWN_DOMAIN,
        "component 'db', 'zones': there is no domain 'eu-a'",
        "there are no domains",
    ),
    (
        "topology: {eu-a: 99.9%}\n" + database("place: {eu-b: 1}"),
        "5:38",
        codes.UNKNOWN_DOMAIN,
        "component 'db', 'place': there is no domain 'eu-b'",
        "did you mean 'eu-a'? domains: eu-a",
    ),
    (
        "groups: {data: Data}\n" + database("group: dta"),
        "5:31",
        codes.UNKNOWN_GROUP,
        "component 'db': there is no group 'dta'",
        "did you mean 'data'? groups: data",
    ),
    (
        "groups: {data: {parent: back}}\n" + database("group: data"),
        "3:25",
        codes.UNKNOWN_GROUP,
        "group 'data': there is no group 'back' for it to stand in",
        "groups: data",
    ),
    (
        "components:\n  copy: {kind: replica, copy_of: db}\n  dbs: {kind: database}\n",
        "4:34",
        codes.UNKNOWN_COMPONENT,
        "component 'copy', 'copy_of': there is no component 'db'",
        "did you mean 'dbs'? components: copy, dbs",
    ),
    (
        journey("    actor: wbe\n"),
        "9:12",
        codes.UNKNOWN_COMPONENT,
        "journey 'buy', 'actor': there is no component 'wbe'",
        "did you mean 'web'? components: shop, shop-db, web",
    ),
    (
        journey("    steps: [web -> shop, 'shop -> shop-db': {on_miss: shop-bd}]\n"),
        "9:55",
        codes.UNKNOWN_COMPONENT,
        "journey 'buy', steps, 'on_miss': there is no component 'shop-bd'",
        "did you mean 'shop-db'? components: shop, shop-db, web",
    ),
    (
        "components:\n  db: {kind: worker, consumes: [jbs]}\n  jobs: {kind: queue}\n",
        "4:33",
        codes.UNKNOWN_COMPONENT,
        "component 'db', 'consumes': there is no component 'jbs'",
        "did you mean 'jobs'? components: db, jobs",
    ),
    (
        journey("    rate: 5/s\n"),
        "8:3",
        codes.FORM,
        "journey 'buy': it has no actor",
        "add 'actor: ' with the id of a component, or 'steps' that begin with one",
    ),
    (
        journey("    steps:\n      - web -> shop -> shop-bd: write\n"),
        "10:24",
        codes.UNKNOWN_COMPONENT,
        "journey 'buy', steps: there is no component 'shop-bd'",
        "did you mean 'shop-db'? components: shop, shop-db, web",
    ),
    (
        journey("    steps: [web -> shop, web -> shop-db]\n"),
        "9:26",
        codes.UNDECLARED_CALL,
        "journey 'buy', steps: 'web' does not call 'shop-db'",
        "add '- shop-db' to the 'calls' of 'web' (shop.yaml:4:3)",
    ),
    (
        journey("    steps: [web -> shop -> shop-db -> shop]\n"),
        "9:28",
        codes.UNDECLARED_CALL,
        "journey 'buy', steps: 'shop-db' does not call 'shop'",
        "add 'calls: [shop]' to 'shop-db' (shop.yaml:6:3); or turn the arrow, since 'shop' calls 'shop-db'",
    ),
    (
        journey("    actor: web\n    steps: [shop -> shop-db]\n"),
        "10:13",
        codes.UNREACHED_STEP,
        "journey 'buy', steps: a step starts at 'shop', which the journey has not reached",
        "add a step that leads from 'web' to 'shop' before it",
    ),
    (
        journey("    actor: web\n    serves: [by]\n") + "requirements: {functional: {buy: x}}\n",
        "10:14",
        codes.UNKNOWN_REQUIREMENT,
        "journey 'buy', 'serves': there is no requirement 'by'",
        "did you mean 'buy'? requirements: buy",
    ),
    (
        journey("    actor: web\n    reads: [Ordr]\n") + "data: {Order: {store: shop-db}}\n",
        "10:13",
        codes.UNKNOWN_ENTITY,
        "journey 'buy', 'reads': there is no entity 'Ordr'",
        "did you mean 'Order'? entities: Order",
    ),
    (
        journey("    actor: web\n    writes: [Cart]\n"),
        "10:14",
        codes.UNKNOWN_ENTITY,
        "journey 'buy', 'writes': there is no entity 'Cart'",
        "there are no entities",
    ),
    (
        entity("store: shopdb"),
        "8:18",
        codes.UNKNOWN_COMPONENT,
        "entity 'Order', 'store': there is no component 'shopdb'",
        "did you mean 'shop-db'? components: shop, shop-db, web",
    ),
    (
        entity("created_by: buy"),
        "8:23",
        codes.UNKNOWN_JOURNEY,
        "entity 'Order', 'created_by': there is no journey 'buy'",
        "there are no journeys",
    ),
    (
        entity("fields: {buyer: User}"),
        "8:27",
        codes.UNKNOWN_ENTITY,
        "entity 'Order', field 'buyer': there is no entity 'User'",
        "entities: Order",
    ),
    (
        entity("key: ordr_id, fields: {order_id: id}"),
        "8:16",
        codes.UNKNOWN_FIELD,
        "entity 'Order', 'key': there is no field 'ordr_id'",
        "did you mean 'order_id'? fields: order_id",
    ),
    (
        entity("partition_by: [order_id, day], fields: {order_id: id}"),
        "8:36",
        codes.UNKNOWN_FIELD,
        "entity 'Order', 'partition_by': there is no field 'day'",
        "fields: order_id",
    ),
    (
        entity("queries: [{by: buyer}], fields: {order_id: id}"),
        "8:26",
        codes.UNKNOWN_FIELD,
        "entity 'Order', query: there is no field 'buyer'",
        "fields: order_id",
    ),
    (
        entity("queries: [{by: order_id, journey: buy}]"),
        "8:45",
        codes.UNKNOWN_JOURNEY,
        "entity 'Order', query: there is no journey 'buy'",
        "there are no journeys",
    ),
    (
        SHOP + "api: {buy: {journey: by}}\n",
        "7:22",
        codes.UNKNOWN_JOURNEY,
        "operation 'buy': there is no journey 'by'",
        "there are no journeys",
    ),
    (
        SHOP + "decisions: {store: {question: Which?, affects: [shp-db]}}\n",
        "7:49",
        codes.UNKNOWN_COMPONENT,
        "decision 'store', 'affects': there is no component 'shp-db'",
        "did you mean 'shop-db'? components: shop, shop-db, web",
    ),
    (
        SHOP
        + "decisions: {store: {question: Which?, options: {SQL: {}, files: {}}, choice: sqll}}\n",
        "7:78",
        codes.UNKNOWN_OPTION,
        "decision 'store': the choice 'sqll' is none of its options",
        "did you mean 'SQL'? options: SQL, files",
    ),
    (
        SHOP + "monitoring: {watches: [shop, sho]}\n",
        "7:30",
        codes.UNKNOWN_ELEMENT,
        "monitoring, watches: there is no component or journey 'sho'",
        "did you mean 'shop'? component or journeys: shop, shop-db, web",
    ),
    (
        SHOP + "monitoring: {alerts: [{on: shops, when: down}]}\n",
        "7:28",
        codes.UNKNOWN_ELEMENT,
        "monitoring, an alert: there is no component or journey 'shops'",
        "did you mean 'shop'? component or journeys: shop, shop-db, web",
    ),
    (
        SHOP + "accepted: [{rule: x, at: shop-bd, because: y}]\n",
        "7:26",
        codes.UNKNOWN_ELEMENT,
        "accepted risk: there is no component, journey or other part 'shop-bd'",
        "did you mean 'shop-db'? ids: shop, shop->shop-db, shop-db, web, web->shop",
    ),
    (
        SHOP + "views: {mine: {include: [shp]}}\n",
        "7:26",
        codes.UNKNOWN_SELECTOR,
        "view 'mine', 'include': there is no component 'shp'",
        "did you mean 'shop'? components: shop, shop-db, web",
    ),
    (
        SHOP + "views: {mine: {leave_out: ['group:data']}}\n",
        "7:28",
        codes.UNKNOWN_SELECTOR,
        "view 'mine', 'leave_out': there is no group 'data'",
        "there are no groups",
    ),
    (
        "groups: {data: Data}\n" + database("group: data") + "views: {mine: {collapse: [dta]}}\n",
        "6:27",
        codes.UNKNOWN_SELECTOR,
        "view 'mine', 'collapse': there is no group 'dta'",
        "did you mean 'data'? groups: data",
    ),
    (
        SHOP + "views: {mine: {collapse: ['tag:hot']}}\n",
        "7:27",
        codes.UNKNOWN_SELECTOR,
        "view 'mine', 'collapse': 'tag:hot' is no group",
        "write a group, as in group:data",
    ),
    (
        SHOP + "views: {mine: {include: ['tag:hot']}}\n",
        "7:26",
        codes.UNKNOWN_SELECTOR,
        "view 'mine', 'include': there is no tag 'hot'",
        "there are no tags",
    ),
    (
        SHOP + "views: {mine: {include: ['kind:databse']}}\n",
        "7:26",
        codes.UNKNOWN_SELECTOR,
        "view 'mine', 'include': there is no kind 'databse'",
        "did you mean 'database'? kinds: client, database, service",
    ),
    (
        SHOP + "views: {mine: {include: ['grup:data']}}\n",
        "7:26",
        codes.UNKNOWN_SELECTOR,
        "view 'mine', 'include': 'grup:data' selects nothing",
        "did you mean 'group'? selectors: group, kind, property, tag (as in group:data)",
    ),
]

VALUES = [
    (
        SHOP + "views: {our-data: {include: [shop]}, data: {include: [shop]}}\n",
        "7:38",
        codes.NAME_TAKEN,
        "a view of the design's own cannot be called 'data': a built-in view has that name",
        "give it another name, such as 'our-data-2'; its pictures are named after it",
    ),
    (
        database("storage: 8 apples"),
        "4:33",
        codes.QUANTITY,
        "component 'db', 'storage': ",
        "",
    ),
    (
        "components:\n  q: {kind: queue}\n  copy: {kind: replica, copy_of: q}\n",
        "5:34",
        codes.CONTRADICTION,
        "component 'copy', 'copy_of': there is nothing to copy in 'q', which is a queue",
        "name the store whose rows it answers from",
    ),
    (
        database("copy_of: db").replace("database", "replica"),
        "4:32",
        codes.CONTRADICTION,
        "component 'db', 'copy_of': there is nothing to copy in 'db', which is this component itself",
        "name the store whose rows it answers from",
    ),
    (
        database("availability: 101%"),
        "4:38",
        codes.CONTRADICTION,
        "component 'db', 'availability': '101%' is over 100%",
        "write at most 100%",
    ),
    (
        database("common_cause: 120%"),
        "4:38",
        codes.CONTRADICTION,
        "component 'db', 'common_cause': '120%' is over 100%",
        "write at most 100%",
    ),
    (
        database("replicas: {count: 2, mode: active-standby, failover: {success: 101%}}"),
        "4:87",
        codes.CONTRADICTION,
        "component 'db', failover 'success': '101%' is over 100%",
        "write at most 100%",
    ),
    (
        "components: {c: {kind: cache, hit_ratio: 950%}}\n",
        "3:42",
        codes.CONTRADICTION,
        "component 'c', 'hit_ratio': '950%' is over 100%",
        "write at most 100%",
    ),
    (
        "topology: {eu-a: 110%}\n" + database("zones: [eu-a]"),
        "3:18",
        codes.CONTRADICTION,
        "domain 'eu-a', 'availability': '110%' is over 100%",
        "write at most 100%",
    ),
    (
        journey("    actor: web\n    objectives: {availability: 999%}\n"),
        "10:32",
        codes.CONTRADICTION,
        "journey 'buy', objective 'availability': '999%' is over 100%",
        "write at most 100%",
    ),
    (
        database("latency: {p50: 50ms, p99: 5ms}"),
        "4:39",
        codes.CONTRADICTION,
        "component 'db', latency: the median p50 ('50ms') is over the 99th percentile p99 ('5ms')",
        "half of all requests cannot take longer than 99 of 100; swap them, or correct one",
    ),
    (
        journey("    actor: web\n    objectives: {p50: 1s, p99: 1ms}\n"),
        "10:23",
        codes.CONTRADICTION,
        "journey 'buy', objective: the median p50 ('1s') is over the 99th percentile p99 ('1ms')",
        "half of all requests",
    ),
    (
        database("mtbf: 90d"),
        "4:30",
        codes.CONTRADICTION,
        "component 'db': 'mtbf' says nothing about availability without 'mttr'",
        "add 'mttr'",
    ),
    (
        database("mttr: 1h"),
        "4:30",
        codes.CONTRADICTION,
        "component 'db': 'mttr' says nothing about availability without 'mtbf'",
        "add 'mtbf'",
    ),
    (
        database("mtbf: 0s, mttr: 0s"),
        "4:30",
        codes.CONTRADICTION,
        "component 'db': 'mtbf' and 'mttr' are both zero",
        "write for example 'mtbf: 90d' and 'mttr: 30min'",
    ),
    (
        database("replicas: {count: 2, need: 3}"),
        "4:51",
        codes.CONTRADICTION,
        "component 'db': 3 replicas are needed, but there are 2",
        "write 'count: 3' or more, or 'need: 2' or less",
    ),
    (
        database("replicas: {need: 3}"),
        "4:41",
        codes.CONTRADICTION,
        "component 'db': 3 replicas are needed, but there is 1 ('count' is missing)",
        "write 'count: 3' or more",
    ),
    (
        database("replicas: {count: 2, copies: 3}"),
        "4:53",
        codes.CONTRADICTION,
        "component 'db': 3 copies of the data, but only 2 replicas",
        "copies lie on different replicas: write 'count: 3' or more",
    ),
    (
        database("hottest_key: 120%"),
        "4:37",
        codes.CONTRADICTION,
        "component 'db', 'hottest_key': '120%' is over 100%",
        "write at most 100%",
    ),
    (
        SHOP + "data: {Order: {store: shop-db, hottest_key: 300%}}\n",
        "7:45",
        codes.CONTRADICTION,
        "entity 'Order', 'hottest_key': '300%' is over 100%",
        "write at most 100%",
    ),
    (
        "estimates: {shop-db.storage: 3/s}\n" + SHOP,
        "3:30",
        codes.QUANTITY,
        "estimate 'shop-db.storage': '3/s' is a rate, and a size is due here",
        "write a size such as 4 KB, 64 GiB or 8 TB",
    ),
    (
        "estimates: {shop-db.p99: 3ms}\n" + SHOP,
        "3:13",
        codes.UNKNOWN_ELEMENT,
        "estimate 'shop-db.p99': the component 'shop-db' has no figure 'p99'",
        "figures: average, ",
    ),
    (
        "estimates: {shop-bd.peak: 3/s}\n" + SHOP,
        "3:13",
        codes.UNKNOWN_ELEMENT,
        "estimate 'shop-bd.peak': there is no journey, component or entity 'shop-bd'",
        "did you mean 'shop-db'? journeys, components and entities: shop, shop-db, web",
    ),
    (
        "estimates: {shop-db.storag: 3 TB}\n" + SHOP,
        "3:13",
        codes.UNKNOWN_ELEMENT,
        "estimate 'shop-db.storag': there is no figure 'storag'",
        "did you mean 'storage'? figures: average, ",
    ),
    (
        database("replicas: {count: 1, need: 1 of 2}"),
        "4:51",
        codes.CONTRADICTION,
        "component 'db': 2 copies of the data, but only one replica",
        "copies lie on different replicas: write 'count: 2' or more",
    ),
    (
        database("replicas: {count: 5, copies: 3, need: 4}"),
        "4:62",
        codes.CONTRADICTION,
        "component 'db': 4 must answer, but there are 3 copies",
        "write 3 or less",
    ),
    (
        database("replicas: {count: 5, copies: 4, need: 2 of 3}"),
        "4:62",
        codes.CONTRADICTION,
        "component 'db': 'need: 2 of 3' speaks of 3 copies, 'copies' of 4",
        "write 'copies: 3', or 'need: 2 of 4'",
    ),
    (
        "topology: {a: , b: }\n" + database("replicas: 3, place: {a: 2, b: 2}"),
        "5:44",
        codes.CONTRADICTION,
        "component 'db': 'place' has 4 replicas, 'replicas' says 3",
        "write 'replicas: 4', or place 1 less",
    ),
    (
        "topology: {a: , b: }\n" + database("place: {a: 0}"),
        "5:31",
        codes.CONTRADICTION,
        "component 'db': 'place' has no replica anywhere",
        "write how many run in each, such as 'place: {a: 1}', or leave out 'place'",
    ),
    (
        "topology: {a: , b: }\n" + database("replicas: 3, place: {a: 0, b: 0}"),
        "5:44",
        codes.CONTRADICTION,
        "component 'db': 'place' has no replica anywhere",
        "write how many run in each, such as 'place: {a: 1, b: 1}', or leave out 'place'",
    ),
    (
        "components: {a: {kind: service, calls: [{need: 3, of: [b, c]}]}, b: {kind: cache}, c: {kind: cache}}\n",
        "3:48",
        codes.CONTRADICTION,
        "component 'a': 'need' is 3, but 'of' names 2",
        "write at most 2, or name more components",
    ),
    (
        "scale: {peak: 0.5x}\n" + SHOP,
        "3:15",
        codes.CONTRADICTION,
        "'scale', 'peak': the peak ('0.5x') is below the average",
        "write a factor of at least 1x",
    ),
    (
        "scale: {growth: 9000%, horizon: 5y}\n" + SHOP,
        "3:17",
        codes.CONTRADICTION,
        "'scale', 'growth': '9000%' a year over '5y' is more than a billion times the load",
        "write how much load grows in a year, such as 20%",
    ),
    (
        "scale: {daily_users: 2M, total_users: 1M}\n" + SHOP,
        "3:22",
        codes.CONTRADICTION,
        "'scale', 'daily_users': '2M' is more than 'total_users' ('1M')",
        "write at most '1M', or more 'total_users'",
    ),
    (
        "scale: {month: 0s}\n" + SHOP,
        "3:16",
        codes.CONTRADICTION,
        "'scale', 'month': a month must be longer than zero",
        "write for example 30d or 365d",
    ),
    (
        "topology: {eu: {zones: {a: 99%}}, us: {zones: {a: 99%}}}\n" + SHOP,
        "3:48",
        codes.DEFINED_TWICE,
        "the failure domain 'a' is defined twice, first at shop.yaml:3:25",
        "give each domain an id of its own",
    ),
    (
        "topology: {aws: {regions: {eu: 99%}}}\n" + SHOP,
        "3:18",
        codes.CONTRADICTION,
        "domain 'aws': a region cannot hold regions",
        "providers hold regions, regions hold zones, zones hold racks, zones and racks hold hosts; write 'level: provider'",
    ),
    (
        "topology: {eu: {zones: {a: {level: rack}}}}\n" + SHOP,
        "3:36",
        codes.CONTRADICTION,
        "domain 'a': 'level' says rack, but it stands under 'zones'",
        "leave out 'level', or move the domain under 'racks'",
    ),
    (
        "groups: {a: {parent: b}, b: {parent: a}}\n" + SHOP,
        "3:22",
        codes.CYCLE,
        "group 'a' stands in itself: a in b in a",
        "leave out 'parent' of one of them",
    ),
    (
        journey("    steps: [web to shop]\n    actor: web\n"),
        "9:13",
        codes.FORM,
        "journey 'buy', step 1: 'web to shop' is no arrow from one component to another",
        "write 'a -> b', 'a -> b -> c: label', or 'a -> b: {times: 1%, label: on a miss}'",
    ),
    (
        journey("    actor: web\n    steps:\n      - web -> shop: {bytes: 1 KB, request: 2 KB}\n"),
        "11:45",
        codes.DEFINED_TWICE,
        "journey 'buy', step 1: 'bytes' and 'request' say the same",
        "leave one of them out",
    ),
    (
        journey("    actor: web\n    rate: 5 KB\n"),
        "10:11",
        codes.QUANTITY,
        "journey 'buy', 'rate': ",
        "",
    ),
    (
        SHOP + "api: {buy: {http: post /buy}}\n",
        "7:19",
        codes.FORM,
        "operation 'buy', 'http': 'post /buy' is no method with a path",
        "write for example 'GET /v1/tweets': a method in capitals",
    ),
    (
        entity("fields: {name: string(long)}"),
        "8:26",
        codes.FORM,
        "entity 'Order', field 'name': 'string(long)' is no type",
        "write a type such as string(50), id[4], timestamp?, or the name of an entity",
    ),
    (
        SHOP + "accepted: [{rule: x, at: shop, because: y, until: 2027-02-30}]\n",
        "7:51",
        codes.FORM,
        "accepted risk at 'shop': there is no day '2027-02-30'",
        "write a day as year, month, day, such as 2027-03-31",
    ),
]


TWO = "components: {a: {kind: service, calls: [CALL]}, b: {kind: cache}, c: {kind: cache}}\n"
"""Line 3 of a design: ``CALL`` begins in column 41."""

GROUPS = [
    *(
        (
            TWO.replace("CALL", call),
            f"3:{column}",
            codes.CONTRADICTION,
            f"component 'a', '{form}': '{key}' of 'b' says nothing of the others in its group",
            f"write '{key}' beside '{form}', which holds for all of them, or 'b' as a call of its own",
        )
        for call, column, form, key in (
            ("{any_of: [{b: {async: true}}, c]}", 63, "any_of", "async"),
            ("{any_of: [{b: {optional: true}}, c]}", 66, "any_of", "optional"),
            ("{need: 1, of: [{b: {async: false}}, c]}", 68, "of", "async"),
            ("{need: 1, of: [{b: {optional: true}}, c]}", 71, "of", "optional"),
        )
    ),
    (
        TWO.replace("CALL", "{any_of: [b], failover: {time: 3s}}"),
        "3:55",
        codes.CONTRADICTION,
        "component 'a': 'failover' changes over to nothing, since 'any_of' names only 'b'",
        "name another component that can answer, or leave out 'failover'",
    ),
    (
        TWO.replace("CALL", "{any_of: [b, c], failover: manual}"),
        "3:68",
        codes.CONTRADICTION,
        "component 'a', 'any_of': whether its failover is automatic says neither how long callers "
        "take to change over nor how often that works",
        "write 'failover: {time: 30s, success: 99%}' with your figures",
    ),
    (
        TWO.replace("CALL", "{any_of: [b, c], failover: {time: 3}}"),
        "3:75",
        codes.QUANTITY,
        "component 'a', 'any_of', failover 'time': 3 has no unit, and a duration is due here",
        "write 3ms or 3s",
    ),
    (
        TWO.replace("CALL", "{any_of: [b, c], failover: {success: 120%}}"),
        "3:78",
        codes.CONTRADICTION,
        "component 'a', 'any_of', failover 'success': '120%' is over 100%",
        "write at most 100%",
    ),
]


@pytest.mark.slow
@every_case(("text", "place", "code", "message", "help_text"), REFERENCES + VALUES + GROUPS)
def test_a_mistake_is_explained(
    text: str, place: str, code: str, message: str, help_text: str
) -> None:
    finding = one(text)
    assert str(finding.span) == f"shop.yaml:{place}"
    assert finding.code == code
    assert finding.name == codes.CODES[code][0]
    assert finding.message.startswith(message)
    assert finding.help.startswith(help_text)
    assert finding.help


WARNINGS = [
    (
        database("calls: [{any_of: [db, cache]}]}\n  cache: {kind: cache"),
        "4:42",
        codes.IDLE_ALTERNATIVE,
        "component 'db', calls: 'db' is an alternative to itself",
        "leave it out, since while it is down it cannot stand in",
    ),
    (
        database("calls: [{need: 2, of: [a, b, db]}]}\n  a: {kind: cache}\n  b: {kind: cache"),
        "4:53",
        codes.IDLE_ALTERNATIVE,
        "component 'db', calls: 'db' is an alternative to itself",
        "leave it out, since while it is down it cannot stand in",
    ),
    (
        database("calls: [{any_of: [cache, cache]}]}\n  cache: {kind: cache"),
        "4:49",
        codes.IDLE_ALTERNATIVE,
        "component 'db', calls: 'cache' is an alternative to itself",
        "name it once; more instances of a component are its 'replicas'",
    ),
    (
        "components: {web: {kind: client}, shop: {kind: service}}\njourneys:\n  buy: {actor: web}\n",
        "5:3",
        codes.IDLE_JOURNEY,
        "journey 'buy' reaches nothing: its actor 'web' calls no component",
        "add 'calls: [...]' to 'web', or write another 'actor'",
    ),
    (
        "components:\n  db: {kind: database, row: stores}\n  pages: {kind: cache, row: stores}\n"
        "  logs: {kind: database, row: store}\n",
        "6:31",
        codes.IDLE_ROW,
        "component 'logs': no other component has the row 'store'; did you mean 'stores'?",
        "write the same 'row' at those that are to stand beside it, or leave it out",
    ),
    (
        "groups: {a: {}, b: {parent: a}, c: {parent: b}}\nviews: {v: {collapse: ['group:c', group:a]}}\n"
        "components: {web: {kind: client, group: c}}\n",
        "4:24",
        codes.IDLE_COLLAPSE,
        "view 'v', 'collapse': group 'c' lies in group 'a', which is one card already",
        "leave out one of the two: of 'group:a' nothing inside is shown",
    ),
]


@every_case(("text", "place", "code", "message", "help_text"), WARNINGS)
def test_what_changes_nothing_is_a_warning(
    text: str, place: str, code: str, message: str, help_text: str
) -> None:
    reading = read_design_text(HEAD + text, "shop.yaml")
    assert reading.design is not None
    (finding,) = reading.findings
    assert finding.severity is Severity.WARNING
    assert (str(finding.span), finding.code) == (f"shop.yaml:{place}", code)
    assert (finding.message, finding.help) == (message, help_text)


def test_too_many_replicas_are_refused() -> None:
    many = "".join(f"  s{index}: {{kind: service, replicas: 100000}}\n" for index in range(11))
    finding = one(f"components:\n{many}")
    assert finding.message == (
        "the design has 1100000 replicas in all; at most 1000000 can be analysed"
    )
    assert finding.help == "let one replica stand for a rack or a pool of machines"


def test_everything_is_said_at_once_with_the_form_beside_the_references() -> None:
    found = findings("components:\n  a: {kind: service, calls: [b], replcas: 2, zones: [z]}\n")
    assert [each.code for each in found] == [
        codes.UNKNOWN_COMPONENT,
        "SCHEMA001",
        codes.UNKNOWN_DOMAIN,
    ]


def test_what_is_too_long_is_not_looked_at() -> None:
    text = f"components: {{db: {{kind: database, calls: [{'xyz, ' * 1001}]}}}}\n"
    assert [each.code for each in findings(text)] == ["SCHEMA008"]


@pytest.mark.slow
def test_the_number_of_findings_is_bounded() -> None:
    calls = ", ".join(f"b{index}" for index in range(900))
    found = findings(f"components:\n  a: {{kind: service, calls: [{calls}]}}\n")
    assert len(found) == 201
    assert found[-1].code == codes.TOO_MANY
    assert found[-1].message == "700 further findings are not listed"
    assert found[-1].help == "fix these first; the rest is listed then"


def test_a_long_list_of_what_is_allowed_is_cut() -> None:
    many = "".join(f"  c{index}: {{kind: service}}\n" for index in range(30))
    finding = one(f"components:\n  a: {{kind: service, calls: [nothing-like-it]}}\n{many}")
    assert finding.help.endswith(" and 12 more")


@pytest.mark.slow
def test_of_very_many_ids_the_number_is_told() -> None:
    many = "".join(f"  c{index}: {{kind: service}}\n" for index in range(1_001))
    finding = one(f"components:\n  a: {{kind: service, calls: [c10000]}}\n{many}")
    assert finding.help == "did you mean 'c1000'? there are 1002 components"


@pytest.mark.slow
def test_suggestions_stop_where_they_would_cost_too_much() -> None:
    many = "".join(f"  c{index}: {{kind: service}}\n" for index in range(9_000))
    found = findings(
        f"components:\n  a: {{kind: service, calls: [c9999, c99990, c-1, c-2, d3]}}\n{many}"
    )
    assert found[-1].help == "there are 9001 components"


def test_a_component_of_no_kind_is_no_cache() -> None:
    found = findings(
        "components:\n  a: {kind: cahce}\n  b: {}\ndata:\n  Order: {store: a, cached_in: [a, b]}\n"
    )
    assert [each.message for each in found if each.code == codes.UNKNOWN_COMPONENT] == [
        "entity 'Order', 'cached_in': there is no cache 'a'",
        "entity 'Order', 'cached_in': there is no cache 'b'",
    ]


def test_every_code_has_a_name() -> None:
    names = {name for name, _ in codes.CODES.values()}
    assert len(names) == len(codes.CODES)
    spoken = {case[2] for case in REFERENCES + VALUES + WARNINGS}
    other_files = ("INCLUDE", "OVERRIDE")
    elsewhere = {code for code in codes.CODES if code.startswith(other_files)} | {codes.TOO_MANY}
    assert spoken | elsewhere == set(codes.CODES)


def test_a_replica_of_what_has_no_known_kind_is_no_crash() -> None:
    found = findings("components: {a: {kind: servce}, b: {kind: replica, copy_of: a}}\n")
    assert [each.code for each in found] == ["SCHEMA004"]
