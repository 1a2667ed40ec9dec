"""Readable names for what the design names by id only: ``user-db`` is shown as ``User DB``."""

from __future__ import annotations

from sdgen.kinds import Kind

WORDS = {
    **{
        word: word.upper()
        for word in (
            *("ai", "api", "aws", "cdn", "cpu", "crm", "csv", "db", "dlq", "dns", "erp", "etl"),
            *("gcp", "gpu", "gps", "html", "http", "https", "iam", "id", "io", "iot", "ip", "json"),
            *("jwt", "kv", "kyc", "lb", "llm", "ml", "mq", "nfs", "os", "otp", "pdf", "rpc", "s3"),
            *("sdk", "seo", "smtp", "sms", "sql", "ssl", "sso", "tcp", "tls", "tv", "ui", "url"),
            *("ux", "vm", "vpc", "vpn", "waf", "xml"),
        )
    },
    "async": "asynchronous",
    "dbs": "DBs",
    "graphql": "GraphQL",
    "grpc": "gRPC",
    "ids": "IDs",
    "ios": "iOS",
    "k8s": "K8s",
    "mysql": "MySQL",
    "nosql": "NoSQL",
    "oauth": "OAuth",
    "postgresql": "PostgreSQL",
    "urls": "URLs",
}
"""Words that are not simply written small."""


def humanise(identifier: str) -> str:
    """The id as words: the first with a capital, known abbreviations as they are written."""
    words = [WORDS.get(word, word) for word in identifier.replace("_", "-").split("-") if word]
    if words and words[0] == identifier.replace("_", "-").split("-")[0]:
        words[0] = words[0][:1].upper() + words[0][1:]
    elif words and words[0].islower():
        words[0] = words[0].capitalize()
    return " ".join(words) or identifier


def component_name(identifier: str, kind: Kind | None) -> str:
    """The name of a component that was given none.

    An id that says no more than the kind (``lb`` of a load balancer, ``gateway`` of an API
    gateway, a number behind it or not) takes the kind's title; any other is written as words.
    """
    if kind is None:
        return humanise(identifier)
    base, _, number = identifier.rpartition("-")
    numbered = bool(base) and number.isdigit()
    word = base if numbered else identifier
    if word == kind.name.replace("_", "-") or word in kind.abbreviations:
        return f"{kind.title} {number}" if numbered else kind.title
    return humanise(identifier)
