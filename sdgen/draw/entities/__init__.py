"""The composer of data models."""
