"""What `feasibility discount` tells: the most the landlord can give, the least the operator needs."""

from __future__ import annotations

from collections.abc import Callable

from feasibility.analysis.discount import (
    Condition,
    Discount,
    LandlordAnswer,
    Limit,
    OperatorAnswer,
    Overlap,
)
from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.analysis.today import Alternative, stands_let
from feasibility.language import Label, Language, format_measure, format_share
from feasibility.report.deal_length import deal_length
from feasibility.report.layout import EMPTY, Shown, Tone, paragraph, table
from feasibility.report.summary import Applied, checks, heading
from feasibility.report.verdicts import verdict_lines
from feasibility.report.words import count_of_months

_WIDTHS = (42, 29, 29)


def discount_report(found: Discount, language: Language, applied: Applied | None = None) -> list[Shown]:
    """What was found, on one screen."""
    result = found.as_stated
    return [
        *heading(result, language, applied or Applied()),
        *(checks(result, language) if result.failed_checks else ()),
        EMPTY,
        Shown(_TITLE.text(language), "title"),
        *paragraph(_lead(found, language).text(language)),
        *(paragraph(_SUPPORTED.text(language)) if result.case.support else ()),
        EMPTY,
        Shown(_AS_STATED_VERDICT.text(language), "muted"),
        *verdict_lines(result, language),
        EMPTY,
        *_landlord(found, language),
        EMPTY,
        *_operator(found, language),
        EMPTY,
        Shown(_BOTH.text(language), "title"),
        *(line for answer in found.landlord for line in _agreement(found, answer, language)),
    ]


def _lead(found: Discount, language: Language) -> Label:
    months = count_of_months(found.lease_months, language)
    if found.reaches_term:
        span = Label(f"Leietiden er {months}.", f"The lease runs for {months}.")
    else:
        span = Label(
            f"Leietiden går ut over saken; {months} av den er regnet med.",
            f"The lease goes on after the case ends; {months} of it are counted.",
        )
    counted = deal_length(found.as_stated)
    nb, en = (span.nb, span.en) if counted is None else (f"{span.nb} {counted.nb}", f"{span.en} {counted.en}")
    return Label(
        "Hvert svar gjelder ett avslag alene, fra leiens første måned, i stedet for avslagene i saken. "
        f"{nb} Felleskostnader settes ikke ned. Alt er regnet i nåverdi: dagens kroner.",
        "Each answer is about one reduction alone, from the lease's first month, instead of those in the "
        f"case. {en} Common costs are not reduced. All is in present value: today's money.",
    )


def _landlord(found: Discount, language: Language) -> list[Shown]:
    answers = found.landlord
    heads = [_LANDLORD.text(language), *(against(found, a.against).text(language) for a in answers)]
    rows = [
        [WITHOUT.text(language), *(gain_words(a.without_nok, language) for a in answers)],
        [AS_STATED.text(language), *(gain_words(a.as_stated_nok, language) for a in answers)],
        [LONGEST.text(language), *(most_months(a.rent_free, found, language) for a in answers)],
    ]
    for place, percentage in enumerate(answers[0].percentages):
        limits = [a.percentages[place].limit for a in answers]
        rows.append(
            [
                deepest(percentage.months, found, language),
                *(most_share(limit, language) for limit in limits),
            ]
        )
    lines = table(heads, rows, _WIDTHS[: len(heads)])
    lines += paragraph(binds_is(found).text(language), "muted")
    fails = operator_fails(found.as_stated)
    if fails is not None:
        lines += paragraph(f"{AS_STATED.text(language)}: {told(found.as_stated, fails).text(language)}")
    return lines


def _operator(found: Discount, language: Language) -> list[Shown]:
    answers = found.operator
    heads = [_OPERATOR.text(language), *(WISHES[a.wish].text(language) for a in answers)]
    rows = [
        [WITHOUT.text(language), *(short_or_spare(a.without_nok, language) for a in answers)],
        [AS_STATED.text(language), *(short_or_spare(a.as_stated_nok, language) for a in answers)],
        [FEWEST.text(language), *(least_months(a.rent_free, language) for a in answers)],
        [SMALLEST.text(language), *(least_share(a.whole_lease, language) for a in answers)],
    ]
    lines = table(heads, rows, _WIDTHS)
    for answer in answers:
        if answer.rent_free.value is None:
            lines += paragraph(_not_enough(answer, language).text(language), "muted")
    return lines


