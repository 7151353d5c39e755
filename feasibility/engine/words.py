"""Formulas in words: the same tree that is calculated, said with the labels of its lines and inputs.

    Leie før avslag × (1 − Avslag)
    hvis Måned nr. ≤ Ramperiode, så Pris (forrige måned) × Indeks, ellers Pris

Parentheses stand only where the words could be read in two ways.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feasibility.engine.expr import (
    Aggregate,
    AllOf,
    AnyOf,
    AtYear,
    Axis,
    Binary,
    Call,
    Compare,
    Const,
    Counter,
    EngineError,
    Expr,
    FirstWhere,
    IfNull,
    Input,
    Irr,
    Line,
    Lookup,
    Matching,
    Negative,
    Npv,
    Null,
    Shift,
    Sum,
    ValueAt,
    When,
    Window,
    YearTotal,
)
from feasibility.language import Label, Language, format_number

# How tightly words hold together, loosest first. A part is put in parentheses where its place in the
# sentence asks for something tighter than it is.
_CHOICE, _OR, _AND, _COMPARED, _PHRASE, _SUM, _SIGN, _PRODUCT, _POWER, _NAME = range(10)

_LAST_MONTH_OF_YEAR = "calendar.is_year_end"
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "<>": "≠"}
_BEFORE = {
    Axis.MONTH: Label("forrige måned", "the month before"),
    Axis.YEAR: Label("forrige år", "the year before"),
    Axis.RATE: Label("forrige rente", "the rate before"),
}
_AFTER = {
    Axis.MONTH: Label("neste måned", "the month after"),
    Axis.YEAR: Label("neste år", "the year after"),
    Axis.RATE: Label("neste rente", "the rate after"),
}
_THIS = {
    Axis.MONTH: Label("denne måneden", "this month"),
    Axis.YEAR: Label("dette året", "this year"),
    Axis.RATE: Label("denne renten", "this rate"),
}
_SEVERAL = {
    Axis.MONTH: Label("måneder", "months"),
    Axis.YEAR: Label("år", "years"),
    Axis.RATE: Label("renter", "rates"),
}
_THE_LAST = {
    Axis.MONTH: Label("månedene", "months"),
    Axis.YEAR: Label("årene", "years"),
    Axis.RATE: Label("rentene", "rates"),
}
_NUMBERED = {
    Axis.MONTH: Label("månedens nummer (1, 2, 3 …)", "the number of the month (1, 2, 3 …)"),
    Axis.YEAR: Label("årets nummer (1, 2, 3 …)", "the number of the year (1, 2, 3 …)"),
    Axis.RATE: Label("rentens nummer (1, 2, 3 …)", "the number of the rate (1, 2, 3 …)"),
}
_FUNCTIONS = {
    "MIN": Label("minste av", "least of"),
    "MAX": Label("største av", "greatest of"),
    "ABS": Label("størrelsen uten fortegn av", "the size without sign of"),
    "INT": Label("nærmeste hele tall ikke over", "the nearest whole number not above"),
    "EXP": Label("e opphøyd i", "e to the power of"),
    "YEAR": Label("kalenderåret til", "the calendar year of"),
    "MONTH": Label("kalendermåneden til", "the calendar month of"),
}
_AGGREGATES = {
    "SUM": Label("sum av {} over alle {}", "sum of {} over all {}"),
    "MIN": Label("laveste {} blant alle {}", "lowest {} among all {}"),
    "MAX": Label("høyeste {} blant alle {}", "highest {} among all {}"),
    "COUNT": Label("antall {1} med tall for {0}", "number of {1} with a number for {0}"),
}


def in_words(expr: Expr, language: Language) -> str:
    """An expression in words, with the labels of the lines and inputs it reads.

    A line gives its label; ask for `line.formula` to have the formula.
    """
    return _say(expr, language).text


@dataclass(frozen=True)
class _Said:
    text: str
    binding: int

    def within(self, binding: int) -> str:
        """The text where something at least so tight is needed."""
        return self.text if self.binding >= binding else f"({self.text})"


def _say(e: Expr, language: Language) -> _Said:
    def part(child: Expr, binding: int) -> str:
        return _say(child, language).within(binding)

    match e:
        case Const():
            digits = 0 if e.value.is_integer() else 6
            return _Said(format_number(e.value, digits, language), _NAME if e.value >= 0 else _SIGN)
        case Null():
            nothing = Label("ikke noe tall", "no number").text(language)
            return _Said(
                f"{nothing} («{e.reason.nb}»)" if language == "nb" else f"{nothing} ('{e.reason.en}')", _NAME
            )
        case Counter():
            return _Said(_NUMBERED[e.axis].text(language), _PHRASE)
        case Input() | Line():
            return _Said(e.label.text(language), _NAME)
        case Sum():
            return _sum(e, language)
        case Negative():
            return _Said(f"−{part(e.operand, _PRODUCT)}", _SIGN)
        case Binary():
            return _binary(e, part)
        case Compare():
            sign = _SIGNS[e.operator]
            return _Said(f"{part(e.left, _PHRASE)} {sign} {part(e.right, _PHRASE)}", _COMPARED)
        case AllOf():
            word = Label(" og ", " and ").text(language)
            return _Said(word.join(part(c, _COMPARED) for c in e.conditions), _AND)
        case AnyOf():
            word = Label(" eller ", " or ").text(language)
            return _Said(word.join(part(c, _AND) for c in e.conditions), _OR)
        case When():
            return _when(e, part, language)
        case IfNull():
            words = Label("{} ({} der tall mangler)", "{} ({} where there is no number)").text(language)
            return _Said(words.format(part(e.operand, _NAME), part(e.otherwise, _CHOICE)), _NAME)
        case Call():
            return _call(e, part, language)
        case _:
            return _Said(_reading(e, part, language), _NAME if isinstance(e, Shift) else _PHRASE)


def _sum(e: Sum, language: Language) -> _Said:
    text = _say(e.terms[0], language).within(_SUM)
    for term in e.terms[1:]:
        opposite = _opposite(term)
        if opposite is None:
            text += f" + {_say(term, language).within(_SUM)}"
        else:
            text += f" − {_say(opposite, language).within(_PRODUCT)}"
    return _Said(text, _SUM)


def _opposite(e: Expr) -> Expr | None:
    """What a term takes away, where it is written with a minus."""
    if isinstance(e, Negative):
        return e.operand
    return Const(-e.value) if isinstance(e, Const) and e.value < 0 else None


def _binary(e: Binary, part: Callable[[Expr, int], str]) -> _Said:
    match e.operator:
        case "-":
            return _Said(f"{part(e.left, _SUM)} − {part(e.right, _PRODUCT)}", _SUM)
        case "*":
            return _Said(f"{part(e.left, _PRODUCT)} × {part(e.right, _PRODUCT)}", _PRODUCT)
        case "/":
            return _Said(f"{part(e.left, _PRODUCT)} / {part(e.right, _POWER)}", _PRODUCT)
        case "^":
            return _Said(f"{part(e.left, _NAME)}^{part(e.right, _NAME)}", _POWER)


def _when(e: When, part: Callable[[Expr, int], str], language: Language) -> _Said:
    condition = part(e.condition, _CHOICE)
    if _is(e.then, 1.0) and _is(e.otherwise, 0.0):
        words = Label("1 hvis {}, ellers 0", "1 if {}, else 0").text(language)
        return _Said(words.format(condition), _CHOICE)
    words = Label("hvis {}, så {}, ellers {}", "if {}, then {}, else {}").text(language)
    # "else if …" needs no parentheses: what follows "else" is the rest of the sentence
    return _Said(words.format(condition, part(e.then, _OR), part(e.otherwise, _CHOICE)), _CHOICE)


def _call(e: Call, part: Callable[[Expr, int], str], language: Language) -> _Said:
    match e.function, e.arguments:
        case "MAX", (low, Call(function="MIN", arguments=(high, value))):
            words = Label("{} holdt mellom {} og {}", "{} kept between {} and {}").text(language)
            return _Said(words.format(part(value, _SUM), part(low, _SUM), part(high, _SUM)), _PHRASE)
        case "ROUND", (value, Const(digits)):
            return _Said(_rounding(digits).text(language).format(part(value, _SUM)), _PHRASE)
        case "MOD", (value, divisor):
            words = Label("resten av {} delt på {}", "the remainder of {} divided by {}").text(language)
            return _Said(words.format(part(value, _PRODUCT), part(divisor, _POWER)), _PHRASE)
        case "EDATE", (day, months):
            words = Label("{} flyttet {} måneder fram", "{} moved {} months on").text(language)
            return _Said(words.format(part(day, _SUM), part(months, _SUM)), _PHRASE)
        case _, arguments:
            name = _FUNCTIONS[e.function].text(language)
            return _Said(f"{name} ({'; '.join(part(a, _CHOICE) for a in arguments)})", _NAME)


def _rounding(digits: float) -> Label:
    if digits == 0:
        return Label("{} avrundet til helt tall", "{} rounded to a whole number")
    if digits == 1:
        return Label("{} avrundet til 1 desimal", "{} rounded to 1 decimal")
    return Label(f"{{}} avrundet til {digits:.0f} desimaler", f"{{}} rounded to {digits:.0f} decimals")


def _reading(e: Expr, part: Callable[[Expr, int], str], language: Language) -> str:
    """Readings of tables, other periods and whole lines."""

    def words(nb: str, en: str, *parts: str) -> str:
        return (nb if language == "nb" else en).format(*parts)

    match e:
        case Lookup():
            table = e.table.label.text(language)
            return words("{} som gjelder for {}", "{} in force for {}", table, part(e.key, _PHRASE))
        case Matching():
            table = e.table.label.text(language)
            return words(
                "{} for {} (0 der den mangler)", "{} for {} (0 where absent)", table, part(e.key, _PHRASE)
            )
        case Shift():
            return f"{e.line.label.text(language)} ({_when_read(-e.periods, e.line.axis, language)})"
        case Window():
            return _window(e, language)
        case Aggregate():
            name, several = e.line.label.text(language), _SEVERAL[e.line.axis].text(language)
            return _AGGREGATES[e.function].text(language).format(name, several)
        case Npv():
            flows = e.line.label.text(language)
            return words(
                "nåverdi av {} ved rente {}", "present value of {} at rate {}", flows, part(e.rate, _SUM)
            )
        case Irr():
            return words("internrente av {}", "internal rate of return of {}", e.line.label.text(language))
        case FirstWhere():
            return words(
                "nummeret på første {} der {} er 1 ({} der ingen er det)",
                "the number of the first {} where {} is 1 ({} where none is)",
                _ONE[e.line.axis].text(language),
                e.line.label.text(language),
                part(e.otherwise, _CHOICE),
            )
        case ValueAt():
            one = _ONE[e.line.axis].text(language)
            position = part(e.position, _SUM)
            return words("{} i {} nr. {}", "{} in {} number {}", e.line.label.text(language), one, position)
        case YearTotal():
            name = e.line.label.text(language)
            if e.only is None:
                return words("sum per kalenderår av {}", "sum by calendar year of {}", name)
            if e.only.id == _LAST_MONTH_OF_YEAR:
                return words("{} ved årets slutt", "{} at the end of the year", name)
            only = e.only.label.text(language)
            return words(
                "sum per kalenderår av {} der {} er 1", "sum by calendar year of {} where {} is 1", name, only
            )
        case AtYear():
            return words(
                "{} i månedens kalenderår", "{} in the month's calendar year", e.line.label.text(language)
            )
        case _:
            raise EngineError(f"no words for {type(e).__name__}")


def _when_read(periods: int, axis: Axis, language: Language) -> str:
    """ "forrige måned", "3 måneder etter": how far from this period, negative before."""
    if periods == 0:
        return _THIS[axis].text(language)
    if abs(periods) == 1:
        return (_BEFORE if periods < 0 else _AFTER)[axis].text(language)
    side = Label("før", "before") if periods < 0 else Label("etter", "after")
    return f"{abs(periods)} {_SEVERAL[axis].text(language)} {side.text(language)}"


def _window(e: Window, language: Language) -> str:
    name, axis, count = e.line.label.text(language), e.line.axis, e.last - e.first + 1
    several = _THE_LAST[axis].text(language)
    if e.last == 0 and count > 1:
        words = Label("sum av {} i de siste {} {}", "sum of {} over the last {} {}")
        return words.text(language).format(name, count, several)
    if e.first == 1 and count > 1:
        words = Label("sum av {} i de neste {} {}", "sum of {} over the next {} {}")
        return words.text(language).format(name, count, several)
    first, last = (_when_read(i, axis, language) for i in (e.first, e.last))
    if count == 1:
        return f"{name} ({first})"
    return (
        Label("sum av {} fra {} til {}", "sum of {} from {} to {}").text(language).format(name, first, last)
    )


def _is(e: Expr, value: float) -> bool:
    return isinstance(e, Const) and e.value == value


_ONE = {
    Axis.MONTH: Label("måned", "month"),
    Axis.YEAR: Label("år", "year"),
    Axis.RATE: Label("rente", "rate"),
}
