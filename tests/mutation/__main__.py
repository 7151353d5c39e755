"""Change the model, the rules and the engine one token at a time, and see whether the tests notice.

From the top of the repository: `python -m tests.mutation` or `make mutants`.
"""

from __future__ import annotations

import argparse
import math
import queue
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.mutation import equivalents
from tests.mutation.reach import Reach, learn
from tests.mutation.report import Outcome, described, text
from tests.mutation.sites import Mutation, mutations_under
from tests.mutation.trial import Trial, copy_project, run_tests, try_change

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("feasibility/model", "feasibility/rules", "feasibility/engine")
WORKERS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the command line says; gives the exit code."""
    asked = _parser().parse_args(arguments)
    every = mutations_under(ROOT, PACKAGES)
    known, stale = equivalents.match(every, equivalents.read())
    sample = chosen(every, asked.only, asked.number, asked.seed)
    if not sample:
        print("No change to make there.", file=sys.stderr)
        return 2
    if asked.list:
        for mutation in sample:
            print(described(mutation) + ("\n      known to change nothing" if mutation in known else ""))
        print(f"{len(sample)} of {len(every)} possible changes")
        return 0
    unknown = [mutation for mutation in sample if mutation not in known]
    trials = list(tried(unknown, asked.seconds or math.inf, asked.tests))
    found = {mutation: known[mutation] for mutation in sample if mutation in known}
    outcome = Outcome(sorted(trials, key=lambda t: (t.mutation.path, t.mutation.row)), found, stale)
    print(text(outcome))
    return outcome.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutation", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=1, help="which sample is drawn (default 1)")
    parser.add_argument("--number", type=int, default=60, help="how many changes (default 60); 0 for all")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PATH",
        help="only changes in this file or folder; may be repeated",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=90,
        help="tests for each change, in seconds of the processor, fastest first (default 90); 0 for all",
    )
    parser.add_argument(
        "--tests",
        action="append",
        default=[],
        metavar="PATH",
        help="only tests in this file or folder, which is learnt sooner; may be repeated",
    )
    parser.add_argument("--list", action="store_true", help="show the sample and run nothing")
    return parser


def chosen(every: Iterable[Mutation], only: Sequence[str], number: int, seed: int) -> list[Mutation]:
    """The sample: the same for the same seed and sources, in the order of the source."""
    places = [place.removeprefix("./").rstrip("/") for place in only]
    pool = [
        mutation
        for mutation in every
        if not places or any(mutation.path == p or mutation.path.startswith(f"{p}/") for p in places)
    ]
    if number and number < len(pool):
        pool = random.Random(seed).sample(pool, number)
    return sorted(pool, key=lambda m: (m.path, m.row, m.column, m.after))


def tried(mutations: Sequence[Mutation], budget: float, places: Sequence[str]) -> Iterator[Trial]:
    """Each change tried in a copy of the project, a few at a time, in the order they are done."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [copy_project(ROOT, Path(folder) / f"copy{number}") for number in range(WORKERS)]
        reach = learn(ROOT, copies[0], ROOT / ".mutation", _say, places)
        if reach.left_out:
            _say(f"{len(reach.left_out)} tests failed or were skipped unchanged and are left out.")
        _check_unchanged(reach, copies)
        free: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for copy in copies:
            free.put(copy)
        reached = {mutation: reach.of(mutation) for mutation in mutations}

        def attempt(mutation: Mutation) -> Trial:
            copy = free.get()
            try:
                return try_change(mutation, reached[mutation], copy, budget)
            finally:
                free.put(copy)

        with ThreadPoolExecutor(WORKERS) as pool:
            started = [pool.submit(attempt, mutation) for mutation in mutations]
            for number, future in enumerate(as_completed(started), start=1):
                trial = future.result()
                _progress(number, len(mutations), trial)
                yield trial


def _check_unchanged(reach: Reach, copies: Sequence[Path]) -> None:
    """What the tests say of a change means something only if they pass without it."""
    fastest = sorted(reach.tests.values(), key=lambda test: test.seconds)[:20]
    for copy in copies:
        code, how = run_tests(fastest, copy)
        if code:
            raise RuntimeError(f"the tests do not pass unchanged: {how}")


def _progress(number: int, of: int, trial: Trial) -> None:
    mutation = trial.mutation
    line = (
        f"{number}/{of} {trial.verdict:9} {mutation.path}:{mutation.row} {mutation.change} "
        f"({trial.seconds:.0f} s of {trial.reached_by} tests) {trial.how}"
    )
    if sys.stderr.isatty() and trial.verdict == "killed":
        print(f"\r\x1b[K{line[:110]}", end="", file=sys.stderr, flush=True)
    else:
        _say(line)


def _say(line: str) -> None:
    start = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(start + line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
