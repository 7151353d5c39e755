"""What a company can borrow, in words: the loan, the test that binds, and what would lift it."""

from __future__ import annotations

import dataclasses

from feasibility.analysis.capacity import TESTS, Capacity, PartyCapacity, Term
from feasibility.analysis.capacity_lifts import Lift
from feasibility.answers.answer import (
    Answer,
    Cell,
    Column,
    Figure,
    Row,
    Sentence,
    Table,
    month,
    rows,
    sentences,
)
from feasibility.case import choice_label
from feasibility.language import (
    LANGUAGES,
    Label,
    Language,
    format_amount,
    format_measure,
    format_number,
    format_share,
)
from feasibility.model import Result
from feasibility.names import PARTIES
from feasibility.pictures.capacity import picture


def answer(found: Capacity, result: Result) -> Answer:
    """The answer for each company."""
    tables: list[Table] = []
    for each in found.parties:
        tables += [_tests(each), _terms(each, result)]
        if each.lifts:
            tables.append(_lifts(each))
    return Answer(
        "capacity",
        Label("Hvor mye kan det lånes?", "How much can be borrowed?"),
        result,
        sentences=sentences(*(said for each in found.parties for said in _said(each))),
        tables=tuple(tables),
        pictures=(picture(found),) if any(each.tests for each in found.parties) else (),
        data={each.party: _data(each) for each in found.parties},
    )


def _said(of: PartyCapacity) -> list[Sentence]:
    name, who = PARTIES[of.party].short, PARTIES[of.party].full
    if of.largest_nok is None:
        why = of.reason or Label("ingen tall", "no number")
        return [
            Sentence(
                Label(f"{name.nb}: kan ikke måles – {why.nb}.", f"{name.en}: can't be measured – {why.en}."),
                "mixed",
            )
        ]
    most = of.largest_nok if of.put_in_nok is None else of.put_in_nok
    binds = TESTS[of.put_in_binds or of.binds or "by_works"]
    tone = "plain" if of.is_enough is None else "bad" if not of.is_enough else "good"
    if of.is_enough and not of.is_served:
        tone = "mixed"  # as the verdict on the bank: a cover below 1 is not green (docs/model.md §10)
    need = _need(of)
    said = [
        Sentence(
            Label(
                f"{who.nb} kan {_borrow(most).nb}; {binds.nb} binder.{need.nb if need else ''}",
                f"The {name.en.lower()} can {_borrow(most).en}; {binds.en} binds.{need.en if need else ''}",
            ),
            tone,  # type: ignore[arg-type]
        )
    ]
    if of.put_in_nok is not None and abs(of.put_in_nok - of.largest_nok) > 1:
        said.append(
            Sentence(
                Label(
                    f"Med skatten slik den er i saken ville det vært {format_amount(of.largest_nok, 'nb')}: "
                    "et lån senker skatten, og da rekker pengene lenger.",
                    f"With tax as it is in the case it would be {format_amount(of.largest_nok, 'en')}: a "
                    "loan lowers tax, and then the money goes further.",
                )
            )
        )
    if most < _ONE_KRONE and of.binds == "by_works":
        said.append(Sentence(_no_works(who)))
    elif not any(test.id in ("by_icr", "by_dscr", "by_debt_yield") for test in of.tests):
        said.append(Sentence(_unearned(of.put_in_dscr), "mixed"))
    helps = [lift for lift in of.lifts if lift.needed is not None]
    if of.is_enough is False and not helps:
        said.append(
            Sentence(
                Label(
                    f"{name.nb}: ingen leie, leietid eller belegg innen grensene gjør det nok; det som "
                    f"binder, er {binds.nb}.",
                    f"{name.en}: no rent, term or occupancy within the limits makes it enough; what binds is "
                    f"{binds.en}.",
                ),
                "mixed",
            )
        )
    return said


def _borrow(most: float) -> Label:
    if most < _ONE_KRONE:
        return Label("ikke låne noe", "borrow nothing")
    return Label(f"låne {format_amount(most, 'nb')}", f"borrow {format_amount(most, 'en')}")


def _no_works(who: Label) -> Label:
    """Why a share of the works is nothing: the share is of the works that the company itself pays."""
    return Label(
        f"Andelen er av arbeidene {who.nb.lower()} selv betaler, og det er ingen.",
        f"The share is of the works that {who.en.lower()} pays itself, and there are none.",
    )


