"""The credit paper (kredittnotat): what a credit officer's own form asks for, in that order."""

from __future__ import annotations

from feasibility.analysis.stress import StressGrid, breaking_points
from feasibility.analysis.verdicts import COLOUR_WORDS, said
from feasibility.answers.answer import Answer, Cell, Column, Figure, Row, Sentence, Table
from feasibility.answers.register import register
from feasibility.answers.stress import answer as stress_answer
from feasibility.case import Case, choice_label, shown_label
from feasibility.case.form.papers import Papers, in_groups
from feasibility.language import Label, format_amount
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView
from feasibility.names import COMPANY_IDS, PARTIES, CompanyId
from feasibility.papers.about import about
from feasibility.papers.assumptions import annex, assumptions, checks, vat_points
from feasibility.papers.contracts import contracts
from feasibility.papers.decision import taken_over
from feasibility.papers.downside import Downside, downside, risks
from feasibility.papers.lending import (
    covenants,
    groups,
    liquidity_budget,
    loans,
    nothing_measured,
    sources_uses,
    statements,
)
from feasibility.papers.paper import NAMES, Paper, Part, facts
from feasibility.report.summary import Applied
from feasibility.report.verdicts import TONES

_MARKET = ("demand", "prelet", "contracts", "customers")


def credit_paper(result: Result, applied: Applied, program: str, base: Case) -> Paper:
    """The credit paper of one run: the applicant's company first, the other borrower's measures after it.

    Args:
        applied: what the run changed in the case.
        program: the version of the program.
        base: the case as its file states it.
    """
    company = _company(result)
    found = downside(result)
    known = register(result)
    stressed = _stressed(found.grid, result, company)
    views = sorted(result.built.bank, key=lambda view: view.party != company)
    own = [view for view in views if view.party == company]
    parts: list[Part] = [
        _sought(result, company),
        _business(result.case.papers),
        _building(result),
        groups("market", Label("Marked og kontrakter", "Market and contracts"), result, *_market(own, views)),
        contracts(result, company),
    ]
    asks = result.built.applicant
    if asks is not None:
        parts += [sources_uses(result, asks), nothing_measured(asks)]
    for view in views:
        parts += [sources_uses(result, view), covenants(result, view)]
    parts += [
        liquidity_budget(result, company),
        *(statements(result, company)),
        _stress(stressed),
        _security(result, own),
        _lease_against_loan(result, views),
        _risks(found, stressed),
        vat_points(result),
        assumptions(known),
        checks(result),
        annex(known),
    ]
    return Paper(
        "bank",
        Label(f"{NAMES['bank'].nb}: {result.case.name}", f"{NAMES['bank'].en}: {result.case.name}"),
        result,
        about(result, applied, program),
        tuple(parts),
        8,
    )


def _company(result: Result) -> CompanyId:
    """Whose application it is: the one stated; else the last operator where it borrows, or whoever does."""
    stated, companies = result.case.papers.applicant.company, result.case.companies
    if stated in companies:
        return stated
    borrowers = [view.party for view in result.built.bank if view.loans]
    return max(borrowers or companies, key=COMPANY_IDS.index)


def _sought(result: Result, company: CompanyId) -> Part:
    """Who asks for what, and whether the case is ready for the bank."""
    papers = result.case.papers
    applicant, number = papers.applicant, papers.applicant.organisation_number
    amount = None if papers.sought.amount_nok is None else Figure(papers.sought.amount_nok, "NOK")
    known, missing = facts(
        (Label("Søker", "Applicant"), applicant.name),
        (Label("Organisasjonsnummer", "Organisation number"), None if number is None else in_groups(number)),
        (Label("Selskapet i saken", "Company in the case"), PARTIES[company].short),
        (Label("Kontakt", "Contact"), applicant.contact),
        (Label("Beløp det søkes om", "Amount sought"), amount),
        (Label("Formål", "Purpose"), papers.sought.purpose),
        (Label("Lån i saken", "Loans in the case"), _lent(result, company)),
    )
    stated = applicant.company
    if stated is not None and stated not in result.case.companies:
        name = PARTIES[stated].short
        gone = Label(
            f"selskapet det søkes for ({name.nb.lower()})", f"the applicant's company ({name.en.lower()})"
        )
        missing = (*missing, gone)
    said = (*_ready(result, company), *_weighed(result, company))
    return Part("sought", Label("Søknaden", "The application"), said, known, missing=missing)


def _market(own: list[BankView], views: list[BankView]) -> tuple[list[BankView], tuple[str, ...]]:
    """The applicant's market and contracts; of another borrower only what is the whole concept's."""
    return (own, _MARKET) if own else (list(views), _MARKET[:1])


