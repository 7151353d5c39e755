"""A server to be measured, and the browser that measures it: what `app` and `users` have in common.

Processor time is read where the system tells it (Linux): on a machine that does other work beside, it says
more than the clock. Whatever happens, server and browser are ended.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.app.running import PATIENCE_MS, QUIET, READY, Server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_SIZE = (1400, 1000)
_AS_USED = {"PYTHONDONTWRITEBYTECODE": ""}
"""A server that may keep its compiled modules, as anybody's may."""


@contextmanager
def serving(script: Path | None = None, database: str | None = None) -> Iterator[Server]:
    """A server, of the app or of another script; ended when the block is left.

    database: the saved work it shares with another; its own unless given.
    """
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        server.environment = _AS_USED
        if script is not None:
            server.script = script
        if database is not None:
            server.database = database
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium, closed when the block is left."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        raise SystemExit("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Browser) -> Iterator[Page]:
    """A visitor who has never been here: nothing is kept from before."""
    context = browser.new_context(viewport={"width": _SIZE[0], "height": _SIZE[1]})
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


def settled(tab: Page) -> None:
    """Wait until the script has run and the page is still."""
    tab.wait_for_selector(READY)
    tab.wait_for_timeout(150)
    tab.wait_for_selector(READY)


def cpu_seconds(process: int) -> float:
    """What the processor has worked for a process so far; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(process: int) -> float:
    """The memory a process holds, in megabytes; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def load() -> str:
    """What else the machine does: how many processes want to run, on average over a minute."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else ""


def percentile(times: Sequence[float], share: float) -> float:
    """The time that so large a share of all stays within."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def told(times: Sequence[float]) -> str:
    """Median, 95th percentile and least, in milliseconds."""
    return (
        f"{statistics.median(times) * 1e3:5.0f} {percentile(times, 0.95) * 1e3:6.0f} {min(times) * 1e3:6.0f}"
    )
