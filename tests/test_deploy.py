"""What is in `deploy/`: the steps of the container file, run in a fresh place, make an app that answers."""

import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
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
    for path in (path for words in steps("COPY") if "--from" not in words for path in words.split()[:-1]):
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


def copy_in(stage: str, folder: Path, start: Path) -> None:
    """What a stage copies from the source, without what git does not keep."""
    for words in re.findall(r"^COPY (?!--from)(.*)$", stage, re.MULTILINE):
        *sources, target = words.split()
        at = Path(in_here(target, folder)) if target.startswith("/") else start / target
        for source in sources:
            if (ROOT / source).is_dir():
                left_out = shutil.ignore_patterns("__pycache__", "secrets.toml")
                shutil.copytree(ROOT / source, at, ignore=left_out)
                continue
            to = at / Path(source).name if target.endswith("/") else at
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, to)


@pytest.mark.slow
def test_the_steps_of_the_container_file_make_an_app_that_answers(tmp_path: Path) -> None:
    """The same commands in the same order, in a folder in place of the container's root."""
    made, final = CONTAINERFILE.split("\nFROM ")[1:]
    for name in ("source", "app", "data", "opt"):
        (tmp_path / name).mkdir()
    copy_in(made, tmp_path, tmp_path / "source")
    copy_in(final, tmp_path, tmp_path / "app")
    (run,) = re.findall(r"^RUN (python .*)$", made, re.MULTILINE)
    assert ".whl)[server]" in run
    # What comes from outside is here already, in the versions of the lock: only our own is made and put in.
    (wheel,) = [step for step in in_here(run, tmp_path).split("&&") if "pip wheel" in step]
    words = [sys.executable, "-m", *wheel.split()]
    words[2] = "pip"
    subprocess.run(words, cwd=tmp_path / "source", check=True, capture_output=True)
    place = tmp_path / "opt" / "feasibility"
    venv.create(place, with_pip=False, symlinks=True)
    program = place / "bin" / "python"
    (packages,) = place.glob("lib/python3*/site-packages")
    (made_wheel,) = (tmp_path / "wheels").glob("feasibility-*.whl")
    zipfile.ZipFile(made_wheel).extractall(packages)
    (packages / "here.pth").write_text(f"{sysconfig.get_path('purelib')}\n")

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = f"sqlite:///{tmp_path}/data/saved.sqlite"
    variables = {
        "PATH": f"{place}/bin:/usr/bin:/bin",
        "HOME": "/nonexistent",
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_SERVER_PORT": str(port),
        "FEASIBILITY_DATABASE": database,
    }
    (start,) = re.findall(r'^CMD \["(.*)"\]$', final, re.MULTILINE)
    (asked,) = re.findall(r"^HEALTHCHECK .*? CMD (.*)$", final, re.MULTILINE)

    def health() -> tuple[int, str]:
        found = subprocess.run(
            ["sh", "-c", asked.replace("127.0.0.1:8501", f"127.0.0.1:{port}")],
            env=variables,
            cwd=tmp_path / "app",
            capture_output=True,
            text=True,
            check=False,
        )
        return found.returncode, found.stdout + found.stderr

    words = [str(program), "-m", *start.split('", "')]
    app = subprocess.Popen(words, cwd=tmp_path / "app", env=variables)
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until and app.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
                break
            except OSError:
                time.sleep(0.3)
        # It answers, and has no database yet: that is not well.
        code, told = health()
        assert (code, "finnes ikke" in told) == (2, True), told
        begin = f"import feasibility.store as s; s.Store.open({database!r}); print(s.__file__)"
        words = [str(program), "-c", begin]
        where = subprocess.run(words, env=variables, cwd=tmp_path, check=True, capture_output=True, text=True)
        assert where.stdout.startswith(str(packages))  # and not what is here
        assert health() == (0, "Databasen er i orden: 0 saker, 0 versjoner.\n")
    finally:
        app.terminate()
        app.wait(30)
    assert health()[0] == 1


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


def test_the_other_proxy_logs_no_case_either() -> None:
    told = (DEPLOY / "Caddyfile").read_text("utf-8")
    # For all that is logged: a proxy that finds no app logs the address as an error of its own.
    everything, site = told.split("\nsaker.example.no {")
    for line in ('request>uri regexp \\?.* ""', "request>headers delete", "resp_headers delete"):
        assert line in everything
    assert re.search(r"^\tlog$", site, re.MULTILINE)  # and no format of its own
    assert "max_size 6MB" in site
