"""What one company hands over to the other for a price in a change of phase (docs/model.md §13.12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from feasibility.engine.expr import Expr, Line
from feasibility.engine.flows import Flow, Party
from feasibility.model.accounts.tax_depreciation import Asset, TaxValue
from feasibility.model.vat.capital_goods import WorksVat
from feasibility.model.vat.settlement import Adjustment
from feasibility.record import record

GOODWILL: Final = "takeover.goodwill"
"""Id of the goodwill as an asset of the company that takes over."""


@record
class HandedAsset:
    """The leaving company's part of an item of works. depreciation: in the books, until it goes; value: there
    at month end, gone with the takeover."""

    asset: Asset
    for_tax: TaxValue
    depreciation: Line
    value: Line


@record
class HandedOver:
    """The takeover: who leaves, who takes over, what is paid, and for what. NOK by month.

    assets: of the leaving company, by works id. book_value: of them, in the month. goodwill: what is paid
    beyond it. bought, sold: what the takeover adds to the fixed assets of the one that takes over, and, for
    tax alone, of the one that leaves. vat: the leaving company's of the works. adjustments: of VAT, of the
    one that takes over.
    """

    leaving: Party
    taking: Party
    price: Flow
    assets: Mapping[str, HandedAsset]
    book_value: Expr
    goodwill: Line
    bought: tuple[Asset, ...]
    sold: tuple[Asset, ...]
    vat: Mapping[str, WorksVat]
    adjustments: tuple[Adjustment, ...]

    def concerns(self, party: Party) -> bool:
        """Whether a company is one of the two."""
        return party in (self.leaving, self.taking)

    def beside(self, party: Party) -> tuple[Asset, ...]:
        """What the takeover adds to a company's fixed assets."""
        return self.bought if party == self.taking else self.sold
