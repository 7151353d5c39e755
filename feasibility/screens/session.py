"""What the page knows between two interactions: its address, and results not to be worked out twice."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

import streamlit as st

from feasibility import resources
from feasibility.case import Case, CaseError, parse_case
from feasibility.evaluate import run, unsupported
from feasibility.language import DEFAULT_LANGUAGE, LANGUAGES, Language
from feasibility.model import Result
from feasibility.screens import chosen, saved
from feasibility.screens.chosen import Chosen, Opened
from feasibility.screens.latest import Latest
from feasibility.store import Opened as Saved
from feasibility.store import StoreError

REFUSED: Final = "refused"
"""Where the session keeps what to tell at a field whose number was not taken, by the field's key."""
UNSAVED: Final = "unsaved"
"""Where it keeps which of those numbers could be read and not saved, and may be tried again."""
_LEFT: Final = "left"
_SPOKEN, _SWITCHED = "language:spoken", "language:switched"

COOKIE: Final = "feasibility_language"
"""What the browser remembers the language by."""


def address() -> dict[str, str]:
    """The page's address, the part behind "?"."""
    return dict(st.query_params.to_dict())


def language() -> Language:
    """The page's language: the address', else this visit's, else the one last chosen in this browser."""
    said = (address().get(chosen.LANGUAGE), st.session_state.get(_SPOKEN), st.context.cookies.get(COOKIE))
    found = next((known for asked in said for known in LANGUAGES if known == asked), DEFAULT_LANGUAGE)
    st.session_state[_SPOKEN] = found
    return found


def to_remember() -> Language | None:
    """The language that was chosen by the switch in this visit, for the browser to remember."""
    found: Language | None = st.session_state.get(_SWITCHED)
    return found


def case_of(name: str) -> Case:
    """The case on offer under a name; read again only when its file has changed. Raises CaseError."""
    return _read(name, resources.offered_text(name))


def is_at_start() -> bool:
    """Whether the address names neither a case nor an example."""
    return not address().keys() & {chosen.CASE, chosen.EXAMPLE}


def current() -> Opened:
    """What the address says. Raises CaseError for a file that is wrong, StoreError for a case not found."""
    asked = address() | {chosen.LANGUAGE: language()}
    if id := asked.get(chosen.CASE):
        found = saved.read(id)
        return chosen.from_saved(asked, found, saved.read(id, 1))
    name = chosen.example_in(asked, resources.offered_names())
    return chosen.from_address(asked, name, case_of(name))


def keep(now: Chosen) -> None:
    """Put what is chosen into the address."""
    st.query_params.from_dict(chosen.to_address(now))


def switch_example(name: str) -> None:
    """Show another example; what was changed in this one is there again when it is chosen anew."""
    left: dict[str, Chosen] = st.session_state.setdefault(_LEFT, {})
    with suppress(CaseError):  # the example that is left may be one that cannot be read
        now = current().chosen
        left[now.example] = now
    again = left.get(name, Chosen(name))
    forget_mistakes()
    keep(replace(again, language=language()))


def switch_language(to: Language) -> None:
    """Show everything in another language, the next time too; the changes stay as they are."""
    st.query_params[chosen.LANGUAGE] = to
    st.session_state[_SWITCHED] = to


def switch_support(with_support: bool) -> None:
    """Show the case with or without support."""
    with suppress(CaseError, StoreError):  # the page tells what is wrong with the case
        keep(replace(current().chosen, with_support=with_support))


def switch_view(view: str) -> None:
    """Show something else of the case."""
    with suppress(CaseError, StoreError):
        keep(replace(current().chosen, view=view, details={}))


def show_details(**details: str) -> None:
    """Show something else of what the view can show."""
    with suppress(CaseError, StoreError):
        now = current().chosen
        keep(replace(now, details={**now.details, **details}))


def change_numbers(numbers: Mapping[str, float]) -> None:
    """Set what differs from the example."""
    keep(replace(current().chosen, numbers=numbers))


def open_case(id: str) -> None:
    """Show a saved case."""
    forget_mistakes()
    keep(Chosen("", language(), case_id=id))


def keep_new(case: Case, source: str) -> bool:
    """Save a case for the first time, show it, and tell whether; source: the text it is from."""
    id = ""
    with saved.telling():
        id = saved.store().create(saved.user(), case, source).id
    if id:
        open_case(id)
    return bool(id)


def open_example(name: str) -> None:
    """Show an example."""
    forget_mistakes()
    keep(Chosen(name, language()))


def go_to_start() -> None:
    """Show the start page, in the same language."""
    forget_mistakes()
    spoken = language()
    st.query_params.from_dict({} if spoken == DEFAULT_LANGUAGE else {chosen.LANGUAGE: spoken})


def start_over() -> None:
    """Drop every change of the example."""
    asked = address()
    name = chosen.example_in(asked, resources.offered_names())
    forget_mistakes()
    keep(Chosen(name, language()))


def messages(kind: str) -> dict[str, str]:
    """Messages at fields, by field: those of `REFUSED`, or what is known of them in `UNSAVED`."""
    found: dict[str, str] = st.session_state.setdefault(kind, {})
    return found


def forget_mistakes() -> None:
    """Drop every message at a field, and with it the text that was not taken."""
    st.session_state[REFUSED] = {}
    st.session_state[UNSAVED] = {}


def evaluated(opened: Opened) -> Result:
    """The result of what is chosen."""
    return _run(*run_key(opened), opened.changed, opened.chosen.key)


def run_key(opened: Opened) -> tuple[str, tuple[tuple[str, float], ...], bool]:
    """What tells the run of what is chosen from all others."""
    now = opened.chosen
    if opened.saved is not None:
        return _stated_in(opened.saved), (), now.with_support
    return resources.offered_text(now.example), tuple(sorted(now.numbers.items())), now.with_support


def _stated_in(saved_case: Saved) -> str:
    """What tells all that a saved case states from all else, notes, scenarios and ranges too: its fingerprint
    leaves those out, and cases of two people may share it."""
    return f"{saved_case.saved.id} {saved_case.version.number}"


def as_many_start(result: Result) -> Result:
    """The run as many runs start from it: what it is without is taken out of its case."""
    return run(unsupported(result.case)) if result.changed_inputs else result


def start(opened: Opened, result: Result) -> Result:
    """As `as_many_start`, kept: for what is drawn anew at every interaction."""
    return _start(run_key(opened), result) if result.changed_inputs else result


def unchanged(opened: Opened) -> Result:
    """The result of the example as it stands, of a saved case as it first was."""
    if opened.first is not None:
        return _run(_stated_in(opened.first), (), True, opened.first.case, opened.chosen.key)
    return _run(resources.offered_text(opened.chosen.example), (), True, opened.example, opened.chosen.key)


@st.cache_resource(max_entries=32, show_spinner=False)
def _read(name: str, text: str) -> Case:
    return parse_case(text, f"{name}.yaml")


# Cases and results are never changed, so sessions can share them.
@st.cache_resource(max_entries=24, show_spinner=False)
def _run(
    text: str, numbers: tuple[tuple[str, float], ...], with_support: bool, _case: Case, _of: str
) -> Result:
    return _latest().run(_of, _case, with_support)


@st.cache_resource(show_spinner=False)
def _latest() -> Latest:
    return Latest()


@st.cache_resource(max_entries=8, show_spinner=False)
def _start(key: object, _result: Result) -> Result:
    return as_many_start(_result)
