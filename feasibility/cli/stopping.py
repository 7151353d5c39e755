"""Being told to stop by the system (SIGTERM) or a closed terminal (SIGHUP): cleaned up after as Ctrl-C is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """Told to stop. Like KeyboardInterrupt no Exception, so nothing takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number  # as shells count it


@contextmanager
def stoppable() -> Iterator[None]:
    """Within the block a signal to stop is raised as `Stopped`, so that temporary files are removed."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    known = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.getsignal(number) for number in known}
    for number, handler in before.items():
        if handler == signal.SIG_DFL:  # one that is ignored (nohup) stays so
            signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)