def _unearned(cover: float | None) -> Label:
    """That nothing asks for earnings, and what they come to with the loan."""
    nb = "Saken har ingen krav til rentedekning eller gjeldsbetjening (bank.covenants), så inntjeningen er "
    nb += "ikke prøvd"
    en = "The case requires no interest or debt service cover (bank.covenants), so earnings are not tested"
    if cover is None:
        return Label(f"{nb}.", f"{en}.")
    return Label(
        f"{nb}: med lånet er gjeldsbetjeningsgraden (DSCR) {format_number(cover, 2, 'nb')} i verste år.",
        f"{en}: with the loan, debt service cover (DSCR) is {format_number(cover, 2, 'en')} in the worst "
        "year.",
    )


def _need(of: PartyCapacity) -> Label | None:
    if of.need_nok is None or of.need_is is None:
        return None
    nb, en = format_amount(of.need_nok, "nb"), format_amount(of.need_nok, "en")
    if of.is_enough and of.need_dscr is not None and not of.is_served:
        cover = [format_number(of.need_dscr, 2, language) for language in LANGUAGES]
        return Label(
            f" Behovet på {nb} ({of.need_is.nb}) er mindre enn det, men driften betjener det ikke: da er "
            f"gjeldsbetjeningsgraden (DSCR) {cover[0]} i verste år.",
            f" The need of {en} ({of.need_is.en}) is within that, but operation does not serve it: debt "
            f"service cover (DSCR) is then {cover[1]} in the worst year.",
        )
    if of.is_enough:
        return Label(
            f" Det er nok til behovet på {nb} ({of.need_is.nb}).",
            f" That is enough for the need of {en} ({of.need_is.en}).",
        )
    most = of.largest_nok if of.put_in_nok is None else of.put_in_nok
    missing = of.need_nok - (most or 0.0)
    return Label(
        f" Behovet er {nb} ({of.need_is.nb}), så {format_amount(missing, 'nb')} mangler.",
        f" The need is {en} ({of.need_is.en}), so {format_amount(missing, 'en')} is missing.",
    )


def _tests(of: PartyCapacity) -> Table:
    name = PARTIES[of.party].short
    columns = (
        Column("test", Label("Krav", "Test")),
        Column("most", Label("Største lån", "Largest loan"), "NOK"),
        Column("binds", Label("Binder", "Binds")),
    )
    listed = [
        Row((t.label, Figure(t.most_nok, reason=t.reason), _BINDS if t.id == of.binds else None))
        for t in of.tests
    ]
    if of.put_in_nok is not None:
        listed.append(Row((_PUT_IN, Figure(of.put_in_nok), TESTS[of.put_in_binds or "by_works"])))
    return Table(
        f"tests-{of.party}",
        Label(f"{name.nb}: etter krav", f"{name.en}: by test"),
        columns,
        tuple(listed),
        _MEASURED if of.put_in_nok is not None else None,
    )


def _terms(of: PartyCapacity, result: Result) -> Table:
    name = PARTIES[of.party].short
    columns = (
        Column("term", Label("Vilkår", "Term")),
        Column("value", Label("Verdi", "Value")),
        Column("source", Label("Kilde", "Source")),
    )
    kind = choice_label("kind", of.kind)
    listed: list[list[Cell]] = [[Label("Type lån", "Kind of loan"), kind, None]]
    listed += [[t.label, _value(t, result), _source(t)] for t in of.terms]
    return Table(
        f"terms-{of.party}",
        Label(f"{name.nb}: vilkårene det er målt med", f"{name.en}: the terms it is measured by"),
        columns,
        rows(listed),
        _TERMS_ARE if of.party == "landlord" else _TERMS_OF_BOTH,
    )


def _value(term: Term, result: Result) -> Figure:
    if term.unit == "month":
        return month(result, term.value)
    return Figure(term.value, term.unit)


def _source(term: Term) -> Label | None:
    if not term.is_default or term.source is None:
        return _FROM_CASE if term.field != "drawdown_month" else None
    return Label(f"standard: {term.source.nb}", f"default: {term.source.en}")


