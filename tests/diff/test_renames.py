"""What engineers rename is recognised, and what they replace, split or remove is not taken for it."""

from __future__ import annotations

import re

from sdgen.diff.changes import Sign, changes_between
from sdgen.diff.renames import MOST_PAIRS
from tests.diff.given import design
from tests.support.cases import every_case

SHOP = """\
sdgen: 1
name: Shop
requirements:
  functional: {browse: Customers find products, buy: Customers pay for products}
  non_functional: {fast: {text: Pages are there at once, priority: should}}
scale: {daily_users: 1M, peak: 3x}
topology: {eu: {zones: {eu-a: 99.9%, eu-b: 99.9%}}, us: {zones: {us-a: 99.9%}}}
groups: {edge: Edge, services: Services, data: Data}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, group: edge, calls: [catalogue, orders, search]}
  catalogue: {kind: service, group: services, replicas: 3, technology: Go, zones: [eu-a, eu-b], calls: [product-cache, products-db]}
  orders: {kind: service, group: services, replicas: 4, technology: Java, zones: [eu-a, eu-b], calls: [orders-db, order-events, payments]}
  payments: {kind: service, group: services, replicas: 2, technology: Java, calls: [ledger, bank]}
  search: {kind: service, group: services, replicas: 2, technology: Rust, calls: [index]}
  product-cache: {kind: cache, group: data, technology: Redis 7, memory: 64 GB}
  products-db: {kind: database, group: data, technology: PostgreSQL 16, replicas: 2, zones: [eu-a, eu-b]}
  orders-db: {kind: database, group: data, technology: PostgreSQL 16, replicas: 3, zones: [eu-a, eu-b]}
  ledger: {kind: database, group: data, technology: PostgreSQL 16, zones: [us-a]}
  index: {kind: database, group: data, technology: Elasticsearch 8}
  order-events: {kind: queue, group: data, technology: Kafka 3}
  mailer: {kind: worker, group: services, technology: Go, consumes: [order-events], calls: [mail-provider]}
  invoicer: {kind: worker, group: services, technology: Python, consumes: [order-events], calls: [invoices]}
  invoices: {kind: object_store, group: data, technology: Amazon S3}
  mail-provider: {kind: external}
  bank: {kind: external}
journeys:
  browse-products: {actor: web, rate: 20/user/day, serves: [browse], reads: [Product], steps: [web -> lb -> catalogue -> product-cache, catalogue -> products-db]}
  place-order: {actor: web, rate: 1/user/day, serves: [buy], writes: [Order], steps: [web -> lb -> orders -> payments -> ledger, payments -> bank, orders -> orders-db, orders -> order-events -> mailer -> mail-provider]}
  find-product: {actor: web, rate: 5/user/day, serves: [browse], steps: [web -> lb -> search -> index]}
data:
  Product: {store: products-db, cached_in: product-cache, key: id, rows: 1M, fields: {id: id, name: string(80), price: int64, seller: string}}
  Order: {store: orders-db, key: id, created_by: place-order, fields: {id: id, at: timestamp, total: int64, lines: 'OrderLine[]'}}
  OrderLine: {store: orders-db, key: id, fields: {id: id, product: Product, count: int32}}
  Invoice: {store: invoices, key: number, fields: {number: id, sum: int64, due: timestamp}}
api:
  place_order: {http: POST /orders, journey: place-order, params: {cart: string}, returns: Order}
  list_products: {http: GET /products, journey: browse-products, params: {page: int32}, returns: 'Product[]'}
views: {money: {title: Where it goes, include: [orders, payments, ledger, bank]}}
decisions:
  queue-product: {question: Which queue?, options: {Kafka: {pros: [fast]}, RabbitMQ: {}}, choice: Kafka, affects: [order-events]}
"""
Edit = tuple[str, str]
"""A text and what stands in its place; of ``~id`` the id itself, wherever it is named."""


