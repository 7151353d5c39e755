"""The app in a real browser: from a number typed to the result that follows, the map, and the first visit.

Measured in the page itself, from the key or the click to the moment the new text or picture is there, and
beside it what the server's process worked. Beside the app stands a Streamlit page with one field and one
text, served and visited in the same way in the same run: what no page of Streamlit can go below here.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.serving import browsing, cpu_seconds, load, percentile, serving, settled, told, visiting
from feasibility import resources
from feasibility.case import parse_case
from feasibility.store import LOCAL, Store
from tests.app.running import READY, Server

LARGEST = "larvik"
EDITS = 20
VISITS = 3
MAPS = 4
GOALS = {"edit": (0.350, 0.700), "map": (0.800, 0.800), "first load": (3.0, 3.0)}
"""Median and 95th percentile in seconds (issue 9)."""
_RENT = "Leie (kr per m² og år)"
_FREE = "Leiefri tid (måneder)"
_EMPTY = """
import streamlit as st
typed = st.text_input("Tall", "0")
st.html(f'<p class="fz-sentence">{typed}</p>')
"""
_FIGURE = ".fz-sentence, .fz-table td"
_WATCH = """
ready => {
  const isReady = new Function('return ' + ready);
  window.timed = new Promise(resolve => {
    let begun = null;
    const begin = event => { if (begun === null && event.isTrusted) begun = performance.now(); };
    for (const kind of ['keydown', 'pointerdown']) document.addEventListener(kind, begin, true);
    const seen = new MutationObserver(() => {
      if (begun === null || !isReady()) return;
      seen.disconnect();
      for (const kind of ['keydown', 'pointerdown']) document.removeEventListener(kind, begin, true);
      requestAnimationFrame(() => resolve((performance.now() - begun) / 1000));
    });
    seen.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
"""
_MAP = 'document.querySelector(\'[class*="picture"] canvas, [class*="picture"] svg.marks\') !== null'


@dataclass
class Measured:
    """What was seen of one thing. cpu: of the server's process, in seconds, once it was done with it."""

    name: str
    goal: str = ""
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def row(self, beside: Measured | None) -> str:
        """A line of the table; beside: the empty app's."""
        middle = statistics.median(self.seconds)
        ratio = "" if beside is None else f"{middle / statistics.median(beside.seconds):7.1f} ×"
        verdict = ""
        if self.goal:
            median, high = GOALS[self.goal]
            met = middle <= median and percentile(self.seconds, 0.95) <= high
            verdict = f"  (goal {median * 1e3:.0f} / {high * 1e3:.0f} ms: {'met' if met else 'NOT met'})"
        cpu = statistics.median(self.cpu) * 1e3
        return f"  {self.name:<44}{told(self.seconds)}{cpu:8.0f}{ratio:>10}{verdict}"


def rows() -> Iterator[str]:
    """The table, each row as soon as it is measured."""
    yield f"The app in Chromium ({LARGEST}), {load()}"
    yield f"  {'':<44}  p50    p95    min     CPU   p50 / empty page"
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        script = Path(folder) / "empty.py"
        script.write_text(_EMPTY, encoding="utf-8")
        with serving(script) as server:
            visit = _visits(browser, server, "", "empty page, first visit")
            with _open(browser, server, "") as tab:
                edit = _edits(tab, server, "Tall", "empty page, edit")
        yield visit.row(None)
        yield edit.row(None)
        with serving() as server:
            asked = f"?example={LARGEST}"
            yield _visits(browser, server, asked, "first visit, server just started", 1).row(visit)
            yield _visits(browser, server, asked, "first visit, server in use").row(visit)
            for each in _of_the_app(browser, server, _saved(server)):
                yield each.row(edit)
    yield f"  ({load()} at the end)"


def main() -> None:
    for row in rows():
        print(row, flush=True)


def _of_the_app(browser: Browser, server: Server, case: str) -> Iterator[Measured]:
    with _open(browser, server, f"?example={LARGEST}") as tab:
        yield _edits(tab, server, _RENT, "edit of an example, a number", "edit")
        yield _edits(tab, server, _FREE, "edit of an example, months of a reduction", "edit")
    with _open(browser, server, f"?case={case}") as tab:
        yield _edits(tab, server, _RENT, "edit of a saved case, a number", "edit")
        yield _edits(tab, server, _FREE, "edit of a saved case, months of a reduction", "edit")
    yield _maps(browser, server, "the map, of a case just changed", True)
    yield _maps(browser, server, "the map, seen before", False)
    yield _points(browser, server)


def _visits(browser: Browser, server: Server, asked: str, name: str, times: int = VISITS) -> Measured:
    found = Measured(name, "" if "empty" in name else "first load")
    for _ in range(times):
        with visiting(browser) as tab:
            used = cpu_seconds(server.process_id)
            begun = time.perf_counter()
            tab.goto(server.address + asked)
            tab.locator(".fz-sentence").wait_for()
            found.seconds.append(time.perf_counter() - begun)
            settled(tab)
            found.cpu.append(cpu_seconds(server.process_id) - used)
    return found


@contextmanager
def _open(browser: Browser, server: Server, asked: str) -> Iterator[Page]:
    with visiting(browser) as tab:
        tab.goto(server.address + asked)
        tab.locator(".fz-sentence").wait_for()
        settled(tab)
        yield tab


def _edits(tab: Page, server: Server, label: str, name: str, goal: str = "") -> Measured:
    """A number typed again and again, another each time; done when any figure on the page is another."""
    found = Measured(name, goal)
    shown = f"[...document.querySelectorAll('{_FIGURE}')].map(e => e.textContent).join('|')"
    for edit in range(EDITS):
        box = tab.get_by_label(label, exact=True)
        box.fill(str(1_000 + edit if label == _RENT else 1 + edit % 5))
        was = tab.evaluate(shown)
        ready = f"{shown} !== {was!r}"
        _once(tab, server, found, ready, partial(box.press, "Enter"))
    return found


def _maps(browser: Browser, server: Server, name: str, is_new: bool) -> Measured:
    """The view of the rent discount opened; done when its picture is drawn."""
    found = Measured(name, "map")
    for turn in range(MAPS):
        rent = 1_200.1 + turn / 10 if is_new else 1_200
        asked = f"?example={LARGEST}&deal.lease.rent_nok_per_m2_year={rent}"
        with _open(browser, server, asked) as tab:
            tab.get_by_text("Spørsmål", exact=True).scroll_into_view_if_needed()
            _once(tab, server, found, _MAP, tab.get_by_text("Spørsmål", exact=True).click)
    return found


def _points(browser: Browser, server: Server) -> Measured:
    """The point on the map moved by a step; done when what is said of it is another."""
    found = Measured("the map, its point moved", "edit")
    asked = f"?example={LARGEST}&view=negotiate"
    shown = "[...document.querySelectorAll('.st-key-point .fz-table td')].map(e => e.textContent).join('|')"
    with _open(browser, server, asked) as tab:
        tab.wait_for_function(_MAP)
        settled(tab)
        for turn in range(EDITS):
            slider = tab.locator(".st-key-point").get_by_role("slider").nth(turn % 2)
            was = tab.evaluate(shown)
            slider.focus()
            key = "ArrowRight" if turn % 4 < 2 else "ArrowLeft"
            _once(tab, server, found, f"{shown} !== {was!r}", partial(slider.press, key))
    return found


def _once(tab: Page, server: Server, found: Measured, ready: str, act: Callable[[], object]) -> None:
    used = cpu_seconds(server.process_id)
    tab.evaluate(_WATCH, ready)
    act()
    found.seconds.append(tab.evaluate("window.timed"))
    tab.wait_for_selector(READY)
    settled(tab)
    found.cpu.append(cpu_seconds(server.process_id) - used)


def _saved(server: Server) -> str:
    """The id of the largest example, saved as a case of one's own."""
    text = resources.offered_text(LARGEST)
    store = Store.open(server.database)
    return store.create(LOCAL, parse_case(text), text).id


if __name__ == "__main__":
    main()
