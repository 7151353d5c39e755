"""The results' pages: each reader's figures are those of the reports, and every number leads to why."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from feasibility import resources
from feasibility.analysis.stress import StressGrid, StressRow, stress
from feasibility.analysis.vat_compare import compare_vat
from feasibility.case import parse_case
from feasibility.engine.explain.explain import explain
from feasibility.engine.explain.trace import in_full
from feasibility.engine.expr import Axis
from feasibility.language import Label, Language
from feasibility.model import Result
from feasibility.report.bank import bank_report, stress_table
from feasibility.report.vat import POLICY_HEAD, switched, vat_report
from feasibility.screens.figures import shown
from feasibility.store import LOCAL, Store
from tests.app.pages import address_of, all_text, open_app, untold
from tests.evaluated import evaluated

pytestmark = pytest.mark.slow

BASE_ONLY = StressRow("base", Label("-", "-"), {})
PAGES = ("landlord", "operator", "bank", "municipality", "vat", "statements", "checks", "why")


def page(**address: str) -> tuple[AppTest, str]:
    """The page without a mistake, and all it says with signs as they are read."""
    at = open_app(**address)
    assert not at.error
    return at, unescape(all_text(at))


def result_of(example: str) -> Result:
    return evaluated(parse_case(resources.offered_text(example)))


def links(said: str, view: str) -> list[dict[str, str]]:
    """What the page's links to a view ask for."""
    hrefs = dict.fromkeys(re.findall(r'href="(\?[^"]*)"', said))
    asked = (parse_qs(urlsplit(href).query) for href in hrefs)
    return [{k: v[0] for k, v in each.items()} for each in asked if each.get("view") == [view]]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("example", name) for name in resources.example_names()),
        *(("template", name) for name in resources.template_names()),
    ],
)
def test_every_page_of_every_example_and_template_has_the_figures_of_the_reports(
    kind: str, name: str, own_database: str
) -> None:
    if kind == "example":
        at, result = open_app(example=name), result_of(name)
    else:
        case = parse_case(resources.template_text(name))
        at = open_app(case=Store.open(own_database).create(LOCAL, case, "").id)
        result = evaluated(case)
    for view in PAGES:
        at.query_params["view"] = view
        at.run()
        assert not at.exception, view
        assert not at.error, view
        said = unescape(all_text(at))
        assert untold(all_text(at)) == [], view
        assert 'class="fz-chips"' in said
        assert 'class="fz-sentence"' in said
        for measure in result.built.measures:
            if measure.party == view and (view == "municipality" or view in result.case.companies):
                assert f">{shown(result, measure.line, 'nb')}<" in said, measure.line.id
        if view == "bank" and result.built.bank:
            missing = bank_numbers(result) - numbers_in(said)
            assert missing == set()


def bank_numbers(result: Result) -> set[str]:
    """Every number that `feasibility bank` tells of the borrowers: amounts, ratios, shares, years."""
    told = "\n".join(line.text for line in bank_report(result, StressGrid("", (BASE_ONLY,)), "nb"))
    first = result.built.bank[0].label.nb
    return numbers_in(told[told.index(f"\n{first}\n") : told.index("\nStresstest\n")])


def numbers_in(text: str) -> set[str]:
    """Numbers as they are written, thousands and signs included."""
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    return set(re.findall(r"(?<![\d,])−?\d{1,3}(?: \d{3})+(?!\d)|(?<![\d,])−?\d+(?:,\d+)?", plain))


