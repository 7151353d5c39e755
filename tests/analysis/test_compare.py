"""Side by side: each column is its own run, by hand and against single runs; what is best, what can't be."""

from __future__ import annotations

from typing import Any

import pytest

from feasibility.analysis.compare.compare import Comparison, compare
from feasibility.analysis.compare.fields import differing
from feasibility.analysis.compare.fields import stated as fields_stated
from feasibility.analysis.compare.left import left_behind
from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.compare import answer, headings, shortened
from feasibility.answers.page import page
from feasibility.case import Case, case_from_mapping, load_case
from feasibility.evaluate import run
from feasibility.language import LANGUAGES, Label, Language
from feasibility.model import Result
from feasibility.pictures.render import svg
from feasibility.report.layout import WIDTH
from feasibility.resources import example_path
from tests.evaluated import evaluated
from tests.model.tiny import near, tiny

RENT = "deal.lease.rent_nok_per_m2_year"
LEASE = {"term_months": 24, "rent_nok_per_m2_year": 0, "payment": "monthly"}
MONEY = {"equity": [{"month": 1, "amount_nok": 100_000}]}
LOAN = {
    "kind": "bullet",
    "amount_nok": 1000,
    "base_rate_share_per_year": 0.04,
    "margin_share_per_year": 0.02,
    "drawdown_month": 1,
    "tenor_months": 24,
}
DEALS = {
    "dear": {"label": "Dyrere", "set": {RENT: 300}},
    "share": {
        "label": "Omsetningsleie",
        "set": {
            "deal": {
                "structure": "turnover_rent",
                "lease": LEASE,
                "turnover": {"mode": "greater_of", "share_of_income": 0.25},
            }
        },
    },
    "own": {"set": {"deal": {"structure": "landlord_operated", "market_rent_nok_per_m2_year": 250}}},
    "ruin": {"set": {RENT: 2000}},
}


def stated(changes: dict[str, Any] | None = None) -> Case:
    """Five desks at 1,000 for 24 months: 120,000. Rent 250 × 120 m², two years: 60,000. Money is free."""
    common = {RENT: 250, "party_rates.operator_share_per_year": 0, "party_rates.landlord_share_per_year": 0}
    money = {"financing": {"landlord": MONEY, "operator": MONEY}}
    return case_from_mapping(tiny({**common, **money, "scenarios": DEALS, **(changes or {})}))


@pytest.fixture(scope="module")
def small() -> Result:
    return run(stated())


@pytest.fixture(scope="module")
def found(small: Result) -> Comparison:
    return compare(small)


@pytest.fixture(scope="module")
def larvik() -> Result:
    return evaluated(load_case(example_path("larvik")))


def test_columns_and_differences_by_hand(found: Comparison) -> None:
    assert [c.name for c in found.columns] == ["case", "dear", "share", "own", "ruin", "vacant"]
    # 120,000 less rent: 60,000; 72,000; a quarter of 120,000; 480,000
    npv = [found.column(name).number("operator.npv") for name in ("case", "dear", "share", "ruin")]
    assert npv == [near(60_000), near(48_000), near(90_000), near(-360_000)]
    assert found.difference("operator.npv", "dear") == near(-12_000)
    assert found.difference("operator.npv", "share") == near(30_000)
    assert found.difference("operator.npv", "own") is None
    assert found.difference("landlord.npv", "case") == 0
    # what the landlord gets is what the operator pays; its own operation brings all of it
    assert found.difference("landlord.npv", "dear") == near(12_000)
    assert found.difference("landlord.npv", "own") == near(60_000)


def test_differences_to_another_column(small: Result) -> None:
    to = compare(small, only=["case", "Omsetningsleie"], against="share")
    assert to.against == "share"
    assert [c.name for c in to.columns] == ["case", "share"]
    assert to.difference("operator.npv", "case") == near(-30_000)


