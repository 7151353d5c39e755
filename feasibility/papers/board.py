"""The board paper (styresak): one page that ends in a decision."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.compare.columns import Candidate, alternatives, scenarios, stated
from feasibility.analysis.compare.compare import Column as Compared
from feasibility.analysis.compare.compare import Comparison, compare_columns
from feasibility.analysis.compare.rows import Row as ComparedRow
from feasibility.analysis.discount import Discount, discount
from feasibility.analysis.no_answer import NoAnswer, without_lease
from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.analysis.today import Alternative
from feasibility.analysis.verdicts import said
from feasibility.answers.answer import Cell, Column, Row, Sentence, Table, placed
from feasibility.answers.compare import figure_cell, headings, obstacles_cell
from feasibility.answers.discount import answer as discount_answer
from feasibility.case import Case
from feasibility.evaluate import unsupported
from feasibility.language import LANGUAGES, Label, format_amount, format_share
from feasibility.model import Result
from feasibility.papers.about import about
from feasibility.papers.decision import decision
from feasibility.papers.downside import downside, risks_part, table_part
from feasibility.papers.owners import owners_money
from feasibility.papers.paper import Paper, Part
from feasibility.pictures.made_of import picture
from feasibility.report.discount import against
from feasibility.report.summary import Applied
from feasibility.report.verdicts import TONES, in_brief

_ROWS: Final = (
    "landlord.npv",
    "landlord.npv_against_vacant",
    "landlord.npv_against_ordinary",
    "landlord.npv_against_vacant.without_sale",
    "landlord.unfunded",
    "operator.npv",
    "operator.unfunded",
    "next_operator.npv",
    "next_operator.unfunded",
)
"""Of the comparison's rows, those a board decides by."""


def board_paper(result: Result, applied: Applied, program: str, base: Case) -> Paper:
    """The board paper of one run: for the board of whoever owns the building.

    Args:
        applied: what the run changed in the case.
        program: the version of the program.
        base: the case as its file states it, scenarios included.
    """
    found = downside(result)
    return Paper(
        "board",
        Label(f"Styresak for gårdeier: {result.case.name}", f"Board paper, landlord: {result.case.name}"),
        result,
        about(result, applied, program),
        (
            decision(result),
            _verdict(result),
            _discount(result),
            _alternatives(result, base),
            owners_money(result),
            risks_part(found),
            table_part(found),
        ),
        1,
    )


def _verdict(result: Result) -> Part:
    """Each verdict in a sentence, then the gain: with the sale and without."""
    sentences = [Sentence(in_brief(verdict), TONES[verdict.colour]) for verdict in said(result)]
    sentences += _gain(result)
    return Part("verdict", Label("Vurdering", "Verdict"), tuple(sentences))


def _gain(result: Result) -> list[Sentence]:
    """The gain over leaving it vacant, with and without the assumed sale (§13.3); then what is left of it
    where the operator runs out of money (§13.2)."""
    line = "landlord.npv_against_vacant"
    gain = result.number(line) if line in result.values else None
    if gain is None:
        return []
    with_sale = _against_vacant(gain)
    nb, en = (
        f"Gårdeier kommer {with_sale.nb} (nåverdi).",
        f"The landlord ends up {with_sale.en} (present value).",
    )
    sale, bare = result.number(f"{line}.sale"), result.number(f"{line}.without_sale")
    if sale is not None and bare is not None and round(sale) != 0:
        without = _against_vacant(bare)
        nb += f" Uten det antatte salget ved horisonten: {without.nb}."
        en += f" Without the assumed sale at the horizon: {without.en}."
    fails = operator_fails(result)
    return [Sentence(Label(nb, en)), *([] if fails is None else [Sentence(told(result, fails), "bad")])]


def _against_vacant(gain: float) -> Label:
    nb, en = format_amount(abs(gain), "nb"), format_amount(abs(gain), "en")
    if gain < 0:
        return Label(f"{nb} dårligere ut enn med tomme lokaler", f"{en} worse off than with the space vacant")
    return Label(f"{nb} bedre ut enn med tomme lokaler", f"{en} better off than with the space vacant")


