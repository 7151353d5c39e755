"""Formulas in words: the same tree that is calculated, said with the labels of its lines and inputs.

    Leie før avslag × (1 − Avslag)
    hvis Måned nr. ≤ Ramperiode, så Pris (forrige måned) × Indeks, ellers Pris

Parentheses stand only where the words could be read in two ways.
"""

from __future__ import annotations

from collections import Counter as Tally

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
    Negative,
    Npv,
    Null,
    Shift,
    Sum,
    ValueAt,
    When,
    Window,
    YearTotal,
    walk,
)
from feasibility.language import Label, Language, format_number
from feasibility.record import record

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
_ONE = {
    Axis.MONTH: Label("måned", "month"),
    Axis.YEAR: Label("år", "year"),
    Axis.RATE: Label("rente", "rate"),
}


def in_words(expr: Expr, language: Language) -> str:
    """An expression in words, with the labels of the lines and inputs it reads.

    A line gives its label; ask for `line.formula` to have the formula. Where two things it reads have the
    same label, their ids stand behind: "Kontantstrøm [landlord.cash] − Kontantstrøm [vacant.cash]".
    """
    return _Speaker(language, _labels_of_several(expr, language)).said(expr).text


def _labels_of_several(expr: Expr, language: Language) -> frozenset[str]:
    """The labels that more than one line or input among those an expression names has."""
    entries = {v.id for e in walk(expr) if isinstance(e, Lookup) for v in e.table.values}
    named = {e.id: e.label.text(language) for e in walk(expr) if isinstance(e, (Input, Line))}
    times = Tally(label for id, label in named.items() if id not in entries)
    return frozenset(label for label, count in times.items() if count > 1)


@record
class _Said:
    text: str
    binding: int

    def within(self, binding: int) -> str:
        """The text where something at least so tight is needed."""
        return self.text if self.binding >= binding else f"({self.text})"


