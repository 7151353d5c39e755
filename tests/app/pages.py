"""The app's page without a browser: opened at an address, and read."""

import re
from html.parser import HTMLParser
from pathlib import Path

from streamlit.testing.v1 import AppTest

from feasibility.analysis.verdicts import COLOUR_WORDS
from feasibility.screens import markup, words

APP = Path(__file__).parents[2] / "app.py"


def open_app(**address: str) -> AppTest:
    """The page at an address; it must come without an exception."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in address.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    assert untold(all_text(at)) == []
    return at


def address_of(at: AppTest) -> dict[str, str]:
    """The page's address; a part that the page has set is a list there, one that the test has set a text."""
    return {k: v if isinstance(v, str) else v[-1] for k, v in at.query_params.items()}


def all_text(at: AppTest) -> str:
    """Everything the page says, but for pictures."""
    parts = [
        element.value if hasattr(element, "value") else "" for element in at.main if element.type == "html"
    ]
    parts += [str(getattr(e.proto, "body", "")) for e in at.get("html")]
    parts += [expander.label for expander in at.expander]
    parts += [field.label for field in at.text_input] + [button.label for button in at.button]
    parts += [told.value for kind in (at.error, at.warning, at.info) for told in kind]
    return "\n".join(map(str, parts))


_COLOURED = frozenset({"fz-good", "fz-mixed", "fz-bad", "fz-failed", "good", "bad"})
"""Classes that the style sheet gives a colour with a meaning."""
_SAID = (*COLOUR_WORDS.values(), *words.TONES.values(), words.FAILED)
_TELLS = re.compile(
    rf"^[{''.join(markup.MARKS.values())}] |"
    rf"{'|'.join(re.escape(label.text(of)) for label in _SAID for of in ('nb', 'en'))}|"
    r"\bkontroll(er)? feiler\b|\bchecks? fails?\b"
)
"""How a text tells what its colour does: a sign before it, or a word in it."""


def untold(page: str) -> list[str]:
    """The texts of a page that are set in a colour with a meaning, and do not say it without the colour."""
    reader = _Coloured()
    reader.feed(page)
    return [text for text in reader.texts if not _TELLS.search(text)]


class _Coloured(HTMLParser):
    """Collects the text of every element with a coloured class."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[int, list[str]]] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img", "input", "hr", "meta", "link"):  # have no end
            return
        self._depth += 1
        self.handle_data(" ")
        if _COLOURED & set((dict(attrs).get("class") or "").split()):
            self._open.append((self._depth, []))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == self._depth:
            self.texts.append(" ".join("".join(self._open.pop()[1]).split()))
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        for _, text in self._open:
            text.append(data)