def _agreement(found: Discount, landlord: LandlordAnswer, language: Language) -> list[Shown]:
    """Whether there is a deal both can live with, against one alternative."""
    tone: Tone
    full, npv_only = found.overlap(landlord.against, True), found.overlap(landlord.against, False)
    other = than(found, landlord.against)
    if full.exists:
        span, tone = _span(full, language), "good"
        answer = Label(
            f"ja. Med {span} kommer gårdeieren ikke dårligere ut enn {other.nb}, og driveren får dekket "
            "avkastningskravet sitt og mangler aldri penger.",
            f"yes. With {span} the landlord is no worse off than {other.en}, and the operator earns what it "
            "asks for and never lacks money.",
        )
    elif npv_only.exists:
        span, tone = _span(npv_only, language), "plain"
        answer = Label(
            f"nesten. Med {span} kommer gårdeieren ikke dårligere ut enn {other.nb}, og driveren får dekket "
            "avkastningskravet sitt. Men driveren mangler penger underveis, og trenger mer "
            "egenkapital, lån eller støtte.",
            f"almost. With {span} the landlord is no worse off than {other.en}, and the operator earns "
            "what it asks for. But the operator lacks money on the way, and needs more equity, loans or "
            "support.",
        )
    else:
        answer, tone = _no_deal(found, landlord, language), "bad"
    head = against(found, landlord.against).text(language)
    text = f"{head[0].upper()}{head[1:]}: {answer.text(language)}"
    return paragraph(text, tone, "  ", "  ")


def _no_deal(found: Discount, landlord: LandlordAnswer, language: Language) -> Label:
    other = than(found, landlord.against)
    limit = landlord.rent_free
    if limit.value is None and limit.binds == "landlord_value":
        short = format_measure(abs(landlord.without_nok), "NOK", language)
        return Label(
            f"nei. Selv uten avslag kommer gårdeieren {short} dårligere ut enn {other.nb}.",
            f"no. Even with no reduction the landlord is {short} worse off than {other.en}.",
        )
    if limit.value is None and limit.binds in EVEN_WITHOUT:
        return EVEN_WITHOUT[limit.binds]
    if limit.value is None:
        most = count_of_months(limit.alone or 0, language)
        return Label(
            f"nei. Gårdeieren kan gi høyst {most} leiefritt, men driveren mangler penger også da.",
            f"no. The landlord can give at most {most} free of rent, but the operator lacks money even then.",
        )
    need = next(a for a in found.operator if a.wish == "npv")
    if need.rent_free.binds == "landlord_liquidity" and need.rent_free.value is None:
        return Label(f"nei. {_LANDLORD_DRY.nb}", f"no. {_LANDLORD_DRY.en}")
    if need.rent_free.value is None:
        return Label(
            "nei. Selv uten leie i hele leietiden får driveren ikke dekket avkastningskravet sitt.",
            "no. Even with no rent for the whole lease the operator does not earn what it asks for.",
        )
    most = count_of_months(limit.value, language)
    least = count_of_months(need.rent_free.value, language)
    return Label(
        f"nei. Gårdeieren kan gi {most} leiefritt, men driveren trenger {least}.",
        f"no. The landlord can give {most} free of rent, but the operator needs {least}.",
    )


def _span(overlap: Overlap, language: Language) -> str:
    """ "6–14 leiefrie måneder, eller 12,5–20,0 % avslag i hele leietiden"."""
    parts = []
    if overlap.rent_free is not None:
        low, high = (str(months) for months in overlap.rent_free)
        figure = _from_to(low, high, language)
        parts.append(Label(f"{figure} leiefrie måneder", f"{figure} rent-free months").text(language))
    if overlap.whole_lease is not None:
        low, high = (share_words(share, language) for share in overlap.whole_lease)
        figure = _from_to(low, high, language)
        parts.append(
            Label(f"{figure} avslag i hele leietiden", f"{figure} off for the whole lease").text(language)
        )
    return Label(", eller ", ", or ").text(language).join(parts)


def _from_to(low: str, high: str, language: Language) -> str:
    """ "6–14", "12,5–20,0 %"; "inntil 14" where it begins at nothing."""
    if low == high:
        return low
    if low in ("0", share_words(0, language)):
        return Label(f"inntil {high}", f"up to {high}").text(language)
    return f"{low.rstrip('%').rstrip()}–{high}"


def gain_words(nok: float, language: Language) -> str:
    """A gain as so much better or worse."""
    amount = format_measure(abs(nok), "NOK", language)
    if amount == format_measure(0, "NOK", language):
        return Label("likt", "the same").text(language)
    if nok > 0:
        return Label(f"{amount} bedre", f"{amount} better").text(language)
    return Label(f"{amount} dårligere", f"{amount} worse").text(language)


