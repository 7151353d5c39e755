"""The quick start (hurtigstart): a whole case from about ten answers, the rest from the template."""

from feasibility.quick_start.template import template_of

__all__ = ["template_of"]
