"""The municipality's paper (notat til kommunen): what support costs, what comes of it, and when it ends."""

from __future__ import annotations

from typing import Final

from feasibility.analysis.municipality_account import (
    KINDS,
    MunicipalityAccount,
    municipality_account,
    takes_part,
)
from feasibility.analysis.operator_fails import ORE
from feasibility.answers.answer import Column, Row, Sentence, Table, measured, of_periods
from feasibility.answers.statements import periods
from feasibility.case import Case, choice_label, shown_label
from feasibility.language import LANGUAGES, Label, format_amount
from feasibility.model import Result
from feasibility.model.base.result import Statement
from feasibility.papers.about import about
from feasibility.papers.downside import downside, risks_part
from feasibility.papers.paper import NAMES, Fact, Paper, Part
from feasibility.pictures.ladder import picture
from feasibility.report.summary import Applied
from feasibility.report.words import month_name

_PRICE: Final = (
    "municipality.support_total",
    "municipality.support_present",
    "municipality.support_per_year",
    "municipality.support_per_desk",
    "municipality.support_per_job",
    "concept.mean_jobs",
    "municipality.break_even_support",
    "municipality.given_total",
    "municipality.given_per_firm",
    "municipality.largest_guarantee",
    "municipality.commuting_hours_per_year",
    "concept.stands_alone",
)
_BESIDE: Final = (
    "municipality.given_total",
    "municipality.back_total",
    "municipality.net_total",
    "municipality.given_per_firm",
    "municipality.largest_guarantee",
    "municipality.commuting_hours_per_year",
    "concept.mean_jobs",
)
"""What is told of a municipality that gives no support: as landlord, operator, owner and guarantor."""


def municipality_paper(result: Result, applied: Applied, program: str, base: Case) -> Paper:
    """The municipality's paper of one run, one page.

    Args:
        applied: what the run changed in the case.
        program: the version of the program.
        base: the case as its file states it.
    """
    name = result.case.building.municipality
    title = NAMES["municipality"]
    to = Label(f"Notat til {name} kommune", f"Paper for {name} municipality") if name else title
    return Paper(
        "municipality",
        Label(f"{to.nb}: {result.case.name}", f"{to.en}: {result.case.name}"),
        result,
        about(result, applied, program),
        (
            _price(result),
            _account(result),
            _given(result),
            _back(result),
            _ends(result),
            risks_part(downside(result)),
        ),
        1,
    )


def _price(result: Result) -> Part:
    """What the support costs: in all, per year, place and job; without any, what else the municipality
    gives; that there is neither."""
    lines = result.built.model.lines
    supports = round(result.number("municipality.support_total") or 0.0)
    if not supports and not takes_part(result):
        return Part("price", _COSTS, (Sentence(_NONE),))
    known = tuple(
        Fact(lines[line].label, measured(result, line))
        for line in (_PRICE if supports else _BESIDE)
        if line in lines
    )
    return (
        Part("price", _COSTS, facts=known)
        if supports
        else Part("price", _GIVES, (Sentence(_AS_OWNER),), known)
    )


def _given(result: Result) -> Part:
    """Each support item: who gives what."""
    columns = (
        Column("item", Label("Støtte", "Support")),
        Column("kind", Label("Slag", "Kind")),
        Column("payer", Label("Fra", "From")),
        Column("receiver", Label("Til", "To")),
        Column("when", Label("Når", "When")),
    )
    listed = []
    for id, item in result.case.support.items():
        payer, receiver = getattr(item, "payer", None), getattr(item, "receiver", None)
        listed.append(
            Row(
                (
                    shown_label(id, item),
                    choice_label("kind", item.kind),
                    None if payer is None else choice_label("payer", payer),
                    None if receiver is None else choice_label("receiver", receiver),
                    _when(result, item),
                )
            )
        )
    title = Label("Hvem gir hva", "Who gives what")
    if not listed and takes_part(result):
        return Part("given", title)
    if not listed or not result.changed_inputs.get("with_support", 1.0):
        return Part(
            "given", title, (Sentence(Label("Ingen støtte er regnet med.", "No support is counted.")),)
        )
    return Part("given", title, tables=(Table("given", title, columns, tuple(listed)),))


def _when(result: Result, item: object) -> Label | None:
    """The month of a payment, or the first and last month of what goes on."""
    first = getattr(item, "from_month", None) or getattr(item, "month", None)
    if first is None:
        return None
    last = getattr(item, "to_month", None)
    if not hasattr(item, "to_month"):
        return Label(*(month_name(result, first, language) for language in LANGUAGES))
    end = [
        ("horisonten", "the horizon")[n] if last is None else month_name(result, last, language)
        for n, language in enumerate(LANGUAGES)
    ]
    return Label(*(f"{month_name(result, first, of)} – {end[n]}" for n, of in enumerate(LANGUAGES)))


def _account(result: Result) -> Part:
    """What it gives, item by item, what it gets back, and what is left for it to bear."""
    title = Label("Kommunens regnskap for tiltaket", "The municipality's account")
    account = municipality_account(result)
    if account is None:
        return Part("account", title)
    columns = (
        Column("item", Label("Post", "Item")),
        Column("kind", Label("Slag", "Kind")),
        Column("amount", Label("I alt", "In all"), "NOK", 0),
    )
    rows = [Row((each.label, KINDS[each.kind], measured(result, each.total.id))) for each in account.given]
    given = Label("Sum gitt", "Given in all")
    rows.append(Row((given, None, measured(result, account.total_given)), "title"))
    rows += [Row((each.label, KINDS[each.kind], measured(result, each.total.id))) for each in account.back]
    if len(account.back) > 1:
        rows.append(Row((_BACK, None, measured(result, account.total_back)), "title"))
    net = Label("Kommunens utgift etter det den får igjen", "Its cost after what it gets back")
    rows.append(Row((net, None, measured(result, account.net)), "title"))
    table = Table("account", title, columns, tuple(rows), account.note)
    by_year = () if _ladder(result) is not None else (_by_year(result, account),)
    return Part("account", title, tables=(table, *by_year), missing=account.missing)