def test_a_company_that_is_not_there_is_null_with_the_reason(found: Comparison) -> None:
    own, vacant = found.column("own"), found.column("vacant")
    reasons = [own.figures[id].reason for id in ("operator.npv", "operator.unfunded", "operator.verdict")]
    assert [reason and reason.en for reason in reasons] == ["no operator"] * 3
    assert vacant.number("operator.npv") is None
    assert vacant.figures["municipality.support_total"].reason is not None
    assert found.column("case").figures["bank.weakest_dscr"].reason is not None


def test_best_and_what_cannot_be_done(found: Comparison) -> None:
    winners = {winner.of: winner for winner in found.winners}
    # 480,000 of rent is best for the landlord on paper; the operator has 100,000 and 120,000 to pay it with
    assert [o.id for o in found.column("ruin").obstacles] == ["operator.unfunded"]
    assert winners["landlord"].names == ("own",)
    assert winners["landlord"].tempting == ("ruin",)
    assert winners["operator"].names == ("share",)
    assert [winners[of].standing for of in ("landlord", "operator")] == ["best", "best"]
    # the table's and the picture's best is the sentence's: the best of those that can be done
    assert found.best["landlord.npv"] == winners["landlord"]
    assert found.best_for_all == ()
    assert "bank" not in winners
    assert "municipality" not in winners
    # 100,000 + 5,000 a month lasts for six payments of 20,000: 100 − 15 × 6 = 10, and 7 × 15 > 100
    ruin = found.column("ruin")
    assert ruin.fails is not None
    assert ruin.fails.month == 7
    assert ruin.fails.most_nok == near(260_000)
    assert ruin.fails.default is not None
    assert ruin.number("landlord.npv_if_default") == ruin.fails.default.numbers["landlord.npv"]
    assert (ruin.number("landlord.npv_if_default") or 0) < (ruin.number("landlord.npv") or 0)
    assert found.column("case").number("landlord.npv_if_default") is None


def test_a_tie_is_told_as_a_tie_and_what_is_only_on_paper_as_that(small: Result) -> None:
    """Two cases alike and a poorer one; a grant that only ruin and the case have; and nothing but ruin."""
    alike = {"same": stated({"scenarios": {}}), "dearer": stated({RENT: 300, "scenarios": {}})}
    tied = compare(small, alike, only=["same", "dearer"])
    of = {winner.of: winner for winner in tied.winners}
    assert (of["operator"].names, of["operator"].standing) == (("case", "same"), "shared")
    texts = " ".join(s.text.nb.replace("\u00a0", " ") for s in answer(tied, small).sentences)
    assert "Best for driveren, og like gode: «Som den står» og «Tiny»" in texts.replace(
        small.case.name, "Tiny"
    )
    assert svg(answer(tied, small).pictures[0], "nb").count("· likt") > 0

    # 60,000 of 480,000 is paid by nobody in both: the poorer of two that can't be done is no best
    ruined = stated({RENT: 2000, "scenarios": {"worse": {"set": {RENT: 3000}}}})
    paper = compare(run(ruined), only=["case", "worse"])
    of = {winner.of: winner for winner in paper.winners}
    assert (of["operator"].names, of["operator"].standing) == (("case",), "paper")
    assert paper.best_for_all == ()
    said = answer(paper, run(ruined))
    npv = next(
        row for row in said.tables[0].rows if getattr(row.cells[0], "en", "") == "Operator's present value"
    )
    assert getattr(npv.cells[-1], "nb", "") == "(1)"
    assert said.sentences[2].text.nb.startswith("Minst dårlig på papiret for driveren: ")
    assert "· på papiret" in svg(said.pictures[0], "nb")
    assert "· best" not in svg(said.pictures[0], "nb")


def test_the_only_one_that_can_be_done_is_not_called_best(larvik: Result) -> None:
    """The municipality pays as much in own operation as in the case, which can't be done; nothing without."""
    some = compare(larvik, only=["uten_stotte", "egen_drift"])
    municipality = some.winners[-1]
    assert (municipality.of, municipality.names) == ("municipality", ("egen_drift",))
    assert municipality.standing == "only"
    assert municipality.tempting == ("uten_stotte",)
    drawn = svg(answer(some, larvik).pictures[0], "nb")
    assert "7,66 · eneste mulige" in drawn
    assert "0,00 · best" not in drawn


