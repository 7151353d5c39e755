"""What is still to be replaced: a template's own texts, numbers marked so, what is not filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from feasibility.case import Case

_ASKS: Final = re.compile(
    r"\b(?:bytt (?:ut|dette)|fyll (?:inn|ut)|replace (?:this|me)|fill in|to ?do|tbd|x{3,})\b"
    r"|<[^<>\n]{1,60}>|\[\s*\.{3}\s*\]",
    re.IGNORECASE,
)
TEMPLATE_NAMES: Final = (
    "Mitt bygdesenter",
    "Mitt bygg med boliger og kontor",
    "Mitt eget kontorfellesskap",
    "Mitt eget kontorfellesskap, bygget om underveis",
    "Mitt gründersenter",
    "Mitt kontorfellesskap",
    "Mitt kontorfellesskap der kommunen er medeier",
    "Mitt kontorfellesskap med bedriftsavtaler",
    "Mitt kontorfellesskap med delt risiko",
    "Mitt kontorfellesskap med eget eiendomsselskap",
    "Mitt kontorfellesskap med hjelp fra gårdeieren",
    "Mitt kontorfellesskap med innleid driver",
    "Mitt kontorfellesskap med kafé",
    "Mitt kontorfellesskap med leder fra kommunen",
    "Mitt kontorfellesskap med leiepakke",
    "Mitt kontorfellesskap med lokaler og plasser fra kommunen",
    "Mitt kontorfellesskap med omsetningsleie",
    "Mitt kontorfellesskap som kommunen overlater",
    "Mitt kontorfellesskap som samvirke",
    "Mitt medlemsdrevne kontorfellesskap",
    "Mitt virtuelle kontor",
)
"""What the templates call the case; a test holds the list to them."""


def placeholders(case: Case) -> tuple[str, ...]:
    """Paths of the case's texts that are a template's own, and of its numbers whose note asks for another."""
    return tuple(dict.fromkeys(_found(case)))


def _found(case: Case) -> Iterator[str]:
    if case.name in TEMPLATE_NAMES:
        yield "name"
    texts = [("name", case.name), ("description", case.description)]
    texts += [(path, note.text) for path, note in case.sources.items()]
    yield from (path for path, text in texts if _ASKS.search(text))
