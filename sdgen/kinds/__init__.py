"""Component kinds: a record each, from which schema, glyphs, legend and docs are made."""
