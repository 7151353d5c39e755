"""Which folder may import which: the table here is that of docs/architecture.md, and the code keeps to it."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import feasibility as fe
from feasibility import resources

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

LAYERS: dict[str, tuple[str, ...]] = {
    "version": (),
    "files": (),
    "seal": (),
    "resources": (),
    "record": (),
    "language": ("record",),
    "names": ("language",),
    "rules": ("names",),
    "engine": ("language",),
    "engine.compute": ("engine",),
    "engine.sheet": ("engine",),
    "engine.explain": ("engine.compute",),
    "case.form": ("names",),
    "case.messages": ("case.form",),
    "case.file": ("case.messages",),
    "case.check": ("case.file",),
    "case": ("case.check", "version"),
    "model.base": ("case", "rules", "engine.explain"),
    "model.concept": ("model.base",),
    "model.deal": ("model.concept",),
    "model.vat": ("model.deal",),
    "model.value": ("model.deal",),
    "model.costs": ("model.vat", "model.value"),
    "model.loans": ("model.vat", "model.value"),
    "model.accounts": ("model.costs", "model.loans"),
    "model.answers": ("model.accounts",),
    "model.bank": ("model.accounts",),
    "model": ("model.answers", "model.bank"),
    "evidence": ("model.base",),
    "witness": ("model.base",),
    "starting": ("evidence", "resources"),
    "evaluate": ("model", "evidence", "witness"),
    "analysis": ("evaluate", "starting"),
    "report": ("analysis", "version"),
    "pictures": ("analysis",),
    "answers": ("report", "pictures"),
    "papers": ("answers",),
    "workbook": ("papers", "engine.sheet", "version", "files", "seal"),
    "workbook.returned": ("workbook",),
    "api": ("report", "workbook.returned", "starting"),
    "store": ("case", "files"),
    "cli": ("report", "workbook.returned", "resources", "starting"),
    "screens": ("workbook.returned", "resources", "store", "starting"),
}
"""Bottom up. A folder may import from itself, from those named, and from all that those may. Nothing is
excepted, neither imports inside functions nor those for types."""

ONLY_BY: dict[str, tuple[str, ...]] = {
    "engine.compute": (
        "engine.explain",
        "model.base",
        "model",
        "evidence",
        "witness",
        "analysis",
        "workbook",
        "cli",
    ),
    "engine.sheet": ("workbook", "workbook.returned"),
    "case.messages": ("case.file", "case.check", "case"),
    "case.file": ("case.check", "case", "cli"),
    "case.check": ("case",),
    "model.answers": ("model",),
    "model.accounts": ("model.answers", "model.bank", "model"),
}  # fmt: skip
"""Folders that are reached through a neighbour: who alone may import from them."""

LIBRARIES: dict[str, tuple[str, ...]] = {
    "numpy": ("engine.compute", "evidence", "witness", "analysis", "workbook"),
    "numpy_financial": ("witness",),
    "scipy": ("analysis",),
    "SALib": ("analysis",),
    "pydantic": ("case.form", "case.check", "case"),
    "pydantic_core": ("case.form", "workbook"),
    "yaml": ("case.file",),
    "ruamel": ("case",),
    "sqlalchemy": ("store",),
    "alembic": ("store",),
    "pandas": ("api",),
    "xlsxwriter": ("workbook",),
    "ironcalc": ("workbook",),
    "streamlit": ("screens",),
    "vl_convert": ("pictures",),
    "typst": ("papers",),
}
"""Where each library beside Python's own is imported."""

# Files beside the folders that belong with one of them.
_AT_HOME = {"feasibility": "api", "feasibility.frames": "api", "feasibility.__main__": "cli"}


