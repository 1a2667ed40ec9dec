"""The records that a design is made of."""
