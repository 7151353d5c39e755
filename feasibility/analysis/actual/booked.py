"""Booked figures of one company by month (bokførte tall), wherever they come from, and what may be wrong in
them.

An amount has the sign it has in the income statement: income above zero, costs below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from feasibility.analysis.numbers import nearest
from feasibility.case import Case, CaseError, Problem
from feasibility.language import LANGUAGES, Label, Language
from feasibility.language.label import listed
from feasibility.model import Result
from feasibility.model.base.result import Statement
from feasibility.names import PARTIES, CompanyId
from feasibility.record import record

BALANCES: Final[Mapping[str, Label]] = {
    "cash": Label("Bankinnskudd ved månedens slutt", "Cash at the month's end"),
    "equity": Label("Egenkapital ved månedens slutt", "Equity at the month's end"),
}
"""What may be booked beside the lines of the income statement: balances, not amounts of the month."""
OTHER: Final[Mapping[str, Label]] = {
    "other": Label("Annen drift, ikke i planen", "Other operation, not in the plan"),
    "other_finance": Label("Andre finansposter, ikke i planen", "Other finance, not in the plan"),
}
"""Lines of the income statement for what the plan has no line for."""

_EARLIEST_YEAR: Final = 1900


@record
class Figure:
    """One booked amount as it was stated. where: of a file its line, of the case its path."""

    month: str
    line: str
    nok: float
    path: str
    at_line: int | None = None


@record
class Booked:
    """What has been booked of a company.

    months: project months, one after the other without a gap. amounts: NOK by line of the income statement
    and month; a line that is not there has not been booked at all, a month that is not there is nothing.
    cash, equity: NOK at the end of those months they are stated for. remarks: what a reader should know of
    where the figures come from.
    """

    party: CompanyId
    months: tuple[int, ...]
    amounts: Mapping[str, Mapping[int, float]]
    cash: Mapping[int, float]
    equity: Mapping[int, float]
    remarks: tuple[Label, ...] = ()


def statement_of(result: Result, party: CompanyId) -> Statement:
    """The income statement the company's figures stand beside. Raises CaseError where it has none."""
    for statement in result.built.statements:
        if statement.id == f"{party}.income_statement":
            return statement
    name = PARTIES[party].full
    raise CaseError(
        [
            mistake(
                party,
                None,
                Label(f"{name.nb} har ikke noe regnskap i denne saken.", f"{name.en} has no accounts here."),
                Label("Velg den andre parten.", "Choose the other party."),
            )
        ]
    )


def lines_of(result: Result, party: CompanyId) -> dict[str, Label]:
    """Every line that may be booked, by its short id: those of the income statement, then the balances."""
    found = {
        short_id(party, row.month.id): row.label
        for row in statement_of(result, party).rows
        if row.kind == "row" and row.month is not None
    }
    return found | dict(OTHER) | dict(BALANCES)


def short_id(party: CompanyId, line_id: str) -> str:
    """ "operator.income.staff_cost" as it is booked: "staff_cost"."""
    return line_id.removeprefix(f"{party}.").removeprefix("income.")


def booked_of_case(result: Result, party: CompanyId) -> Booked | None:
    """What the case itself states; None where it states nothing. Raises CaseError with every mistake."""
    stated = getattr(result.case.actual, party).booked
    if not stated:
        return None
    figures = [
        Figure(each.month, each.line, each.amount_nok, f"actual.{party}.booked.{place}")
        for place, each in enumerate(stated)
    ]
    return gathered(result, party, figures)


