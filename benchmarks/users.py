"""Twenty people in the app at once, for two minutes: `python -m benchmarks.users [USERS [SECONDS]]`.

Each is a session of Streamlit as a browser has one, a websocket that speaks its messages, without the
browser: what is measured is the server. Half have an example open and half a saved case of their own, all of
the largest. Every few seconds each types another number or opens another view, and waits until the script has
finished. An exception or a mistake on the page, a number that is not taken, a lost connection and an answer
that does not come are errors.

There is a process of the app for each core, as docs/server.md has it, and each user stays with one.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import parse_qsl, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.app import LARGEST
from benchmarks.serving import cpu_seconds, load, percentile, resident_mb, serving
from feasibility import resources
from feasibility.case import parse_case
from feasibility.store import LOCAL, Store
from tests.app.running import Server

USERS, SECONDS = 20, 120.0
PROCESSES = os.cpu_count() or 1
GOAL_SECONDS = 2.0
"""Within which 95 of 100 answers come (issue 9)."""
THINKS = (3.0, 6.0)
"""Seconds between two things that one user does."""
ARRIVES = 30.0
"""Seconds within which all have come: twenty people open an app over half a minute, not in one breath."""
PATIENCE = 60.0
VIEWS = ("result", "landlord", "operator", "bank", "vat", "statements", "checks")
_EDITS = 0.7
"""Of what is done; the rest is views."""
_RENT = "Leie (kr per m² og år)"
_LARGEST_MESSAGE = 64 * 2**20


@dataclass
class Session:
    """One visitor's connection: what the page says, and what stands in its fields."""

    connection: ClientConnection
    asked: str
    fields: dict[str, str] = field(default_factory=dict)
    """The id of each field by its label."""
    values: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def run(self) -> float:
        """Have the page drawn with what stands in the fields, and wait for all of it; seconds."""
        message = BackMsg()
        message.rerun_script.query_string = self.asked
        for id, text in self.values.items():
            message.rerun_script.widget_states.widgets.add(id=id, string_value=text)
        begun = time.perf_counter()
        self.connection.send(message.SerializeToString())
        while True:
            received = self.connection.recv(PATIENCE)
            assert isinstance(received, bytes)
            if self._takes(ForwardMsg.FromString(received)):
                return time.perf_counter() - begun

    def type(self, label: str, text: str) -> float:
        """Type into a field."""
        self.values[self.fields[label]] = text
        taken = self.run()
        stands = "".join(filter(str.isdigit, self.values[self.fields[label]]))
        if stands != text:
            self.errors.append(f"{label}: {text} was typed, and {stands} stands there")
        return taken

    def open(self, view: str) -> float:
        """Open another view, by its address."""
        self.asked = urlencode({**dict(parse_qsl(self.asked)), "view": view})
        return self.run()

    def _takes(self, message: ForwardMsg) -> bool:
        """Whether that was the last of a run."""
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.asked = message.page_info_changed.query_string
        elif kind == "delta":
            self._see(message.delta)
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _see(self, delta: Delta) -> None:
        element = delta.new_element
        match element.WhichOneof("type"):
            case "text_input":
                box = element.text_input
                self.fields[box.label] = box.id
                self.values[box.id] = box.value if box.set_value else box.default
            case "exception":
                self.errors.append(element.exception.message)
            case "alert":
                self.errors.append(element.alert.body)