def edited(*edits: Edit) -> str:
    text = SHOP
    for before, after in edits:
        if before.startswith("~"):
            word = rf"(?<![\w-]){re.escape(before[1:])}(?![\w-])"
            assert re.search(word, text), before
            text = re.sub(word, after, text)
        else:
            assert text.count(before) == 1, (text.count(before), before)
            text = text.replace(before, after)
    return text


def line(id: str) -> str:
    """The line of a component."""
    found = re.search(rf"^  {re.escape(id)}: .*\n", SHOP, re.MULTILINE)
    assert found
    return found[0]


def recognised(text: str) -> dict[str, str]:
    """Old ids with the new ones, of all that was renamed."""
    found = changes_between(design(SHOP), design(text)).renames.ids
    return {old: new for pairs in found.values() for old, new in pairs.items()}


SEARCH = (
    ("orders, search]}", "orders]}"),
    (line("search"), ""),
    (line("index"), ""),
    (
        "  find-product: {actor: web, rate: 5/user/day, serves: [browse], steps: [web -> lb -> search -> index]}\n",
        "",
    ),
)
"""Search is removed, with its index and its journey."""

CASES: list[tuple[str, tuple[Edit, ...], dict[str, str]]] = [
    # One component, elsewhere or otherwise too
    ("a service", (("~orders", "order-service"),), {"orders": "order-service"}),
    ("another word", (("~orders", "checkout"),), {"orders": "checkout"}),
    ("of few ties", (("~search", "finder"),), {"search": "finder"}),
    ("the client", (("~web", "storefront"),), {"web": "storefront"}),
    ("the balancer", (("~lb", "gateway-lb"),), {"lb": "gateway-lb"}),
    ("a store", (("~orders-db", "orders-store"),), {"orders-db": "orders-store"}),
    ("a store, another word", (("~ledger", "bookings"),), {"ledger": "bookings"}),
    ("somebody else's", (("~bank", "acquirer"),), {"bank": "acquirer"}),
    ("a queue", (("~order-events", "orders-topic"),), {"order-events": "orders-topic"}),
    ("a worker", (("~mailer", "notifier"),), {"mailer": "notifier"}),
    (
        "and moved to another group",
        (
            ("orders: {kind: service, group: services", "orders: {kind: service, group: data"),
            ("~orders", "ordering"),
        ),
        {"orders": "ordering"},
    ),
    (
        "and built with something else",
        (
            ("replicas: 4, technology: Java", "replicas: 6, technology: Kotlin"),
            ("~orders", "ordering"),
        ),
        {"orders": "ordering"},
    ),
    (
        "and moved, scaled and built with something else",
        (
            (
                "orders: {kind: service, group: services, replicas: 4, technology: Java",
                "orders: {kind: service, group: edge, replicas: 9, technology: Kotlin",
            ),
            ("~orders", "checkout"),
        ),
        {"orders": "checkout"},
    ),
    (
        "a cache of another product",
        (("technology: Redis 7", "technology: Memcached"), ("~product-cache", "memcached")),
        {"product-cache": "memcached"},
    ),
    (
        "a store of another product",
        (
            (
                "index: {kind: database, group: data, technology: Elasticsearch 8",
                "index: {kind: database, group: data, technology: OpenSearch 2",
            ),
            ("~index", "opensearch"),
        ),
        {"index": "opensearch"},
    ),
    (
        "and calls one more",
        (
            (
                "calls: [orders-db, order-events, payments]",
                "calls: [orders-db, order-events, payments, ledger]",
            ),
            ("~orders", "order-service"),
        ),
        {"orders": "order-service"},
    ),
    (
        "and calls one less",
        (
            ("calls: [product-cache, products-db]", "calls: [products-db]"),
            (
                "-> catalogue -> product-cache, catalogue -> products-db",
                "-> catalogue -> products-db",
            ),
            ("~catalogue", "products"),
        ),
        {"catalogue": "products"},
    ),
    (
        "and has a name",
        (
            ("payments: {kind: service", "payments: {name: Payment service, kind: service"),
            ("~payments", "psp"),
        ),
        {"payments": "psp"},
    ),
    # Several at once, neighbours of each other
    (
        "a service and its store",
        (("~orders", "checkout"), ("~orders-db", "checkout-db")),
        {"orders": "checkout", "orders-db": "checkout-db"},
    ),
    (
        "two services that call each other",
        (("~orders", "checkout"), ("~payments", "billing")),
        {"orders": "checkout", "payments": "billing"},
    ),
    (
        "a chain of three",
        (("~orders", "checkout"), ("~payments", "billing"), ("~ledger", "journal")),
        {"orders": "checkout", "payments": "billing", "ledger": "journal"},
    ),
    (
        "a branch that hangs on one line",
        (("~search", "lookup"), ("~index", "documents")),
        {"search": "lookup", "index": "documents"},
    ),
    (
        "two workers of one queue",
        (("~mailer", "mail-worker"), ("~invoicer", "invoice-worker")),
        {"mailer": "mail-worker", "invoicer": "invoice-worker"},
    ),
    (
        "a queue and what takes from it",
        (("~order-events", "events"), ("~mailer", "notifier"), ("~invoicer", "billing-worker")),
        {"order-events": "events", "mailer": "notifier", "invoicer": "billing-worker"},
    ),
    (
        "every service with a suffix",
        tuple(
            (f"~{each}", f"{each}-svc") for each in ("orders", "payments", "catalogue", "search")
        ),
        {each: f"{each}-svc" for each in ("orders", "payments", "catalogue", "search")},
    ),
    (
        "all stores",
        (
            ("~orders-db", "pg-orders"),
            ("~products-db", "pg-products"),
            ("~ledger", "pg-ledger"),
            ("~index", "es"),
        ),
        {
            "orders-db": "pg-orders",
            "products-db": "pg-products",
            "ledger": "pg-ledger",
            "index": "es",
        },
    ),
    (
        "every component",
        tuple(
            (f"~{each}", f"shop-{each}")
            for each in re.findall(r"^  ([a-z-]+): \{kind", SHOP, re.MULTILINE)
        ),
        {each: f"shop-{each}" for each in re.findall(r"^  ([a-z-]+): \{kind", SHOP, re.MULTILINE)},
    ),
    # Other parts
    ("a journey", (("~place-order", "check-out"),), {"place-order": "check-out"}),
    (
        "a journey with another rate",
        (("rate: 5/user/day", "rate: 9/user/day"), ("~find-product", "search-shop")),
        {"find-product": "search-shop"},
    ),
    (
        "a journey with one more step",
        (
            ("-> search -> index]", "-> search -> index, search -> index]"),
            ("~find-product", "search-shop"),
        ),
        {"find-product": "search-shop"},
    ),
    ("a group", (("~services", "backend"),), {"services": "backend"}),
    (
        "a group with what left it",
        (
            ("ledger: {kind: database, group: data", "ledger: {kind: database, group: services"),
            ("data: Data", "stores: Stores"),
            ("~group: data", "group: stores"),
        ),
        {"data": "stores"},
    ),
    ("a zone", (("~eu-a", "eu-west-1a"),), {"eu-a": "eu-west-1a"}),
    (
        "a region with its zones",
        (("~eu", "europe"), ("~eu-a", "europe-a"), ("~eu-b", "europe-b")),
        {"eu": "europe", "eu-a": "europe-a", "eu-b": "europe-b"},
    ),
    ("an entity", (("~OrderLine", "LineItem"),), {"OrderLine": "LineItem"}),
    ("an entity that others name", (("~Product", "Article"),), {"Product": "Article"}),
    (
        "an entity with one more field",
        (("due: timestamp", "due: timestamp, paid: bool"), ("~Invoice", "Bill")),
        {"Invoice": "Bill"},
    ),
    (
        "a requirement",
        (("buy: Customers pay", "pay: Customers pay"), ("serves: [buy]", "serves: [pay]")),
        {"buy": "pay"},
    ),
    ("an operation", (("~place_order", "create_order"),), {"place_order": "create_order"}),
    ("a decision", (("~queue-product", "broker"),), {"queue-product": "broker"}),
    ("a view", (("~money", "payment-flow"),), {"money": "payment-flow"}),
    (
        "a service, its journey and its group",
        (("~orders", "checkout"), ("~place-order", "check-out"), ("~services", "apps")),
        {"orders": "checkout", "place-order": "check-out", "services": "apps"},
    ),
    # Nothing was renamed
    (
        "removed, and another added elsewhere",
        (
            *SEARCH,
            (
                "calls: [ledger, bank]}",
                "calls: [ledger, bank, fraud]}\n  fraud: {kind: service, group: services}",
            ),
        ),
        {},
    ),
    (
        "removed, and an unrelated one added at the same caller",
        (
            *SEARCH,
            ("catalogue, orders]}", "catalogue, orders, reviews]}"),
            (
                "  product-cache: {",
                "  reviews: {kind: service, group: services, replicas: 3, technology: Node.js, calls: [reviews-db]}\n  reviews-db: {kind: database, group: data, technology: MongoDB 7}\n  product-cache: {",
            ),
        ),
        {},
    ),
    (
        "a store removed, another for something else",
        (
            (", calls: [invoices]", ""),
            (line("invoices"), ""),
            ("  Invoice: {store: invoices,", "  Invoice: {store: orders-db,"),
            ("technology: Rust, calls: [index]", "technology: Rust, calls: [index, synonyms]"),
            ("  bank: {", "  synonyms: {kind: object_store, group: data}\n  bank: {"),
        ),
        {},
    ),
    (
        "copied",
        ((line("mailer"), line("mailer") + line("mailer").replace("mailer", "mailer-2", 1)),),
        {},
    ),
    (
        "copied, the copy called as well",
        (
            ("catalogue, orders, search]", "catalogue, orders, orders-v2, search]"),
            (line("orders"), line("orders") + line("orders").replace("orders", "orders-v2", 1)),
        ),
        {},
    ),
    (
        "two workers swapped",
        (
            (
                "technology: Go, consumes: [order-events], calls: [mail-provider]",
                "technology: Go, consumes: [order-events], calls: [invoices]",
            ),
            (
                "technology: Python, consumes: [order-events], calls: [invoices]",
                "technology: Python, consumes: [order-events], calls: [mail-provider]",
            ),
            (
                "order-events -> mailer -> mail-provider",
                "order-events -> invoicer -> mail-provider",
            ),
        ),
        {},
    ),
    (
        "a journey removed, an unrelated one added",
        (
            (
                "  find-product: {actor: web, rate: 5/user/day, serves: [browse], steps: [web -> lb -> search -> index]}\n",
                "  settle: {actor: web, rate: 1/day, steps: [web -> lb -> orders -> payments -> bank]}\n",
            ),
        ),
        {},
    ),
    (
        "an entity removed, an unrelated one added",
        (
            (
                "  Invoice: {store: invoices, key: number, fields: {number: id, sum: int64, due: timestamp}}\n",
                "  Coupon: {store: orders-db, key: code, fields: {code: string(8), percent: int32}}\n",
            ),
        ),
        {},
    ),
    (
        "a requirement of other words",
        (
            ("buy: Customers pay for products", "refund: Customers get their money back"),
            ("serves: [buy]", "serves: [refund]"),
        ),
        {},
    ),
    (
        "a queue instead of a service",
        (
            (line("payments"), "  payment-queue: {kind: queue, calls: [ledger, bank]}\n"),
            ("order-events, payments]", "order-events, payment-queue]"),
            (
                "orders -> payments -> ledger, payments -> bank",
                "orders -> payment-queue -> ledger, payment-queue -> bank",
            ),
            ("include: [orders, payments,", "include: [orders, payment-queue,"),
        ),
        {},
    ),
    (
        "merged, one id stays",
        (
            ("catalogue, orders, search]", "catalogue, orders]"),
            (line("search"), ""),
            ("calls: [product-cache, products-db]", "calls: [product-cache, products-db, index]"),
            ("web -> lb -> search -> index", "web -> lb -> catalogue -> index"),
        ),
        {},
    ),
]


