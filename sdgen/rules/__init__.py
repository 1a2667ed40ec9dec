"""Lint rules: one module each, whose ``RULE`` is the rule and whose docstring is its page; what
several share is in ``support``. ``sdgen.lint`` finds and runs them.
"""

from __future__ import annotations

from sdgen.lint.registry import RegistryError, all_rules, built_in_rules, find_rule

__all__ = ["RegistryError", "all_rules", "built_in_rules", "find_rule"]
