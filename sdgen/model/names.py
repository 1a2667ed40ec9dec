"""Readable names for what the design names by id only: ``user-db`` is shown as ``User DB``.

No two components have one name: where the readable names of two are the same, each says more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from sdgen.kinds import Kind
from sdgen.kinds.technologies import (
    plain_letters,
    product_and_rest,
    technology_in_id,
    technology_of,
)
from sdgen.text.clean import clean_text

_CAPITALS = """
acl ai alb amqp api apm aws b2b b2c bff bi cdc cdn ci cli cms cpu crm csv dam db ddos dlq dns dsp dvr
dwh ec2 ecs efs eks elb erp etl eu ftp gcp gke gps gpu ha hls hr html http https iam id imap io iot ip
json jwt kms kpi kv kyc lb ldap llm lms mcp mdm mfa ml mq mqtt msk nas nat nfc nfs nft nlb nlp ocr
oidc olap oltp os otp pci pdf pii plc pms pos psp qa qr rag rds rfid rpc rtmp s3 saml scim sdk seo
sftp sip sla slo smpp smtp sms sns spa sql sqs ssd sse ssh ssl ssp sso ssr stt tcp tls ttl tts tv ui
uk uri url uuid ux vm vod vpc vpn waf wal wan xml xmpp
"""
CAPITALS = frozenset(_CAPITALS.split())
"""Words that are written in capitals."""

WORDS = {
    **{word: word.upper() for word in CAPITALS},
    "apis": "APIs",
    "async": "asynchronous",
    "cdns": "CDNs",
    "dbs": "DBs",
    "ids": "IDs",
    "idp": "IdP",
    "ios": "iOS",
    "k8s": "K8s",
    "macos": "macOS",
    "nosql": "NoSQL",
    "oauth": "OAuth",
    "pubsub": "Pub/Sub",
    "saas": "SaaS",
    "urls": "URLs",
    "vms": "VMs",
    "webrtc": "WebRTC",
    "websocket": "WebSocket",
}
"""Words that are not simply written small."""

_DIGITS = "0123456789"


class Named(Struct, frozen=True):
    """What the name of a component follows from: its id, its kind where that is known, and what
    the design says of it, each "" if nothing."""

    id: str
    kind: Kind | None
    name: str = ""
    technology: str = ""


def humanise(identifier: str) -> str:
    """The id as words: the first with a capital, known abbreviations and the names of technologies
    as they are written."""
    words = [word for word in identifier.replace("_", "-").split("-") if word]
    written = [_written(word) for word in words]
    # A name that begins small, such as that of nginx, stays as it is.
    if words and written[0].islower() and technology_in_id(words[0]) is None:
        written[0] = written[0].capitalize()
    return " ".join(written) or identifier


def component_names(given: Sequence[Named]) -> dict[str, str]:
    """The name of each component by its id, no two the same.

    A name that the design states stays, unless it states it twice: then the id stands behind it.
    An id that says no more than the kind (``lb``, ``gateway``, ``db-2``) takes the kind's title,
    one that is the technology the technology's spelling, any other is written as words. Where that
    is what another is called too, the next plainer way is taken, such as the id as it is.
    """
    stated = {each.id for each in given if each.name}
    ways = {each.id: _ways(each) for each in given}
    chosen = {identifier: found.pop(0) for identifier, found in ways.items()}
    while movers := _movers(chosen, ways, stated):
        for identifier in movers:
            chosen[identifier] = ways[identifier].pop(0)
    return _numbered(chosen)


def _movers(
    chosen: Mapping[str, str], ways: Mapping[str, list[str]], stated: Collection[str]
) -> list[str]:
    """Which components must be called otherwise: of those with one name the ones that have most
    ways left, and those whose name the design states last."""
    alike: dict[str, list[str]] = {}
    for identifier, name in chosen.items():
        alike.setdefault(_read(name), []).append(identifier)
    movers = []
    for group in alike.values():
        able = [each for each in group if ways[each]] if len(group) > 1 else []
        able = [each for each in able if each not in stated] or able
        most = max((len(ways[each]) for each in able), default=0)
        movers += [each for each in able if len(ways[each]) == most]
    return movers


def _numbered(chosen: Mapping[str, str]) -> dict[str, str]:
    """The names, and a number behind those that are still what an earlier one is."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for identifier, name in chosen.items():
        number, tried = 2, name
        while _read(tried) in taken:
            tried = f"{name} {number}"
            number += 1
        taken.add(_read(tried))
        found[identifier] = tried
    return found


def _read(name: str) -> str:
    """A name as readers tell it from others: whatever its capitals."""
    return clean_text(name).casefold()


def _ways(named: Named) -> list[str]:
    """What the component may be called, the best first; each way once."""
    if named.name:
        return [named.name, f"{named.name} ({named.id})"]
    base, number = named.id, ""
    stem = named.id.rstrip(_DIGITS)
    before = stem.removesuffix("-")
    numbered = stem != named.id and before[:1].isalpha()
    if numbered and (_is_the_kind(before, named.kind) or _product(before, named.technology)):
        base, number = before, f" {named.id[len(stem) :]}"
    title = named.kind.title if named.kind and _is_the_kind(base, named.kind) else ""
    best = title or _product(base, named.technology)
    words = humanise(named.id)
    ways = (best and best + number, words, named.id, f"{words} ({named.id})")
    return list(dict.fromkeys(filter(None, ways)))


def _is_the_kind(word: str, kind: Kind | None) -> bool:
    """Whether an id says no more than the kind."""
    return kind is not None and (word == kind.name.replace("_", "-") or word in kind.abbreviations)


def _product(word: str, technology: str) -> str:
    """How the technology is spelt that an id names; empty where the id says something else."""
    known = technology_of(technology)
    if known is not None and plain_letters(word) in known.words:
        return known.name
    own, _ = product_and_rest(technology)
    return own if plain_letters(own) == plain_letters(word) else ""


def _written(word: str) -> str:
    """One word of an id as it is written inside a name."""
    known = WORDS.get(word)
    if known is None:
        technology = technology_in_id(word)
        known = technology.name if technology else None
    if known is not None:
        return known
    letters = word.rstrip(_DIGITS)
    numbered = letters != word and letters.isalpha() and letters in CAPITALS
    return f"{WORDS[letters]}{word[len(letters) :]}" if numbered else word
