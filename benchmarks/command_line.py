"""Cold start of the command line: each example in a new process, the best and the median of several.

The summary of an example is to be there within a second, and that of the largest in three times what a
process takes that only imports NumPy and pydantic. Modules and generated code are compiled once before, as on
anybody's second run.
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
_RUN = ("-m", "feasibility", "run", "examples/larvik.yaml")


def seconds(*words: str) -> list[float]:
    """Wall-clock seconds of each run of a command line."""
    command = ("-m", "feasibility", *words)
    return [_once(command) for _ in range(TIMES)]


def cold_ratio() -> str:
    """The largest example beside the imports it cannot do without, in turns."""
    least = dict.fromkeys((_IMPORTS, _RUN), float("inf"))
    for _ in range(TIMES + 1):  # the first compiles
        for command in least:
            least[command] = min(least[command], _once(command))
    ratio = least[_RUN] / least[_IMPORTS]
    return (
        f"run larvik, cold: {least[_RUN]:.2f} s = {ratio:.2f} × a process that imports NumPy and pydantic "
        f"(goal {GOAL_RATIO:.2f} ×)"
    )


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
