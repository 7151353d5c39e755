"""The app started as people start it, to be opened in a real browser."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
STARTUP_SECONDS = 60
_STREAMLIT = (sys.executable, "-m", "streamlit", "run")
# A loaded machine is slow, not wrong.
PATIENCE_MS = 60_000
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Seen:
    """What the browser met: errors in its console, and the hosts it asked."""

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


class Server:
    """The app on a port of its own, with saved work in a folder of its own.

    Attributes:
        script: what is run, the app unless another is given.
        options: beside those that every test's server has.
        environment: variables beside those of the tests.
    """

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._folder = folder
        self.database = f"sqlite:///{folder}/saved.sqlite"
        self.address = f"http://127.0.0.1:{self._port}/"
        self.script = ROOT / "app.py"
        self.options: Sequence[str] = ()
        self.environment: Mapping[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = self._folder / "log.txt"
        with log.open("a") as output:
            self._process = subprocess.Popen(
                [
                    *(*_STREAMLIT, str(self.script), "--server.headless", "true"),
                    *("--server.port", str(self._port), *self.options),
                ],
                cwd=ROOT,
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "FEASIBILITY_DATABASE": self.database,
                    **self.environment,
                },
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise AssertionError(f"the app did not start:\n{log.read_text()}")

    def kill(self) -> None:
        """Take it away without a word."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=20)

    def stop(self) -> None:
        """End it; one that does not end when asked is taken away."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()

    @property
    def process_id(self) -> int:
        """The number the system knows its process by."""
        assert self._process is not None
        return self._process.pid


def opened(tab: Page, address: str) -> None:
    """Open an address, and wait for the answer to be there."""
    tab.goto(address)
    tab.wait_for_selector(READY)
    expect(tab.locator(".fz-sentence")).to_be_visible()
