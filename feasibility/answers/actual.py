"""Budget against actual as an answer: deviation, forecast, covenants, and the board's duty."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.actual.booked import month_text
from feasibility.analysis.actual.forecast import LEAST, LEVEL_MONTHS, MOST, Month, Outlook
from feasibility.answers.actual_tables import by_line, by_month, covenant_years, each_month
from feasibility.answers.answer import Answer, Sentence, month, sentences
from feasibility.answers.liquidity import first_payment
from feasibility.language import LANGUAGES, Label, Language, format_amount, format_number
from feasibility.language.label import listed
from feasibility.names import PARTIES
from feasibility.pictures.actual import picture
from feasibility.report.words import month_name


def answer(found: Outlook) -> Answer:
    """What has been booked beside the plan, and what follows."""
    name = PARTIES[found.party].short
    tables = [by_line(found), by_month(found)]
    years = covenant_years(found)
    if years is not None:
        tables.append(years)
    return Answer(
        "actual",
        Label(f"Budsjett mot regnskap, {name.nb.lower()}", f"Budget against actual, {name.en.lower()}"),
        found.result,
        sentences=sentences(
            _deviation(found),
            _largest(found),
            _liquidity(found),
            *_covenants(found),
            *_board(found),
            *_told(found),
        ),
        tables=(*tables, each_month(found)),
        pictures=(picture(found),),
        data={
            "party": found.party,
            "months": [month_text(found.result.case, number) for number in found.booked.months],
            "half_share_capital_nok": found.half_capital,
            "factors": {line.id: line.factor for line in found.lines},
            "duties": {
                month_text(found.result.case, each.number): list(each.duties)
                for each in found.months
                if each.duties
            },
            "lowest_cash_nok": _lowest(found).cash,
            "covenants": [
                {
                    "year": each.year,
                    "id": each.id,
                    "plan": each.plan,
                    "outlook": each.outlook,
                    "limit": each.limit,
                    "is_counted": each.is_counted,
                    "is_broken": each.is_broken,
                }
                for each in found.covenants
            ],
        },
    )


def _deviation(found: Outlook) -> Sentence:
    """How the operating result went against the plan."""
    total, span = found.total("ebitda"), found.booked_places
    plan, actual = float(total.planned[span].sum()), float(total.followed[span].sum())
    off = actual - plan
    first, last = found.booked.months[0], found.booked.months[-1]

    def said(language: Language) -> str:
        names = [month_name(found.result, number, language) for number in (first, last)]
        when = names[0] if first == last else f"{names[0]} – {names[1]}"
        booked, planned, gap = (format_amount(nok, language) for nok in (actual, plan, abs(off)))
        if language == "nb":
            way = "bedre" if off >= 0 else "svakere"
            return (
                f"{when}: driftsresultatet før avskrivninger (EBITDA) ble {booked} mot {planned} i planen, "
                f"{gap} {way}."
            )
        way = "better" if off >= 0 else "worse"
        return f"{when}: EBITDA came to {booked} against {planned} in the plan, {gap} {way}."

    return Sentence(Label(said("nb"), said("en")), "good" if off >= 0 else "bad")


def _largest(found: Outlook) -> Label | None:
    """The line that is furthest off."""
    line = max(
        (line for line in found.lines if line.is_booked),
        key=lambda line: abs(line.actual - line.plan),
        default=None,
    )
    if line is None or round(line.actual - line.plan) == 0:
        return None
    nb, en = (format_amount(line.actual - line.plan, language) for language in LANGUAGES)
    return Label(
        f"Det største avviket er {line.label.nb.lower()}: {nb} mot planen.",
        f"The largest deviation is {line.label.en.lower()}: {en} against the plan.",
    )


def _lowest(found: Outlook) -> Month:
    """The month of lowest cash, from the company's first payment on: before it there is none to be low."""
    since = first_payment(found.result.values, found.party)
    return min((each for each in found.months if each.number >= since), key=lambda each: each.cash)


def _liquidity(found: Outlook) -> Sentence:
    lowest = _lowest(found)
    nb, en = (format_amount(lowest.cash, language) for language in LANGUAGES)
    when = month(found.result, lowest.number).shown
    assert when is not None
    said = Label(
        f"Laveste banksaldo blir {nb}, i {when.nb}, før kassekreditt og det eierne ellers skyter inn.",
        f"The lowest cash is {en}, in {when.en}, before overdraft and what owners else put in.",
    )
    return Sentence(said, "bad" if round(lowest.cash, 2) < 0 else "plain")


def _covenants(found: Outlook) -> list[Sentence]:
    broken = [each for each in found.covenants if each.is_broken]
    held = any(each.is_counted and each.limit is not None for each in found.covenants)
    if not broken:
        return [Sentence(_ALL_HOLD, "good")] if held else []

    def one(language: Language) -> str:
        parts = [
            f"{each.label.text(language)} {each.year} "
            f"({format_number(each.outlook or 0.0, 2, language)} < "
            f"{format_number(each.limit or 0.0, 2, language)})"
            for each in broken
        ]
        return listed(parts, language)

    return [
        Sentence(
            Label(
                f"Lånevilkår som brytes slik det nå går: {one('nb')}.",
                f"Covenants that break as it goes: {one('en')}.",
            ),
            "bad",
        )
    ]


