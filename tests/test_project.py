"""The promises the project makes about itself: bounds, lock, documents, and what no module may do.

Which module may import which is in test_architecture.py.
"""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import feasibility
from feasibility import resources

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
RUNTIME: list[str] = PROJECT["dependencies"]
DEVELOPMENT: list[str] = PROJECT["optional-dependencies"]["dev"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MODULES = sorted((ROOT / "feasibility").rglob("*.py"))


def _name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return match[0]


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """This Python with `arguments`, and of the environment nothing but what is given."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={"PATH": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _as_locked(name: str) -> str:
    return re.sub(r"[._-]+", "-", name).lower()


def _pinned() -> set[str]:
    return {_as_locked(_name(line)) for line in LOCK.splitlines() if "==" in line}


@pytest.mark.parametrize("requirement", RUNTIME + DEVELOPMENT)
def test_every_dependency_is_bounded_on_both_sides_locked_and_explained(requirement: str) -> None:
    assert ">=" in requirement
    assert "<" in requirement.replace("<=", "").replace(">=", "")
    assert _as_locked(_name(requirement)) in _pinned()
    assert _name(requirement) in (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")


def test_lock_pins_everything_exactly_and_names_no_index() -> None:
    lines = [line for line in LOCK.splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z0-9._-]+==[^\s;]+( ; .+)?", line), line
    assert "://" not in LOCK
    assert "--" not in LOCK


def test_version_is_in_the_changelog() -> None:
    assert f"## {feasibility.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere() -> None:
    beside = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
    documents = [*beside, *sorted((ROOT / "docs").glob("*.md"))]
    for document in documents:
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("path", MODULES, ids=_module_name)
def test_module_is_short_and_has_one_purpose(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400
    assert path.stem not in {"utils", "util", "helpers", "common", "misc"}


# Reading any of these makes the same case give another answer on another day or machine.
_FORBIDDEN_IMPORTS = {"locale", "random", "secrets", "socket", "time", "urllib"}
_FORBIDDEN_CALLS = {"today", "now", "utcnow", "getenv"}
# The command line, the app and what they save are where people's clock and files come in.
_OUTER = ("feasibility.cli.", "feasibility.screens.", "feasibility.store.")
_INNER = [path for path in MODULES if not f"{_module_name(path)}.".startswith(_OUTER)]


def test_the_outer_modules_are_those_of_three_packages() -> None:
    outer = {path.relative_to(ROOT).parts[:2] for path in MODULES if path not in _INNER}
    assert outer == {("feasibility", "cli"), ("feasibility", "screens"), ("feasibility", "store")}


@pytest.mark.parametrize("path", _INNER, ids=_module_name)
def test_library_reads_no_clock_locale_environment_or_network(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not {alias.name.partition(".")[0] for alias in node.names} & _FORBIDDEN_IMPORTS
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] not in _FORBIDDEN_IMPORTS
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in _FORBIDDEN_CALLS, f"line {node.lineno}: {node.func.attr}()"
        elif isinstance(node, ast.Attribute):
            assert node.attr != "environ", f"line {node.lineno}: os.environ"


def test_templates_and_examples_of_a_checkout_are_found() -> None:
    assert list(resources.template_names()) == sorted(f.stem for f in (ROOT / "templates").glob("*.yaml"))
    assert list(resources.example_names()) == sorted(f.stem for f in (ROOT / "examples").glob("*.yaml"))
    for name in resources.template_names():
        assert resources.template_text(name) == (ROOT / "templates" / f"{name}.yaml").read_text("utf-8")
    for name in resources.example_names():
        assert resources.example_path(name).is_file()


@pytest.mark.parametrize("name", ["no-such", "../pyproject", "", "/etc/passwd"])
def test_unknown_template_is_refused_in_both_languages(name: str) -> None:
    with pytest.raises(resources.UnknownResource, match=r"Ukjent mal .*Unknown template"):
        resources.template_text(name)


_PRINT_RESOURCES = """
from feasibility import resources as r
print(r.__file__, *r.template_names(), "|", *r.example_names(), sep="\\n")
for name in r.template_names(): assert r.template_text(name)
for name in r.example_names(): assert r.example_text(name)
"""


def test_installed_package_carries_its_templates_and_examples(tmp_path: Path) -> None:
    """Builds the wheel and unpacks it elsewhere: what it finds, it carries itself."""
    pytest.importorskip("hatchling")
    built = _run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    shown = _run("-c", _PRINT_RESOURCES, cwd=tmp_path, PYTHONPATH=str(tmp_path / "installed"))
    assert shown.returncode == 0, shown.stderr
    where, *names = shown.stdout.split("\n")[:-1]
    assert Path(where).is_relative_to(tmp_path)
    assert names == [*resources.template_names(), "|", *resources.example_names()]


DRAWING = """
import tests.conftest
from hypothesis import given, strategies as st

drawn = []

@given(st.lists(st.integers(0, 10**6)), st.floats(-5, 5))
def draw(numbers, number):
    drawn.append((numbers, number))

draw()
print(drawn)
"""


def test_examples_are_the_same_in_every_run_whatever_else_is_loaded(tmp_path: Path) -> None:
    def drawn(before: str) -> str:
        (tmp_path / "made.py").write_text(f"{before}\n{DRAWING}", "utf-8")
        run = _run("made.py", cwd=tmp_path, PYTHONPATH=str(ROOT))
        assert run.returncode == 0, run.stderr
        return run.stdout

    alone = drawn("")
    assert alone.count("], ") >= 50
    assert drawn("import feasibility.model") == alone


def _recipe(target: str) -> list[str]:
    """The commands of a target in the Makefile."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return [line.lstrip("\t@") for line in found[1].splitlines()]


def test_make_test_leaves_nothing_out() -> None:
    """Neither the command, the settings, a name nor a conftest keeps a test from running."""
    assert _recipe("test") == ["$(BIN)/python -m pytest"]
    settings = PYPROJECT["tool"]["pytest"]["ini_options"]
    assert settings["testpaths"] == ["tests"]
    assert not {name for name in settings if name.startswith("python_") or name == "norecursedirs"}
    options = settings["addopts"].split()
    choosing = ("-m", "-k", "--ignore", "--deselect", "--lf", "--ff", "--sw", "-x", "--maxfail")
    assert not [option for option in options if option.startswith(choosing)]
    # a plugin that only the mutation run asks for, by its name
    chosen = ROOT / "tests" / "mutation" / "chosen.py"
    assert "tests.mutation" not in settings["addopts"]
    for path in sorted({*(ROOT / "tests").rglob("*.py")} - {chosen}):
        tree = ast.parse(path.read_text("utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert path.name.startswith("test_") or not {name for name in names if name.startswith("test_")}, path
        assert not names & {"pytest_ignore_collect", "pytest_collection_modifyitems", "pytest_deselected"}
        assert "collect_ignore" not in {
            node.id.removesuffix("_glob") for node in ast.walk(tree) if isinstance(node, ast.Name)
        }, path


def test_make_check_leaves_out_nothing_near_but_what_is_marked() -> None:
    (command,) = _recipe("quick")
    assert command == '$(BIN)/python -m pytest --quiet -m "not slow and not system" $(NEAR)'
    declared = {marker.partition(":")[0] for marker in PYPROJECT["tool"]["pytest"]["ini_options"]["markers"]}
    assert declared == {"slow", "system"}


SKIPPING = """
import pytest

@pytest.mark.skip(reason="no such program")
def test_skipped(): ...

@pytest.mark.xfail(strict=True, reason="known")
def test_expected_to_fail(): assert False

def test_fine(): ...
"""


@pytest.mark.parametrize(("required", "workers"), [(True, "0"), (True, "2"), (False, "2")])
def test_a_skipped_test_fails_the_run_where_everything_is_required(
    tmp_path: Path, required: bool, workers: str
) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_made.py").write_text(SKIPPING, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = system\n", "utf-8")
    switch = {"FEASIBILITY_REQUIRE_SYSTEM_TESTS": "1" if required else "0"}
    run = _run("-m", "pytest", "-n", workers, str(tmp_path), cwd=tmp_path, **switch)
    assert "1 passed, 1 skipped, 1 xfailed" in run.stdout, run.stdout + run.stderr
    assert run.returncode == (1 if required else 0), run.stdout
    named = "test_made.py::test_skipped: Skipped: no such program" in run.stdout
    assert named is required
