"""The answer in words: is the landlord better off than leaving the space empty, and does the operator survive?

Told by the signs of the model's own measures; nothing is calculated.
"""

from dataclasses import dataclass
from typing import Literal

from feasibility.language import Language, format_month
from feasibility.model.result import Result
from feasibility.screens import words
from feasibility.screens.figures import month_date, rough_amount
from feasibility.screens.typed import written

Tone = Literal["good", "mixed", "bad"]


@dataclass(frozen=True)
class Verdict:
    """What the measures say of one party: a clause to be used in a sentence, and how good it is."""

    tone: Tone
    clause: str


@dataclass(frozen=True)
class Answer:
    """The sentence, what it rests on, and each party's verdict. `operator` is None where there is none."""

    sentence: str
    basis: str
    landlord: Verdict
    operator: Verdict | None


def answer(result: Result, language: Language) -> Answer:
    """The answer of a result, in the language."""
    landlord = _landlord(result, language)
    if result.case.deal.structure == "landlord_operated":
        other, operator = _cash(result, "landlord", language), None
        subject = words.LANDLORD_OPERATES
    else:
        other = operator = _operator(result, language)
        subject = words.LANDLORD_LETS
    sentence = subject.text(language).format(landlord.clause, _joint(landlord, other, language), other.clause)
    return Answer(sentence, _basis(result, language), landlord, operator)


def of_landlord(result: Result, language: Language) -> str:
    """The landlord's verdict as a sentence of its own, with whether the money lasts."""
    worth, cash = _landlord(result, language), _cash(result, "landlord", language)
    joint = _joint(worth, cash, language)
    return f"{words.SUBJECTS['landlord'].text(language)} {worth.clause}{joint}{cash.clause}."


def of_operator(result: Result, language: Language) -> str:
    """The operator's verdict as a sentence of its own."""
    return f"{words.SUBJECTS['operator'].text(language)} {_operator(result, language).clause}."


def _joint(first: Verdict, second: Verdict, language: Language) -> str:
    """ "And" between two that are both good or both not, else "but"."""
    return (words.AND if (first.tone == "good") == (second.tone == "good") else words.BUT).text(language)


def _landlord(result: Result, language: Language) -> Verdict:
    gain = result.number("landlord.npv_against_vacant")
    if gain is None:
        reason = result.reason("landlord.npv_against_vacant") or words.NO_NUMBER
        return Verdict("mixed", words.NOT_COMPARABLE.text(language).format(reason.text(language)))
    if round(gain) == 0:
        return Verdict("mixed", words.AS_WELL_OFF.text(language))
    better = gain > 0
    clause = (words.BETTER_OFF if better else words.WORSE_OFF).text(language)
    return Verdict("good" if better else "bad", clause.format(rough_amount(gain, language)))


def _operator(result: Result, language: Language) -> Verdict:
    cash = _cash(result, "operator", language)
    worth = result.number("operator.npv")
    earns = worth is not None and round(worth) >= 0
    if cash.tone == "good":
        return Verdict(
            "good" if earns else "mixed", (words.SURVIVES if earns else words.SURVIVES_ONLY).text(language)
        )
    ending = words.SHORT_BUT_EARNS if earns else words.SHORT_AND_LOSES
    return Verdict("mixed" if earns else "bad", f"{cash.clause}{ending.text(language)}")


def _cash(result: Result, party: Literal["landlord", "operator"], language: Language) -> Verdict:
    low, month = result.number(f"{party}.lowest_cash"), result.number(f"{party}.lowest_cash.month")
    if low is None or month is None or round(low) >= 0:
        return Verdict("good", words.HAS_MONEY.text(language))
    date = format_month(month_date(result, month), language)
    return Verdict("bad", words.LACKS_MONEY.text(language).format(rough_amount(low, language), date))


def _basis(result: Result, language: Language) -> str:
    case = result.case
    months = len(result.values["calendar.date"])
    rates = case.party_rates
    return words.BASIS.text(language).format(
        format_month(month_date(result, 1), language),
        format_month(month_date(result, months), language),
        written(rates.landlord_share_per_year, "share", language),
        written(rates.operator_share_per_year, "share", language),
    )
