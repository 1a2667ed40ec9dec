"""Quantities: 200M, 64 GiB, 10/user/day, 99.95%, 3x. Reading, checking and printing them.

SI prefixes are decimal (1 KB is 1000 bytes), IEC prefixes binary (1 KiB is 1024 bytes), bits are
written ``bit``, ``Mbit`` or ``Mbps`` and never ``b``. A month is 30 days and a year 365 days
unless a :class:`Calendar` says otherwise. What reads them (:mod:`sdgen.quantity.parse`) is imported
where there is one to read: exact fractions take three milliseconds. So is what prints them
(:mod:`sdgen.quantity.print`) by what prints few.
"""

from sdgen.quantity.types import Calendar, Dimension, Quantity, QuantityError

__all__ = ["Calendar", "Dimension", "Quantity", "QuantityError"]
