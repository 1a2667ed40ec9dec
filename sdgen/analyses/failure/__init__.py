"""How a design fails: what breaks what."""
