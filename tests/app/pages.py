"""The app's page without a browser: opened at an address, and read."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"


def open_app(**address: str) -> AppTest:
    """The page at an address; it must come without an exception."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in address.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
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
