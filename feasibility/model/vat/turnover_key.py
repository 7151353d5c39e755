"""The key for shared purchases: registered turnover of the year before, and the 5 % rules (mval § 8-2)."""

from __future__ import annotations

from feasibility.engine.expr import Axis, Expr, Line, divisor, rounded, when
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.registration import turnover


def turnover_key(c: Context, party: Party, ledger: Ledger, planned: Expr, prefix: str = "") -> Line:
    """Registered share of turnover that holds for each month: the year before's, in the first year its own,
    and the planned use of the area until there is any turnover."""
    m = c.m
    flows = turnover(ledger, party)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    total = m.line(
        f"{prefix}{party.id}.vat.turnover",
        c.sum([f.earned for f in flows]),
        "NOK",
        Label(f"Omsetning, {nb}", f"Turnover, {en}"),
        axis=Axis.MONTH,
    )
    taxed = m.line(
        f"{prefix}{party.id}.vat.registered_turnover",
        c.sum([f.earned * f.taxed for f in flows if f.taxed is not None]),
        "NOK",
        Label(f"Omsetning med mva., {nb}", f"Registered turnover, {en}"),
        axis=Axis.MONTH,
    )
    by_year = m.line(f"{prefix}{party.id}.vat.turnover.year", m.year_sum(total), "NOK", total.label)
    taxed_year = m.line(
        f"{prefix}{party.id}.vat.registered_turnover.year", m.year_sum(taxed), "NOK", taxed.label
    )
    share = m.line(
        f"{prefix}{party.id}.vat.registered_share",
        taxed_year / divisor(by_year),
        "share",
        Label(f"Avgiftspliktig andel i året, {nb}", f"Registered share in the year, {en}"),
    )
    key = m.line(
        f"{prefix}{party.id}.vat.key_year",
        when(by_year.previous > 0, share.previous, when(by_year > 0, share, planned)),
        "share",
        Label(f"Fordelingsnøkkel for året, {nb}", f"Key of the year, {en}"),
        Label(
            "Avgiftspliktig andel året før; første år årets egen.",
            "The year before's registered share; the first year's own.",
        ),
        basis=("mval § 8-2",),
    )
    return m.line(
        f"{prefix}{party.id}.vat.key",
        m.at_year(key),
        "share",
        Label(f"Fordelingsnøkkel, {nb}", f"Turnover key, {en}"),
    )


def five_percent(c: Context, key: Line, share: Expr) -> Expr:
    """All where exempt turnover is at most 5 %, nothing where registered turnover is (mval § 8-2)."""
    minor = c.fixed_rule("vat_minor_use")
    return when(rounded(1 - key - minor, 9) <= 0, 1, when(rounded(key - minor, 9) <= 0, 0, share))