def module_of(path: Path) -> str:
    """The dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_of(path): path.read_text(encoding="utf-8") for path in sorted((ROOT / "feasibility").rglob("*.py"))
}
PACKAGES = {module_of(path) for path in (ROOT / "feasibility").rglob("__init__.py")}


def imports(module: str, source: str) -> Iterator[str]:
    """Every module `source` imports, wherever in it: of this package the module itself, else the library."""
    package = module if module in PACKAGES else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in SOURCES else base


def folder_of(module: str) -> str:
    """The folder of the table a module lies in."""
    if module in _AT_HOME:
        return _AT_HOME[module]
    parts = module.split(".")[1:]
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in LAYERS:
            return ".".join(parts[:length])
    raise AssertionError(f"{module} is in no folder of the table")


def below(folder: str) -> set[str]:
    """A folder with all that stand under it."""
    return {folder}.union(*map(below, LAYERS[folder]))


def may_import(folder: str) -> set[str]:
    """Every folder that one may import from, itself included."""
    return {lower for lower in below(folder) if lower == folder or folder in ONLY_BY.get(lower, (folder,))}


def is_ours(module: str) -> bool:
    """A module of this package."""
    return module.partition(".")[0] == "feasibility"


def against_the_table(module: str, source: str) -> list[str]:
    """What a module imports that its folder may not."""
    here = folder_of(module)
    wrong = []
    for target in imports(module, source):
        if is_ours(target):
            if folder_of(target) not in may_import(here):
                wrong.append(f"{module} ({here}) imports {target} ({folder_of(target)})")
        else:
            library = target.partition(".")[0]
            if library not in sys.stdlib_module_names and here not in LIBRARIES.get(library, ()):
                wrong.append(f"{module} ({here}) imports {library}")
    return wrong


def cycles(sources: Mapping[str, str]) -> list[str]:
    """Modules that import one another in a ring, each ring once."""
    # A package's own __init__ only gathers what lies in it, so importing from inside it is no ring.
    graph = {
        module: sorted(
            target
            for target in set(imports(module, source))
            if target in sources and target != module and not module.startswith(f"{target}.")
        )
        for module, source in sources.items()
    }
    done: set[str] = set()
    found: list[str] = []

    def visit(module: str, trail: tuple[str, ...]) -> None:
        if module in trail:
            found.append(" → ".join([*trail[trail.index(module) :], module]))
        elif module not in done:
            for target in graph[module]:
                visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())
    return found


@pytest.mark.parametrize("module", SOURCES)
def test_a_module_imports_what_its_folder_may(module: str) -> None:
    assert against_the_table(module, SOURCES[module]) == []


def test_modules_import_one_another_without_a_cycle() -> None:
    assert cycles(SOURCES) == []


def test_no_arrow_points_up() -> None:
    """What a folder may import stands above it in the table: so there is no ring of folders either."""
    order = list(LAYERS)
    for folder, allowed in LAYERS.items():
        assert all(order.index(lower) < order.index(folder) for lower in allowed), folder
    for folder, importers in ONLY_BY.items():
        assert all(folder in may_import(importer) for importer in importers), folder


def test_the_engine_knows_nothing_of_property() -> None:
    engine = {"engine", "engine.compute", "engine.sheet", "engine.explain"}
    for folder in engine:
        assert may_import(folder) <= {"language", "record"} | engine


def test_every_folder_stands_in_the_table() -> None:
    """Those with modules of their own, whichever the code has."""
    assert {folder_of(module) for module in SOURCES} == set(LAYERS)


@pytest.mark.parametrize(
    ("module", "planted"),
    [
        ("feasibility.engine.nodes", "from feasibility.case import Case"),
        ("feasibility.engine.compute.emit", "import feasibility.rules.vat"),
        ("feasibility.language.label", "from feasibility import rules"),
        ("feasibility.case.form.tax", "from ..check import finding"),
        ("feasibility.model.base.index", "def late():\n    from feasibility.model.value import exit"),
        ("feasibility.model.value.exit", "if TYPE_CHECKING:\n    from feasibility.model.accounts import tax"),
        ("feasibility.evidence.money", "from feasibility.evaluate import run"),
        ("feasibility.report.summary", "from feasibility import __version__"),
        ("feasibility.screens.page", "import feasibility.cli"),
        ("feasibility.model.deal.lease", "from feasibility.case.check.finding import Finding"),
        ("feasibility.engine.expr", "import numpy as np"),
        ("feasibility.model.build", "import requests"),
    ],
)
def test_an_import_against_the_table_is_found(module: str, planted: str) -> None:
    assert len(against_the_table(module, f"{SOURCES[module]}\n{planted}\n")) == 1


def test_a_planted_cycle_is_found() -> None:
    planted = f"{SOURCES['feasibility.engine.nodes']}\ndef late():\n    import feasibility.engine.expr\n"
    assert cycles({**SOURCES, "feasibility.engine.nodes": planted}) != []


def _table(heading: str) -> dict[str, set[str]]:
    """Of the page: what stands in backquotes in the first and in the last column, row by row."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \|(?:.*\|)?([^|]*)\|$", section, re.MULTILINE)
    return {name: set(re.findall(r"`([^`]+)`", last)) for name, last in rows}


@pytest.mark.parametrize(
    ("heading", "table"),
    [("Who may import whom", LAYERS), ("Reached through a neighbour", ONLY_BY), ("Libraries", LIBRARIES)],
)
def test_the_page_says_the_same(heading: str, table: dict[str, tuple[str, ...]]) -> None:
    shown = _table(heading)
    assert list(shown) == list(table)
    assert shown == {name: set(others) for name, others in table.items()}


def test_the_number_followed_on_the_page_is_what_the_product_says() -> None:
    """480 m² at 1,200, the index 1.0125 × 1.025, half off: 24,907.50."""
    shown = PAGE.partition("## The way of one number")[2].split("```")[1].strip()
    result = fe.run(fe.load(resources.example_path("larvik")))
    said = fe.explain(result, "lease.rent", "2029-04", depth=1, language="en")
    assert shown == said.replace("\xa0", " ").strip()
    assert result.values["lease.rent"][27] == pytest.approx(480 * 1200 / 12 * 1.0125 * 1.025 / 2)
