"""What the owners of each company have to put in, and when."""

from __future__ import annotations

from feasibility.analysis.operator_fails import ORE
from feasibility.answers.answer import Sentence
from feasibility.language import LANGUAGES, Label, format_amount
from feasibility.language.label import listed
from feasibility.model import Result
from feasibility.names import COMPANY_IDS, PARTIES, CompanyId
from feasibility.papers.paper import Part
from feasibility.report.words import month_name

_MOST_MONTHS = 4
"""Payments named one by one; more are told by first, last and the sum."""


def owners_money(result: Result) -> Part:
    """What each company's owners pay in, month by month, with what is left unfunded."""
    said: list[Sentence] = []
    for party in COMPANY_IDS:
        if f"{party}.equity" not in result.built.model.lines:
            continue
        said.append(_paid_in(result, party))
        unfunded = max(result.values[f"{party}.unfunded"].tolist(), default=0.0)
        if unfunded > ORE:
            name = PARTIES[party].short
            nb, en = format_amount(unfunded, "nb"), format_amount(unfunded, "en")
            said.append(
                Sentence(
                    Label(
                        f"{name.nb} mangler i tillegg {nb} på det meste, som ingen har sagt ja til.",
                        f"The {name.en.lower()} lacks another {en} at most, which nobody has agreed to.",
                    ),
                    "bad",
                )
            )
    return Part("owners", Label("Eiernes penger", "The owners' money"), tuple(said))


def _paid_in(result: Result, party: CompanyId) -> Sentence:
    """ "Gårdeiers eiere skyter inn 4 382 200 kr i alt: 3 300 000 kr i jan. 2027 og …"."""
    name = PARTIES[party].short
    amounts = result.values[f"{party}.cash.equity"].tolist()
    paid = [(number, amount) for number, amount in enumerate(amounts, 1) if amount > ORE]
    if not paid:
        return Sentence(
            Label(
                f"{name.nb}s eiere skyter ikke inn noe.",
                f"The owners of the {name.en.lower()} put in nothing.",
            )
        )
    total = sum(amount for _, amount in paid)
    called = float(result.values[f"{party}.called_so_far"][-1])
    words = []
    for language in LANGUAGES:
        if len(paid) <= _MOST_MONTHS:
            in_month = "i" if language == "nb" else "in"
            when = listed(
                [
                    f"{format_amount(amount, language)} {in_month} {month_name(result, number, language)}"
                    for number, amount in paid
                ],
                language,
            )
        else:
            first, last = (month_name(result, number, language) for number in (paid[0][0], paid[-1][0]))
            times = len(paid)
            when = (
                f"{times} ganger, fra {first} til {last}"
                if language == "nb"
                else f"{times} times, from {first} to {last}"
            )
        words.append(when)
    nb, en = format_amount(total, "nb"), format_amount(total, "en")
    once = len(paid) == 1  # then the payment is the sum
    text = Label(
        f"{name.nb}s eiere skyter inn {'' if once else f'{nb} i alt: '}{words[0]}",
        f"The owners of the {name.en.lower()} put in {'' if once else f'{en} in all: '}{words[1]}",
    )
    if called > ORE:
        call_nb, call_en = format_amount(called, "nb"), format_amount(called, "en")
        text = Label(
            f"{text.nb}; av dette {call_nb} utover planen, slik saken forutsetter at de vil",
            f"{text.en}; of this {call_en} beyond the plan, as the case assumes they will",
        )
    return Sentence(Label(f"{text.nb}.", f"{text.en}."), "mixed" if called > ORE else "plain")