def gathered(
    result: Result, party: CompanyId, figures: Sequence[Figure], remarks: tuple[Label, ...] = ()
) -> Booked:
    """The figures by line and month. Raises CaseError with every mistake, each with its line or path."""
    known = lines_of(result, party)
    by_name = _by_name(known)
    problems: list[Problem] = []
    amounts: dict[str, dict[int, float]] = {}
    seen: dict[tuple[str, int], Figure] = {}
    unknown: dict[str, list[Figure]] = {}
    for figure in figures:
        line = by_name.get(_folded(figure.line))
        month = project_month(result.case, figure.month)
        if line is None:
            unknown.setdefault(_folded(figure.line), []).append(figure)
        if isinstance(month, Label):
            problems.append(_bad_month(figure, month, result.case))
        if line is None or isinstance(month, Label):
            continue
        earlier = seen.setdefault((line, month), figure)
        if earlier is not figure:
            problems.append(_twice(figure, earlier))
            continue
        amounts.setdefault(line, {})[month] = figure.nok
    problems = [*_unknown_lines(list(unknown.values()), known), *problems, *_gaps(result.case, amounts)]
    if not figures:
        problems.append(mistake("…", None, _NOTHING, _MEND_NOTHING))
    elif not problems and not set(amounts) - set(BALANCES):
        problems.append(mistake("…", None, _ONLY_BALANCES, _MEND_NOTHING))
    if problems:
        raise CaseError(problems)
    cash, equity = (amounts.pop(balance, {}) for balance in ("cash", "equity"))
    months = tuple(sorted({month for by_month in amounts.values() for month in by_month}))
    for balance, by_month in (("cash", cash), ("equity", equity)):
        late = [month for month in by_month if month not in months]
        if late:
            raise CaseError([_balance_alone(balance, result.case, late[0])])
    return Booked(party, months, amounts, cash, equity, remarks)


def project_month(case: Case, written: str) -> int | Label:
    """ "2027-07" as a project month, 1 = the case's first; or what is wrong with it."""
    year, mark, month = written.strip().partition("-")
    if not (
        mark
        and year.isdecimal()
        and month.isdecimal()
        and len(year) == 4
        and len(month) == 2
        and int(year) >= _EARLIEST_YEAR
        and 1 <= int(month) <= 12
    ):
        return Label(f"«{written[:30]}» er ingen måned.", f'"{written[:30]}" is no month.')
    number = (int(year) - case.start_year) * 12 + int(month) - case.start_calendar_month + 1
    if 1 <= number <= case.horizon_months:
        return number
    return Label(f"{written} ligger utenfor sakens horisont.", f"{written} lies outside the case's horizon.")


def month_text(case: Case, number: int) -> str:
    """A project month as it is written in a file: "2027-07"."""
    years, months = divmod(case.start_calendar_month - 1 + number - 1, 12)
    return f"{case.start_year + years}-{months + 1:02d}"


def mistake(path: str, value: object, wrong: Label, mend: Label, line: int | None = None) -> Problem:
    """A mistake in booked figures, told as one in a case is: with line, place, and how to mend it."""
    nb, en = ("", "") if line is None else (f"Linje {line}: ", f"Line {line}: ")
    return Problem(
        path,
        value,
        nb=f"{nb}{path}: {wrong.nb} {mend.nb}",
        en=f"{en}{path}: {wrong.en} {mend.en}",
        line=line,
        wrong=wrong,
    )


# ---- what may be wrong ------------------------------------------------------------------------------------


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _by_name(known: Mapping[str, Label]) -> dict[str, str]:
    """Every name a line may be called by: its id, and its label in both languages."""
    names = {_folded(text): id for id, label in known.items() for text in (label.nb, label.en)}
    return names | {id: id for id in known}