def test_a_bar_that_is_cut_says_so(larvik: Result) -> None:
    """Without support the operator's cover is far below −2 and drawn to there; with it nothing is cut."""
    cut = svg(answer(compare(larvik, only=["uten_stotte"]), larvik).pictures[0], "nb")
    assert "◂ −25,07" in cut
    assert "søylen er kuttet ved −2; tallet er det riktige" in cut
    whole = svg(answer(compare(larvik, only=["egen_drift"]), larvik).pictures[0], "nb")
    assert "◂" not in whole


def test_rows_where_all_are_alike_have_no_best(found: Comparison) -> None:
    assert "landlord.unfunded" not in found.best
    assert "landlord.irr.annual" not in found.best
    assert "municipality.support_total" not in found.best


def test_one_that_is_best_for_all(small: Result) -> None:
    """A case with twice the price and a fixed rent gives both more than the share does."""
    dearer = stated({"products.desk.price_nok_per_month": 2000, "scenarios": {}})
    pair = compare(small, {"dearer": dearer}, only=["share", "dearer"], against="share")
    # the share: landlord 30,000, operator 90,000; the other case: 60,000 and 240,000 − 60,000
    assert pair.best_for_all == ("dearer",)


def test_one_that_leaves_a_party_out_is_not_best_for_all(larvik: Result) -> None:
    """Own operation is best for landlord and bank; the operator, who has a value in the sublease, is gone."""
    three_years = larvik.case.changed({"comparison.ordinary_tenant.void_months": 36})
    pair = compare(run(three_years), only=["egen_drift"])
    assert {winner.of: winner.names for winner in pair.winners} == {
        "landlord": ("egen_drift",),
        "bank": ("egen_drift",),
    }
    assert pair.best_for_all == ()


@pytest.mark.parametrize("scenario", ["lavt_belegg", "uten_stotte", "driftsavtale"])
def test_each_column_is_a_run_of_its_own(larvik: Result, scenario: str) -> None:
    column = compare(larvik, only=[scenario]).column(scenario)
    alone = run(larvik.case.scenario(scenario))
    assert column.result is not None
    # only shares of occupancy differ in the first, so its model is the case's own
    assert (column.result.built is larvik.built) == (scenario == "lavt_belegg")
    assert column.result.values.keys() == alone.values.keys()
    for line in alone.built.measures:
        assert column.result.number(line.line) == alone.number(line.line.id), line.line.id
    for id in ("landlord.npv", "operator.npv", "operator.lowest_cash", "municipality.support_total"):
        assert column.number(id) == alone.number(id)
    assert column.number("checks") == 0


def test_the_base_is_not_touched(small: Result) -> None:
    case, inputs = small.case, dict(small.values.inputs)
    npv = {line.line.id: small.number(line.line) for line in small.built.measures}
    compare(small)
    assert small.case is case
    assert dict(small.values.inputs) == inputs
    assert {id: small.number(id) for id in npv} == npv


def test_the_alternatives_are_the_engines_own_lines(larvik: Result) -> None:
    pair = compare(larvik, only=["vacant", "ordinary"])
    for name in ("vacant", "ordinary"):
        assert pair.column(name).number("landlord.npv") == larvik.number(f"{name}.npv")
        without = pair.column(name).number("landlord.npv.without_sale")
        assert without == larvik.number(f"{name}.npv.without_sale")
    # gains as the engine has them: the case's over one, less its gain over the other
    gain = (larvik.number("landlord.npv_against_vacant") or 0) - (
        larvik.number("landlord.npv_against_ordinary") or 0
    )
    assert pair.column("ordinary").number("landlord.npv_against_vacant") == pytest.approx(gain, abs=0.01)
    assert pair.column("vacant").number("landlord.npv_against_vacant") == 0
    assert pair.column("vacant").result is None


