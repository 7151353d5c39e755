"""Each paper says what the run says, asks for what is missing, and lets nothing a user wrote be markup."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import numpy as np
import pytest

from feasibility.analysis.capacity import capacity
from feasibility.analysis.compare.compare import compare
from feasibility.analysis.discount import discount
from feasibility.analysis.stress import stress
from feasibility.analysis.verdicts import said
from feasibility.answers.answer import Figure, Table, shown
from feasibility.answers.compare import answer as columns_answer
from feasibility.answers.page import page
from feasibility.answers.register import register
from feasibility.answers.written import answer_document
from feasibility.case import Case, load_case
from feasibility.language import LANGUAGES, Label, format_amount
from feasibility.model import Result
from feasibility.papers.board import board_paper
from feasibility.papers.choose import PAPERS, paper
from feasibility.papers.paper import Paper, PaperId
from feasibility.papers.written import cell_text, paper_answer
from feasibility.report.document import document
from feasibility.report.summary import Applied
from feasibility.report.words import month_dates
from feasibility.resources import example_names, example_path
from tests.evaluated import evaluated
from tests.model.tiny import ran

pytestmark = pytest.mark.slow

EXAMPLES = example_names()
STATEMENTS = ("income_statement", "cash_flow", "balance_sheet")
ONE_FLOW_A_ROW = {"vat_turn", "landlord_no"}
WITHIN = "\u00a0" * 4
STATED = {
    "papers.prepared_by": "Styrets leder",
    "papers.date": "2026-11-28",
    "papers.version": "3",
    "papers.applicant.name": "Driver AS",
    "papers.applicant.organisation_number": "974760673",
    "papers.applicant.contact": "Torget 1",
    "papers.applicant.business": "Kontorfellesskap",
    "papers.applicant.owners": "To eiere",
    "papers.applicant.people": [{"name": "Daglig leder", "role": "Leder", "background": "Ti år i bransjen"}],
    "papers.sought": {"amount_nok": 300_000, "purpose": "Møbler"},
    "papers.security": [{"kind": "chattel", "of": "Møbler", "priority": 1}],
    "papers.location": {
        "centre": "Ved torget",
        "public_transport": "Stasjonen",
        "parking": "20 plasser",
        "access": "Fra gaten",
        "shared_services": "Renhold",
        "competition": "Ett kontorhotell",
    },
    "products.fast.contracts": [
        {"label": "Byggmester", "units": 4, "price_nok_per_month": 1_700, "from_month": 7, "notice_months": 3}
    ],
}


def case_of(name: str) -> Case:
    return load_case(example_path(name))


def figures(of: Paper) -> Iterator[Figure]:
    for part in of.parts:
        for cell in (fact.value for fact in part.facts):
            if isinstance(cell, Figure):
                yield cell
        for table in part.tables:
            yield from (cell for row in table.rows for cell in row.cells if isinstance(cell, Figure))


def numbers(found: Any) -> Iterator[float]:
    """Every number of a JSON document."""
    match found:
        case dict():
            for each in found.values():
                yield from numbers(each)
        case list() | tuple():
            for each in found:
                yield from numbers(each)
        case bool() | None | str():
            return
        case _:
            yield float(found)


def has_ordinary(result: Result) -> bool:
    return result.case.comparison.ordinary_tenant is not None


def known(result: Result) -> set[float]:
    """All numbers the other outputs of the same run have: document, comparison, stress, register."""
    found = set(numbers(json.loads(json.dumps(document(result)))))
    for line in result.values:
        values = result.values[line]
        found |= {float(v) for v in values} if hasattr(values, "__len__") else {float(values)}
    found |= set(numbers(register(result).data))
    found |= set(numbers(answer_document(register(result))))
    beside = ["vacant", "ordinary"] if has_ordinary(result) else ["vacant"]
    found |= set(numbers(columns_answer(compare(result, only=beside), result).data))
    for row in stress(result).rows:
        for stressed in row.parties.values():
            found |= {float(v) for v in vars(stressed).values() if isinstance(v, int | float)}
    return found


@pytest.mark.parametrize("reader", PAPERS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_is_one_that_the_run_or_the_case_has(name: str, reader: PaperId) -> None:
    """Nothing is worked out for a paper: its figures are the run's, to the last digit. What is shown by name
    is a month line of the run, added up by calendar year (here by NumPy)."""
    result = evaluated(case_of(name))
    made = paper(result, reader)
    own, found, named = known(result), list(figures(made)), named_amounts(made)
    spaces = {each.exclusive_m2 for each in result.case.building.spaces.values()}
    spaces |= {each.total_m2 for each in result.case.building.spaces.values()}
    stated = {
        *spaces,
        result.case.building.total_m2,
        float(result.case.building.town_population or 0),
        *(each.amount_nok or 0 for each in result.case.papers.security),
        result.case.papers.sought.amount_nok or 0.0,
    }
    changes = stress_changes(result)
    strange = [f for f in found if f.value is not None and f.value not in own | stated | changes]
    assert len(found) >= 5 or (reader == "municipality" and not result.case.support)
    counted = [f for f in strange if not math.isnan(f.value or 0)]
    if reader == "bank":
        assert named or name in ONE_FLOW_A_ROW
        of_year = yearly_sums(result)
        counted = [
            f
            for f in counted
            if not (of := named.get(id(f)))
            or (not of.startswith("Øvrige (") and round(abs(f.value or 0), 2) not in of_year)
        ]
    assert not counted


def statement_rows(of: Paper) -> Iterator[list[tuple[str, list[float]]]]:
    """The rows of each statement: its name, standing in where it is part of the row above, and numbers."""
    for table in (table for part in of.parts for table in part.tables if part.id.endswith(STATEMENTS)):
        yield [
            (row.cells[0].nb, [cell.value or 0.0 for cell in row.cells[1:] if isinstance(cell, Figure)])
            for row in table.rows
            if isinstance(row.cells[0], Label)
        ]


def named_amounts(of: Paper) -> dict[int, str]:
    """The name of each figure that has one, by the figure's identity ("Øvrige" are held to their row)."""
    return {
        id(cell): row.cells[0].nb.removeprefix(WITHIN)
        for part in of.parts
        if part.id.endswith(STATEMENTS)
        for table in part.tables
        for row in table.rows
        if isinstance(row.cells[0], Label) and row.cells[0].nb.startswith(WITHIN)
        for cell in row.cells[1:]
        if isinstance(cell, Figure)
    }


