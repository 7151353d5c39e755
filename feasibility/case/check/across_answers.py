"""Rules for answers to warnings: each is to a warning there may be, and no warning is answered twice."""

from collections.abc import Iterator

from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.answered import OF_SOMETHING, WARNINGS, is_warning
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.wording import nearest
from feasibility.language import Label


def answers(case: StatedCase) -> Iterator[Finding]:
    """The warning an answer names is one the program gives; whether it does in this case may change."""
    seen: dict[str, int] = {}
    for place, answer in enumerate(case.answers_to_warnings):
        path, id = f"answers_to_warnings.{place}.warning", answer.warning
        if not is_warning(id):
            wrong = Label(f"det finnes ikke noe varsel «{id}».", f'there is no warning "{id}".')
            yield found(case, path, id, wrong, _mend(id))
        elif id in seen:
            first = seen[id] + 1
            wrong = Label(
                f"varselet «{id}» er alt besvart av nummer {first} i listen.",
                f'the warning "{id}" is answered by number {first} in the list already.',
            )
            mend = Label("Behold ett av svarene.", "Keep one of the answers.")
            yield found(case, path, id, wrong, mend, f"answers_to_warnings.{seen[id]}.warning")
        seen.setdefault(id, place)


def _mend(id: str) -> Label:
    close = nearest(id, (*WARNINGS, *OF_SOMETHING))
    nb, en = (f"Mente du «{close}»? ", f'Did you mean "{close}"? ') if close else ("", "")
    return Label(
        f"{nb}Varslenes navn står i resultatet («feasibility run --json»).",
        f"{en}The warnings' names stand in the result (`feasibility run --json`).",
    )


RULES: tuple[Rule, ...] = (answers,)