def _alternatives(result: Result, base: Case) -> Part:
    """Vacant, an ordinary tenant, this deal, and what was asked for, side by side."""
    found = _compared(result, base)
    heads = headings(found)
    columns = (
        Column("what", Label("Nøkkeltall", "Figure")),
        *(Column(each.name, heads[each.name]) for each in found.columns),
    )
    listed = [
        Row((row.label, *(_figure(result, each, row) for each in found.columns)))
        for row in found.rows
        if row.id in _ROWS and not _is_idle(row, found)
    ]
    doable = [None if each.result is None else obstacles_cell(each) for each in found.columns]
    listed.append(Row((Label("Lar det seg gjøre?", "Can it be done?"), *doable)))
    missing: tuple[Label, ...] = ()
    if base.scenarios and not any(each.kind == "scenario" for each in found.columns):
        asked = base.papers.asked_for
        missing = (
            _NOT_STATED
            if asked is None
            else Label(
                f"scenarioet «{asked}», det som ble bedt om", f'the scenario "{asked}", what was asked for'
            ),
        )
    return Part(
        "alternatives",
        Label("Alternativene", "The alternatives"),
        tables=(Table("alternatives", Label("Side om side", "Side by side"), columns, tuple(listed)),),
        pictures=(picture(result),),
        missing=missing,
    )


def _is_idle(row: ComparedRow, found: Comparison) -> bool:
    """What nobody lacks, in a case of three companies: the page is one, and what can be done says it."""
    several = any(each.number("next_operator.npv") is not None for each in found.columns)
    lacks = row.id.endswith(".unfunded")
    return several and lacks and not any(each.number(row.id) for each in found.columns)


def _figure(result: Result, column: Compared, row: ComparedRow) -> Cell:
    """A column's figure; the run's own is one of its lines."""
    cell = figure_cell(column, row)
    return placed(result, cell, row.id) if column.kind == "case" else cell


def _compared(result: Result, base: Case) -> Comparison:
    asked = base.papers.asked_for
    chosen: list[Candidate] = [
        *alternatives(result.case),
        stated(Label("Denne avtalen", "This deal")),
        *(each for each in scenarios(base) if each.name == asked),
    ]
    return compare_columns(result, chosen)


def _discount(result: Result) -> Part:
    """The largest discount and what binds it; why the question has no answer where it has none."""
    title = Label("Største avslag", "The largest discount")
    if result.case.lease is None:
        none = Label("Avtalen har ingen leie å gi avslag på.", "The deal has no rent to reduce.")
        return Part("discount", title, (Sentence(without_lease(result.case, none)),))
    try:
        case = _as_run(result)
        found = discount(case, result if case is result.case else None)
    except NoAnswer as error:
        return Part("discount", title, (Sentence(error.label),))
    said = [_agreement(found, each.against) for each in found.landlord]
    # what the landlord could bear is no deal in itself: no colour but that of the agreement
    said += [Sentence(each.text) for each in discount_answer(found).sentences]
    if found.as_stated.case.support:
        said.append(Sentence(_SUPPORTED))
    return Part("discount", title, tuple(said))


def _agreement(found: Discount, alternative: Alternative) -> Sentence:
    """What both can live with, against one alternative."""
    overlap, head = found.overlap(alternative, True), against(found, alternative)
    nb, en = head.nb[:1].upper() + head.nb[1:], head.en[:1].upper() + head.en[1:]
    if overlap.whole_lease is None and overlap.rent_free is None:
        none = Label(f"{nb}: ingen avtale begge kan leve med.", f"{en}: no deal both can live with.")
        return Sentence(none, "bad")
    spans: list[tuple[str, str]] = []
    if overlap.whole_lease is not None:
        low, high = ([format_share(end, each, 1) for each in LANGUAGES] for end in overlap.whole_lease)
        spans.append(
            (f"{low[0]}–{high[0]} avslag i hele leietiden", f"{low[1]}–{high[1]} off the whole lease")
        )
    if overlap.rent_free is not None:
        first, last = overlap.rent_free
        spans.append((f"{first}–{last} leiefrie måneder", f"{first}–{last} months free of rent"))
    both_nb, both_en = " eller ".join(s[0] for s in spans), " or ".join(s[1] for s in spans)
    return Sentence(
        Label(f"{nb}: begge kan leve med {both_nb}.", f"{en}: both can live with {both_en}."), "good"
    )


def _as_run(result: Result) -> Case:
    """The case as it was run: without its support where that is left out."""
    return result.case if result.changed_inputs.get("with_support", 1.0) else unsupported(result.case)


_NOT_STATED: Final = Label(
    "det motparten ba om (velg et scenario i saken)", "what the other party asked for (choose a scenario)"
)
_SUPPORTED: Final = Label("Støtten i saken er regnet med.", "The support in the case is counted.")