@every_case(("name", "edits", "wanted"), CASES, quick=1)
def test_what_was_renamed_is_recognised(
    name: str, edits: tuple[Edit, ...], wanted: dict[str, str]
) -> None:
    assert recognised(edited(*edits)) == wanted


SPLIT: list[tuple[str, tuple[Edit, ...], set[str], set[str]]] = [
    (
        "a service into what reads and what writes",
        (
            (
                line("orders"),
                line("orders").replace("orders", "orders-write", 1).replace(", payments]", "]")
                + line("orders").replace("orders", "orders-read", 1).replace(" order-events,", ""),
            ),
            ("catalogue, orders, search]", "catalogue, orders-write, orders-read, search]"),
            (
                "-> orders -> payments -> ledger, payments -> bank, orders -> orders-db, orders ->",
                "-> orders-read -> payments -> ledger, payments -> bank, orders-read -> orders-db, "
                "lb -> orders-write ->",
            ),
            ("include: [orders, ", "include: [orders-read, "),
        ),
        {"orders"},
        {"orders-read", "orders-write"},
    ),
    (
        "a worker into two of the same",
        (
            (
                line("invoicer"),
                line("invoicer").replace("invoicer", "invoicer-a", 1)
                + line("invoicer").replace("invoicer", "invoicer-b", 1),
            ),
        ),
        {"invoicer"},
        set(),
    ),
    (
        "two workers into one",
        (
            (line("mailer"), ""),
            (
                line("invoicer"),
                "  messenger: {kind: worker, group: services, consumes: [order-events], "
                "calls: [invoices, mail-provider]}\n",
            ),
            ("~mailer", "messenger"),
        ),
        {"mailer", "invoicer"},
        {"messenger"},
    ),
    (
        "two stores into one",
        (
            (line("ledger"), ""),
            (line("orders-db"), line("orders-db").replace("orders-db", "main-db", 1)),
            ("~ledger", "main-db"),
            ("~orders-db", "main-db"),
        ),
        {"ledger", "orders-db"},
        {"main-db"},
    ),
]


