"""Cold start of the command line: each example in a new process, the best and the median of several.

The summary of an example is to be there within a second, and that of the largest in three times what a
process takes that only imports NumPy and pydantic. Modules and generated code are compiled before, as on
anybody's second run, and what is kept of a run that is asked for again (`cli/kept_run.py`) is kept. Beside it
stands the run in which a number has just been changed: its case is read, and its model built.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMES = 7
LIMIT_SECONDS = 1.0
GOAL_RATIO = 3.0
_IMPORTS = ("-c", "import numpy, pydantic")
_CHANGED, _RENT = "deal.lease.rent_nok_per_m2_year", 1_000
_RUN = ("-m", "feasibility", "run", "examples/larvik.yaml")


def seconds(*words: str) -> list[float]:
    """Wall-clock seconds of each run of a command line."""
    command = ("-m", "feasibility", *words)
    return [_once(command) for _ in range(TIMES)]


def cold_ratio() -> str:
    """The largest example beside the imports it cannot do without, in turns."""
    imports, again, changed = [], [], []
    for turn in range(TIMES + 2):  # the first two compile and keep
        imports.append(_once(_IMPORTS))
        again.append(_once(_RUN))
        changed.append(_once((*_RUN, "--set", f"{_CHANGED}={_RENT + turn + time.time_ns() % 997}")))
    told = [f"imports of NumPy and pydantic: {min(imports):.2f} s"]
    for what, found in (("again", again[2:]), ("with a number changed since", changed[2:])):
        ratio = min(found) / min(imports)
        told.append(
            f"run larvik, cold, {what}: {min(found):.2f} s = {ratio:.2f} × that (goal {GOAL_RATIO:.2f} ×)"
        )
    return "\n".join(told)


def _once(command: tuple[str, ...]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def main() -> int:
    """Print the times; 1 where the best run of a summary is over the limit."""
    slow = 0
    print(cold_ratio())
    for example in sorted((ROOT / "examples").glob("*.yaml")):
        found = seconds("run", str(example))
        print(f"run {example.stem}: best {min(found):.2f} s, median {statistics.median(found):.2f} s")
        slow += min(found) > LIMIT_SECONDS
    found = seconds("discount", str(ROOT / "examples" / "larvik.yaml"))
    print(f"discount larvik: best {min(found):.2f} s, median {statistics.median(found):.2f} s")
    found = seconds("--help")
    print(f"--help: best {min(found):.2f} s, median {statistics.median(found):.2f} s")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
