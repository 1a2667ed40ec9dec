"""A PDF file's objects in one order.

The converter writes fonts in an order that differs from run to run. The order of objects in a
file and of entries in a dictionary means nothing, so both are set here: objects are numbered as
they are met from the document's root, entries that refer to objects are sorted. Objects are
found through the file's own table (ISO 32000-1, 7.5.4), so the bytes of streams stay as they are.
"""

from __future__ import annotations

import re

_STREAM = b"\nstream\n"


def in_order(pdf: bytes) -> bytes:
    """The same document with its objects in the order in which they are first referred to."""
    table_at = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    table, trailer = pdf[table_at:].split(b"trailer", 1)
    offsets = _offsets(table)
    bounds = sorted([*offsets.values(), table_at])
    bodies = {
        number: _sorted_entries(pdf[offset : bounds[bounds.index(offset) + 1]])
        for number, offset in offsets.items()
    }
    trailer = trailer[: trailer.rindex(b"startxref")]
    numbers = _numbers(trailer, bodies)
    output = [pdf[: bounds[0]]]
    position = len(output[0])
    entries = [b"0000000000 65535 f\r\n"]
    for old in numbers:
        entries.append(b"%010d 00000 n\r\n" % position)
        head, separator, stream = bodies[old].partition(_STREAM)
        head = head.split(b"obj", 1)[1]
        body = b"%d 0 obj%s%s%s" % (numbers[old], _renumbered(head, numbers), separator, stream)
        output.append(body)
        position += len(body)
    output.append(b"xref\n0 %d\n" % len(entries))
    output += entries
    size = re.sub(rb"/Size \d+", b"/Size %d" % len(entries), _renumbered(trailer, numbers))
    output.append(b"trailer%sstartxref\n%d\n%%%%EOF" % (size, position))
    return b"".join(output)


def _offsets(table: bytes) -> dict[int, int]:
    """Where each object that is in use starts, from the one section of the table."""
    lines = table.split(b"\n")
    first, count = map(int, lines[1].split())
    found = {}
    for index, line in enumerate(lines[2 : 2 + count]):
        offset, _, state = line.split()
        if state == b"n":
            found[first + index] = int(offset)
    return found


def _sorted_entries(body: bytes) -> bytes:
    """The object with each run of entries that refer to objects sorted by key."""
    head, separator, stream = body.partition(_STREAM)
    lines = head.split(b"\n")
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not re.fullmatch(rb" *(/\S+) \d+ 0 R", lines[index]):
            lines[start:index] = sorted(lines[start:index])
            start = index + 1
    return b"\n".join(lines) + separator + stream


def _numbers(trailer: bytes, bodies: dict[int, bytes]) -> dict[int, int]:
    """New numbers by old ones, in the order in which objects are first referred to."""
    numbers: dict[int, int] = {}
    waiting = _references(trailer)[::-1]
    while waiting:
        old = waiting.pop()
        if old in numbers or old not in bodies:
            continue
        numbers[old] = len(numbers) + 1
        waiting += _references(bodies[old].partition(_STREAM)[0])[::-1]
    return numbers


def _references(text: bytes) -> list[int]:
    return [int(number) for number in re.findall(rb"\b(\d+) 0 R\b", text)]


def _renumbered(text: bytes, numbers: dict[int, int]) -> bytes:
    return re.sub(rb"\b(\d+) 0 R\b", lambda found: b"%d 0 R" % numbers[int(found.group(1))], text)
