"""The example in docs/engine.md runs, and prints what the page says."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "engine.md"


def test_the_example_prints_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", text, re.DOTALL)
    assert found is not None
    names: dict[str, object] = {}
    exec(compile(found[1], str(PAGE), "exec"), names)
    assert capsys.readouterr().out.replace("\u00a0", " ") == found[2]


def test_every_module_of_the_engine_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    engine = PAGE.parents[1] / "feasibility" / "engine"
    modules = {path.stem for path in engine.glob("*.py")} - {"__init__"}
    assert {name for name in modules if f"`{name}`" not in text} == set()
