"""Cold start of the command line: each example in a new process, the best and the median of several.

The summary of an example is to be there within a second, and that of the largest in three times what a
process takes that only imports NumPy and pydantic. Modules and generated code are compiled before, as on
anybody's second run. A run asked for again in the same words is told again (`cli/kept_answer.py`). Beside
it stand the same run in other words, calculated from the model that is kept (`cli/kept_run.py`), and the run
in which a number has just been changed: its case is read, and its model built.
"""

import datetime
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMES = 7
LIMIT_SECONDS = 1.0
GOAL_RATIO = 3.0
Words = tuple[str, ...]
_IMPORTS = ("-c", "import numpy, pydantic")
_RUN = ("-m", "feasibility", "run", "examples/larvik.yaml")


def seconds(*words: str, other: Callable[[], Words] = tuple) -> list[float]:
    """Wall-clock seconds of each run of a command line, each with the words that make it another question."""
    return [_once(("-m", "feasibility", *words, *other())) for _ in range(TIMES)]


def other_date() -> Words:
    """Words that change no number: the model is kept, the answer is not."""
    return "--date", datetime.date.fromordinal(700_000 + _number()).isoformat()


def other_rent() -> Words:
    """Words that change one number, the lease's rent."""
    return "--set", f"deal.lease.rent_nok_per_m2_year={1_000 + _number() / 1_000}"


def _number() -> int:
    """One that has hardly been drawn before."""
    return time.time_ns() % 100_000


def cold_ratio() -> str:
    """The largest example beside the imports it cannot do without, in turns."""
    ways: dict[str, Callable[[], Words]] = {
        "told again": tuple,
        "calculated again": other_date,
        "a number changed since": other_rent,
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    imports = []
    for _ in range(TIMES + 2):  # the first two compile and keep
        imports.append(_once(_IMPORTS))
        for name, other in ways.items():
            found[name].append(_once((*_RUN, *other())))
    told = [f"imports of NumPy and pydantic: {min(imports):.2f} s"]
    for name, times in found.items():
        ratio = min(times[2:]) / min(imports)
        told.append(f"run larvik, cold, {name}: {min(times[2:]):.2f} s = {ratio:.2f} ×")
    return "\n".join([*told, f"(goal of a run asked for again: {GOAL_RATIO:.2f} ×)"])


def _once(command: Words) -> float:
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
        found = seconds("run", str(example), other=other_date)
        print(f"run {example.stem}: best {min(found):.2f} s, median {statistics.median(found):.2f} s")
        slow += min(found) > LIMIT_SECONDS
    found = seconds("discount", str(ROOT / "examples" / "larvik.yaml"), other=other_rent)
    print(f"discount larvik: best {min(found):.2f} s, median {statistics.median(found):.2f} s")
    found = seconds("--help")
    print(f"--help: best {min(found):.2f} s, median {statistics.median(found):.2f} s")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
