"""`feasibility schema`: the JSON Schema of a case file."""

from __future__ import annotations

import json

from feasibility.case import json_schema
from feasibility.cli.arguments import Arguments
from feasibility.cli.outcome import OK
from feasibility.cli.screen import Screen


def schema(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command."""
    screen.write(f"{json.dumps(json_schema(), ensure_ascii=False, indent=2)}\n")
    return OK
