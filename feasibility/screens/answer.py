"""The answer in words: is the landlord better off than as it is today, and does the operator survive?

Today the space is empty, or an ordinary tenant is there (`analysis/today.py`).

Told by the signs of the model's own measures; nothing is calculated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from feasibility.analysis.today import Alternative, stands_let
from feasibility.analysis.verdicts import Colour, Said, said
from feasibility.language import Language, format_month
from feasibility.model.base.result import Result
from feasibility.names import OWNERS, PARTIES, CompanyId
from feasibility.report.deal_length import deal_length
from feasibility.screens import words
from feasibility.screens.figures import month_date, rough_amount
from feasibility.screens.typed import written

Tone = Literal["good", "mixed", "bad"]
_WORSE: Final[tuple[Tone, ...]] = ("good", "mixed", "bad")
TONES: Final[dict[Colour, Tone]] = {"green": "good", "amber": "mixed", "red": "bad"}


@dataclass(frozen=True)
class Verdict:
    """What the measures say of one party: how good it is, and in what way."""

    tone: Tone
    text: str


@dataclass(frozen=True)
class Answer:
    """The sentence that comes first, what it rests on, and each party's verdict in sentences of its own.

    `tone` is the worst of the parties'. operators: each operator's verdict, in the order they come; none
    where the landlord operates the space throughout.
    """

    sentence: str
    notes: tuple[str, ...]
    tone: Tone
    landlord: Verdict
    operators: Mapping[CompanyId, Verdict]


def answer(result: Result, language: Language) -> Answer:
    """The answer of a result, in the language."""
    gain, cash = _against_today(result, language), _cash(result, "landlord", language)
    judged = {verdict.of: verdict for verdict in said(result)}
    landlord = _judged(_landlord(result, gain, cash, language), judged.get("landlord"), language)
    operators: dict[CompanyId, Verdict] = {}
    sentence = ""
    for company in result.case.operators:
        other = _operator(result, company, language)
        text = f"{PARTIES[company].full.text(language)} {other.text}."
        operators[company] = _judged(Verdict(other.tone, text), judged.get(company), language)
        joint = _joint(gain, other, language)
        if company == "operator":
            sentence = words.LANDLORD_LETS.text(language).format(gain.text, joint, other.text)
        else:  # a sentence of its own, as the first has two parts already
            sentence = f"{sentence} {text}"
    if not operators:
        joint = _joint(gain, cash, language)
        sentence = words.LANDLORD_OPERATES.text(language).format(gain.text, joint, cash.text)
    tone = max((landlord.tone, *(each.tone for each in operators.values())), key=_WORSE.index)
    return Answer(sentence, _notes(result, language), tone, landlord, operators)


def _judged(seen: Verdict, verdict: Said | None, language: Language) -> Verdict:
    """The verdict with its grounds: never a better colour than the grounds allow (docs/model.md §10)."""
    if verdict is None or not verdict.reasons:
        return seen
    tone = max(seen.tone, TONES[verdict.colour], key=_WORSE.index)
    reasons = "; ".join(reason.text(language) for reason in verdict.reasons)
    return Verdict(tone, f"{seen.text} {words.GROUNDS.text(language).format(reasons)}")


def _landlord(result: Result, gain: Verdict, cash: Verdict, language: Language) -> Verdict:
    """The landlord against what is there today, against the other, and whether the money lasts."""
    subject = PARTIES["landlord"].full.text(language)
    tones = [gain.tone, cash.tone]
    text = gain.text
    if _has_ordinary(result):
        other = _against_other(result, language)
        text = f"{text}{_joint(gain, other, language)}{other.text}"
        tones.append(other.tone)
    tone: Tone = gain.tone if gain.tone == "bad" or set(tones) == {"good"} else "mixed"
    return Verdict(tone, f"{subject} {text}. {subject} {cash.text}.")


def _against_today(result: Result, language: Language) -> Verdict:
    if stands_let(result):
        return _against(result, "ordinary", words.AGAINST["there"], language)
    return _against(result, "vacant", words.AGAINST["vacant"], language)


def _against_other(result: Result, language: Language) -> Verdict:
    other = _other(result)
    return _against(result, other, words.AND_AGAINST[other], language)


def _other(result: Result) -> Alternative:
    return "vacant" if stands_let(result) else "ordinary"


def _against(result: Result, other: Alternative, said: words.Against, language: Language) -> Verdict:
    line = f"landlord.npv_against_{other}"
    gain = result.number(line)
    if gain is None:
        reason = result.reason(line) or words.NO_NUMBER
        return Verdict("mixed", said.unknown.text(language).format(reason.text(language)))
    if round(gain) == 0:
        return Verdict("mixed", said.alike.text(language))
    clause = (said.better if gain > 0 else said.worse).text(language).format(rough_amount(gain, language))
    bare = f"{line}.without_sale"
    without = result.number(bare) if bare in result.built.model.lines else None
    if gain > 0 and without is not None and round(without) < 0:
        clause += words.ONLY_WITH_SALE.text(language)  # the colour follows from the verdict's grounds
    return Verdict("good" if gain > 0 else "bad", clause)


def _operator(result: Result, company: CompanyId, language: Language) -> Verdict:
    cash = _cash(result, company, language)
    worth = result.number(f"{company}.npv")
    earns = worth is not None and round(worth) >= 0
    if cash.tone == "mixed":
        return Verdict("mixed", cash.text if earns else f"{cash.text}{words.AND_LOSES.text(language)}")
    if cash.tone == "good":
        survives = words.SURVIVES if earns else words.SURVIVES_ONLY
        return Verdict("good" if earns else "mixed", survives.text(language))
    ending = words.SHORT_BUT_EARNS if earns else words.SHORT_AND_LOSES
    return Verdict("mixed" if earns else "bad", f"{cash.text}{ending.text(language)}")


def _cash(result: Result, party: CompanyId, language: Language) -> Verdict:
    """Whether the money lasts, after the financing that the case states."""
    low, month = result.number(f"{party}.lowest_cash"), result.number(f"{party}.lowest_cash.month")
    if low is None or month is None or round(low) >= 0:
        line = f"{party}.capital_called"
        called = result.number(line) if line in result.built.model.lines else None
        if called is not None and round(called) > 0:
            only = words.HAS_MONEY_WITH_CALL.text(language)
            return Verdict("mixed", only.format(rough_amount(called, language), OWNERS[party].text(language)))
        return Verdict("good", words.HAS_MONEY.text(language))
    date = format_month(month_date(result, month), language)
    return Verdict("bad", words.LACKS_MONEY.text(language).format(rough_amount(low, language), date))


def _joint(first: Verdict, second: Verdict, language: Language) -> str:
    """ "And" between two that are both good or both not, else "but"."""
    return (words.AND if (first.tone == "good") == (second.tone == "good") else words.BUT).text(language)


def _notes(result: Result, language: Language) -> tuple[str, ...]:
    length = deal_length(result)
    how_long = () if length is None else (length.text(language),)
    rates = result.case.party_rates
    basis = words.BASIS.text(language).format(
        format_month(month_date(result, 1), language),
        format_month(month_date(result, len(result.values["calendar.date"])), language),
        written(rates.landlord_share_per_year, "share", language),
        written(rates.operator_share_per_year, "share", language),
    )
    if "next_operator" in result.case.companies:
        own = written(rates.next_operator_share_per_year, "share", language)
        basis = f"{basis} {words.BASIS_NEXT.text(language).format(own)}"
    if not _has_ordinary(result):
        return (*how_long, basis)
    which = _other(result)
    other = _against(result, which, words.AGAINST[which], language)
    return *how_long, words.OTHER_NOTE.text(language).format(other.text), basis


def _has_ordinary(result: Result) -> bool:
    return "landlord.npv_against_ordinary" in result.built.model.lines
