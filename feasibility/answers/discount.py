"""What a landlord asks first: how much can I give, at this length of lease?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from feasibility.analysis.discount import Discount, LandlordAnswer, Limit
from feasibility.answers.answer import Answer, Cell, Column, Sentence, Table, rows
from feasibility.language import LANGUAGES, Label, Language, format_amount
from feasibility.report.discount import (
    AGAINST,
    AS_STATED,
    BINDS_IS,
    LONGEST,
    THAN,
    WITHOUT,
    bound,
    deepest,
    gain_words,
    most_months,
    most_share,
)
from feasibility.report.words import count_of_months

_NO_MONTHS = Label("ingen måned helt leiefri", "no month entirely free of rent")
_NO_SHARE = Label("ikke noe avslag i hele leietiden", "nothing off the whole lease")


def answer(found: Discount) -> Answer:
    """The most the landlord can give, against each of what it could do instead."""
    months = _said(count_of_months, found.lease_months)
    lead = Label(
        f"Hvert svar er ett avslag alene, fra leiens første måned, i stedet for avslagene i saken; "
        f"{months.nb} av leien er regnet med.",
        f"Each answer is one reduction alone, from the lease's first month, in place of those in the case; "
        f"{months.en} of the lease are counted.",
    )
    return Answer(
        "discount",
        Label("Hva kan jeg gi?", "What can I give?"),
        found.as_stated,
        sentences=(*(_most(found, each) for each in found.landlord), Sentence(lead)),
        tables=(_table(found),),
        checks_failed=bool(found.as_stated.failed_checks),
    )


def _most(found: Discount, of: LandlordAnswer) -> Sentence:
    """ "Mot tomme lokaler: høyst 10 måneder leiefritt, eller 13,3 % avslag i hele leietiden"."""
    against, free, share = AGAINST[of.against], of.rent_free, of.whole_lease
    if not free.value and not share.value:
        if of.without_nok < 0 and free.binds == "landlord_value":
            short, than = _said(format_amount, -of.without_nok), THAN[of.against]
            why = Label(
                f"Selv med full leie kommer gårdeier {short.nb} dårligere ut enn {than.nb}.",
                f"Even with the full rent the landlord is {short.en} worse off than {than.en}.",
            )
        else:
            why = Label(*(f"{LONGEST.text(of)}: {most_months(free, found, of)}." for of in LANGUAGES))
        return Sentence(
            Label(
                f"{_capital(against.nb)}: ingenting. {why.nb}", f"{_capital(against.en)}: nothing. {why.en}"
            ),
            "bad",
        )
    free_of_rent, whole = (
        Label("leiefritt", "free of rent"),
        Label("avslag i hele leietiden", "off the whole lease"),
    )
    months = Label(
        *(_most_of(most_months(_bare(free), found, of), free_of_rent, free, of) for of in LANGUAGES)
    )
    off = Label(*(_most_of(most_share(_bare(share), of), whole, share, of) for of in LANGUAGES))
    no_months = Label(*(bound(_NO_MONTHS.text(of), free, of) for of in LANGUAGES))
    no_share = Label(*(bound(_NO_SHARE.text(of), share, of) for of in LANGUAGES))
    if not free.value:
        most = Label(f"{off.nb}, men {no_months.nb}", f"{off.en}, but {no_months.en}")
    elif not share.value:
        most = Label(f"{months.nb}, men {no_share.nb}", f"{months.en}, but {no_share.en}")
    else:
        most = Label(f"{months.nb}, eller {off.nb}", f"{months.en}, or {off.en}")
    return Sentence(
        Label(f"{_capital(against.nb)}: høyst {most.nb}.", f"{_capital(against.en)}: at most {most.en}."),
        "good",
    )


def _bare(limit: Limit) -> Limit:
    return replace(limit, binds=None)


def _most_of(size: str, of: Label, limit: Limit, language: Language) -> str:
    """ "10 måneder leiefritt (gårdeiers verdi)"."""
    return bound(f"{size} {of.text(language)}", limit, language)


def _table(found: Discount) -> Table:
    answers = found.landlord
    columns = (
        Column("what", Label("Det meste gårdeier kan gi", "The most the landlord can give")),
        *(Column(each.against, AGAINST[each.against]) for each in answers),
    )
    listed: list[list[Cell]] = [
        [WITHOUT, *(_said(gain_words, of.without_nok) for of in answers)],
        [AS_STATED, *(_said(gain_words, of.as_stated_nok) for of in answers)],
        [LONGEST, *(_said(most_months, of.rent_free, found) for of in answers)],
    ]
    for place, percentage in enumerate(answers[0].percentages):
        limits = [each.percentages[place].limit for each in answers]
        listed.append([_said(deepest, percentage.months, found), *(_said(most_share, of) for of in limits)])
    return Table(
        "landlord", Label("Gårdeiers grense", "The landlord's limit"), columns, rows(listed), BINDS_IS
    )


def _said(words: Callable[..., str], *of: object) -> Label:
    """What a function that ends in the language says, in both."""
    return Label(*(words(*of, language) for language in LANGUAGES))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
