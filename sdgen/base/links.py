"""Where a link of a design leads: to a page of the web, to a mailbox, or beside the picture."""

from __future__ import annotations

from sdgen.base.words import shortened

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST_SHOWN = 40


def link_problem(link: str) -> str:
    """Why a link is not drawn, or an empty text for one that is.

    Browsers leave out control characters, read ``\\`` as ``/``, and take ``//host`` for another host
    with the scheme of the page: such a link is not relative, although it has no scheme.
    """
    cleaned = "".join(each for each in link if each.isprintable()).strip()
    if cleaned.replace("\\", "/").startswith("//"):
        host = cleaned[2:].replace("\\", "/").split("/", 1)[0]
        return (
            f"'{cleaned[:2]}{shortened(host, _LONGEST_SHOWN)}' names another host without a scheme; "
            "write https:// in front of the host"
        )
    head = cleaned
    for end in "/?#\\":
        head = head.split(end, 1)[0]
    scheme, colon, _ = head.partition(":")
    if colon and scheme.lower() not in ALLOWED_SCHEMES:
        return "only http, https, mailto and relative links are drawn"
    return ""
