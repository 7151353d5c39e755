"""What a module imports, by names, read from its source."""

from __future__ import annotations

import ast


def imported(source: str) -> set[str]:
    """Every name that may be a module: of `from a.b import c` both `a.b` and `a.b.c`. Not relative ones."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
