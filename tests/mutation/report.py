"""What a run says at its end, and whether it was good enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.mutation.equivalents import Equivalent
from tests.mutation.sites import Mutation
from tests.mutation.trial import Trial

GOAL = 0.9


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole run. stale: entries of the list of equivalents that fit no change any more."""

    trials: Sequence[Trial]
    equivalent: Mapping[Mutation, Equivalent]
    stale: Sequence[Equivalent]

    @property
    def killed(self) -> int:
        """How many the tests noticed."""
        return sum(trial.verdict == "killed" for trial in self.trials)

    @property
    def missed(self) -> list[Trial]:
        """What no test noticed, tests or not."""
        return [trial for trial in self.trials if trial.verdict in ("survived", "unreached")]

    @property
    def broken(self) -> list[Trial]:
        """What could not be tried."""
        return [trial for trial in self.trials if trial.verdict == "broken"]

    @property
    def score(self) -> float:
        """Killed, of those that could have been; 1 where there is none."""
        judged = self.killed + len(self.missed)
        return self.killed / judged if judged else 1.0

    @property
    def exit_code(self) -> int:
        """0 where the goal is reached, 1 where it is not, 2 where some could not be tried."""
        if self.broken:
            return 2
        return 0 if self.score >= GOAL else 1


def described(mutation: Mutation) -> str:
    """Where it is and what it does, on two lines."""
    where = f"{mutation.path}:{mutation.row}" + (f" in {mutation.function}" if mutation.function else "")
    return f"{where}: {mutation.change}  ({mutation.kind})\n      {mutation.text}"


def reached(trial: Trial) -> str:
    """How many tests reach it, and whether all were run."""
    found = f"reached by {trial.reached_by} tests"
    return found if trial.run == trial.reached_by else f"{found}, of which {trial.run} were run"


def text(outcome: Outcome) -> str:
    """The report."""
    parts = []
    if outcome.missed:
        parts.append("Survived:")
        parts += [f"  {described(t.mutation)}\n      {reached(t)}" for t in outcome.missed]
    if outcome.equivalent:
        parts.append("Known to change nothing, left out of the score:")
        parts += [f"  {described(m)}\n      {entry.why}" for m, entry in outcome.equivalent.items()]
    if outcome.broken:
        parts.append("Could not be tried:")
        parts += [f"  {described(t.mutation)}\n      {t.how}" for t in outcome.broken]
    if outcome.stale:
        parts.append("Listed in equivalents.toml, but no longer in the source:")
        parts += [f"  {e.file} in {e.function}: {e.change}\n      {e.line}" for e in outcome.stale]
    parts.append(
        f"{outcome.killed} killed, {len(outcome.missed)} survived, {len(outcome.equivalent)} equivalent: "
        f"score {outcome.score:.1%}, goal {GOAL:.0%}"
    )
    return "\n".join(parts)
