"""`feasibility app` as a process, from a wheel unpacked elsewhere: on this machine alone, then ended."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from feasibility.cli.app import _options
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel installs, and nothing of the checkout."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


@contextmanager
def started(installed: Path, folder: Path, port: int, *words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "feasibility", "app", "--no-browser", "--port", str(port), *words],
        cwd=folder,
        env={
            "PYTHONPATH": str(installed),
            "PATH": "",
            "HOME": str(folder),
            "FEASIBILITY_DATABASE": f"sqlite:///{folder}/saved.sqlite",
            # Neither may open the app to others.
            "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",
            "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def listeners(port: int) -> set[str]:
    """The addresses somebody listens on at the port, as the system's table has them (Linux)."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            address, _, at = line.split()[1].partition(":")
            if line.split()[3] == "0A" and int(at, 16) == port:
                found.add(address)
    return found


def answers(port: int) -> bool:
    with closing(socket.socket()) as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_served_from_a_wheel_on_this_machine_alone_until_ctrl_c(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    with started(installed, tmp_path, port) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said == f"Appen er klar: http://127.0.0.1:{port}  (Ctrl-C avslutter den.)\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as health:
            assert health.read() == b"ok"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert b'<div id="root">' in page.read()
        if sys.platform == "linux":
            assert listeners(port) == {"0100007F"}  # 127.0.0.1, as the table writes it
        # The one who starts it and the app are in one group, as at a terminal.
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        assert (process.returncode, out, err) == (0, "", "")
    assert not answers(port)


@pytest.mark.slow
def test_told_to_stop_it_takes_the_app_with_it(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    with started(installed, tmp_path, port, "--language", "en") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("The app is ready: ")
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 143
    until = time.monotonic() + PATIENCE_SECONDS
    while answers(port) and time.monotonic() < until:
        time.sleep(0.1)
    assert not answers(port)


def test_a_port_that_is_taken_is_told_with_another(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run("app", "--no-browser", "--port", str(port))
    assert ran.code == 2
    assert f"Port {port} er opptatt" in ran.err
    assert f"feasibility app --port {port + 1}" in ran.err


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8501.5", "åtte", "٣٤", "1" * 5000, ""])
def test_what_is_no_port_is_told(run: Run, port: str) -> None:
    ran = run("app", "--no-browser", f"--port={port}")
    assert ran.code == 2
    assert len(ran.err) < 500


def test_the_settings_go_along_as_options_and_the_address_cannot_be_another() -> None:
    given = list(_options(8600))
    pairs = dict(zip(given[::2], given[1::2], strict=True))
    assert pairs["--server.address"] == "127.0.0.1"
    assert pairs["--server.port"] == "8600"
    assert pairs["--browser.gatherUsageStats"] == "false"
    assert pairs["--theme.primaryColor"] == "#17324D"
