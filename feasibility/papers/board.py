"""The board paper (styresak): one page that ends in a decision."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.compare.columns import Candidate, alternatives, scenarios, stated
from feasibility.analysis.compare.compare import Comparison, compare_columns
from feasibility.analysis.discount import discount
from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.stress import StressGrid, stress
from feasibility.analysis.verdicts import COLOUR_WORDS, Said, said
from feasibility.answers.answer import Column, Row, Sentence, Table
from feasibility.answers.compare import figure_cell, headings
from feasibility.answers.discount import answer as discount_answer
from feasibility.case import Case
from feasibility.evaluate import unsupported
from feasibility.language import LANGUAGES, Label, format_amount, format_measure
from feasibility.model import Result
from feasibility.papers.about import about
from feasibility.papers.downside import downside, risks
from feasibility.papers.owners import owners_money
from feasibility.papers.paper import NAMES, Paper, Part
from feasibility.pictures.made_of import picture
from feasibility.report.summary import Applied

_ROWS: Final = (
    "landlord.npv",
    "landlord.npv_against_vacant",
    "landlord.npv_against_ordinary",
    "landlord.npv_against_vacant.without_sale",
    "landlord.unfunded",
    "operator.npv",
    "operator.unfunded",
)
"""Of the comparison's rows, those a board decides by."""


def board_paper(result: Result, applied: Applied, program: str) -> Paper:
    """The board paper of one run.

    Args:
        applied: what the run changed in the case.
        program: the version of the program.
    """
    grid = stress(result)
    return Paper(
        "board",
        Label(f"{NAMES['board'].nb}: {result.case.name}", f"{NAMES['board'].en}: {result.case.name}"),
        result,
        about(result, applied, program),
        (
            _decision(result),
            _verdict(result),
            _discount(result),
            _alternatives(result),
            owners_money(result),
            _risks(grid, result),
            downside(result, grid),
        ),
        1,
    )


def _decision(result: Result) -> Part:
    """The proposal: the case's own words, or what follows from the verdicts."""
    own = result.case.papers.decision
    text = Label(own, own) if own else _proposed(result)
    return Part("decision", Label("Forslag til vedtak", "Proposal for a decision"), (Sentence(text),))


def _proposed(result: Result) -> Label:
    verdicts = said(result)
    deal = _deal(result)
    red = _grounds(verdicts, "red")
    amber = _grounds(verdicts, "amber")
    if result.failed_checks:
        return Label(
            "Styret utsetter saken: en av modellens kontroller feiler, og tallene kan ikke brukes før den er "
            "rettet.",
            "The board postpones the matter: a check of the model fails, and the numbers cannot be used "
            "before it is mended.",
        )
    if red is not None:
        return Label(
            f"Styret inngår ikke avtalen slik den står ({deal.nb}), og ber om et nytt forslag der dette er "
            f"løst: {red.nb}.",
            f"The board does not enter into the deal as it stands ({deal.en}), and asks for a new proposal "
            f"in which this is solved: {red.en}.",
        )
    if amber is not None:
        return Label(
            f"Styret slutter seg til avtalen ({deal.nb}) på vilkår av at dette er avklart før den "
            f"undertegnes: {amber.nb}.",
            f"The board agrees to the deal ({deal.en}) on condition that this is settled before it is "
            f"signed: {amber.en}.",
        )
    return Label(f"Styret godkjenner avtalen: {deal.nb}.", f"The board approves the deal: {deal.en}.")


def _grounds(verdicts: tuple[Said, ...], colour: str) -> Label | None:
    """The grounds of all verdicts of a colour, each with whose it is; None where there are none."""
    found = [v for v in verdicts if v.colour == colour]
    if not found:
        return None
    return Label(
        "; ".join(f"{v.label.nb}: {', '.join(reason.nb for reason in v.brief)}" for v in found),
        "; ".join(f"{v.label.en}: {', '.join(reason.en for reason in v.brief)}" for v in found),
    )


def _deal(result: Result) -> Label:
    """The deal in a clause: rent, area, term and what the reductions are worth."""
    lease = result.case.lease
    if lease is None:
        works = Label("drift i egen regi", "running it oneself")
        return works if "operator" not in result.case.companies else Label("driftsavtale", "management")
    area = result.case.building.total_m2 if lease.area_m2 is None else lease.area_m2
    words = []
    for language in LANGUAGES:
        rent = format_measure(lease.rent_nok_per_m2_year, "NOK/m2/year", language, 0)
        size = format_measure(area, "m2", language, 0)
        term = format_measure(lease.term_months, "months", language)
        words.append((rent, size, term))
    (rent_nb, size_nb, term_nb), (rent_en, size_en, term_en) = words
    given = result.number("landlord.reduction_nominal") or 0.0
    nb, en = f"{rent_nb} for {size_nb} i {term_nb}", f"{rent_en} for {size_en} over {term_en}"
    if round(given) > 0:
        nb += f", med avslag på {format_amount(given, 'nb')} i alt"
        en += f", with reductions of {format_amount(given, 'en')} in all"
    return Label(nb, en)