def _lifts(of: PartyCapacity) -> Table:
    name = PARTIES[of.party].short
    columns = (
        Column("number", Label("Tall", "Number")),
        Column("stated", Label("Nå", "Now")),
        Column("needed", Label("Kan gå til", "May go to") if of.is_enough else Label("Må være", "Must be")),
        Column("gives", Label("Gir lån", "Gives a loan"), "NOK"),
        Column("binds", Label("Da binder", "Then binds")),
    )
    nothing = _NO_END if of.is_enough else _NOTHING
    listed: list[list[Cell]] = [
        [
            lift.label,
            _said_value(lift, lift.stated),
            nothing if lift.needed is None else _said_value(lift, lift.needed),
            None if lift.capacity_nok is None else Figure(lift.capacity_nok),
            None if lift.binds is None else TESTS[lift.binds],
        ]
        for lift in of.lifts
    ]
    need = Label(format_amount(of.need_nok or 0, "nb"), format_amount(of.need_nok or 0, "en"))
    if of.is_enough:
        title = Label(
            f"{name.nb}: hvor langt hvert tall kan gå før et lån på {need.nb} blir for stort",
            f"{name.en}: how far each number may go before a loan of {need.en} is too large",
        )
    else:
        title = Label(
            f"{name.nb}: hva som skal til for et lån på {need.nb}",
            f"{name.en}: what it takes for a loan of {need.en}",
        )
    return Table(f"lifts-{of.party}", title, columns, rows(listed), _ONE_AT_A_TIME)


def _said_value(lift: Lift, value: float) -> Figure:
    first = lift.numbers[0]

    def said(language: Language) -> str:
        if lift.is_factor:
            return f"{format_share(value, language)} {_OF_THE_CASES.text(language)}"
        decimals = {"NOK": 0, "share": 2}.get(first.unit.partition("/")[0])
        return format_measure(value, first.unit, language, None if first.is_whole else decimals)

    return Figure(value, "" if lift.is_factor else first.unit, shown=Label(said("nb"), said("en")))


def _data(of: PartyCapacity) -> dict[str, object]:
    return {
        "largest_nok": of.largest_nok,
        "binds": of.binds,
        "put_in_nok": of.put_in_nok,
        "put_in_binds": of.put_in_binds,
        "need_nok": of.need_nok,
        "is_enough": of.is_enough,
        "need_dscr": of.need_dscr,
        "tests": {test.id: test.most_nok for test in of.tests},
        "terms": {term.field: term.value for term in of.terms} | {"kind": of.kind},
        "lifts": [
            {
                "paths": [number.path for number in lift.numbers],
                "is_factor": lift.is_factor,
                **{
                    name: value
                    for name, value in dataclasses.asdict(lift).items()
                    if name in ("stated", "needed", "capacity_nok", "binds")
                },
            }
            for lift in of.lifts
        ],
    }


_TERMS_ARE = Label(
    "Vilkårene er for lånet det spørres om (bank.capacity), ikke for lånene i saken.",
    "The terms are of the loan asked about (bank.capacity), not of the loans in the case.",
)
_TERMS_OF_BOTH = Label(
    f"{_TERMS_ARE.nb} De er de samme for begge selskaper; et oppstartslån til en driver har ofte kortere tid "
    "og høyere rente, og da kan det lånes mindre.",
    f"{_TERMS_ARE.en} They are the same for both companies; a start-up loan to an operator is often shorter "
    "and dearer, and then less can be borrowed.",
)
_BINDS = Label("binder", "binds")
_PUT_IN = Label("Prøvd som lån i saken", "Tried as a loan in the case")
_ONE_KRONE = 1.0
_OF_THE_CASES = Label("av sakens", "of the case's")
_FROM_CASE = Label("saken", "the case")
_NOTHING = Label("ingen verdi innen grensene er nok", "no value within the limits is enough")
_NO_END = Label("ingen grense funnet", "no limit found")
_MEASURED = Label(
    "Hvert krav er målt for seg, med skatten slik den er i saken. Siste linje: lånet er satt inn i stedet "
    "for selskapets egne lån og kassekreditt, med skatten som da følger; kravet som binder, er da så vidt "
    "oppfylt.",
    "Each test is measured by itself, with tax as it is in the case. Last row: the loan is put in, in place "
    "of the company's own loans and overdraft, with the tax that follows; the test that binds is then just "
    "met.",
)
_ONE_AT_A_TIME = Label(
    "Ett tall om gangen, alt annet som i saken, målt med skatten slik den er der.",
    "One number at a time, all else as in the case, measured with tax as it is there.",
)