@dataclass
class Seen:
    """What all users met. resident: megabytes of the server by seconds since the start."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    resident: list[tuple[float, float]] = field(default_factory=list)
    cpu: float = 0.0

    def growth(self, after: float) -> float:
        """Megabytes a minute that the server grows by, from a time on: the slope of the straight line."""
        of = [(at / 60, megabytes) for at, megabytes in self.resident if at >= after]
        if len(of) < 2:
            return 0.0
        x, y = (sum(each) / len(of) for each in zip(*of, strict=True))
        return sum((at - x) * (mb - y) for at, mb in of) / sum((at - x) ** 2 for at, _ in of)


def measured(users: int, seconds: float) -> Seen:
    """Let so many people work for so long."""
    seen = Seen()
    with ExitStack() as stack:
        servers = [stack.enter_context(serving())]
        for _ in range(1, PROCESSES):
            servers.append(stack.enter_context(serving(database=servers[0].database)))
        text = resources.offered_text(LARGEST)
        store, case = Store.open(servers[0].database), parse_case(text)
        asked = [
            urlencode({"case": store.create(LOCAL, case, text).id} if user % 2 else {"example": LARGEST})
            for user in range(users)
        ]
        store.close()
        begun, used = time.monotonic(), _worked(servers)
        until = begun + seconds
        threads = [
            threading.Thread(
                target=_works, args=(servers[user // 2 % PROCESSES].address, asked[user], user, until, seen)
            )
            for user in range(users)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            held = sum(resident_mb(server.process_id) for server in servers)
            seen.resident.append((time.monotonic() - begun, held))
            time.sleep(1)
        seen.cpu = _worked(servers) - used
    return seen


def _worked(servers: Sequence[Server]) -> float:
    """What the processor has worked for all of them so far, seconds."""
    return sum(cpu_seconds(server.process_id) for server in servers)


def _works(address: str, asked: str, user: int, until: float, seen: Seen) -> None:
    """One user: comes some time in the first half minute, and works until it is time."""
    drawn, number = random.Random(user), count(1_000 + 97 * user)
    time.sleep(drawn.uniform(0, ARRIVES))
    try:
        with connect(
            f"{address.replace('http', 'ws', 1)}_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=_LARGEST_MESSAGE,
            compression=None,
        ) as connection:
            session = Session(connection, asked)
            session.run()  # the first visit is measured elsewhere
            for act in _acts(session, drawn, number):
                time.sleep(drawn.uniform(*THINKS))
                if time.monotonic() > until:
                    break
                seen.seconds.append(act())
            seen.errors += session.errors
    except Exception as error:  # whatever it is, it is one user's error and not the measurement's end
        seen.errors.append(f"{type(error).__name__}: {error}")


def _acts(session: Session, drawn: random.Random, number: Iterator[int]) -> Iterator[Callable[[], float]]:
    while True:
        if drawn.random() < _EDITS and _RENT in session.fields:
            yield lambda: session.type(_RENT, str(next(number)))
        else:
            yield lambda: session.open(drawn.choice(VIEWS))


def users_report(users: int = USERS, seconds: float = SECONDS) -> str:
    """What it came to, beside the goals."""
    before, seen = load(), measured(users, seconds)
    times = seen.seconds or [float("nan")]
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    half = seconds / 2
    last = [megabytes for at, megabytes in seen.resident if at >= half] or [0.0]
    rows = [
        f"{users} users for {seconds:.0f} s, {PROCESSES} processes ({before} before, {load()} after)",
        f"  {len(seen.seconds)} interactions, {len(seen.errors)} errors (goal 0)",
        f"  p50 {p50 * 1e3:.0f} ms, p95 {p95 * 1e3:.0f} ms (goal {GOAL_SECONDS * 1e3:.0f} ms), "
        f"most {max(times) * 1e3:.0f} ms",
        f"  the app worked {seen.cpu:.0f} s, {seen.cpu / max(1, len(seen.seconds)) * 1e3:.0f} ms each",
        f"  resident {last[0]:.0f} MB half way, {last[-1]:.0f} MB at the end: "
        f"{seen.growth(half):+.1f} MB a minute (goal: flat)",
    ]
    return "\n".join([*rows, *(f"  error: {error[:200]}" for error in seen.errors[:5])])


if __name__ == "__main__":
    stated = [float(text) for text in sys.argv[1:3]]
    print(users_report(int(stated[0]) if stated else USERS, stated[1] if len(stated) > 1 else SECONDS))
