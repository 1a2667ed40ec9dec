"""Measuring and fitting text with the embedded font's tables; no font is opened to do so."""
