"""Tests of sdgen.workspace.embed."""
