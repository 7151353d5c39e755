"""The case (saken): the user's YAML or JSON file as frozen models."""

from feasibility.case.case import Case

__all__ = ["Case"]
