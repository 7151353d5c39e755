"""Security for the rent (sikkerhet for leien): a deposit on an account, or a guarantee (docs/model.md §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feasibility.case.form.deal import Lease
from feasibility.engine.expr import Expr, Line
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LANDLORD, LEASE, LENDER, of_party
from feasibility.model.base.registration import charged, registered
from feasibility.model.base.stages import PartOf, operator_registered, part_of_each


def security(c: Context, leases: Sequence[tuple[Lease, str, Expr, Line]], used_with_vat: Line) -> None:
    """Deposit on a bank account, or a guarantee with a yearly fee, for months of rent incl. costs and VAT.

    Args:
        leases: each with its path in the case, its area in m², and 1 in the months it runs.
    """
    kind, m = leases[0][0].security.kind, c.m
    if kind == "none":
        return
    vat = charged(c, "standard", registered(c, LANDLORD), operator_registered(c))
    assert vat is not None
    held_of = [
        c.number(f"{path}.security.months_of_rent", LEASE)
        * (
            c.number(f"{path}.rent_nok_per_m2_year", LEASE)
            + c.number(f"{path}.common_costs_nok_per_m2_year", LEASE)
        )
        * area
        / 12
        * (1 + vat * used_with_vat)
        * within
        for _, path, area, within in leases
    ]
    amount = m.line(
        "lease.security",
        c.sum(held_of),
        "NOK",
        Label("Sikkerhet for leien", "Security for the rent"),
        Label(
            "Måneder med leie og felleskostnader inkl. mva., på leieavtalens første nivå.",
            "Months of rent and common costs incl. VAT, at the lease's first level.",
        ),
        total="end",
    )
    parts = part_of_each(c, "lease.security", amount, amount.label)
    if len(parts) > 1:
        parts = tuple(
            replace(part, amount=m.line(part.id, part.amount, "NOK", part.label, total="end"))
            for part in parts
        )
    for part in parts:
        suffix = "" if part.during is None else f".{part.operator.id}"
        if kind == "deposit":
            _deposit(c, part, suffix)
        else:
            _guarantee_fee(c, part, suffix, leases, held_of)


def _deposit(c: Context, of: PartOf, suffix: str) -> None:
    held = c.m.line(
        f"lease.deposit{suffix}",
        of.amount * (1 - c.calendar.is_last),
        "NOK",
        _called(of, Label("Innestående depositum", "Deposit held")),
        Label("Gjøres opp i horisontens siste måned.", "Settled in the horizon's last month."),
        total="end",
    )
    c.ledger.flow(
        f"lease.deposit_paid{suffix}",
        of.operator,
        LENDER,
        held - held.previous,
        "deposit",
        _called(of, Label("Depositum, inn på og ut av konto", "Deposit, paid in and returned")),
    )


def _guarantee_fee(
    c: Context,
    of: PartOf,
    suffix: str,
    leases: Sequence[tuple[Lease, str, Expr, Line]],
    held_of: Sequence[Expr],
) -> None:
    fees_of: Sequence[Expr] = [of.amount] if len(leases) == 1 else held_of
    fee: Expr = c.sum(
        [
            amount_of * c.number(f"{path}.security.guarantee_fee_share_per_year", LEASE) / 12
            for amount_of, (_, path, _, _) in zip(fees_of, leases, strict=True)
        ]
    )
    if of.during is not None:
        fee = fee * of.during
    label = _called(of, Label("Garantiprovisjon", "Guarantee fee"))
    c.ledger.flow(f"lease.guarantee_fee{suffix}", of.operator, LENDER, fee, "operating_cost", label)


def _called(of: PartOf, label: Label) -> Label:
    """What a line of one operator's security is called: with its name where there are several."""
    return label if of.during is None else of_party(label, of.operator)
