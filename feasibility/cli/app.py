"""`feasibility app`: the app in the browser, for this machine alone, until Ctrl-C.

Streamlit runs in a process of its own: what is here must not load it to tell that a port is taken.
"""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from feasibility import resources
from feasibility.cli.arguments import BUG, OK, Arguments, Refusal
from feasibility.cli.screen import Screen
from feasibility.cli.stopping import Stopped
from feasibility.language import Label

PORT, NO_BROWSER = "--port", "--no-browser"
_USUAL_PORT: Final = 8501
_HOST: Final = "127.0.0.1"
_SCRIPT: Final = Path(__file__).resolve().parents[1] / "screens" / "entrance" / "app.py"
_START_SECONDS: Final = 120
_STOP_SECONDS: Final = 10


def app(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command: 0 once it is stopped, 2 where the port cannot be had."""
    port = _port(arguments.value(PORT))
    _require_free(port)
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(_SCRIPT), *_options(port)],
        stdout=subprocess.DEVNULL,  # says the address once more, in English
    )
    try:
        if not _answers(process, port):
            screen.complain([_NOT_STARTED.text(screen.language)])
            return BUG
        address = f"http://{_HOST}:{port}"
        screen.write(f"{_RUNS.text(screen.language).format(address)}\n")
        screen.out.flush()
        if NO_BROWSER not in arguments.switches:
            webbrowser.open(address)
        process.wait()
        screen.complain([_ENDED.text(screen.language)])
        return BUG
    except KeyboardInterrupt:
        return OK
    except Stopped:
        _stop(process)
        raise
    finally:
        _stop(process)


def _options(port: int) -> Iterator[str]:
    """The settings of the app as options, which stand above any file and variable of the user's own."""
    settings = tomllib.loads(resources.app_settings_text())
    settings["server"] |= {"port": port, "address": _HOST, "headless": True}
    settings["logger"] = {"level": "warning"}  # that it has started is said already
    for section, values in settings.items():
        for name, value in values.items():
            yield f"--{section}.{name}"
            yield str(value).lower() if isinstance(value, bool) else str(value)


def _port(typed: str | None) -> int:
    if typed is None:
        return _USUAL_PORT
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 5 and 1 <= int(typed) <= 65_535):
        raise Refusal(_NO_PORT.of(typed[:20]))
    return int(typed)


def _require_free(port: int) -> None:
    """Raise Refusal where nobody may listen on the port, or somebody does."""
    with socket.socket() as asked:
        if sys.platform != "win32":  # there it would let two listen
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((_HOST, port))
        except OSError as error:
            other = port + 1 if port < 65_535 else _USUAL_PORT
            said = _TAKEN if error.errno == errno.EADDRINUSE else _FORBIDDEN
            raise Refusal(said.of(port, other)) from None


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the app answers; False where it ends before it does."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{_HOST}:{port}/_stcore/health", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the app. Ctrl-C has reached it already, as it is typed to both."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class _Said:
    """A sentence with places for what it is about."""

    def __init__(self, nb: str, en: str) -> None:
        self._nb, self._en = nb, en

    def of(self, *values: object) -> Label:
        return Label(self._nb.format(*values), self._en.format(*values))


_RUNS = Label("Appen er klar: {}  (Ctrl-C avslutter den.)", "The app is ready: {}  (Ctrl-C ends it.)")
_NOT_STARTED = Label(
    "Appen kom ikke i gang. Årsaken står over.", "The app did not start. The reason stands above."
)
_ENDED = Label("Appen stoppet av seg selv.", "The app ended by itself.")
_NO_PORT = _Said(
    "--port {}: skriv et helt tall fra 1 til 65535, for eksempel --port 8502.",
    "--port {}: write a whole number from 1 to 65535, for example --port 8502.",
)
_TAKEN = _Said(
    "Port {} er opptatt, kanskje av appen i et annet vindu. Lukk den, eller velg en annen port: feasibility "
    "app --port {}",
    "Port {} is taken, perhaps by the app in another window. Close it, or choose another port: feasibility "
    "app --port {}",
)
_FORBIDDEN = _Said(
    "Port {} kan ikke brukes på denne maskinen. Velg en annen: feasibility app --port {}",
    "Port {} cannot be used on this machine. Choose another: feasibility app --port {}",
)