def test_the_stress_test_on_the_bank_s_page_is_the_report_s() -> None:
    at = open_app(example="moss", view="bank")
    at.toggle(key="bank:stress").set_value(True).run()
    assert not at.exception
    said = unescape(all_text(at))
    grid = stress(result_of("moss"))
    for party in grid.parties:
        _, rows = stress_table(grid, party, "nb")
        assert [cell for row in rows for cell in row if f">{cell}<" not in said] == []


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_other_treatments_on_the_vat_page_are_those_that_feasibility_vat_tells(
    language: Language,
) -> None:
    """Table by table, every amount in its place; then each product's class, word for word."""
    at = open_app(example="vat_turn", view="vat", language=language)
    at.toggle(key="vat:compare").set_value(True).run()
    assert not at.exception
    said = unescape(all_text(at)).replace("\u00a0", " ").replace("\u202f", " ")
    tables = dict(re.findall(r"<table[^>]*><caption>(.*?)</caption>(.*?)</table>", said, re.DOTALL))
    found = compare_vat(parse_case(resources.offered_text("vat_turn")))
    told = "\n".join(line.text for line in vat_report(found, language))
    told = told.replace("\u00a0", " ").replace("\u202f", " ")
    heads = [POLICY_HEAD.text(language), *(switched(each, found, language) for each in found.regimes)]
    assert len(heads) == 2
    for head in heads:
        (block,) = (each for each in told.split("\n\n") if each.startswith(f"{head} "))
        page_rows = re.findall(r"<tr>(.*?)</tr>", tables[head].partition("<tbody>")[2], re.DOTALL)
        amounts = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in page_rows]
        assert {len(row) for row in amounts} == {4}
        assert amounts == amounts_in(block, 4)
    plain = re.sub(r"\s+", " ", told)
    for item in found.classes.values():
        assert item.nb in plain or item.en in plain
        assert (item.nb if language == "nb" else item.en) in said


def amounts_in(block: str, columns: int) -> list[list[str]]:
    """The amounts of a table of the terminal: what stands in its last columns, row after row."""
    _, _, below = block.rpartition("──\n")
    rows = [re.split(r" {2,}", line.strip()) for line in below.split("\n")]
    return [row[-columns:] for row in rows if len(row) > columns]


def test_the_verdict_follows_the_headlines_rules_and_leads_to_each_reader() -> None:
    # Larvik's own verdicts, told by `feasibility run`: amber, amber, red.
    _, said = page(example="larvik", view="statements")
    assert re.search(r'fz-mixed" href="[^"]*view=landlord[^"]*"[^>]*>Gårdeier: gult<', said)
    assert re.search(r'fz-mixed" href="[^"]*view=operator[^"]*"[^>]*>Driver: gult<', said)
    assert re.search(r'fz-bad" href="[^"]*view=bank[^"]*"[^>]*>Banken: rødt<', said)
    count = len(result_of("larvik").warnings)
    assert f">{count} varsler<" in said


def test_a_number_is_followed_to_what_it_is_made_from_and_down_to_an_input() -> None:
    result = result_of("larvik")
    _, said = page(example="larvik", view="landlord", language="en", support="1")
    asked = next(each for each in links(said, "why") if each["line"] == "landlord.npv_against_vacant")
    for _ in range(12):
        line = result.built.model.find(asked["line"])
        _, said = page(**asked)
        period = None if line.axis is Axis.SCALAR else result_period(result, asked)
        trace = explain(result.values, line.id, period, 1)
        assert f">{in_full(trace, 'en')}<" in said
        assert trace.formula is not None
        assert trace.formula.en in said
        if "Place in the case" in said and asked["line"] == "landlord.month_rate":
            break
        further = [each for each in links(said, "why") if each["line"] == "landlord.month_rate"]
        assert further, asked
        asked = further[0]
    assert "party_rates.landlord_share_per_year" in said


def result_period(result: Result, asked: dict[str, str]) -> int:
    from feasibility.engine.explain.explain import period_of

    found = period_of(result.values, asked["line"], asked["month"])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ({"line": "landlord.npw"}, "Linjen «landlord.npw» finnes ikke."),
        ({"line": "<script>alert(1)</script>"}, "finnes ikke"),
        ({"line": "landlord.cash", "month": "2199-01"}, "har ikke perioden «2199-01»"),
        ({"line": "landlord.npv", "month": "2028-01"}, "Linjen har ett tall for hele saken"),
    ],
)
def test_a_line_or_month_there_is_not_is_told(address: dict[str, str], told: str) -> None:
    at = open_app(example="larvik", view="why", **address)
    assert len(at.info) == 1
    assert told in at.info[0].value.replace("\\", "")
    assert 'class="fz-number"' not in all_text(at)


