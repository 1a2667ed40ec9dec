"""How long journeys take."""
