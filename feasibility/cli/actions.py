"""The commands that only call one thing and show it: check, discount, vat, bank, solve, capacity, paper,
stress, audit, lines, verify, import, schema.

Each imports what it needs when it is called, since starting fast matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from feasibility.case.schema import schema_text
from feasibility.cli.arguments import CHECK_FAILED, LANGUAGE_OPTION, OK, Arguments, Refusal
from feasibility.cli.chosen import chosen, every_run
from feasibility.cli.negotiating import negotiate
from feasibility.cli.parts import FULL
from feasibility.cli.screen import Screen
from feasibility.language import Label


def check(arguments: Arguments, screen: Screen) -> int:
    """`feasibility check`: the case as asked for, without support, and in each of its scenarios.

    Every mistake in the file is told at once; 1 where a check of the model failed in any of the runs.
    """
    from feasibility.report.check import Checked, check_report

    runs = [Checked(asked.applied, asked.result()) for asked in every_run(arguments, screen.language)]
    screen.show(check_report(runs, screen.language))
    return CHECK_FAILED if any(checked.result.failed_checks for checked in runs) else OK


def discount(arguments: Arguments, screen: Screen) -> int:
    """`feasibility discount`: how far the rent can come down, and how far it must.

    1 where a check of the case as it stands failed.
    """
    from feasibility.analysis.discount import discount as answers_of
    from feasibility.analysis.no_answer import NoAnswer
    from feasibility.report.discount import discount_report

    asked = chosen(arguments, screen.language)
    try:
        answers = answers_of(asked.stated)
    except NoAnswer as error:
        raise Refusal(error.label) from None
    screen.show(discount_report(answers, screen.language, asked.applied))
    return CHECK_FAILED if answers.as_stated.failed_checks else OK


def vat(arguments: Arguments, screen: Screen) -> int:
    """`feasibility vat`: the case under each VAT policy and regime, side by side.

    1 where a check failed in the case as it stands or under any alternative.
    """
    from feasibility.analysis.vat_compare import compare_vat
    from feasibility.report.vat import vat_report

    asked = chosen(arguments, screen.language)
    compared = compare_vat(asked.stated)
    screen.show(vat_report(compared, screen.language, asked.applied))
    return CHECK_FAILED if compared.failed_checks else OK


def bank(arguments: Arguments, screen: Screen) -> int:
    """`feasibility bank`: what a lender asks of each borrower, and the stress grid.

    1 where a check failed.
    """
    from feasibility.analysis.stress import stress
    from feasibility.evaluate import run
    from feasibility.report.bank import bank_report, no_borrower

    asked = chosen(arguments, screen.language)
    result = run(asked.stated)
    if not result.built.bank:
        raise Refusal(no_borrower())
    screen.show(bank_report(result, stress(result), screen.language, asked.applied))
    return CHECK_FAILED if result.failed_checks else OK


def solve(arguments: Arguments, screen: Screen) -> int:
    """`feasibility solve`: what a number must be for a measure to reach a target."""
    from feasibility.analysis.solve import TWICE
    from feasibility.analysis.solve import solve as solved
    from feasibility.answers.solve import answer
    from feasibility.cli.answers import answered, number_of, require_no_twins

    language = screen.language
    target = number_of(arguments, "--target", language)
    low, high = number_of(arguments, "--from", language), number_of(arguments, "--to", language)
    measure = arguments.value("--measure")
    sought = arguments.values.get("--number", ())
    require_no_twins(sought, TWICE)
    return answered(
        arguments,
        screen,
        lambda result, _: answer(solved(result, sought, measure, target or 0.0, low, high), result),
    )


def capacity(arguments: Arguments, screen: Screen) -> int:
    """`feasibility capacity`: what each company can borrow, what binds, and what would lift it."""
    from feasibility.analysis.capacity import capacity as found_for
    from feasibility.answers.capacity import answer
    from feasibility.cli.answers import answered, number_of

    party, need = arguments.value("--party"), number_of(arguments, "--need", screen.language)
    return answered(arguments, screen, lambda result, _: answer(found_for(result, party, need), result))


def paper(arguments: Arguments, screen: Screen) -> int:
    """`feasibility paper`: the paper for one reader on the screen, and as a PDF."""
    from feasibility.cli.papers import paper as shown

    return shown(arguments, screen)


def stress(arguments: Arguments, screen: Screen) -> int:
    """`feasibility stress`: what a worse course of events does to each company, and where it breaks."""
    from feasibility.analysis.stress import breaking_points
    from feasibility.analysis.stress import stress as stressed
    from feasibility.answers.stress import answer, parties_asked
    from feasibility.cli.answers import answered

    asked = arguments.value("--party")
    return answered(
        arguments,
        screen,
        lambda result, _: answer(
            stressed(result), breaking_points(result), result, parties_asked(result, asked)
        ),
    )


def audit(arguments: Arguments, screen: Screen) -> int:
    """`feasibility audit`: every number of the case shaken, every check held.

    1 where a check fails or a number is missing anywhere.
    """
    from feasibility.analysis.audit import audit as audited
    from feasibility.answers.audit import answer
    from feasibility.cli.answers import answered

    progress = screen.progress(Label("Ryster tallene", "Shaking the numbers").text(screen.language))
    return answered(
        arguments, screen, lambda result, _: answer(audited(result, progress), result), has_picture=False
    )


def register(arguments: Arguments, screen: Screen) -> int:
    """`feasibility register`: every number of the case with its source, and how sure each is."""
    from feasibility.analysis.register import STANDINGS, Kind
    from feasibility.answers.register import in_brief
    from feasibility.answers.register import register as registered
    from feasibility.cli.answers import answered

    kinds: dict[str, Kind] = {**{standing: standing for standing in STANDINGS}, "template": "template"}
    asked = arguments.value("--only")
    if asked is not None and asked not in kinds:
        raise Refusal(
            Label(
                f"--only {asked}: skriv én av {', '.join(kinds)}.",
                f"--only {asked}: write one of {', '.join(kinds)}.",
            )
        )
    only = None if asked is None else kinds[asked]
    return answered(
        arguments,
        screen,
        lambda result, _: registered(result, only),
        has_picture=False,
        brief=None if asked else in_brief,
    )


def benchmarks(arguments: Arguments, screen: Screen) -> int:
    """`feasibility benchmarks`: the figures of the field, and the case beside them where one is given."""
    from feasibility.answers.field_figures import benchmark_table, in_brief
    from feasibility.answers.field_figures import benchmarks as set_beside
    from feasibility.answers.page import table_lines
    from feasibility.cli.answers import answered

    if "case" in arguments.names:
        return answered(
            arguments, screen, lambda result, _: set_beside(result), has_picture=False, brief=in_brief
        )
    if (arguments.values.keys() | arguments.switches) - {LANGUAGE_OPTION, FULL}:
        raise Refusal(_NEEDS_A_CASE)
    screen.show(table_lines(benchmark_table(), screen.language))
    return OK


_NEEDS_A_CASE: Final = Label(
    "Uten sak vises bare tallene fra feltet. Skriv saken også, for eksempel «feasibility benchmarks "
    "min-sak.yaml».",
    'Without a case the figures of the field alone are shown. Write the case too, such as "feasibility '
    'benchmarks my-case.yaml".',
)


def actual(arguments: Arguments, screen: Screen) -> int:
    """`feasibility actual`: booked months beside the plan, and what follows from them."""
    from feasibility.cli.booked import actual as compared

    return compared(arguments, screen)


def sensitivity(arguments: Arguments, screen: Screen) -> int:
    """`feasibility sensitivity`: the numbers of the case by their effect on a measure."""
    from feasibility.cli.uncertainty import sensitivity as ranked

    return ranked(arguments, screen)


def simulate(arguments: Arguments, screen: Screen) -> int:
    """`feasibility simulate`: the case run many times with its uncertain numbers drawn."""
    from feasibility.cli.uncertainty import simulate as simulated

    return simulated(arguments, screen)


def compare(arguments: Arguments, screen: Screen) -> int:
    """`feasibility compare`: scenarios, cases and deals side by side.

    1 where a check failed in any of the columns.
    """
    from feasibility.analysis.compare.compare import compare_columns
    from feasibility.answers.compare import answer
    from feasibility.cli.answers import answered
    from feasibility.cli.beside import candidates, other_cases

    others = other_cases(arguments)
    only, against = arguments.values.get("--only", ()), arguments.value("--against") or "case"
    return answered(
        arguments,
        screen,
        lambda result, asked: answer(
            compare_columns(result, candidates(asked, others), only, against), result
        ),
    )


def lines(arguments: Arguments, screen: Screen) -> int:
    """`feasibility lines`: every line of the model, or those with a text in them. Nothing is calculated."""
    from feasibility.model.build import build
    from feasibility.report.lines import line_list

    text = arguments.names.get("text", "")
    shown = line_list(build(chosen(arguments, screen.language).stated).model, screen.language, text)
    if not shown:
        raise Refusal(
            Label(
                f"Ingen linje har «{text}» i id eller navn.", f'No line has "{text}" in its id or its name.'
            )
        )
    screen.show(shown)
    return OK


def schema(arguments: Arguments, screen: Screen) -> int:
    """`feasibility schema`: the JSON Schema of a case file."""
    screen.write(schema_text())
    return OK


def verify(arguments: Arguments, screen: Screen) -> int:
    """`feasibility verify`: whether a workbook is as it was delivered, and which inputs differ."""
    from feasibility.cli.returned import verify as tried

    return tried(arguments, screen)


def take_home(arguments: Arguments, screen: Screen) -> int:
    """`feasibility import`: a workbook's changed inputs, for the user to accept into the case."""
    from feasibility.cli.returned import take_home as taken

    return taken(arguments, screen)


ACTIONS: Final[Mapping[str, Callable[[Arguments, Screen], int]]] = {
    "check": check,
    "discount": discount,
    "vat": vat,
    "bank": bank,
    "compare": compare,
    "lines": lines,
    "negotiate": negotiate,
    "solve": solve,
    "stress": stress,
    "audit": audit,
    "register": register,
    "benchmarks": benchmarks,
    "actual": actual,
    "capacity": capacity,
    "paper": paper,
    "sensitivity": sensitivity,
    "simulate": simulate,
    "verify": verify,
    "import": take_home,
    "schema": schema,
}
"""By the command's id."""
