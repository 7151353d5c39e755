"""`feasibility negotiate`: is there a deal both landlord and operator want?"""

from __future__ import annotations

from typing import Final

from feasibility.cli.arguments import Arguments, UsageError
from feasibility.cli.screen import Screen
from feasibility.language import Label, Language

_AGAINST: Final = ("best", "vacant", "ordinary")


def negotiate(arguments: Arguments, screen: Screen) -> int:
    """The map of two terms, the limits of both parties, the fair point and its term sheet."""
    from feasibility.analysis.negotiate.negotiation import negotiate as negotiated
    from feasibility.analysis.negotiate.terms import PAIRS
    from feasibility.answers.negotiate import answer
    from feasibility.cli.answers import answered, range_in, require_no_twins

    language = screen.language
    pair = _among(arguments, "--pair", tuple(PAIRS)) or "months_percentage"
    against = _among(arguments, "--against", _AGAINST) or "best"
    usual_x, usual_y = PAIRS[pair]
    x, y = arguments.value("--x") or usual_x, arguments.value("--y") or usual_y
    require_no_twins(
        (x, y),
        Label(
            f"x og y er begge {x}. Velg to ulike tall.",
            f"x and y are both {x}. Choose two different numbers.",
        ),
    )
    x_range, y_range = (
        None if text is None else range_in(text, flag, language)
        for flag, text in ((flag, arguments.value(flag)) for flag in ("--x-range", "--y-range"))
    )
    point = _point(arguments, language)
    return answered(
        arguments,
        screen,
        lambda result, _: answer(negotiated(result, x, y, x_range, y_range, against, point)),  # type: ignore[arg-type]
    )


def _among(arguments: Arguments, flag: str, names: tuple[str, ...]) -> str | None:
    text = arguments.value(flag)
    if text is None or text in names:
        return text
    listed = ", ".join(names)
    raise UsageError(
        [
            Label(
                f"{flag} {text}: finnes ikke. Velg en av {listed}.",
                f"{flag} {text}: there is no such choice. Choose one of {listed}.",
            )
        ]
    )


def _point(arguments: Arguments, language: Language) -> tuple[float, float] | None:
    """ "10,0.125" as two numbers; with decimal commas, "10;0,125"."""
    from feasibility.cli.answers import number_in

    text = arguments.value("--point")
    if text is None:
        return None
    parts = text.split(";") if ";" in text else text.split(",")
    if len(parts) != 2:
        raise UsageError(
            [
                Label(
                    f"--point {text}: skriv verdien av x og av y med semikolon imellom, som 10;0,125.",
                    f"--point {text}: write the value of x and of y with a comma between them, such as "
                    "10,0.125.",
                )
            ]
        )
    return number_in(parts[0], "--point", language), number_in(parts[1], "--point", language)
