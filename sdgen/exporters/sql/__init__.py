"""The ``data`` of a design as SQL: ``keys`` (what identifies an entity, and so what refers to one),
``tables`` (entities to tables, columns, references, indexes), ``order``, ``names``, and ``script``,
which writes it all in one of the ``dialects``."""
