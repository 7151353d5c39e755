"""The proposal put to a board (forslag til vedtak): the case's own words, or as the verdicts have it."""

from __future__ import annotations

from feasibility.analysis.verdicts import COLOUR_WORDS, COLOURS, Colour, said, unfilled
from feasibility.answers.answer import Sentence
from feasibility.case import Lease, Management
from feasibility.evidence.placeholders import placeholders
from feasibility.language import LANGUAGES, Label, format_amount, format_measure
from feasibility.language.label import ended, lower_first
from feasibility.model import Result
from feasibility.model.base.deal_words import deal_in_full
from feasibility.papers.paper import Part

_MOST_GROUNDS = 4


def decision(result: Result) -> Part:
    """The proposal, and what it comprises; a proposal of the case's own never stands alone over red."""
    own, worst = result.case.papers.decision, _worst(result)
    sentences = [Sentence(Label(own, own) if own else _proposed(result, worst))]
    if own and worst == "red":
        grounds = _grounds(result, "red")
        sentences.append(
            Sentence(
                Label(f"Beregningen viser rødt: {grounds.nb}.", f"The calculation is red: {grounds.en}."),
                "bad",
            )
        )
    comprises = _comprises(result, worst)
    if comprises is not None:
        sentences.append(Sentence(comprises))
    return Part("decision", Label("Forslag til vedtak", "Proposal for a decision"), tuple(sentences))


def _proposed(result: Result, worst: Colour) -> Label:
    if result.failed_checks:
        return Label(
            "Styret utsetter saken: en av modellens kontroller feiler, og tallene kan ikke brukes før den er "
            "rettet.",
            "The board postpones the matter: a check of the model fails, and the numbers cannot be used "
            "before it is mended.",
        )
    proposal = _by_colour(result, worst)
    left = len(placeholders(result.case))
    if not left:
        return proposal
    what = unfilled(left)
    return Label(
        f"Saken er ikke klar for vedtak: {what.nb}. Med tallene som står, ville forslaget være: "
        f"{proposal.nb}",
        f"The matter is not ready for a decision: {what.en}. With the numbers as they stand the proposal "
        f"would be: {proposal.en}",
    )


def _by_colour(result: Result, worst: Colour) -> Label:
    deal, act = _deal(result), _act(result)
    grounds = _grounds(result, worst)
    if worst == "red":
        return Label(
            f"Styret vedtar ikke å {act.nb} slik saken foreligger ({deal.nb}), og ber om et nytt forslag der "
            f"følgende er løst: {grounds.nb}.",
            f"The board does not resolve to {act.en} as the matter stands ({deal.en}), and asks for a new "
            f"proposal in which the following is solved: {grounds.en}.",
        )
    if worst == "amber":
        return Label(
            f"Styret vedtar å {act.nb} ({deal.nb}), under forutsetning av at følgende er avklart først: "
            f"{grounds.nb}.",
            f"The board resolves to {act.en} ({deal.en}), provided that the following is settled first: "
            f"{grounds.en}.",
        )
    return Label(f"Styret vedtar å {act.nb}: {deal.nb}.", f"The board resolves to {act.en}: {deal.en}.")


def _act(result: Result) -> Label:
    """What the board would do: enter into a deal, or run the place itself."""
    if "operator" in result.case.companies:
        return Label("inngå avtalen", "enter into the deal")
    return Label("drive kontorfellesskapet i egen regi", "run the flexible offices itself")


def _worst(result: Result) -> Colour:
    """The worst colour of the verdicts, what is only not filled in yet set aside."""
    held = [verdict.colour for verdict in said(result) if _reasons(result, verdict.of)]
    return max(held, key=COLOURS.index, default="green")


def _reasons(result: Result, of: str) -> tuple[Label, ...]:
    left = len(placeholders(result.case))
    verdict = next(each for each in said(result) if each.of == of)
    return tuple(each for each in verdict.reasons if not left or each != unfilled(left))


