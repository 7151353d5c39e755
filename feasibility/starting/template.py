"""The template (malen) of a deal structure, read once."""

from functools import lru_cache

from feasibility import resources
from feasibility.case import Case, parse_case
from feasibility.names import DealStructure


@lru_cache(maxsize=8)
def template_of(structure: DealStructure) -> Case:
    """The starting case of the deal structure. Raises UnknownResource where the templates are not there."""
    return parse_case(resources.template_text(structure), f"{structure}.yaml")
