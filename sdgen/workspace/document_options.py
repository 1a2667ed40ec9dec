"""The choices that requests for documents have, without what carries them out."""

from __future__ import annotations

from sdgen.api import document_forms as forms
from sdgen.document.sections import DEFAULT as DEFAULT_TEMPLATE
from sdgen.document.sections import template_names as templates

__all__ = ["DEFAULT_TEMPLATE", "forms", "templates"]