def test_which_fields_differ(larvik: Result) -> None:
    case = larvik.case
    cases = {name: case.scenario(name) for name in ("ny_pandemi", "lavt_belegg")}
    told = {each.path: each for each in differing({"case": case, "low": cases["lavt_belegg"]})}
    shares = {"cellekontor": (0.8, 0.6), "fast": (0.67, 0.5), "fleks": (0.55, 0.4)}
    assert {path: tuple(each.values.values()) for path, each in told.items()} == {
        f"products.{id}.ramp.stabilised_share": values for id, values in shares.items()
    }
    found = next(iter(told.values()))
    assert (found.unit, found.label.en) == ("share", "Cellekontor, ramp: stabilised occupancy")
    shock = {
        each.path: each.values["shock"] for each in differing({"case": case, "shock": cases["ny_pandemi"]})
    }
    assert shock["demand_shocks.0.factor"] == 0.5


def test_every_field_of_a_case_is_called_something_of_its_own() -> None:
    """Two fields of one name could not be told apart: whose ramp, whose equity?"""
    money = {"equity": [{"month": 1, "amount_nok": 1000}], "loans": {"bank": LOAN}}
    both = stated({"financing": {"landlord": money, "operator": money}})
    for case in (both, *(load_case(example_path(name)) for name in ("larvik", "moss", "tonsberg"))):
        for language in LANGUAGES:
            called = [field.label.text(language) for field in fields_stated(case).values()]
            assert sorted(set(called)) == sorted(called)
    told = fields_stated(both)
    assert told["financing.operator.equity.0.amount_nok"].label.nb == "Driver, egenkapital 1: beløp"
    assert told["financing.landlord.loans.bank"].label.nb == "Gårdeier, lån: bank"


def test_a_text_is_told_by_what_it_is_called(small: Result) -> None:
    """Choices by their words, an id by its item's label, the first month as a month; own words as written."""
    works = {"fit_out": {"label": "Innredning", "amount_nok": 1000, "start_month": 1, "months": 1}}
    later = {"works": works, "products.desk.follows_works": "fit_out", "start_month": "2027-02"}
    security = {"deal.lease.security": {"kind": "guarantee", "months_of_rent": 3}, "scenarios": {}}
    pair = compare(small, {"other": stated({**later, **security})}, ["share", "other"])
    fields = next(table for table in answer(pair, small).tables if table.id == "fields")
    told = {str(row.cells[-1]): row.cells[1:-1] for row in fields.rows}
    words = {path: [getattr(cell, "nb", cell) for cell in cells] for path, cells in told.items()}
    assert words["deal.structure"] == ["fremleie", "omsetningsleie", "fremleie"]
    assert words["deal.turnover.mode"] == [None, "det høyeste av minsteleie og andel", None]
    assert words["deal.lease.security.kind"] == ["ingen", "ingen", "bankgaranti"]
    assert words["products.desk.follows_works"] == [None, None, "Innredning"]
    assert words["start_month"] == ["jan. 2026", "jan. 2026", "feb. 2027"]


def test_an_item_that_only_some_have_is_told_once(larvik: Result) -> None:
    case = larvik.case
    told = differing({"case": case, "without": case.scenario("uten_stotte")})
    assert {each.path for each in told} == {f"support.{id}" for id in case.support}
    assert all(each.is_item and each.values == {"case": True, "without": None} for each in told)


def test_a_deal_that_is_replaced_is_told_field_by_field(small: Result) -> None:
    told = {
        each.path: each.values for each in differing({"a": small.case, "b": small.case.scenario("share")})
    }
    assert told == {
        "deal.structure": {"a": "sublease", "b": "turnover_rent"},
        RENT: {"a": 250, "b": 0},
        "deal.turnover.mode": {"a": None, "b": "greater_of"},
        "deal.turnover.share_of_income": {"a": None, "b": 0.25},
    }