@record
class _Speaker:
    """Says expressions in one language."""

    language: Language
    labels_of_several: frozenset[str]

    def words(self, nb: str, en: str, *parts: str) -> str:
        """A sentence in the speaker's language, with its parts in place."""
        return (nb if self.language == "nb" else en).format(*parts)

    def text(self, label: Label, *parts: str) -> str:
        """The same of a label."""
        return label.text(self.language).format(*parts)

    def name(self, item: Line | Input) -> str:
        """What a line or an input is called here."""
        label = item.label.text(self.language)
        return f"{label} [{item.id}]" if label in self.labels_of_several else label

    def part(self, e: Expr, binding: int) -> str:
        """A part of a sentence, in parentheses where its place asks for something tighter."""
        return self.said(e).within(binding)

    def said(self, e: Expr) -> _Said:
        """An expression in words, and how tightly they hold together."""
        match e:
            case Const():
                digits = 0 if e.value.is_integer() else 6
                number = format_number(e.value, digits, self.language)
                return _Said(number, _NAME if e.value >= 0 else _SIGN)
            case Null():
                reason = e.reason.text(self.language)
                if e.until is not None:
                    reason = f"{reason} {self.part(e.until, _NAME)}"
                return _Said(self.words("ikke noe tall («{}»)", "no number ('{}')", reason), _NAME)
            case Counter():
                return _Said(self.text(_NUMBERED[e.axis]), _PHRASE)
            case Input() | Line():
                return _Said(self.name(e), _NAME)
            case Sum():
                return _Said(self._sum(e), _SUM)
            case Negative():
                return _Said(f"−{self.part(e.operand, _PRODUCT)}", _SIGN)
            case Binary():
                return self._binary(e)
            case Compare():
                left, right = (self.part(side, _PHRASE) for side in e.children)
                return _Said(f"{left} {_SIGNS[e.operator]} {right}", _COMPARED)
            case AllOf():
                word = self.words(" og ", " and ")
                return _Said(word.join(self.part(c, _COMPARED) for c in e.conditions), _AND)
            case AnyOf():
                word = self.words(" eller ", " or ")
                return _Said(word.join(self.part(c, _AND) for c in e.conditions), _OR)
            case When():
                return _Said(self._when(e), _CHOICE)
            case IfNull():
                value, other = self.part(e.operand, _NAME), self.part(e.otherwise, _CHOICE)
                words = ("{} ({} der tall mangler)", "{} ({} where there is no number)")
                return _Said(self.words(*words, value, other), _NAME)
            case Call():
                return self._call(e)
            case Shift():
                return _Said(f"{self.name(e.line)} ({self._when_read(-e.periods, e.line.axis)})", _NAME)
            case _:
                return _Said(self._reading(e), _PHRASE)

    def _sum(self, e: Sum) -> str:
        text = self.part(e.terms[0], _SUM)
        for term in e.terms[1:]:
            opposite = _opposite(term)
            if opposite is None:
                text += f" + {self.part(term, _SUM)}"
            else:
                text += f" − {self.part(opposite, _PRODUCT)}"
        return text

    def _binary(self, e: Binary) -> _Said:
        match e.operator:
            case "-":
                return _Said(f"{self.part(e.left, _SUM)} − {self.part(e.right, _PRODUCT)}", _SUM)
            case "*":
                return _Said(f"{self.part(e.left, _PRODUCT)} × {self.part(e.right, _PRODUCT)}", _PRODUCT)
            case "/":
                return _Said(f"{self.part(e.left, _PRODUCT)} / {self.part(e.right, _POWER)}", _PRODUCT)
            case "^":
                return _Said(f"{self.part(e.left, _NAME)}^{self.part(e.right, _NAME)}", _POWER)

    def _when(self, e: When) -> str:
        condition = self.part(e.condition, _CHOICE)
        if _is(e.then, 1.0) and _is(e.otherwise, 0.0):
            return self.words("1 hvis {}, ellers 0", "1 if {}, else 0", condition)
        # "else if …" needs no parentheses: what follows "else" is the rest of the sentence
        then, otherwise = self.part(e.then, _OR), self.part(e.otherwise, _CHOICE)
        return self.words("hvis {}, så {}, ellers {}", "if {}, then {}, else {}", condition, then, otherwise)

    def _call(self, e: Call) -> _Said:
        match e.function, e.arguments:
            case "MAX", (low, Call(function="MIN", arguments=(high, value))):
                words = ("{} holdt mellom {} og {}", "{} kept between {} and {}")
                return self._phrase(
                    words, self.part(value, _SUM), self.part(low, _SUM), self.part(high, _SUM)
                )
            case "ROUND", (value, Const(digits)):
                return self._phrase(_rounding(digits), self.part(value, _SUM))
            case "MOD", (value, divisor):
                words = ("resten av {} delt på {}", "the remainder of {} divided by {}")
                return self._phrase(words, self.part(value, _PRODUCT), self.part(divisor, _POWER))
            case "EDATE", (day, months):
                words = ("{} flyttet {} måneder fram", "{} moved {} months on")
                return self._phrase(words, self.part(day, _SUM), self.part(months, _SUM))
            case _, arguments:
                parts = "; ".join(self.part(argument, _CHOICE) for argument in arguments)
                return _Said(f"{self.text(_FUNCTIONS[e.function])} ({parts})", _NAME)

    def _phrase(self, words: tuple[str, str], *parts: str) -> _Said:
        return _Said(self.words(*words, *parts), _PHRASE)

    def _reading(self, e: Expr) -> str:
        """Readings of tables, windows, other axes and whole lines."""
        match e:
            case Lookup():
                table, key = e.table.label.text(self.language), self.part(e.key, _PHRASE)
                return self.words("{} som gjelder for {}", "{} in force for {}", table, key)
            case Window():
                return self._window(e)
            case Aggregate():
                return self.text(_AGGREGATES[e.function], self.name(e.line), self.text(_SEVERAL[e.line.axis]))
            case Npv():
                words = ("nåverdi av {} ved rente {}", "present value of {} at rate {}")
                return self.words(*words, self.name(e.line), self.part(e.rate, _SUM))
            case Irr():
                return self.words("internrente av {}", "internal rate of return of {}", self.name(e.line))
            case FirstWhere():
                return self.words(
                    "nummeret på første {} der {} er 1 ({} der ingen er det)",
                    "the number of the first {} where {} is 1 ({} where none is)",
                    self.text(_ONE[e.line.axis]),
                    self.name(e.line),
                    self.part(e.otherwise, _CHOICE),
                )
            case ValueAt():
                one = self.text(_ONE[e.line.axis])
                words = ("{} i {} nr. {}", "{} in {} number {}")
                return self.words(*words, self.name(e.line), one, self.part(e.position, _SUM))
            case YearTotal():
                return self._year_total(e)
            case AtYear():
                words = ("{} i månedens kalenderår", "{} in the month's calendar year")
                return self.words(*words, self.name(e.line))
            case _:
                raise EngineError(f"no words for {type(e).__name__}")

    def _year_total(self, e: YearTotal) -> str:
        name = self.name(e.line)
        if e.only is None:
            return self.words("sum per kalenderår av {}", "sum by calendar year of {}", name)
        if e.only.id == _LAST_MONTH_OF_YEAR:
            return self.words("{} ved årets slutt", "{} at the end of the year", name)
        words = ("sum per kalenderår av {} der {} er 1", "sum by calendar year of {} where {} is 1")
        return self.words(*words, name, self.name(e.only))

    def _window(self, e: Window) -> str:
        name, axis, count = self.name(e.line), e.line.axis, e.last - e.first + 1
        first, last = (self._when_read(i, axis) for i in (e.first, e.last))
        if count == 1:
            return f"{name} ({first})"
        periods = f"{count} {self.text(_THE_LAST[axis])}"
        if e.last == 0:
            return self.words("sum av {} i de siste {}", "sum of {} over the last {}", name, periods)
        if e.first == 1:
            return self.words("sum av {} i de neste {}", "sum of {} over the next {}", name, periods)
        return self.words("sum av {} fra {} til {}", "sum of {} from {} to {}", name, first, last)

    def _when_read(self, periods: int, axis: Axis) -> str:
        """ "forrige måned", "3 måneder etter": how far from this period, negative before."""
        if periods == 0:
            return self.text(_THIS[axis])
        if abs(periods) == 1:
            return self.text((_BEFORE if periods < 0 else _AFTER)[axis])
        side = self.words("før", "before") if periods < 0 else self.words("etter", "after")
        return f"{abs(periods)} {self.text(_SEVERAL[axis])} {side}"


def _opposite(e: Expr) -> Expr | None:
    """What a term takes away, where it is written with a minus."""
    if isinstance(e, Negative):
        return e.operand
    return Const(-e.value) if isinstance(e, Const) and e.value < 0 else None


def _rounding(digits: float) -> tuple[str, str]:
    if digits == 0:
        return ("{} avrundet til helt tall", "{} rounded to a whole number")
    if digits == 1:
        return ("{} avrundet til 1 desimal", "{} rounded to 1 decimal")
    return (f"{{}} avrundet til {digits:.0f} desimaler", f"{{}} rounded to {digits:.0f} decimals")


def _is(e: Expr, value: float) -> bool:
    return isinstance(e, Const) and e.value == value