def _board(found: Outlook) -> list[Sentence | Label]:
    """The board's duty: since when, or from when, and why."""
    said: list[Sentence | Label] = []
    equity = next((e for e in found.months if {"equity_lost", "half_capital"} & set(e.duties)), None)
    if equity is not None:
        when = month(found.result, equity.number).shown
        assert when is not None
        nb, en = (format_amount(equity.equity, language) for language in LANGUAGES)
        known = Label("er", "is") if equity.is_booked else Label("ventes å være", "is expected to be")
        half = Label(
            "under halve aksjekapitalen" if equity.duties[0] == "half_capital" else "tapt",
            "below half the share capital" if equity.duties[0] == "half_capital" else "lost",
        )
        said.append(
            Sentence(
                Label(
                    f"Styret har handleplikt (aksjeloven § 3-5): egenkapitalen {known.nb} {half.nb} fra "
                    f"{when.nb} ({nb}). "
                    "Innen rimelig tid skal det innkalle generalforsamlingen, gjøre rede for stillingen og "
                    "foreslå "
                    "tiltak.",
                    f"The board must act (aksjeloven § 3-5): equity {known.en} {half.en} from {when.en} "
                    f"({en}). Within "
                    "reasonable time it is to call the general meeting, tell how things stand and propose "
                    "measures.",
                ),
                "bad",
            )
        )
    money = next((each for each in found.months if "no_money" in each.duties), None)
    if money is not None:
        when = month(found.result, money.number).shown
        assert when is not None
        said.append(
            Sentence(
                Label(
                    f"Pengene tar slutt i {when.nb}: likviditeten er ikke forsvarlig (aksjeloven § 3-4) "
                    f"før det er dekket.",
                    f"The money runs out in {when.en}: liquidity is not sound (aksjeloven § 3-4) until "
                    f"that is covered.",
                ),
                "bad",
            )
        )
    capital = _no_capital(found)
    if not said:
        said.append(
            _NO_DUTY
            if found.half_capital is not None
            else Label(f"{_POSITIVE.nb} {capital.nb}", f"{_POSITIVE.en} {capital.en}")
        )
    elif found.half_capital is None:
        said.append(capital)
    return said


def _no_capital(found: Outlook) -> Label:
    field = f"financing.{found.booked.party}.share_capital_nok"
    return Label(
        f"Aksjekapitalen er ikke oppgitt i saken ({field}), så halve aksjekapitalen er ikke prøvd.",
        f"The case does not state the share capital ({field}), so half of it is not tried.",
    )


def _told(found: Outlook) -> list[Label | Sentence]:
    """What a reader must know of where the numbers come from."""
    said: list[Label | Sentence] = list(found.booked.remarks)
    missing = [line for line in found.lines if line.why == "not_booked" and round(line.plan)]
    if missing:
        nb, en = (
            listed([line.label.text(language).lower() for line in missing], language)
            for language in LANGUAGES
        )
        said.append(
            Sentence(
                Label(
                    f"Ikke ført, og derfor som planlagt i sum og prognose: {nb}.",
                    f"Not booked, and so as planned in totals and forecast: {en}.",
                ),
                "mixed",
            )
        )
    turned = [line for line in found.lines if line.is_booked and line.plan * line.actual < 0]
    if turned:
        nb, en = (
            listed([line.label.text(language).lower() for line in turned], language) for language in LANGUAGES
        )
        said.append(
            Sentence(
                Label(
                    f"Motsatt fortegn av planen: {nb}. Kostnader føres med minus.",
                    f"The opposite sign of the plan: {en}. Costs are booked with a minus.",
                ),
                "mixed",
            )
        )
    last = found.booked.months[-1]
    if last not in found.booked.cash:
        said.append(_NO_BALANCE)
    count = min(LEVEL_MONTHS, len(found.booked.months))
    months = Label(
        "den siste måneden" if count == 1 else f"de siste {count} månedene",
        "the last month" if count == 1 else f"the last {count} months",
    )
    bounds_nb, bounds_en = (
        f"{format_number(LEAST, 1, language)} – {format_number(MOST, 1, language)}" for language in LANGUAGES
    )
    said.append(
        Label(
            f"Slik er prognosen laget: hver linje i driften følger planens forløp, ganget med det som er "
            f"ført for hver "
            f"planlagte krone i {months.nb} ({bounds_nb}); avtalt leie og tilskudd, avskrivninger, renter og "
            "skatt følger planen.",
            f"How the forecast is made: each line of operation follows the plan's course, times what was "
            f"booked for "
            f"each krone planned in {months.en} ({bounds_en}); agreed rent and grants, depreciation, "
            f"interest "
            "and tax follow the plan.",
        )
    )
    return said


_ALL_HOLD: Final = Label(
    "Lånevilkårene for rentedekning og gjeldsbetjening holder slik det nå går.",
    "The covenants on interest cover and debt service hold as it goes.",
)
_NO_DUTY: Final = Label(
    "Egenkapitalen er over halve aksjekapitalen i alle månedene som vises.",
    "Equity is above half the share capital in every month shown.",
)
_POSITIVE: Final = Label(
    "Egenkapitalen er positiv i alle månedene som vises.",
    "Equity is positive in every month shown.",
)
_NO_BALANCE: Final = Sentence(
    Label(
        "Banksaldoen er ikke ført for siste måned, så likviditeten er planens, rettet for avviket i EBITDA.",
        "No bank balance is booked for the last month, so liquidity is the plan's, corrected by the "
        "deviation of EBITDA.",
    ),
    "mixed",
)