def short_or_spare(nok: float, language: Language) -> str:
    """An amount as so much missing or to spare."""
    amount = format_measure(abs(nok), "NOK", language)
    if nok < 0:
        return Label(f"mangler {amount}", f"{amount} short").text(language)
    return Label(f"{amount} til overs", f"{amount} to spare").text(language)


def most_months(limit: Limit, found: Discount, language: Language) -> str:
    """The most months the landlord can give, and what binds."""
    if limit.value is None and limit.alone:
        return TOO_LITTLE.text(language).format(most_months(by_itself(limit), found, language))
    if limit.value is None:
        return bound(_NONE.text(language), by_itself(limit), language)
    months = count_of_months(limit.value, language)
    if not limit.is_end:
        return bound(months, limit, language)
    return Label(f"alle {months}", f"all {months}").text(language)


def most_share(limit: Limit, language: Language) -> str:
    """The most it can take off the rent, and what binds."""
    if limit.value is None and limit.alone:
        return TOO_LITTLE.text(language).format(most_share(by_itself(limit), language))
    if limit.value is None:
        return bound(_NONE.text(language), by_itself(limit), language)
    return bound(share_words(limit.value, language), limit, language)


def by_itself(limit: Limit) -> Limit:
    """The landlord's own limit, where only the operator's lack of money leaves it without a value."""
    if limit.alone is None or limit.value is not None:
        return limit
    return Limit(limit.alone, limit.alone_binds is None, limit.nok, limit.alone_binds)


def least_months(limit: Limit, language: Language) -> str:
    """The fewest months the operator needs; told too where the landlord has not the money for them."""
    return _least(limit, count_of_months, language)


def least_share(limit: Limit, language: Language) -> str:
    """The least it needs off the rent; told too where the landlord has not the money for it."""
    return _least(limit, share_words, language)


def _least(limit: Limit, shown: Callable[[float, Language], str], language: Language) -> str:
    if limit.value == 0:
        return _NOTHING.text(language)
    if limit.value is not None:
        return bound(shown(limit.value, language), limit, language)
    if limit.alone:
        return TOO_MUCH.text(language).format(shown(limit.alone, language))
    return bound(_NEVER.text(language), limit, language)


def bound(shown: str, limit: Limit, language: Language) -> str:
    """What is said, with the condition that binds: "10 måneder (gårdeiers verdi)"."""
    return shown if limit.binds is None else f"{shown} ({_CONDITIONS[limit.binds].text(language)})"


def share_words(value: float, language: Language) -> str:
    """A share of the rent: a tenth of a percentage point, none and all without decimals."""
    return format_share(value, language, 0 if value in (0, 1) else 1)


def deepest(months: int, found: Discount, language: Language) -> str:
    """What a row of percentages is called."""
    if months == found.lease_months:
        return _DEEPEST_ALL.text(language)
    return Label(
        f"Største avslag de første {months} månedene", f"Deepest percentage off, first {months} months"
    ).text(language)


def _not_enough(answer: OperatorAnswer, language: Language) -> Label:
    if answer.rent_free.binds == "landlord_liquidity":
        return _LANDLORD_DRY
    short = format_measure(abs(answer.rent_free.nok), "NOK", language)
    if answer.wish == "npv":
        return Label(
            f"Selv uten leie i hele leietiden mangler driveren {short} på å få dekket "
            "avkastningskravet sitt.",
            f"Even with no rent for the whole lease the operator is {short} short of what it asks for.",
        )
    return Label(
        f"Lavere leie er ikke nok: selv uten leie mangler driveren {short} i den verste måneden.",
        f"A lower rent is not enough: even with no rent the operator lacks {short} in the worst month.",
    )