def _by_year(result: Result, account: MunicipalityAccount) -> Table:
    """The account year by year, where no table of the support's years says when money moves."""
    years = periods(result, "year")
    columns = (Column("what", Label("Per år", "By year")), *(Column(n, label) for n, label in years))
    rows = [
        Row((each.label, *of_periods(result, each.year, len(years))))
        for each in (*account.given, *account.back)
        if abs(result.number(each.total) or 0.0) > ORE
    ]
    return Table("account_years", Label("År for år", "Year by year"), columns, tuple(rows), None, True)


def _back(result: Result) -> Part:
    """What comes back to the municipality: property tax over what an empty building pays, what it gets
    besides as landlord and owner, and the jobs."""
    said = []
    line = result.built.model.lines
    for flow in result.built.municipal:
        more = 0.0 if flow.is_given else result.number(flow.total) or 0.0
        if flow.kind == "property_tax":
            words = [format_amount(abs(more), language) for language in LANGUAGES]
            more_less = Label("mer", "more") if more > 0 else Label("mindre", "less")
            other = Label(
                f"Eiendomsskatten blir {words[0]} {more_less.nb} i horisonten enn med bygget tomt.",
                f"Property tax comes to {words[1]} {more_less.en} over the horizon than with the "
                "building empty.",
            )
            said.append(Sentence(_SAME_TAX if abs(more) <= ORE else other))
        elif abs(more) > ORE:
            words = [format_amount(more, language) for language in LANGUAGES]
            whole = Label(
                f"{flow.label.nb}: {words[0]} i horisonten.", f"{flow.label.en}: {words[1]} over the horizon."
            )
            said.append(Sentence(whole))
    jobs = result.number("concept.mean_jobs") if "concept.mean_jobs" in line else None
    if jobs is not None:
        nb, en = f"{jobs:.0f}", f"{jobs:.0f}"
        said.append(
            Sentence(
                Label(
                    f"I snitt {nb} arbeidsplasser i driftstiden: medlemmene som har plass, "
                    "ganger sakens arbeidsplasser per medlem.",
                    f"{en} jobs on average while it runs: the members who have a place, "
                    "times the case's jobs per member.",
                )
            )
        )
    return Part("back", Label("Hva kommunen får igjen", "What the municipality gets back"), tuple(said))


def _ends(result: Result) -> Part:
    """When support ends, whether the operator stands alone then, and the result with and without, by year."""
    title = Label("Når støtten slutter", "When the support ends")
    lines = result.built.model.lines
    said = []
    if "municipality.support" in lines:
        paid = [
            n for n, amount in enumerate(result.values["municipality.support"].tolist(), 1) if amount > ORE
        ]
        if paid:
            last = [month_name(result, paid[-1], language) for language in LANGUAGES]
            within = paid[-1] < result.case.horizon_months
            said.append(
                Sentence(
                    Label(
                        f"Kommunens siste støtte i saken er i {last[0]}.",
                        f"The last support is in {last[1]}.",
                    )
                    if within
                    else Label(
                        "Kommunen støtter driften så lenge saken er regnet; ingen slutt er oppgitt.",
                        "The municipality supports operation for as long as the case is calculated; no end "
                        "is stated.",
                    ),
                    "plain" if within else "mixed",
                )
            )
    ladder = _ladder(result)
    if ladder is None:
        return Part("ends", title, tuple(said))
    years = periods(result, "year")
    columns = (Column("what", Label("Per år", "By year")), *(Column(n, label) for n, label in years))
    rows = tuple(
        Row((row.label, *of_periods(result, row.year, len(years))))
        for row in ladder.rows
        if row.year is not None
    )
    yearly = lines.get("municipality.support.year")
    given = [] if yearly is None else of_periods(result, yearly, len(years))
    support = [Row((Label("Kommunens støtte", "Municipal support"), *given))] if given else []
    table = Table(
        "ladder",
        Label("Støtten, og driftsresultatet før avskrivninger (EBITDA)", "The support, and EBITDA"),
        columns,
        (*support, *rows),
        None,
        True,
    )
    return Part("ends", title, tuple(said), tables=(table,), pictures=(picture(result),))


def _ladder(result: Result) -> Statement | None:
    """The operation with and without support by year; None where the case has no support."""
    return next((each for each in result.built.statements if each.id == "support_ladder"), None)


_COSTS: Final = Label("Hva støtten koster", "What the support costs")
_GIVES: Final = Label("Hva kommunen gir", "What the municipality gives")
_NONE: Final = Label("Det er ikke regnet med støtte fra kommunen.", "No municipal support is counted.")
_AS_OWNER: Final = Label(
    "Det er ikke regnet med støtte fra kommunen. Det den gir og får igjen, er som gårdeier, eier eller "
    "garantist.",
    "No municipal support is counted. What the municipality gives and gets back is as landlord, owner or "
    "guarantor.",
)
_BACK: Final = Label("Sum den får igjen", "Back in all")
_SAME_TAX: Final = Label(
    "Eiendomsskatten blir den samme som med bygget tomt.",
    "Property tax is the same as with the building empty.",
)
