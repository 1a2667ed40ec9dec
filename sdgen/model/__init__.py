"""A Document to a Design: frozen records, each value with its Span."""