_CONDITIONS: dict[Condition, Label] = {
    "landlord_value": Label("gårdeiers verdi", "the landlord's value"),
    "landlord_liquidity": Label("gårdeiers likviditet", "the landlord's liquidity"),
    "landlord_covenants": Label("gårdeiers lånevilkår", "the landlord's covenants"),
    "operator_value": Label("drivers verdi", "the operator's value"),
    "operator_liquidity": Label("drivers likviditet", "the operator's liquidity"),
}
EVEN_WITHOUT: dict[Condition | None, Label] = {
    "landlord_liquidity": Label(
        "nei. Selv uten avslag mangler gårdeieren penger som ingen har sagt ja til å skyte inn.",
        "no. Even with no reduction the landlord lacks money that nobody has agreed to put in.",
    ),
    "landlord_covenants": Label(
        "nei. Selv uten avslag bryter gårdeieren et lånevilkår.",
        "no. Even with no reduction the landlord breaks a covenant.",
    ),
}
_LANDLORD_DRY = Label(
    "Gårdeieren mangler selv penger med det avslaget driveren trenger.",
    "The landlord itself lacks money with the reduction that the operator needs.",
)
TOO_LITTLE = Label("{}, for lite for driveren", "{}, too little for the operator")
TOO_MUCH = Label("{}, mer enn gårdeieren har penger til", "{}, more than the landlord has money for")
_BINDS_IS = Label(
    "I parentes: det som setter grensen. Gårdeieren skal ha penger i alle måneder og holde lånevilkårene, "
    "og driveren skal ha penger i alle måneder; avtalt kassekreditt og kapitalkall regnes med.",
    "In brackets: what sets the limit. The landlord has money in every month and keeps its covenants, and "
    "the operator has money in every month; agreed overdraft and capital calls are counted.",
)
_BINDS_WITHOUT_TERMS = Label(
    "I parentes: det som setter grensen. Begge skal ha penger i alle måneder; avtalt kassekreditt og "
    "kapitalkall regnes med.",
    "In brackets: what sets the limit. Both have money in every month; agreed overdraft and capital calls "
    "are counted.",
)
NO_TERMS = Label(
    "Saken har ingen lånevilkår for gårdeieren, så bankens krav er ikke prøvd.",
    "The case has no loan terms for the landlord, so the bank's tests are not checked.",
)


def against(found: Discount, alternative: Alternative) -> Label:
    """ "Mot tomme lokaler": what the answer is measured against."""
    return _AGAINST[_named(found, alternative)]


def than(found: Discount, alternative: Alternative) -> Label:
    """ "Med tomme lokaler": what the landlord is better or worse off than."""
    return _THAN[_named(found, alternative)]


def _named(found: Discount, alternative: Alternative) -> str:
    return "there" if alternative == "ordinary" and stands_let(found.as_stated) else alternative


def binds_is(found: Discount) -> Label:
    """What the words in brackets mean, and whether there are loan terms (lånevilkår) among them."""
    if found.has_covenants:
        return _BINDS_IS
    return Label(f"{_BINDS_WITHOUT_TERMS.nb} {NO_TERMS.nb}", f"{_BINDS_WITHOUT_TERMS.en} {NO_TERMS.en}")


_SUPPORTED = Label(
    "Støtten i saken er regnet med i alle svar; uten den: --without-support.",
    "The case's support counts in every answer; without it: --without-support.",
)
_AS_STATED_VERDICT = Label("Saken med sine egne avslag:", "The case with its own reductions:")
_TITLE = Label("Hvor mye kan leien settes ned?", "How far can the rent come down?")
_LANDLORD = Label("Det meste gårdeieren kan gi", "The most the landlord can give")
_AGAINST = {
    "vacant": Label("mot tomme lokaler", "against vacant space"),
    "ordinary": Label("mot ordinær leietaker", "against an ordinary tenant"),
    "there": Label("mot leietakeren som er der", "against the tenant who is there"),
}
_THAN = {
    "vacant": Label("med tomme lokaler", "with the space vacant"),
    "ordinary": Label("med en ordinær leietaker", "with an ordinary tenant"),
    "there": Label("med leietakeren som er der", "with the tenant who is there"),
}
_OPERATOR = Label("Det minste driveren trenger", "The least the operator needs")
WISHES = {
    "npv": Label("for å få dekket avkastningskravet sitt", "to earn what it asks for"),
    "cash": Label("for aldri å mangle penger", "never to lack money"),
}
WITHOUT = Label("Uten avslag", "With no reduction")
AS_STATED = Label("Med avslagene i saken", "With the reductions in the case")
LONGEST = Label("Lengste leiefrie periode", "Longest rent-free period")
_DEEPEST_ALL = Label("Største avslag i hele leietiden", "Deepest percentage off, whole lease")
FEWEST = Label("Færreste leiefrie måneder", "Fewest rent-free months")
SMALLEST = Label("Minste avslag i hele leietiden", "Smallest percentage off, whole lease")
_NONE = Label("ingenting", "nothing")
_NEVER = Label("ikke nok alene", "not enough alone")
_NOTHING = Label("trenger ikke avslag", "needs no reduction")
_BOTH = Label("Finnes det en avtale begge kan leve med?", "Is there a deal both can live with?")