def _verdict(result: Result) -> Part:
    """Each verdict in a sentence, and how much of the gain rests on the sale."""
    sentences = []
    for verdict in said(result):
        reasons_nb = "; ".join(reason.nb for reason in verdict.brief)
        reasons_en = "; ".join(reason.en for reason in verdict.brief)
        colour = COLOUR_WORDS[verdict.colour]
        tone = {"green": "good", "amber": "mixed", "red": "bad"}[verdict.colour]
        sentences.append(
            Sentence(
                Label(
                    f"{verdict.label.nb}: {colour.nb.upper()}{' – ' if reasons_nb else ''}{reasons_nb}.",
                    f"{verdict.label.en}: {colour.en.upper()}{' – ' if reasons_en else ''}{reasons_en}.",
                ),
                tone,  # type: ignore[arg-type]
            )
        )
    sentences += _rests_on_the_sale(result)
    return Part("verdict", Label("Vurdering", "Verdict"), tuple(sentences))


def _rests_on_the_sale(result: Result) -> list[Sentence]:
    line = "landlord.npv_against_vacant"
    gain, sale = result.number(line), result.number(f"{line}.sale")
    if gain is None or sale is None:
        return []
    gain_nb, gain_en = format_amount(gain, "nb"), format_amount(gain, "en")
    sale_nb, sale_en = format_amount(sale, "nb"), format_amount(sale, "en")
    return [
        Sentence(
            Label(
                f"Gårdeiers gevinst mot tomme lokaler er {gain_nb} i nåverdi; av den kommer {sale_nb} fra "
                "det antatte salget ved horisonten.",
                f"The landlord's gain over leaving it vacant is {gain_en} in present value, of which "
                f"{sale_en} comes from the assumed sale at the horizon.",
            )
        )
    ]


def _alternatives(result: Result) -> Part:
    """Vacant, an ordinary tenant, this deal, and what was asked for, side by side."""
    found = _compared(result)
    heads = headings(found)
    columns = (
        Column("what", Label("Nøkkeltall", "Figure")),
        *(Column(each.name, heads[each.name]) for each in found.columns),
    )
    listed = [
        Row((row.label, *(figure_cell(each, row) for each in found.columns)))
        for row in found.rows
        if row.id in _ROWS
    ]
    doable = [_can_be_done(bool(each.obstacles), each.result is None) for each in found.columns]
    listed.append(Row((Label("Lar det seg gjøre?", "Can it be done?"), *doable)))
    missing: tuple[Label, ...] = ()
    if not any(each.kind == "scenario" for each in found.columns):
        missing = (
            Label(
                "det motparten ba om (papers.asked_for, et scenario)",
                "what the other party asked for (papers.asked_for, a scenario)",
            ),
        )
    return Part(
        "alternatives",
        Label("Alternativene", "The alternatives"),
        tables=(Table("alternatives", Label("Side om side", "Side by side"), columns, tuple(listed)),),
        pictures=(picture(result),),
        missing=missing,
    )


def _compared(result: Result) -> Comparison:
    asked = result.case.papers.asked_for
    chosen: list[Candidate] = [
        *alternatives(result.case),
        stated(Label("Denne avtalen", "This deal")),
        *(each for each in scenarios(result.case) if each.name == asked),
    ]
    return compare_columns(result, chosen)


def _can_be_done(has_obstacles: bool, is_alternative: bool) -> Label | None:
    if is_alternative:
        return None
    return Label("nei", "no") if has_obstacles else Label("ja", "yes")


def _discount(result: Result) -> Part:
    """The largest discount and what binds it; why the question has no answer where it has none."""
    title = Label("Største avslag", "The largest discount")
    if result.case.lease is None:
        none = Label("Avtalen har ingen leie å gi avslag på.", "The deal has no rent to reduce.")
        return Part("discount", title, (Sentence(none),))
    try:
        found = discount(_as_run(result))
    except NoAnswer as error:
        return Part("discount", title, (Sentence(error.label),))
    return Part("discount", title, discount_answer(found).sentences)


def _as_run(result: Result) -> Case:
    """The case as it was run: without its support where that is left out."""
    return result.case if result.changed_inputs.get("with_support", 1.0) else unsupported(result.case)


def _risks(grid: StressGrid, result: Result) -> Part:
    return Part("risks", Label("De tre største risikoene", "The three largest risks"), risks(grid, result))
