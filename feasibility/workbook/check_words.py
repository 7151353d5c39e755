"""The words of the workbook's checks, in both languages."""

from typing import Final

from feasibility.language import Label

CHECK: Final = Label("Kontroll", "Check")
DIFFERENCE: Final = Label("Differanse", "Difference")
STATUS: Final = Label("Status", "Status")
PASSED: Final = Label("OK", "OK")
FAILED: Final = Label("AVVIK", "DEVIATION")
NO_CHECKS: Final = Label("Ingen kontroller", "No checks")
FAILED_COUNT: Final = Label("Antall avvik", "Number of deviations")
CHECKS_LEAD: Final = Label(
    "Hver kontroll er en differanse rundet til øre. 0 er bestått. Kontrollene regnes på nytt når en "
    "forutsetning endres.",
    "Each check is a difference rounded to øre. 0 is passed. The checks are recalculated whenever an input "
    "is changed.",
)


def all_passed(model: int, book: int) -> Label:
    """What page one says when every check passes, and what the checks are of.

    The program tells the same number of the model, and then its own checks of the result.
    """
    return Label(
        f"Alle {model + book} kontroller er bestått: {model} av modellen, {book} av arbeidsboken",
        f"All {model + book} checks passed: {model} of the model, {book} of the workbook",
    )


def result_failed(count: int) -> Label:
    """A check of the result that the program made, and the workbook cannot repeat, has failed."""
    return Label(
        f"{count} av programmets kontroller av resultatet feilet. Stol ikke på tallene.",
        f"{count} of the program's checks of the result failed. Do not trust the numbers.",
    )


CHECKS_COUNTED_TITLE: Final = Label("Kontroller", "Checks")
CHECKS_COUNTED: Final = Label(
    "Arket Kontroll har modellens kontroller, de samme og like mange som programmet viser, og til slutt "
    "arbeidsbokens egne: at åpne forutsetninger er tall innenfor grensene sine, og at ingen celle er en "
    "feil. Programmet kontrollerer i tillegg resultatet med et annet regnebibliotek. Det gjøres når boken "
    "skrives og kan ikke regnes på nytt her.",
    "The sheet Checks has the model's checks, the same and as many as the program shows, and last the "
    "workbook's own: that open inputs are numbers within their limits, and that no cell is an error. The "
    "program also checks the result with another library. That is done when the book is written and cannot "
    "be recalculated here.",
)


SOME_FAILED: Final = Label("AVVIK: se arket Kontroll", "DEVIATION: see the sheet Checks")
INVALID_INPUT: Final = Label("AVVIK: ugyldig tall i Forutsetninger", "DEVIATION: invalid number in Inputs")
INPUTS_WITHIN: Final = Label(
    "Hver åpen forutsetning er et tall innenfor grensene sine",
    "Every open input is a number within its limits",
)
FAULT: Final = Label("Avvik = 1", "Failed = 1")