def _weighed(result: Result, company: CompanyId) -> list[Sentence]:
    """What is sought beside what the case borrows and what the company could borrow."""
    sought = result.case.papers.sought.amount_nok
    if sought is None:
        return []
    said = []
    asked_nb, asked_en = format_amount(sought, "nb"), format_amount(sought, "en")
    lent = _lent(result, company)
    in_case = lent.value if isinstance(lent, Figure) else 0.0
    if in_case is not None and round(in_case) != round(sought):
        nb, en = format_amount(in_case, "nb"), format_amount(in_case, "en")
        missing_loan = _MISSING_LOAN if not round(in_case) else Label(".", ".")
        said.append(
            Sentence(
                Label(
                    f"Det søkes om {asked_nb}, men saken er regnet med lån på {nb}{missing_loan.nb}",
                    f"{asked_en} is sought, but the case is calculated with loans of {en}{missing_loan.en}",
                ),
                "mixed",
            )
        )
    line = f"{company}.capacity.largest"
    most = result.number(line) if line in result.values else None
    if most is not None:
        nb, en = format_amount(most, "nb"), format_amount(most, "en")
        over = sought > most + 1
        said.append(
            Sentence(
                Label(
                    f"Målt lånekapasitet er {nb}, {'mindre enn' if over else 'nok til'} de {asked_nb} det "
                    "søkes om.",
                    f"Measured debt capacity is {en}, {'less than' if over else 'enough for'} the {asked_en} "
                    "sought.",
                ),
                "mixed" if over else "good",
            )
        )
    return said


def _lent(result: Result, company: CompanyId) -> Cell:
    """What the company's own loans come to as paid out."""
    view = next((view for view in result.built.bank if view.party == company), None)
    if view is None or not view.loans:
        return Label("ingen", "none")
    over = taken_over(result, company)  # such a loan pays another back: it is not lent once more
    drawn = [loan.entries[0].line for loan in view.loans if loan.id not in over]
    return Figure(sum(result.number(line) or 0.0 for line in drawn), "NOK")


def _ready(result: Result, company: CompanyId) -> tuple[Sentence, ...]:
    """The verdict for the bank: the applicant's own grounds first, those of another borrower apart."""
    verdict = next((each for each in said(result) if each.of == "bank"), None)
    if verdict is None:
        return (Sentence(Label("Ingen i saken låner.", "Nobody in the case borrows."), "mixed"),)
    colour = COLOUR_WORDS[verdict.colour]
    others = [label for party, label in _named() if party != company]
    apart = [r for r in verdict.reasons if any(r.nb.startswith(f"{label.nb}: ") for label in others)]
    own = [r for r in verdict.reasons if r not in apart]
    told = [
        Sentence(
            Label(
                f"Vurdering for banken, alle låntakere i saken: {colour.nb.upper()}.",
                f"Verdict for the bank, all borrowers of the case: {colour.en.upper()}.",
            ),
            TONES[verdict.colour],
        )
    ]
    told += [_listed(own, Label("Søkeren", "The applicant"))] if own else [Sentence(_NOTHING_OWN, "good")]
    told += [_listed(apart, Label("Andre i saken", "Others in the case"))] if apart else []
    return tuple(told)


def _named() -> list[tuple[CompanyId, Label]]:
    return [(company, PARTIES[company].short) for company in COMPANY_IDS]


def _listed(reasons: list[Label], whose: Label) -> Sentence:
    nb, en = "; ".join(r.nb for r in reasons), "; ".join(r.en for r in reasons)
    return Sentence(Label(f"{whose.nb}: {nb}.", f"{whose.en}: {en}."), "mixed")


def _business(papers: Papers) -> Part:
    """The business and the people behind it."""
    applicant = papers.applicant
    known, missing = facts(
        (Label("Virksomheten", "The business"), applicant.business),
        (Label("Eiere", "Owners"), applicant.owners),
    )
    tables: tuple[Table, ...] = ()
    if applicant.people:
        columns = (
            Column("name", Label("Navn", "Name")),
            Column("role", Label("Rolle", "Role")),
            Column("background", Label("Bakgrunn", "Background")),
        )
        listed = tuple(Row((each.name, each.role, each.background)) for each in applicant.people)
        tables = (Table("people", Label("Nøkkelpersoner", "People"), columns, listed),)
    else:
        missing = (*missing, Label("Nøkkelpersoner", "People"))
    return Part(
        "business",
        Label("Virksomheten og menneskene", "The business and its people"),
        facts=known,
        tables=tables,
        missing=missing,
    )