RUN = {
    "costs": {
        "cleaning": {"label": "Renhold", "payer": "operator", "nok_per_month": 1000},
        "owner": {"label": "Vaktmester", "payer": "landlord", "nok_per_month": 500},
    },
    "works": {
        "desks": {"label": "Møbler", "amount_nok": 1000, "start_month": 1, "months": 1, "landlord_share": 0}
    },
}
MANAGED = {"structure": "management", "fee": {"base_nok_per_month": 1000}, "from_month": 1, "term_months": 24}


def test_what_a_replaced_deal_leaves_with_the_company_that_ran_the_place() -> None:
    """Under a management agreement the landlord has the income; nothing is left where a scenario says so."""
    moved = {
        "deal": MANAGED,
        "costs.cleaning.payer": "landlord",
        "works.desks.landlord_share": 1,
        "financing.operator.equity": [],
    }
    deals = {"managed": {"set": {"deal": MANAGED}}, "moved": {"set": moved}, **DEALS}
    result = run(stated({**RUN, "scenarios": deals}))
    some = compare(result)
    left = {each.name: each.left for each in some.columns}
    assert left["managed"] is not None
    assert [item.nb for item in left["managed"].items] == ["Renhold", "Møbler", "egenkapital"]
    assert (left["managed"].company, left["managed"].is_gone) == ("operator", False)
    assert [name for name, each in left.items() if each is not None] == ["managed", "own"]
    # one company: it pays the costs and the works itself, but the operator's 100,000 are nowhere
    assert left["own"] is not None
    assert ([item.en for item in left["own"].items], left["own"].is_gone) == (["equity"], True)
    own = some.column("own").result
    assert own is not None
    assert float(own.values["landlord.equity"].sum()) == near(100_000)
    texts = " ".join(sentence.text.nb for sentence in answer(some, result).sentences)
    assert "men driveren sitter igjen med Renhold, Møbler og egenkapital." in texts
    assert "«own»: det er ingen driver" in texts
    last = answer(some, result).tables[0].rows[-1]
    assert [getattr(cell, "nb", "") for cell in last.cells[1:]].count("egenkapital") == 1
    drawn = svg(answer(some, result).pictures[0], "nb")
    assert "noe sitter igjen hos driveren" in drawn
    assert "penger fra driveren er ikke med" in drawn


def test_what_the_landlord_is_left_with_where_an_operator_takes_over() -> None:
    """The landlord pays the caretaker in both; whether that goes with the operation, only the user knows."""
    lease = {"structure": "sublease", "lease": {**LEASE, "rent_nok_per_m2_year": 250}}
    case = stated({**RUN, "deal": MANAGED, "scenarios": {"let": {"set": {"deal": lease}}}})
    left = left_behind(case, case.scenario("let"))
    assert left is not None
    assert (left.company, [item.nb for item in left.items]) == ("landlord", ["Vaktmester"])
    assert left_behind(case, case) is None


def test_without_support_holds_for_every_column(larvik: Result) -> None:
    bare = compare(run(larvik.case, with_support=False), only=["lavt_belegg"])
    alone = run(larvik.case.scenario("lavt_belegg"), with_support=False)
    assert bare.column("lavt_belegg").number("operator.npv") == alone.number("operator.npv")


@pytest.mark.parametrize(
    ("only", "against", "others", "mend"),
    [
        (["shar"], "case", {}, "Did you mean share"),
        (["dear"], "vacnt", {}, "Did you mean vacant"),
        (["zzz"], "case", {}, "Choose among case, dear, share"),
        (["case"], "case", {}, "Add others: dear, share"),
        (["ordinary"], "case", {}, "State comparison.ordinary_tenant"),
        ([], "case", {"Dear": stated()}, 'Two columns are called "Dear"'),
    ],
)
def test_what_is_put_wrongly(
    small: Result, only: list[str], against: str, others: dict[str, Case], mend: str
) -> None:
    with pytest.raises(NoAnswer) as raised:
        compare(small, others, only, against)
    assert mend in raised.value.label.en