def test_a_line_without_a_month_offers_them_all_and_a_number_can_be_looked_for() -> None:
    at, said = page(example="larvik", view="why", line="landlord.cash")
    months = [each["month"] for each in links(said, "why") if each["line"] == "landlord.cash"]
    assert len(months) == 120
    assert months[0] == "2027-01"
    at, _ = page(example="larvik", view="why")
    at.text_input(key="find:line").set_value("netto effektiv").run()
    found = links(unescape(all_text(at)), "why")
    assert "landlord.net_effective_rent" in [each["line"] for each in found]


def test_the_statements_are_the_model_s_by_year_and_by_month() -> None:
    result = result_of("larvik")
    at, said = page(example="larvik", view="statements", party="operator")
    year = result.values.of(result.built.model.find("operator.ebitda.year")).tolist()[1]
    assert f">{year:,.0f}<".replace(",", "\u00a0").replace("-", "−") in said
    at.selectbox(key="choice:period").set_value(2028).run()
    said = unescape(all_text(at))
    month = result.values.of(result.built.model.find("operator.ebitda")).tolist()[12]  # January 2028
    assert f">{month:,.0f}<".replace(",", "\u00a0").replace("-", "−") in said
    asked = [each["month"] for each in links(said, "why") if each["line"] == "operator.ebitda"]
    assert asked == [f"2028-{month:02}" for month in range(1, 13)]
    at.segmented_control(key="choice:statement").set_value("balance_sheet").run()
    assert not at.exception
    at.segmented_control(key="choice:party").set_value("landlord").run()
    assert not at.exception
    assert address_of(at)["party"] == "landlord"
    assert "Balansebudsjett, gårdeier" in unescape(all_text(at))
    at.segmented_control(key="choice:statement").set_value("loans").run()
    assert "bank: avdrag" in unescape(all_text(at))


def test_a_group_has_its_statements_beside_the_companies(own_database: str) -> None:
    case = parse_case(resources.template_text("sublease")).changed({"group": {"label": "Torget"}})
    at = open_app(
        case=Store.open(own_database).create(LOCAL, case, "").id, view="statements", party="project"
    )
    said = unescape(all_text(at))
    assert "Resultatbudsjett, Torget" in said
    result = evaluated(case)
    year = result.values.of(result.built.model.find("group.ebitda.year")).tolist()[1]
    assert f">{year:,.0f}<".replace(",", "\u00a0").replace("-", "−") in said
    for which in ("cash_flow", "balance_sheet"):
        at.segmented_control(key="choice:statement").set_value(which).run()
        assert not at.exception


def test_a_warning_is_answered_in_a_saved_case_and_the_answer_is_kept(own_database: str) -> None:
    store = Store.open(own_database)
    case = parse_case(resources.template_text("sublease"))
    id = store.create(LOCAL, case, "").id
    at = open_app(case=id, view="checks")
    warning = evaluated(case).warnings[-1].id
    at.button(key=f"keep:{warning}").click().run()
    assert "Skriv et svar først." in all_text(at)
    assert store.read(LOCAL, id).version.number == 1
    at.text_area(key=f"note:{warning}").set_value("Avklart med <b>banken</b>")
    at.text_input(key=f"by:{warning}").set_value("Styret")
    at.button(key=f"keep:{warning}").click().run()
    assert not at.exception
    assert "Besvart: Avklart med &lt;b&gt;banken&lt;/b&gt; (Styret, " in all_text(at)
    (answer,) = store.read(LOCAL, id).case.answers_to_warnings
    assert (answer.warning, answer.note, answer.by) == (warning, "Avklart med <b>banken</b>", "Styret")
    again = open_app(case=id, view="checks", language="en")
    assert "Answered: Avklart med" in all_text(again)
    again.button(key=f"remove:{warning}").click().run()
    assert not again.exception
    assert store.read(LOCAL, id).case.answers_to_warnings == ()
    assert store.read(LOCAL, id).version.number == 3


def test_an_example_s_warnings_are_answered_once_it_is_saved(own_database: str) -> None:
    at, said = page(example="larvik", view="checks")
    assert "Lagre eksempelet som egen sak" in said
    assert len(at.text_area) == 0