def _grounds(result: Result, colour: Colour) -> Label:
    """The grounds of every verdict of a colour, with their numbers, each said once."""
    reasons: list[Label] = []
    for verdict in said(result):
        if verdict.colour == colour:
            whose = "" if verdict.of == "bank" else f"{verdict.label.nb}: "
            whose_en = "" if verdict.of == "bank" else f"{verdict.label.en}: "
            reasons += [Label(f"{whose}{r.nb}", f"{whose_en}{r.en}") for r in _reasons(result, verdict.of)]
    reasons = list(dict.fromkeys(reasons))
    shown, left = reasons[:_MOST_GROUNDS], len(reasons) - _MOST_GROUNDS
    nb, en = "; ".join(r.nb for r in shown), "; ".join(r.en for r in shown)
    if left > 0:
        nb, en = f"{nb}; og {left} til", f"{en}; and {left} more"
    none = COLOUR_WORDS[colour]
    return Label(nb or none.nb, en or none.en)


def _deal(result: Result) -> Label:
    """The deal in a clause: rent, area, term, the right to leave, what the reductions are worth."""
    deal, lease = result.case.deal, result.case.lease
    if result.case.phases:  # what each brings, and from which month
        whole = deal_in_full(result.case)
        return Label(lower_first(whole.nb), lower_first(whole.en))
    if isinstance(deal, Management):
        terms = [format_measure(deal.term_months, "months", language) for language in LANGUAGES]
        return Label(f"driftsavtale i {terms[0]}", f"a management agreement for {terms[1]}")
    area = result.case.building.total_m2 if lease is None or lease.area_m2 is None else lease.area_m2
    sizes = [format_measure(area, "m2", language, 0) for language in LANGUAGES]
    return Label(*sizes) if lease is None else _lease(result, lease, sizes)


def _lease(result: Result, lease: Lease, sizes: list[str]) -> Label:
    rents = [format_measure(lease.rent_nok_per_m2_year, "NOK/m2/year", each, 0) for each in LANGUAGES]
    terms = [format_measure(lease.term_months, "months", language) for language in LANGUAGES]
    nb, en = f"{rents[0]} for {sizes[0]} i {terms[0]}", f"{rents[1]} for {sizes[1]} over {terms[1]}"
    if lease.break_option is not None:
        after = [format_measure(lease.break_option.month, "months", language) for language in LANGUAGES]
        nb += f", med rett til å si opp etter {after[0]}"
        en += f", with a right to leave after {after[1]}"
    given = result.number("landlord.reduction_nominal") or 0.0
    if round(given) > 0:
        nb += f", med avslag på {format_amount(given, 'nb')} i alt"
        en += f", with reductions of {format_amount(given, 'en')} in all"
    return Label(nb, en)


def _comprises(result: Result, worst: Colour) -> Label | None:
    """The landlord's works and loans, which a decision comprises, or would; None where there are neither."""
    clauses: list[tuple[str, str]] = []
    works = result.number("landlord.works_total") if "landlord.works_total" in result.values else None
    if works is not None and round(works) > 0:
        clauses.append(
            (
                f"arbeider som gårdeier betaler, {format_amount(works, 'nb')} uten mva.",
                f"works the landlord pays, {format_amount(works, 'en')} ex VAT",
            )
        )
    lent = sum(
        result.number(loan.entries[0].line) or 0.0
        for view in result.built.bank
        if view.party == "landlord"
        for loan in view.loans
        if loan.id not in taken_over(result, "landlord")
        and result.case.financing.landlord.loans[loan.id].outstanding_nok is None
    )
    if round(lent) > 0:
        clauses.append(
            (f"lån på {format_amount(lent, 'nb')}", f"loans of {format_amount(lent, 'en')}"),
        )
    if not clauses:
        return None
    nb, en = " og ".join(c[0] for c in clauses), " and ".join(c[1] for c in clauses)
    if worst == "red":
        return Label(ended(f"Et ja ville omfattet {nb}"), ended(f"A yes would have comprised {en}"))
    return Label(ended(f"Vedtaket omfatter {nb}"), ended(f"The decision comprises {en}"))


def taken_over(result: Result, company: str) -> set[str]:
    """The loans that only take over another: what they pay out pays that one back."""
    loans = getattr(result.case.financing, company).loans
    return {loan.followed_by for loan in loans.values() if loan.followed_by is not None}
