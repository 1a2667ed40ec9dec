"""The ``api`` of a design as OpenAPI 3.1: ``routes`` (methods and paths), ``places`` (where each
parameter goes), ``schemas`` (types), ``responses``, and ``document``, which puts them together."""