@every_case(("name", "edits", "olds", "news"), SPLIT)
def test_of_what_is_split_or_merged_at_most_one_is_the_same(
    name: str, edits: tuple[Edit, ...], olds: set[str], news: set[str]
) -> None:
    found = recognised(edited(*edits))
    assert len(found) <= 1
    assert set(found) <= olds and set(found.values()) <= news


def test_what_is_renamed_is_one_change_wherever_it_is_named() -> None:
    changes = changes_between(design(SHOP), design(edited(("~orders-db", "orders-store"))))
    (change,) = changes.changes
    assert (change.sign, change.noun, change.id, change.was) == (
        Sign.CHANGED,
        "component",
        "orders-store",
        "orders-db",
    )
    assert change.facts == ()
    assert changes.renames.old("component", "orders-store") == "orders-db"
    assert changes.renames.old("component", "orders") == ""


def many(count: int, name: str) -> str:
    """Services in a row, each with a store of its own."""
    lines = [
        f"  {name}{at}: {{kind: service, calls: [{name}-db{at}{f', {name}{at + 1}' if at + 1 < count else ''}]}}\n"
        f"  {name}-db{at}: {{kind: database, replicas: {at % 5 + 1}}}\n"
        for at in range(count)
    ]
    return "sdgen: 1\nname: Many\ncomponents:\n" + "".join(lines)


def test_of_too_many_nothing_is_recognised() -> None:
    count = int((MOST_PAIRS / 4) ** 0.5) + 1
    old, new = design(many(count, "a")), design(many(count, "b"))
    assert changes_between(old, new).renames.ids == {}
    few, same = design(many(20, "a")), design(many(20, "b"))
    assert len(changes_between(few, same).renames.ids["component"]) == 40
