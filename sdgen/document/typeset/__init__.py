"""A document as typst sets it: its blocks as data (``contents``), the widths of columns, where lines
may break, how large figures are, and ``document.typ``, which is the same for every document."""
