"""Rules for what the papers say: the organisation number is one, and the scenario asked for exists."""

import datetime
from collections.abc import Iterator

from feasibility.case.check.across_common import reference
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.papers import is_organisation_number
from feasibility.case.form.stated import StatedCase
from feasibility.language import Label


def papers(case: StatedCase) -> Iterator[Finding]:
    """The check digit of the applicant's organisation number, and the scenario that was asked for."""
    number = case.papers.applicant.organisation_number
    if number is not None and not is_organisation_number(number):
        wrong = Label(
            "det er ikke ni siffer med riktig kontrollsiffer.",
            "it is not nine digits with a right check digit.",
        )
        mend = Label(
            "Skriv de ni sifrene slik de står i Enhetsregisteret.",
            "Write the nine digits as they stand in the Norwegian register of entities (Enhetsregisteret).",
        )
        yield found(case, "papers.applicant.organisation_number", number, wrong, mend)
    if case.papers.date is not None and not _is_a_day(case.papers.date):
        wrong = Label("datoen finnes ikke i kalenderen.", "there is no such day.")
        mend = Label("Skriv en dato som ÅÅÅÅ-MM-DD.", "Write a date as YYYY-MM-DD.")
        yield found(case, "papers.date", case.papers.date, wrong, mend)
    if not case.scenarios:
        return  # a run of one scenario, or of changes, states none; the paper says that it was not found
    yield from reference(case, "papers.asked_for", case.papers.asked_for, "scenarios", case.scenarios)


def _is_a_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


RULES: tuple[Rule, ...] = (papers,)
