"""What is in `deploy/`: the steps of the container file, run in a fresh place, make an app that answers."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def steps(kind: str) -> list[str]:
    """The container file's instructions of a kind, each on one line."""
    return [" ".join(line.split()[1:]) for line in CONTAINERFILE.splitlines() if line.startswith(f"{kind} ")]


def in_here(command: str, folder: Path) -> str:
    """The container's places, as places in a folder."""
    return re.sub(r"(?<![\w.])/(source|build|wheels|opt|app)\b", rf"{folder}/\1", command)


def test_all_that_is_copied_is_there_and_no_secret_comes_along() -> None:
    copied = [words.split()[:-1] for words in steps("COPY") if not words.startswith("--from")]
    for path in sum(copied, []):
        assert (ROOT / path).exists(), path
        assert path != "."
    ignored = (ROOT / ".gitignore").read_text("utf-8")
    assert ".streamlit/secrets.toml" in ignored


def test_it_runs_as_nobody_in_particular_and_asks_app_and_database() -> None:
    assert steps("USER") == ["10001"]
    assert (
        CONTAINERFILE.index("\nUSER ") < CONTAINERFILE.index("\nHEALTHCHECK ") < CONTAINERFILE.index("\nCMD ")
    )
    (health,) = steps("HEALTHCHECK")
    assert "/_stcore/health" in health
    assert "python -m feasibility.store check" in health
    for install in re.findall(r"pip install .*?(?=&&|$)", CONTAINERFILE, re.MULTILINE):
        assert "--constraint requirements.lock" in install


@pytest.mark.slow
def test_the_steps_of_the_container_file_make_an_app_that_answers(tmp_path: Path) -> None:
    """The same commands in the same order, in a folder in place of the container's root."""
    made, final = CONTAINERFILE.split("\nFROM ")[1:]
    for name in ("source", "app", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "opt").mkdir()
    for stage, to in ((made, tmp_path / "source"), (final, tmp_path / "app")):
        for words in re.findall(r"^COPY (?!--from)(.*)$", stage, re.MULTILINE):
            *sources, target = words.split()
            for source in sources:
                at = Path(in_here(target, tmp_path)) if target.startswith("/") else to / target
                if (ROOT / source).is_dir():
                    shutil.copytree(
                        ROOT / source, at, ignore=shutil.ignore_patterns("__pycache__", "secrets.toml")
                    )
                else:
                    at = at / Path(source).name if target.endswith("/") else at
                    at.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(ROOT / source, at)
    (run,) = re.findall(r"^RUN (python .*)$", made, re.MULTILINE)
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin:/bin"]),
        "HOME": str(tmp_path),
        **{
            name: value
            for name, value in os.environ.items()
            if name.startswith(("PIP_", "SSL_", "http", "HTTP"))
        },
    }
    command = in_here(run, tmp_path).replace("python -m venv", f"{shlex.quote(sys.executable)} -m venv")
    done = subprocess.run(
        ["sh", "-ec", command],
        cwd=tmp_path / "source",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    programs = tmp_path / "opt" / "feasibility" / "bin"
    has = subprocess.run(
        [programs / "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True
    )
    installed = {line.partition("==")[0].lower() for line in has.stdout.splitlines()}
    assert {"feasibility", "streamlit", "psycopg", "authlib"} <= installed
    assert not installed & {"pytest", "mypy", "ruff", "hatchling", "playwright", "hypothesis"}

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (start,) = re.findall(r'^CMD \["(.*)"\]$', final, re.MULTILINE)
    variables = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "HOME": "/nonexistent",
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_SERVER_PORT": str(port),
        "FEASIBILITY_DATABASE": f"sqlite:///{tmp_path}/data/saved.sqlite",
    }
    (health,) = re.findall(r"^HEALTHCHECK .*? CMD (.*)$", final, re.MULTILINE)
    health = health.replace("127.0.0.1:8501", f"127.0.0.1:{port}")
    app = subprocess.Popen(
        start.split('", "'), cwd=tmp_path / "app", env=variables, executable=programs / "streamlit"
    )
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until and app.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                break
            except OSError:
                time.sleep(0.3)
        # It answers, and there is no database yet: that is not well.
        well = subprocess.run(
            ["sh", "-c", health], env=variables, capture_output=True, text=True, check=False
        )
        assert (well.returncode, "finnes ikke" in well.stderr) == (2, True), well.stderr
        begin = (
            "from feasibility.store import Store; import os; Store.open(os.environ['FEASIBILITY_DATABASE'])"
        )
        subprocess.run([programs / "python", "-c", begin], env=variables, check=True)
        well = subprocess.run(
            ["sh", "-c", health], env=variables, capture_output=True, text=True, check=False
        )
        assert (well.returncode, well.stdout) == (0, "Databasen er i orden: 0 saker, 0 versjoner.\n"), (
            well.stderr
        )
    finally:
        app.terminate()
        app.wait(30)
    gone = subprocess.run(["sh", "-c", health], env=variables, capture_output=True, check=False)
    assert gone.returncode != 0


def test_the_proxy_keeps_what_the_app_needs_and_logs_no_case() -> None:
    told = (DEPLOY / "nginx.conf").read_text("utf-8")
    for line in (
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_set_header Connection $connection_upgrade;",
        "proxy_set_header Host $http_host;",
        "proxy_cookie_flags ~ secure;",
    ):
        assert line in told
    (form,) = re.findall(r"^log_format feasibility '(.*)';$", told, re.MULTILINE)
    assert not {"$request", "$request_uri", "$args", "$query_string", "$http_referer"} & set(form.split())
    assert "access_log /var/log/nginx/feasibility.log feasibility;" in told
    assert "client_max_body_size 6m;" in told
    settings = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    assert "maxUploadSize = 5\n" in settings  # below the proxy's, which does not explain itself
