"""Work in the background, so that the page stays alive: how far it has come, what it found, and its end.

A piece of work stops when it is told to, and by itself when nobody has asked after it for a while: a page
that is closed leaves nothing running. Few run at once, the others wait for their turn.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.answer import Answer
from feasibility.case import CaseError
from feasibility.language import Label
from feasibility.screens.hosting.log import without_words

State = Literal["waiting", "working", "done", "refused", "stopped", "failed"]
Tell = Callable[[float], None]
Work = Callable[[Tell, Callable[[], None]], Answer]
"""Given what to tell how far it is, and what to call often; it raises whatever that raises."""

# A tab that is not in front may ask no more than once a minute.
ABANDONED_SECONDS: Final = 90.0
_AT_ONCE: Final = threading.BoundedSemaphore(max(2, (os.cpu_count() or 2) // 2))
_LOOK_SECONDS: Final = 0.1


class _StoppedError(Exception):
    """Raised within the work to end it."""


@dataclass(eq=False)
class Job:
    """One piece of work. asked: what it was asked of, for whoever shows it to compare.

    share: from 0 to 1. answer: when it is done. refusal: why there is no answer, when it is refused.
    """

    work: Work
    asked: object
    state: State = "waiting"
    share: float = 0.0
    answer: Answer | None = None
    refusal: Label | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _seen: float = field(default_factory=time.monotonic)
    _thread: threading.Thread | None = None

    def start(self) -> Job:
        """Begin, or queue up."""
        self._thread = threading.Thread(target=self._run, daemon=True, name="simulation")
        self._thread.start()
        return self

    def stop(self) -> None:
        """Have it end at its next step."""
        self._stop.set()

    def look(self) -> State:
        """How it stands; whoever looks keeps it going."""
        self._seen = time.monotonic()
        return self.state

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in ("waiting", "working")

    def wait(self, seconds: float) -> bool:
        """Wait for its end; whether it came in time."""
        assert self._thread is not None
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not _AT_ONCE.acquire(timeout=_LOOK_SECONDS):
                self._going_on()
            try:
                self._going_on()
                self.state = "working"
                self.answer = self.work(self._tell, self._going_on)
                self.state = "done"
            finally:
                _AT_ONCE.release()
        except _StoppedError:
            self.state = "stopped"
        except (NoAnswer, CaseError) as error:
            self.refusal = error.label if isinstance(error, NoAnswer) else _first(error)
            self.state = "refused"
        except Exception as error:  # told on the page in a sentence, in the log by its place
            told = without_words(error)  # they may quote a case
            logging.getLogger(__name__).error("the work in the background failed: %s", told)
            self.state = "failed"

    def _tell(self, share: float) -> None:
        self.share = share

    def _going_on(self) -> None:
        if self._stop.is_set() or time.monotonic() - self._seen > ABANDONED_SECONDS:
            raise _StoppedError


def _first(error: CaseError) -> Label:
    return Label(error.messages("nb")[0], error.messages("en")[0])
