"""English texts are written as the English write: 5% without a space, and "quotation marks", not «these»."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "feasibility"
NORWEGIAN = re.compile(r"\d[ \u00a0]%|[«»]")


def english() -> Iterator[tuple[str, str]]:
    """The second text of every `Label`, with where it stands; what is put into it left out."""
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Label":
                for part in node.args[1:2]:
                    for text in ast.walk(part):
                        if isinstance(text, ast.Constant) and isinstance(text.value, str):
                            yield f"{path.relative_to(FOLDER)}:{text.lineno}", text.value


def test_english_has_neither_norwegian_quotation_marks_nor_a_space_before_per_cent() -> None:
    texts = list(english())
    assert len(texts) > 1000
    assert [(place, text) for place, text in texts if NORWEGIAN.search(text)] == []
