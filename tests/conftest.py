"""What every test shares: the hypothesis profile, the programs the system tests drive, and the rule that
nothing may be skipped where the machine is said to have everything."""

import gc
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

# A model is some 50,000 objects, made by the thousand here and kept where tests share them: looking through
# all of them for circles every 700 objects takes a third of the suite's time.
gc.set_threshold(100_000, 50, 1_000)

os.environ["FEASIBILITY_NO_CACHE"] = "1"  # no test leaves anything in the cache folder of whoever runs it

REQUIRE_SYSTEM_TESTS = "FEASIBILITY_REQUIRE_SYSTEM_TESTS"

# The same examples in every run: a red test is red for everyone, and speed of the machine never decides.
settings.register_profile("deterministic", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("deterministic")
# Derandomised or not, one number in twenty is taken from the constants of whatever modules of the project are
# loaded by then, so a test would meet other examples beside other tests. Without those constants it does not.
assert callable(providers._get_local_constants)
providers._get_local_constants = providers.Constants


def _program(names: Sequence[str], what: str) -> Path:
    """The first of `names` on the path; skips the test, with the reason, where there is none."""
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """LibreOffice's program."""
    return _program(("soffice", "libreoffice"), "LibreOffice")


@pytest.fixture(scope="session")
def node() -> Path:
    """Node.js, which runs HyperFormula."""
    return _program(("node", "nodejs"), "Node.js")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Chromium's program."""
    return _program(("chromium", "chromium-browser", "google-chrome"), "Chromium")


_skipped: list[str] = []


def _note_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    # An expected failure is reported as skipped too, but it did run.
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    _skipped.append(f"{report.nodeid}: {reason}")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _note_skip(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    _note_skip(report)


def _skips_that_count(config: pytest.Config) -> list[str]:
    """The skips that make this run fail: none in a worker, and none unless every test is required."""
    in_worker = hasattr(config, "workerinput")
    return [] if in_worker or os.environ.get(REQUIRE_SYSTEM_TESTS) != "1" else _skipped


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skips_that_count(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skips = _skips_that_count(config)
    if not skips:
        return
    terminalreporter.section("skipped, and that counts as failed here")
    terminalreporter.line(f"{REQUIRE_SYSTEM_TESTS}=1, yet {len(skips)} skipped:", red=True)
    for skip in skips:
        terminalreporter.line(f"  {skip}")
