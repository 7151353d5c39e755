"""What a landlord asks first: how much can I give, at this length of lease?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from feasibility.analysis.discount import Discount, LandlordAnswer, Limit, OperatorAnswer
from feasibility.answers.answer import Answer, Cell, Column, Sentence, Table, rows
from feasibility.language import LANGUAGES, Label, Language, format_amount
from feasibility.language.label import either
from feasibility.report.deal_length import deal_length
from feasibility.report.discount import (
    AS_STATED,
    FEWEST,
    LONGEST,
    NO_TERMS,
    SMALLEST,
    WISHES,
    WITHOUT,
    against,
    binds_is,
    bound,
    by_itself,
    deepest,
    gain_words,
    least_months,
    least_share,
    most_months,
    most_share,
    share_words,
    short_or_spare,
    than,
)
from feasibility.report.words import count_of_months

_NO_MONTHS = Label("ingen måned helt leiefri", "no month entirely free of rent")
_NO_SHARE = Label("ikke noe avslag i hele leietiden", "nothing off the whole lease")
_FREE_OF_RENT = Label("leiefritt", "free of rent")
_OFF = Label("avslag i hele leietiden", "off the whole lease")


def answer(found: Discount) -> Answer:
    """The most the landlord can give against each thing it could do instead; the least the operator needs."""
    return Answer(
        "discount",
        Label("Hva kan jeg gi?", "What can I give?"),
        found.as_stated,
        sentences=(*(_most(found, each) for each in found.landlord), _needs(found), Sentence(_lead(found))),
        tables=(_table(found), _operators(found)),
        checks_failed=bool(found.as_stated.failed_checks),
    )


def _lead(found: Discount) -> Label:
    """What each answer is of: one reduction alone, a deal of what length, with or without loan terms."""
    months, length = _said(count_of_months, found.lease_months), deal_length(found.as_stated)
    said = [
        Label(
            f"Hvert svar er ett avslag alene, fra leiens første måned, i stedet for avslagene i saken; "
            f"avslag kan gis i {months.nb}.",
            f"Each answer is one reduction alone, from the lease's first month, in place of those in the "
            f"case; it can be given in {months.en}.",
        )
    ]
    said += [length] if length is not None else []
    said += [] if found.has_covenants else [NO_TERMS]
    return Label(" ".join(each.nb for each in said), " ".join(each.en for each in said))


def _most(found: Discount, of: LandlordAnswer) -> Sentence:
    """ "Mot tomme lokaler: høyst 10 måneder leiefritt, eller 13,3 % avslag i hele leietiden"."""
    head, free, share = against(found, of.against), by_itself(of.rent_free), by_itself(of.whole_lease)
    if not free.value and not share.value:
        if of.without_nok < 0 and free.binds == "landlord_value":
            short, other = _said(format_amount, -of.without_nok), than(found, of.against)
            why = Label(
                f"Selv med full leie kommer gårdeieren {short.nb} dårligere ut enn {other.nb}.",
                f"Even with the full rent the landlord is {short.en} worse off than {other.en}.",
            )
        else:
            why = Label(*(f"{LONGEST.text(of)}: {most_months(free, found, of)}." for of in LANGUAGES))
        return Sentence(
            Label(f"{_capital(head.nb)}: ingenting. {why.nb}", f"{_capital(head.en)}: nothing. {why.en}"),
            "bad",
        )
    months = _one(free, _said(most_months, _bare(free), found), _FREE_OF_RENT, _NO_MONTHS)
    off = _one(share, _said(most_share, _bare(share)), _OFF, _NO_SHARE)
    is_enough = [limit.value is not None or not limit.alone for limit in (of.rent_free, of.whole_lease)]
    if is_enough[0] != is_enough[1]:  # else it is said once of both
        months, off = (
            said if enough else _too_little(said)
            for said, enough in zip((months, off), is_enough, strict=True)
        )
    if not free.value:
        most = Label(f"{off.nb}, men {months.nb}", f"{off.en}, but {months.en}")
    elif not share.value:
        most = Label(f"{months.nb}, men {off.nb}", f"{months.en}, but {off.en}")
    else:
        most = Label(f"{months.nb}, eller {off.nb}", f"{months.en}, or {off.en}")
    if not any(is_enough):
        most = _too_little(most)
    return Sentence(
        Label(f"{_capital(head.nb)}: høyst {most.nb}.", f"{_capital(head.en)}: at most {most.en}."),
        "good" if of.rent_free.value or of.whole_lease.value else "bad",
    )


def _one(own: Limit, size: Label, of: Label, nothing: Label) -> Label:
    """ "10 måneder leiefritt (gårdeiers verdi)", or that there is nothing of it."""
    said = Label(f"{size.nb} {of.nb}", f"{size.en} {of.en}") if own.value else nothing
    return Label(*(bound(said.text(language), own, language) for language in LANGUAGES))


def _too_little(said: Label) -> Label:
    return Label(
        f"{said.nb}, som er for lite for driveren", f"{said.en}, which is too little for the operator"
    )


def _bare(limit: Limit) -> Limit:
    return replace(limit, binds=None)


def _needs(found: Discount) -> Sentence:
    """The least the operator needs, for each of its two wishes."""
    parts = [_need(each) for each in found.operator]
    nb, en = ("; ".join(part.text(language) for part in parts) for language in LANGUAGES)
    return Sentence(
        Label(f"Det minste driveren trenger: {nb}.", f"The least the operator needs: {en}."),
    )


def _need(of: OperatorAnswer) -> Label:
    """ "6 måneder leiefritt eller 10,0 % avslag i hele leietiden for aldri å mangle penger"."""
    wish = WISHES[of.wish]
    if of.rent_free.value == 0:
        return Label(f"ikke noe avslag {wish.nb}", f"no reduction {wish.en}")
    nb, en = (either(_sizes(of, language), language) for language in LANGUAGES)
    if not nb:
        return Label(f"intet avslag er nok alene {wish.nb}", f"no reduction alone is enough {wish.en}")
    return Label(f"{nb} {wish.nb}", f"{en} {wish.en}")


def _sizes(of: OperatorAnswer, language: Language) -> list[str]:
    """The least of each kind that is enough, whether or not the landlord has the money for it."""
    found = []
    for limit, shown, what in (
        (of.rent_free, count_of_months, _FREE_OF_RENT),
        (of.whole_lease, share_words, _OFF),
    ):
        least = limit.alone if limit.value is None else limit.value
        if least is not None:
            found.append(f"{shown(least, language)} {what.text(language)}")
    return found


def _table(found: Discount) -> Table:
    answers = found.landlord
    columns = (
        Column("what", Label("Det meste gårdeieren kan gi", "The most the landlord can give")),
        *(Column(each.against, against(found, each.against)) for each in answers),
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
        "landlord", Label("Gårdeiers grense", "The landlord's limit"), columns, rows(listed), binds_is(found)
    )


def _operators(found: Discount) -> Table:
    answers = found.operator
    columns = (
        Column("what", Label("Det minste driveren trenger", "The least the operator needs")),
        *(Column(each.wish, WISHES[each.wish]) for each in answers),
    )
    listed: list[list[Cell]] = [
        [WITHOUT, *(_said(short_or_spare, of.without_nok) for of in answers)],
        [AS_STATED, *(_said(short_or_spare, of.as_stated_nok) for of in answers)],
        [FEWEST, *(_said(least_months, of.rent_free) for of in answers)],
        [SMALLEST, *(_said(least_share, of.whole_lease) for of in answers)],
    ]
    return Table("operator", Label("Driverens behov", "The operator's need"), columns, rows(listed))


def _said(words: Callable[..., str], *of: object) -> Label:
    """What a function that ends in the language says, in both."""
    return Label(*(words(*of, language) for language in LANGUAGES))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