def yearly_sums(result: Result) -> set[float]:
    """Every month line added up by calendar year, to øre, without sign."""
    years = np.asarray(result.values["calendar.year"])
    masks = [years == year for year in np.unique(years)]
    months = [np.asarray(result.values[line], dtype=float) for line in result.values]
    return {
        round(abs(float(each[mask].sum())), 2)
        for each in months
        if each.shape == years.shape
        for mask in masks
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_names_of_a_statement_add_up_to_the_row_they_stand_under(name: str) -> None:
    looked_at = 0
    for rows in statement_rows(paper(evaluated(case_of(name)), "bank")):
        for place, (label, total) in enumerate(rows):
            below = list(takewhile(lambda each: each[0].startswith(WITHIN), rows[place + 1 :]))
            if below and not label.startswith(WITHIN):
                looked_at += 1
                sums = [sum(column) for column in zip(*(each for _, each in below), strict=True)]
                assert sums == pytest.approx(total, abs=0.01), label
    assert looked_at >= 2 or name in ONE_FLOW_A_ROW


def stress_changes(result: Result) -> set[float]:
    """How far each row of the stress test moves a present value, and what the case is without support."""
    base, *rows = stress(result).rows
    found = {
        (each.npv_nok or 0.0) - (base.parties[party].npv_nok or 0.0)
        for row in rows
        for party, each in row.parties.items()
    }
    bare = evaluated(result.case, False)
    for party in base.parties:
        found |= {bare.number(f"{party}.npv") or 0.0, max(bare.values[f"{party}.unfunded"].tolist())}
    return found | {0.0, *by_year(result)}


def by_year(result: Result) -> list[float]:
    """The municipality's support by calendar year, added up here."""
    if "municipality.support" not in result.built.model.lines:
        return []
    years = {day.year: 0.0 for day in month_dates(result)}
    for day, amount in zip(month_dates(result), result.values["municipality.support"].tolist(), strict=True):
        years[day.year] += amount
    return list(years.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_board_paper_has_what_a_board_decides_by(name: str) -> None:
    result = evaluated(case_of(name))
    found = board_paper(result, Applied(), "0", result.case)
    assert [part.id for part in found.parts] == [
        "decision",
        "verdict",
        "discount",
        "alternatives",
        "owners",
        "risks",
        "downside",
    ]
    for verdict, sentence in zip(said(result), found.parts[1].sentences, strict=False):
        assert verdict.label.nb in sentence.text.nb
        for reason in verdict.brief:
            assert reason.nb in sentence.text.nb
    assert len(found.parts[5].sentences) == 3


def test_the_proposal_follows_the_gravest_verdict() -> None:
    """Larvik breaks a covenant (red for the bank), so the board is not asked to agree to it."""
    result = evaluated(case_of("larvik"))
    assert "red" in {verdict.colour for verdict in said(result)}
    sentence, comprises = board_paper(result, Applied(), "0", result.case).parts[0].sentences
    assert sentence.text.nb.startswith("Styret vedtar ikke å inngå avtalen slik saken foreligger")
    assert "bryter lånevilkåret for rentedekningsgrad (ICR), i verste år: 0,71" in sentence.text.nb
    # 7 million of works, 4 million borrowed: the loan that takes the first one over is no more money
    assert "7 000 000 kr uten mva. og lån på 4 000 000 kr" in comprises.text.nb.replace("\u00a0", " ")
    own = evaluated(case_of("larvik").changed({"papers.decision": "Styret sier nei."}))
    stated, beside, *_ = board_paper(own, Applied(), "0", own.case).parts[0].sentences
    assert stated.text == Label("Styret sier nei.", "Styret sier nei.")
    assert beside.text.nb.startswith("Beregningen viser rødt")


def test_the_largest_discount_is_the_commands_own() -> None:
    """`feasibility discount` says 42.2 % against vacant space, 31.4 % against an ordinary tenant (larvik)."""
    result = evaluated(case_of("larvik"))
    shares = [each.whole_lease.value for each in discount(result.case).landlord]
    text = " ".join(s.text.nb for s in board_paper(result, Applied(), "0", result.case).parts[2].sentences)
    for share in shares:
        assert f"{share:.1%}".replace(".", ",").replace("%", " %") in text.replace("\u00a0", " ")


def test_what_was_asked_for_stands_beside_the_deal() -> None:
    case = case_of("larvik").changed({"papers.asked_for": "uten_stotte"})
    alternatives = board_paper(evaluated(case), Applied(), "0", case).parts[3]
    assert not alternatives.missing
    (table,) = alternatives.tables
    asked = evaluated(case.scenario("uten_stotte"))
    row = next(
        row for row in table.rows if row.cells[0] == Label("Drivers nåverdi", "Operator's present value")
    )
    last = row.cells[-1]
    assert isinstance(last, Figure)
    assert last.value == asked.number("operator.npv")
    bare = case_of("larvik")
    assert board_paper(evaluated(bare), Applied(), "0", bare).parts[3].missing
    # a run of another scenario states none itself; what was asked for is that of the file
    low = board_paper(evaluated(case.scenario("lavt_belegg")), Applied(), "0", case).parts[3]
    assert not low.missing
    assert len(low.tables[0].columns) == len(table.columns)


def test_what_the_case_does_not_state_is_told_as_missing_and_what_it_states_is_not() -> None:
    bare = paper(evaluated(case_of("tonsberg")), "bank")
    missing = {label.nb for label in bare.missing}
    assert {"Søker", "Organisasjonsnummer", "Formål", "Sikkerhet", "Nøkkelpersoner", "Parkering"} <= missing
    full = paper(evaluated(case_of("larvik").changed(STATED)), "bank")
    assert not full.missing
    words = json.dumps(answer_document(paper_answer(full)), ensure_ascii=False, default=str)
    for stated in ("Driver AS", "974 760 673", "Torget 1", "To eiere", "Ti år i bransjen", "20 plasser"):
        assert stated in words


def test_whether_the_town_has_a_centre_stands_where_it_is_said() -> None:
    for centre, told in (
        (None, []),
        ("defined", ["et definert sentrum"]),
        ("none", ["ikke noe definert sentrum"]),
    ):
        case = case_of("tonsberg").changed({"building.town_centre": centre})
        building = next(p for p in paper(evaluated(case), "bank").parts if p.id == "building")
        values = [f.value for f in building.facts if f.label.nb == "Byen har"]
        assert [v.nb for v in values if isinstance(v, Label)] == told


def test_each_signed_contract_stands_by_its_name_and_the_lease_among_the_landlord_s() -> None:
    """Four places at 1,700 from project month 7, July 2027, with three months' notice and no end."""
    case = case_of("larvik").changed(STATED)
    (row,) = next(p for p in paper(evaluated(case), "bank").parts if p.id == "contracts").tables[0].rows
    customer, of, units, price, first, last, notice = row.cells
    assert (customer, last) == ("Byggmester", Label("til den sies opp", "until notice"))
    assert of
    assert all(isinstance(each, Figure) for each in (units, price, first, notice))
    assert [each.value for each in (units, price, notice) if isinstance(each, Figure)] == [4, 1_700, 3]
    assert isinstance(first, Figure)
    assert first.shown is not None
    assert first.shown.nb == "juli 2027"
    landlord = case.changed({"papers.applicant.company": "landlord"})
    (lease,) = next(p for p in paper(evaluated(landlord), "bank").parts if p.id == "contracts").tables[0].rows
    # 60 months from project month 7: until month 66, June 2032
    told = [each for each in lease.cells if isinstance(each, Figure)]
    assert [each.value for each in told] == [480, 1_200, 7, 66]
    assert [each.shown.nb for each in told if each.shown is not None] == ["juli 2027", "juni 2032"]


def test_capacity_on_paper_is_the_commands_own() -> None:
    result = evaluated(case_of("larvik"))
    found = {each.party: each.largest_nok for each in capacity(result).parties}
    part = next(p for p in paper(result, "bank").parts if p.id == "operator.covenants")
    largest = part.facts[0].value
    assert isinstance(largest, Figure)
    assert largest.value == pytest.approx(found["operator"])


@pytest.mark.parametrize("reader", PAPERS)
def test_a_paper_as_an_answer_has_all_its_words(reader: PaperId) -> None:
    found = paper(evaluated(case_of("larvik")), reader)
    answer = paper_answer(found)
    for language in LANGUAGES:
        told = " ".join(p.text(language) for text in answer.texts for p in text.paragraphs)
        for part in found.parts:
            assert all(sentence.text.text(language) in told for sentence in part.sentences)
    assert len({table.id for table in answer.tables}) == len(answer.tables)


def test_a_run_without_support_says_so_and_one_whose_operator_fails_too() -> None:
    case = case_of("larvik")
    bare = evaluated(case, False)
    found = board_paper(bare, Applied(with_support=False), "0", case)
    assert Label("regnet uten", "left out") in [fact.value for fact in found.about]
    text = " ".join(sentence.text.nb for sentence in found.parts[1].sentences)
    assert "driver mangler penger" in text.lower() or "driveren mangler penger" in text.lower()


def test_the_gain_is_told_with_the_sale_and_without() -> None:
    """`feasibility run` has 378,950 better than vacant; less the sale's 3,066,784 that is 2,687,834 worse."""
    result = evaluated(case_of("larvik"))
    text = " ".join(s.text.nb for s in board_paper(result, Applied(), "0", result.case).parts[1].sentences)
    text = text.replace("\u00a0", " ")
    assert "378 950 kr bedre ut" in text
    assert "2 687 834 kr dårligere ut" in text


def test_what_is_sought_is_weighed_against_the_case_and_the_capacity() -> None:
    """The operator borrows 300,000 and could borrow 262,500: 75 % of the 350,000 of works it pays."""
    case = case_of("larvik").changed({"papers.sought.amount_nok": 500_000})
    told = " ".join(s.text.nb for s in paper(evaluated(case), "bank").parts[0].sentences).replace(
        "\u00a0", " "
    )
    assert "Det søkes om 500 000 kr, men saken er regnet med lån på 300 000 kr." in told
    assert "Målt lånekapasitet er 262 500 kr, mindre enn de 500 000 kr det søkes om." in told


def in_table(table: Table) -> list[float]:
    """The amounts of a table of two columns, in its order."""
    return [row.cells[1].value for row in table.rows if isinstance(row.cells[1], Figure)]


def test_an_applicant_without_loans_has_sources_and_uses_of_its_own_and_no_verdict() -> None:
    """The operator pays works of 40,000 and 25 % VAT with 60,000 of equity: 10,000 are left.

    It has no members and pays no rent. The landlord alone borrows, and its verdict is as before.
    """
    changes: dict[str, Any] = {
        "deal.lease.rent_nok_per_m2_year": 0,
        "products.desk.ramp": {"start_share": 0, "stabilised_share": 0, "months": 0},
        "works.desks": {"amount_nok": 40_000, "start_month": 1, "months": 1, "landlord_share": 0},
        "financing.operator.equity": [{"month": 1, "amount_nok": 60_000}],
        "financing.landlord.loans.bank": {
            "kind": "annuity",
            "amount_nok": 100_000,
            "drawdown_month": 1,
            "profile_months": 24,
            "base_rate_share_per_year": 0.05,
        },
        "vat.policy": "unregistered",
    }
    before = ran(changes)
    asks = ran({**changes, "papers.applicant.company": "operator", "papers.sought.amount_nok": 20_000})
    assert [view.party for view in asks.built.bank] == ["landlord"]
    assert said(asks) == said(before)
    parts = {part.id: part for part in paper(asks, "bank").parts}
    order = list(parts)
    assert order.index("operator.sources_uses") < order.index("landlord.sources_uses")
    sources, uses = parts["operator.sources_uses"].tables
    assert sources.rows[0].cells[0] == Label("Egenkapital", "Equity")
    assert in_table(sources) == [60_000, 60_000]
    assert in_table(uses) == [50_000, 10_000, 60_000]
    measured = parts["operator.covenants"]
    assert "er ikke aktuelle" in measured.sentences[0].text.nb
    assert not measured.tables
    assert "landlord.covenants" in parts
    assert "operator.sources_uses" not in {part.id for part in paper(before, "bank").parts}


def test_the_applicant_is_the_borrower_unless_stated() -> None:
    """Under a management agreement the landlord alone borrows; a loan that takes one over adds nothing."""
    case = case_of("larvik").scenario("driftsavtale").changed({"papers.applicant.company": None})
    facts = {fact.label.nb: fact.value for fact in paper(evaluated(case), "bank").parts[0].facts}
    assert facts["Selskapet i saken"] == Label("Gårdeier", "Landlord")
    lent = facts["Lån i saken"]
    assert isinstance(lent, Figure)
    assert lent.value == pytest.approx(4_000_000)


@pytest.mark.parametrize("reader", PAPERS)
def test_terminal_and_json_tell_every_number_of_a_paper(reader: PaperId) -> None:
    found = paper(evaluated(case_of("larvik")), reader)
    answer = paper_answer(found)
    told = Counter(numbers(json.loads(json.dumps(answer_document(answer)["answer"]["tables"]))))
    wanted = Counter(each.value for each in figures(found) if each.value is not None)
    assert not wanted - told
    words = " ".join(line.text for line in page(answer, "nb")).replace("\u00a0", " ")
    for table in answer.tables:
        for row in table.rows:
            for cell, column in zip(row.cells, table.columns, strict=True):
                if isinstance(cell, Figure) and not table.in_thousands:
                    text = shown(cell, column, "nb").replace("\u00a0", " ")
                    assert all(word in words for word in text.split()), (table.id, text)


def test_the_municipality_gets_rent_back_and_not_as_property_tax() -> None:
    # the case states no property tax, so it is the same as empty; rent and surplus are the account's own rows
    result = evaluated(case_of("handover"))
    made = paper(result, "municipality")
    back = next(part for part in made.parts if part.id == "back")
    account = next(part for part in made.parts if part.id == "account").tables[0]
    back_label = Label("Leie ut over tomt bygg", "Rent beyond the vacant building's")
    rent = next(row.cells[2] for row in account.rows if row.cells[0] == back_label)
    assert isinstance(rent, Figure)
    assert rent.value is not None
    assert result.case.building.property_tax_nok_per_year == 0
    told = f"Leie ut over tomt bygg: {format_amount(rent.value, 'nb')} i horisonten."
    own = result.number("municipality.gets.own_operation")
    assert own is not None
    earned = f"Egen drift, år med overskudd: {format_amount(own, 'nb')} i horisonten."
    same = "Eiendomsskatten blir den samme som med bygget tomt."
    assert [sentence.text.nb for sentence in back.sentences[:3]] == [told, earned, same]


def test_a_municipality_that_gives_no_support_is_told_what_it_gives_besides_year_by_year() -> None:
    """The handover: rent forgone, a deficit in 2027 alone, then surpluses, and rent from 2030."""
    result = evaluated(case_of("handover"))
    made = paper(result, "municipality")
    first, account = made.parts[0], next(part for part in made.parts if part.id == "account")
    assert first.title.en == "What the municipality gives"
    assert "given" not in [part.id for part in made.parts if part.sentences or part.tables]
    facts = {fact.label.en: fact.value for fact in first.facts}
    assert {"The municipality gives, in all", "The municipality gets back, in all"} <= set(facts)
    in_all, by_year = account.tables
    assert by_year.in_thousands
    totals = {row.cells[0]: row.cells[2] for row in in_all.rows}
    years = {row.cells[0]: [figure(cell) for cell in row.cells[1:]] for row in by_year.rows}
    for label, amounts in years.items():
        assert sum(amounts) == pytest.approx(figure(totals[label]))
    deficit = years[Label("Egen drift, år med underskudd", "Own operation, years with a deficit")]
    assert deficit[0] > 0
    assert deficit[1:] == [0.0] * 9
    back = figure(totals[Label("Sum den får igjen", "Back in all")])
    given = figure(totals[Label("Sum gitt", "Given in all")])
    assert given - back == pytest.approx(result.number("municipality.net_total"))


def test_the_ends_of_a_range_leave_out_what_the_number_is_per() -> None:
    """Larvik's office costs 2,600 a member and month, from 2,200 to 3,000: the source keeps its room."""
    made = paper(evaluated(case_of("larvik")), "bank")
    table = next(part for part in made.parts if part.id == "annex").tables[0]
    price = Label(
        "Produkter: Cellekontor: Pris per medlem og måned",
        "Products: Cellekontor: Price per member and month",
    )
    row = next(row for row in table.rows if row.cells[0] == price)
    told = {
        column.id: cell_text(cell, column, "en").replace("\u00a0", " ")
        for cell, column in zip(row.cells, table.columns, strict=True)
    }
    assert told["value"] == "NOK 2,600 per member and month"
    assert (told["low"], told["high"]) == ("NOK 2,200", "NOK 3,000")


def figure(cell: object) -> float:
    assert isinstance(cell, Figure)
    assert cell.value is not None
    return cell.value


def test_a_lease_of_a_later_phase_is_told_as_such() -> None:
    result = evaluated(case_of("handover"))
    made = paper(result, "board")
    found = next(part for part in made.parts if part.id == "discount")
    assert "senere fase" in found.sentences[0].text.nb
    assert "later phase" in found.sentences[0].text.en
