"""How requests flow through a design."""
