"""The signed contracts (signerte kontrakter) a bank counts on, one by one, as the case states them."""

from __future__ import annotations

from feasibility.answers.answer import Cell, Column, Figure, Row, Table, month
from feasibility.case import shown_label
from feasibility.case.form.deal import Lease
from feasibility.language import Label
from feasibility.model import Result
from feasibility.names import PARTIES, CompanyId
from feasibility.papers.paper import Part

_UNTIL_NOTICE = Label("til den sies opp", "until notice")
_LEASE = Label("leieavtale", "lease")


def contracts(result: Result, company: CompanyId) -> Part:
    """What is signed with the customers of the company, the lease to the operator among them; told as not
    stated where nothing is listed, never as none."""
    title = Label("Signerte kontrakter", "Signed contracts")
    rows = [*_lease(result, company), *_customers(result, company)]
    if not rows:
        return Part("contracts", title, missing=(Label("signerte kontrakter", "signed contracts"),))
    columns = (
        Column("customer", Label("Kunde", "Customer")),
        Column("of", Label("Hva", "What")),
        Column("amount", Label("Omfang", "Extent")),
        Column("price", Label("Pris, eks. mva.", "Price, ex VAT")),
        Column("first", Label("Fra", "From")),
        Column("last", Label("Til og med", "Until")),
        Column("notice", Label("Oppsigelse", "Notice"), "months", 0),
    )
    return Part("contracts", title, tables=(Table("contracts", title, columns, tuple(rows)),))


def _lease(result: Result, company: CompanyId) -> list[Row]:
    """The leases of the landlord's deals, one after another."""
    if company != "landlord":
        return []
    leases = [(stage.operator, getattr(stage.deal, "lease", None)) for stage in result.case.stages]
    return [_lease_row(result, operator, lease) for operator, lease in leases if lease is not None]


def _lease_row(result: Result, operator: CompanyId, lease: Lease) -> Row:
    works = None if lease.follows_works is None else result.case.works[lease.follows_works]
    first = float(lease.start_month + (0 if works is None else works.delay_months))
    area = result.case.building.total_m2 if lease.area_m2 is None else lease.area_m2
    cells: tuple[Cell, ...] = (
        PARTIES[operator].short,
        _LEASE,
        Figure(area, "m2", decimals=0),
        Figure(lease.rent_nok_per_m2_year, "NOK/m2/year"),
        month(result, first),
        month(result, first + lease.term_months - 1),
        None,
    )
    return Row(cells)


def _customers(result: Result, company: CompanyId) -> list[Row]:
    """Each customer by name; the members are those of the company that sells to them."""
    if all(stage.operating_company != company for stage in result.case.stages):
        return []
    return [
        Row(
            (
                shown_label(str(place), contract),
                shown_label(id, product),
                Figure(contract.units, "count", decimals=0),
                Figure(contract.price_nok_per_month, "NOK/member/month"),
                month(result, contract.from_month),
                _UNTIL_NOTICE if contract.to_month is None else month(result, contract.to_month),
                Figure(float(contract.notice_months), "months", decimals=0),
            )
        )
        for id, product in result.case.products.items()
        for place, contract in enumerate(product.contracts, 1)
    ]
