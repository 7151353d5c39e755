"""Cold start of the command line: each example in a new process, the best and the median of several.

The summary of an example is to be there within a second.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIMES = 7
LIMIT_SECONDS = 1.0


def seconds(*words: str) -> list[float]:
    """Wall-clock seconds of each run of a command line."""
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "feasibility", *words], cwd=ROOT, stdout=subprocess.DEVNULL, check=True
        )
        found.append(time.perf_counter() - start)
    return found


def main() -> int:
    """Print the times; 1 where the best run of a summary is over the limit."""
    slow = 0
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