def _unknown_lines(unknown: Sequence[Sequence[Figure]], known: Mapping[str, Label]) -> Iterator[Problem]:
    """Each name that no line has, once; what the lines are called, with the first of them."""
    for place, (figure, *others) in enumerate(unknown):
        written = figure.line[:60]
        nb_times, en_times = "", ""
        if others:
            nb_times, en_times = f" ({len(others) + 1} ganger)", f" ({len(others) + 1} times)"
        valid = Label("Bruk en av linjene over.", "Use one of the lines above.")
        if not place:
            nb, en = ("; ".join(f"{said.text(of)} ({id})" for id, said in known.items()) for of in LANGUAGES)
            valid = Label(f"Gyldige her: {nb}.", f"Valid here: {en}.")
        nb, en = (_nearest(figure.line, known, of) for of in LANGUAGES)
        yield mistake(
            figure.path,
            figure.line,
            Label(
                f"linjen «{written}» finnes ikke i planen{nb_times}.",
                f'the plan has no line "{written}"{en_times}.',
            ),
            Label(f"{nb}{valid.nb}", f"{en}{valid.en}"),
            figure.at_line,
        )


def _nearest(name: str, known: Mapping[str, Label], language: Language) -> str:
    """ "Mente du Lønn (staff_cost)? ", of the line called most like it; nothing where none is."""
    names = {_folded(said.text(language)): id for id, said in known.items()}
    close = nearest(_folded(name), list(names), 1)
    if not close:
        return ""
    said = f"{known[names[close[0]]].text(language)} ({names[close[0]]})"
    return Label(f"Mente du {said}? ", f"Did you mean {said}? ").text(language)


def _bad_month(figure: Figure, wrong: Label, case: Case) -> Problem:
    first, last = month_text(case, 1), month_text(case, case.horizon_months)
    mend = Label(
        f"Skriv måneden som ÅÅÅÅ-MM, fra {first} til {last}.",
        f"Write the month as YYYY-MM, from {first} to {last}.",
    )
    return mistake(figure.path, figure.month, wrong, mend, figure.at_line)


def _twice(figure: Figure, earlier: Figure) -> Problem:
    place = earlier.path if earlier.at_line is None else str(earlier.at_line)
    nb, en = ("", "") if earlier.at_line is None else ("linje ", "line ")
    return mistake(
        figure.path,
        figure.line,
        Label(
            f"{figure.line} er alt ført for {figure.month}, på {nb}{place}.",
            f"{figure.line} is booked for {figure.month} already, at {en}{place}.",
        ),
        Label("Legg beløpene sammen til ett.", "Add the amounts to one."),
        figure.at_line,
    )


def _gaps(case: Case, amounts: Mapping[str, Mapping[int, float]]) -> Iterator[Problem]:
    months = {month for id, by_month in amounts.items() if id not in BALANCES for month in by_month}
    if not months:
        return
    missing = [month_text(case, m) for m in range(min(months), max(months)) if m not in months]
    if missing:
        nb, en = listed(missing, "nb"), listed(missing, "en")
        yield mistake(
            "…",
            None,
            Label(
                f"måneder uten et eneste tall mellom måneder som er ført: {nb}.",
                f"months without a single figure between months that are booked: {en}.",
            ),
            Label("Før dem, eller ta bort dem etter.", "Book them, or take out those after them."),
        )


def _balance_alone(balance: str, case: Case, month: int) -> Problem:
    when, label = month_text(case, month), BALANCES[balance]
    return mistake(
        balance,
        None,
        Label(
            f"{label.nb} står for {when}, men ingen linje i resultatet er ført for den måneden.",
            f"{label.en} stands for {when}, but no line of the income statement is booked for that month.",
        ),
        Label("Før måneden, eller ta bort saldoen.", "Book the month, or take the balance out."),
    )


def same_mistakes(problems: Iterable[Problem], most: int) -> list[Problem]:
    """The first mistakes, so that a file of the wrong kind does not tell a thousand times that it is."""
    return list(problems)[:most]


_NOTHING: Final = Label("det er ingen bokførte tall.", "there are no booked figures.")
_ONLY_BALANCES: Final = Label(
    "ingen linje i resultatet er ført, bare saldoer.",
    "no line of the income statement is booked, balances only.",
)
_MEND_NOTHING: Final = Label(
    "Før minst én linje i resultatet for minst én måned.",
    "Book at least one line of the income statement for at least one month.",
)
