"""Pure functions from a Design to facts."""
