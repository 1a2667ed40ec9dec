"""Positions to a scene, and the scene to SVG, PNG and PDF."""
