"""Tests of the design document."""
