"""What axe-core finds in a page, and what the keyboard reaches of it.

axe-core (MPL-2.0) is a tool of these tests and never a part of the product. `npm ci` in `tests/app/node`
installs it.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

_AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"
_GRAVE = ("serious", "critical")
_MOST_STEPS = 300

REACHABLE = (
    "a[href], button, input, select, textarea, summary, [tabindex], "
    "[role=button], [role=link], [role=slider], [role=switch], [role=checkbox], [role=radio], [role=tab]"
)
"""What one may act upon, however it is made."""

OTHER_WAY = {
    # A group of choices is one stop; the arrows move within it.
    "input[type=radio]": "the arrows, from the chosen one of its group",
    # Streamlit's own.
    '[role="combobox"] ~ button, [data-testid="stSelectbox"] button, [data-testid="stMultiSelect"] button': (
        "the arrows open the list in the field itself"
    ),
    '[data-testid="stFileUploaderDropzone"], [data-testid="stFileUploaderDropzoneInput"]': (
        "the button in it, which opens the same list of files"
    ),
}
"""What the Tab key alone does not stop at, by selector, and how one gets there without a mouse."""


def axe_core() -> str:
    """The program; skips the test, with the reason, where it is not installed."""
    if not _AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in tests/app/node")
    return _AXE.read_text(encoding="utf-8")


def faults(tab: Page, axe: str, *, colours: bool = True) -> list[str]:
    """The serious and critical faults of the page as it stands, each with its rule and place.

    colours: whether contrasts are looked at too, which takes most of the time.
    """
    tab.evaluate(axe)
    how = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
    found: list[dict[str, Any]] = tab.evaluate("how => axe.run(how).then(found => found.violations)", how)
    return [
        f"{each['id']} at {node['target'][-1]}: {node['failureSummary']}"
        for each in found
        if each["impact"] in _GRAVE
        for node in each["nodes"]
    ]


def stops(tab: Page) -> list[dict[str, Any]]:
    """What the Tab key stops at from the top of the page to its end, in the order it does.

    Each with its `place` among all the page's elements, its `name`, whether it `shows` that it has the
    focus, and whether it `is_link` of the page's own.
    """
    tab.evaluate("document.activeElement.blur()")
    found: list[dict[str, Any]] = []
    for _ in range(_MOST_STEPS):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(_FOCUSED)
        if stop is None:  # back in the browser's own bar
            return found
        found.append(stop)
    raise AssertionError(f"the Tab key never leaves the page: {found[-5:]}")


def not_reached(tab: Page, found: list[dict[str, Any]]) -> list[str]:
    """What one may act upon, and the Tab key has not stopped at, nor is in `OTHER_WAY`."""
    missed: list[str] = tab.evaluate(_MISSED, [REACHABLE, [each["place"] for each in found], list(OTHER_WAY)])
    return missed


def tab_to(tab: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus."""
    for _ in range(_MOST_STEPS):
        tab.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {wanted}")


_NAME = """element => (element.getAttribute('aria-label') || element.innerText || element.value || '')
    .trim().slice(0, 60)"""
_FOCUSED = f"""() => {{
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    return {{
        place: [...document.querySelectorAll('*')].indexOf(element),
        name: ({_NAME})(element),
        shows: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
        is_link: element.matches('a[class^="fz-"]'),
    }};
}}"""
_MISSED = f"""([reachable, places, otherWay]) => {{
    const all = [...document.querySelectorAll('*')];
    const reached = new Set(places.map(place => all[place]));
    const group = radio => radio.closest('[role=radiogroup]');
    const groups = new Set([...reached].filter(e => e.matches('[role=radio], [type=radio]')).map(group));
    return [...document.querySelectorAll(reachable)]
        .filter(e => e.checkVisibility({{visibilityProperty: true}}) && !e.disabled && !reached.has(e))
        .filter(e => !(e.matches('[role=radio], [type=radio]') && groups.has(group(e))))
        .filter(e => !otherWay.some(selector => e.matches(selector)))
        .map(e => `${{e.tagName}} ${{e.getAttribute('role') || e.type || ''}}: ${{({_NAME})(e)}}`);
}}"""