def _building(result: Result) -> Part:
    """The building, its spaces, and the lender's list about the place."""
    building, place = result.case.building, result.case.papers.location
    people = building.town_population
    spaces = tuple(
        Row(
            (
                shown_label(id, space),
                choice_label("kind", space.kind),
                Figure(space.exclusive_m2, "m2"),
                Figure(space.total_m2, "m2"),
            )
        )
        for id, space in building.spaces.items()
    )
    columns = (
        Column("space", Label("Areal", "Space")),
        Column("kind", Label("Bruk", "Use")),
        Column("exclusive", Label("Eksklusivt", "Exclusive"), "m2", 0),
        Column("with_common", Label("Med fellesareal", "With common area"), "m2", 0),
    )
    known, missing = facts(
        (Label("Bygget", "The building"), building.name or None),
        (Label("Kommune", "Municipality"), building.municipality or None),
        (
            Label("Innbyggere i tettstedet", "People in the town"),
            None if people is None else Figure(people, "people"),
        ),
        (Label("Areal i saken", "Area in the case"), Figure(building.total_m2, "m2", decimals=0)),
        *_town_centre(result),
        (Label("Sentrum", "Centre"), place.centre),
        (Label("Kollektivtransport", "Public transport"), place.public_transport),
        (Label("Parkering", "Parking"), place.parking),
        (Label("Adkomst", "Access"), place.access),
        (
            Label("Fellestjenester og felleskostnader", "Shared services and common costs"),
            place.shared_services,
        ),
        (Label("Tilbud i området", "Supply in the area"), place.competition),
    )
    return Part(
        "building",
        Label("Bygget og beliggenheten", "The building and its location"),
        facts=known,
        tables=(Table("spaces", Label("Arealer", "Spaces"), columns, spaces),),
        missing=missing,
    )


def _town_centre(result: Result) -> tuple[tuple[Label, Label], ...]:
    """Whether the town has a defined centre, where the case says."""
    centre = result.case.building.town_centre
    return (
        () if centre is None else ((Label("Byen har", "The town has"), choice_label("town_centre", centre)),)
    )


def _security(result: Result, own: list[BankView]) -> Part:
    """The security offered, and the value it may be set against."""
    offered = result.case.papers.security
    tables: tuple[Table, ...] = ()
    missing: tuple[Label, ...] = (Label("Sikkerhet", "Security offered"),)
    if offered:
        columns = (
            Column("kind", Label("Sikkerhet", "Security")),
            Column("of", Label("I hva, eller av hvem", "In what, or by whom")),
            Column("priority", Label("Prioritet", "Priority"), "count", 0),
            Column("amount", Label("Beløp", "Amount"), "NOK"),
        )
        listed = tuple(
            Row(
                (
                    choice_label("kind", each.kind),
                    each.of,
                    None if each.priority is None else Figure(float(each.priority), "count"),
                    None if each.amount_nok is None else Figure(each.amount_nok, "NOK"),
                )
            )
            for each in offered
        )
        tables, missing = (Table("security", Label("Tilbudt sikkerhet", "Offered"), columns, listed),), ()
    title = Label("Sikkerhet", "Security")
    of_value = groups("value", title, result, own, ("value",))
    return Part(
        "security",
        title,
        facts=of_value.facts,
        tables=tables,
        missing=missing,
    )


def _lease_against_loan(result: Result, views: list[BankView]) -> Part:
    """How long the lease is certain beside how long the loans run."""
    title = Label("Leieavtale mot lån", "Lease against loan")
    tables = tuple(table for view in views for table in loans(result, view))
    lease = groups("lease", title, result, views[:1], ("lease", "security"))
    return Part("lease", title, facts=lease.facts, tables=tables, is_abreast=True)


def _stressed(grid: StressGrid, result: Result, company: CompanyId) -> Answer | None:
    """What the stress test says of the applicant; None where its company is not among those stressed."""
    if company not in grid.parties:
        return None
    breaks = [each for each in breaking_points(result) if each.party == company]
    return stress_answer(grid, breaks, result, (company,))


def _stress(found: Answer | None) -> Part:
    """The applicant's stress table, its combined rows among the others."""
    title = Label("Stresstest", "Stress test")
    if found is None:
        return Part("stress", title)
    tables = tuple(table for table in found.tables if table.id not in (_RESTS_ON, "left_out"))
    return Part("stress", title, found.sentences, tables=tables, is_wide=True)


def _risks(found: Downside, stressed: Answer | None) -> Part:
    """The largest risks in words, and what the rows of the stress test rest on."""
    tables = () if stressed is None else stressed.tables
    rests_on = tuple(table for table in tables if table.id == _RESTS_ON)
    return Part("risks", Label("Risiko", "Risks"), risks(found), tables=rests_on)


_MISSING_LOAN = Label(
    "; søkerens egne nøkkeltall kommer når lånet er lagt inn i saken.",
    "; the applicant's own measures come when the loan is put into the case.",
)
_RESTS_ON = "rests_on"
_NOTHING_OWN = Label(
    "Søkeren selv: ingen innvendinger etter sakens vilkår.",
    "The applicant itself: no objection by the terms of the case.",
)
