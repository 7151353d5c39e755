"""The cases that can be chosen: the worked examples, or the templates where there are no examples."""

from feasibility import resources


def names() -> tuple[str, ...]:
    """Names of the cases on offer, in order; empty where none is installed."""
    return resources.example_names() or resources.template_names()


def text(name: str) -> str:
    """The file of a case on offer, as written. Raises UnknownResource where there is no such name."""
    if name in resources.example_names():
        return resources.example_text(name)
    return resources.template_text(name)
