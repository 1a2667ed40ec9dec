"""Kinds of what users hold and of what stands between them and the services."""

from __future__ import annotations

from sdgen.kinds.kind import Kind, Property, PropertyType
from sdgen.kinds.shared import (
    AUTOSCALING,
    DEPLOYMENT,
    HEALTH_CHECK,
    HIT_RATIO,
    INSTANCE_SOURCE,
    OWN_LATENCY,
    RATE_LIMIT,
    TIME_TO_LIVE,
)

KINDS = (
    Kind(
        name="client",
        title="Client",
        doc="What users hold: a browser, a mobile app, a device. Journeys start here; it is assumed up.",
        glyph="smartphone",
        colour="slate",
        abbreviations=("ui",),
        also_called=(
            "actor",
            "user",
            "users",
            "browser",
            "web",
            "mobile",
            "app",
            "frontend",
            "device",
            "person",
        ),
        availability=1.0,
        managed_availability=1.0,
        availability_source="assumed up: a journey asks whether the system serves its clients",
        properties=(
            Property(name="platforms", doc="What it runs on, such as `browser, iOS, Android`."),
        ),
    ),
    Kind(
        name="dns",
        title="DNS",
        doc="Answers names with addresses.",
        glyph="globe",
        colour="sky",
        also_called=("route53", "coredns"),
        managed_availability=1.0,
        availability_source="managed: 100%, what Amazon Route 53's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.001,
        latency_p99=0.02,
        latency_source=OWN_LATENCY,
        properties=(
            TIME_TO_LIVE,
            HEALTH_CHECK,
            Property(
                name="routing",
                doc="How it chooses among addresses: `simple`, `weighted`, `latency`, `geographic` or `failover`.",
                type=PropertyType.CHOICE,
                choices=("simple", "weighted", "latency", "geographic", "failover"),
            ),
        ),
    ),
    Kind(
        name="cdn",
        title="CDN",
        doc="Serves copies of content from near the users, and fetches what it misses from its origin.",
        glyph="cloud",
        colour="sky",
        also_called=("cloudfront", "fastly", "cloudflare", "akamai"),
        managed_availability=0.999,
        availability_source="managed: 99.9%, what Amazon CloudFront's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.01,
        latency_p99=0.06,
        latency_source=OWN_LATENCY,
        properties=(HIT_RATIO, TIME_TO_LIVE),
    ),
    Kind(
        name="firewall",
        title="Firewall",
        doc="Lets through what is allowed: a web application firewall or protection against floods of requests.",
        glyph="shield",
        colour="cyan",
        abbreviations=("waf", "fw"),
        also_called=("security_group",),
        managed_availability=0.9995,
        availability_source="managed: 99.95%, what AWS WAF's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.001,
        latency_p99=0.005,
        latency_source=OWN_LATENCY,
        properties=(RATE_LIMIT, HEALTH_CHECK),
    ),
    Kind(
        name="load_balancer",
        title="Load balancer",
        doc="Spreads requests over the replicas of what it calls, and leaves out those that are ill.",
        glyph="split",
        colour="indigo",
        abbreviations=("lb", "elb", "alb", "nlb", "balancer"),
        also_called=("loadbalancer", "haproxy", "nginx", "traefik", "ingress", "proxy"),
        managed_availability=0.9999,
        availability_source="managed: 99.99%, what Elastic Load Balancing's service level agreement promises of a balancer in several zones; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.001,
        latency_p99=0.005,
        latency_source=OWN_LATENCY,
        properties=(
            HEALTH_CHECK,
            AUTOSCALING,
            DEPLOYMENT,
            Property(
                name="algorithm",
                doc="How it chooses a replica, such as `round-robin` or `least-connections`.",
            ),
            Property(
                name="layer",
                doc="The OSI layer that it works on: `4` (connections) or `7` (requests).",
                type=PropertyType.COUNT,
            ),
            Property(
                name="sticky",
                doc="Whether a user's requests go to the same replica each time.",
                type=PropertyType.FLAG,
            ),
        ),
    ),
    Kind(
        name="api_gateway",
        title="API gateway",
        doc="The door to the services: routes requests, authenticates callers, limits rates.",
        glyph="door-open",
        colour="indigo",
        abbreviations=("gateway", "gw", "apigw", "api-gw"),
        also_called=("envoy", "kong", "apigee", "router"),
        managed_availability=0.9995,
        availability_source="managed: 99.95%, what Amazon API Gateway's service level agreement promises; self-run: "
        + INSTANCE_SOURCE,
        latency_p50=0.002,
        latency_p99=0.01,
        latency_source=OWN_LATENCY,
        properties=(
            RATE_LIMIT,
            HEALTH_CHECK,
            AUTOSCALING,
            DEPLOYMENT,
            Property(
                name="authentication",
                doc="How callers prove who they are, such as `OAuth 2.0` or `API key`.",
            ),
        ),
    ),
)