def test_a_case_with_nothing_beside_it() -> None:
    alone = run(stated({"scenarios": {}}))
    assert [c.name for c in compare(alone).columns] == ["case", "vacant"]


def test_the_best_of_losses_is_called_the_least_bad(small: Result) -> None:
    """Rent of 1,000 and of 600 × 120 m² in two years, of income of 120,000: −120,000 and −24,000."""
    plenty = {"financing.operator": {"equity": [{"month": 1, "amount_nok": 500_000}]}, "scenarios": {}}
    dear, less = (stated({RENT: rent, **plenty}) for rent in (1_000, 600))
    beside_a_gain = compare(small, {"less": less}, only=["case", "less"])
    assert not any(winner.is_poor for winner in beside_a_gain.winners)  # the case's own 60,000 is best
    losses = compare(run(dear), {"less": less}, only=["case", "less"])
    (operator,) = (winner for winner in losses.winners if winner.of == "operator")
    assert (operator.names, operator.value, operator.is_poor) == (("less",), near(-24_000), True)
    (sentence,) = (s for s in answer(losses, small).sentences if "for driveren:" in s.text.nb)
    assert sentence.text.nb.startswith("Minst dårlig for driveren: «")
    assert sentence.text.en.startswith("Least bad for the operator: ")
    assert sentence.tone == "mixed"


def test_values_that_are_not_measured_alike_are_told(small: Result) -> None:
    other = stated({"party_rates.landlord_share_per_year": 0.05, "scenarios": {}})
    said = [s.text.en for s in answer(compare(small, {"x": other}, ["x"]), small).sentences]
    assert any("the present values are not measured alike" in text for text in said)


def test_what_it_says(found: Comparison, small: Result) -> None:
    said = answer(found, small)
    texts = " ".join(s.text.nb.replace("\u00a0", " ") for s in said.sentences)
    assert "Ingen kolonne er best for alle." in texts
    assert (
        "Best for driveren: «Omsetningsleie», med nåverdi 90 000 kr, 30 000 kr mer enn «Som den står»."
        in texts
    )
    assert "Bedre på papiret, men lar seg ikke gjøre som det står: «ruin»." in texts
    assert "Lar seg ikke gjøre som de står: «ruin» (driveren mangler penger)." in texts
    assert "«ruin»: driveren mangler penger fra juli 2026, 260 000 kr på det meste." in texts
    assert said.data["columns"][1]["differences"]["operator.npv"] == near(-12_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_fits_and_says_best_in_words(found: Comparison, small: Result, language: Language) -> None:
    said = answer(found, small)
    lines = [line.text for line in page(said, language)]
    assert max(map(len, lines)) <= WIDTH
    table = said.tables[0]
    npv = next(row for row in table.rows if getattr(row.cells[0], "en", "") == "Operator's present value")
    assert npv.cells[-1] == Label("3", "3")
    drawn = svg(said.pictures[0], language)
    assert "best" in drawn
    assert {"nb": "driveren mangler penger", "en": "the operator lacks money"}[language] in drawn
    assert ("0,09" in drawn) == (language == "nb")


def test_long_labels_and_many_columns(small: Result) -> None:
    long = "En avtale med et navn som er mye lengre enn det er plass til"
    many = {f"c{n}": stated({"name": f"{long} {n}", "scenarios": {}}) for n in range(6)}
    some = compare(small, many, only=["c0", "c1"])
    assert headings(some)["c0"].nb == "2 En avtale med et navn som…"
    assert shortened("Omsetningsleie, i stedet for trapp", 20) == "Omsetningsleie, i…"
    every = compare(small, many, only=list(many))
    assert [label.nb for label in headings(every).values()] == ["1", "2", "3", "4", "5", "6", "7"]
    key = answer(every, small).tables[1]
    assert key.rows[1].cells[0] == headings(every)["c0"]
    assert key.rows[1].cells[3] == "c0"
