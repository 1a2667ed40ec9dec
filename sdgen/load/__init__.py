"""YAML text to a Document: plain data with the line and column of every key and value."""
